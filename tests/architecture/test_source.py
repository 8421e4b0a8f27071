"""Our own source keeps the rules of tests/architecture/rules.py."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.rules import (
    Rule,
    empty_words,
    no_boolean_positionals,
    no_clock_or_chance,
    no_environment,
    no_sleep,
    short_functions,
    telling_names,
)

ROOT = Path(__file__).parents[2]
PRODUCT = ("board", "server", "client")
LONGEST_FILE = 400

# The only readers of the environment; the client's are programs, not its library.
ENVIRONMENT_READERS = {
    "server/settings.py",
    "client/cli/__init__.py",
    "client/demo.py",
    "client/demo/__main__.py",
    "client/web/toolchain.py",
}

# The only readers of snapshots as they were kept: one says what may be told of them, the other shows no writer.
SNAPSHOT_READERS = {
    "server/api/boards/suggestions.py",
    "server/facilitation/snapshots.py",
}

RULES: list[tuple[Rule, tuple[str, ...]]] = [
    (no_clock_or_chance, ("board",)),
    (no_environment, PRODUCT),
    (no_sleep, ("tests",)),
    (no_boolean_positionals, PRODUCT),
    (short_functions, PRODUCT),
    (telling_names, PRODUCT),
]

BROKEN: list[tuple[Rule, str]] = [
    (no_clock_or_chance, "from datetime import datetime\nnow = datetime.now(UTC)"),
    (no_clock_or_chance, "import datetime\nnow = datetime.datetime.now()"),
    (no_clock_or_chance, "from uuid import uuid4"),
    (no_environment, "import os\nport = os.environ['PORT']"),
    (no_environment, "from os import getenv"),
    (no_sleep, "async def test(): await asyncio.sleep(0.1)"),
    (no_sleep, "sleep(1)"),
    (no_boolean_positionals, "def close(now: bool): ..."),
    (no_boolean_positionals, "class A:\n  async def close(self, now: bool | None): ..."),
    (no_boolean_positionals, "def close(now=False): ..."),
    (short_functions, "def f():\n" + "    pass\n" * 60),
    (telling_names, "class BoardManager: ..."),
    (telling_names, "def common_part(): ..."),
]

KEPT: list[tuple[Rule, str]] = [
    (no_clock_or_chance, "from datetime import date\nday = date.fromisoformat(text)"),
    (no_sleep, "async def test(): await asyncio.sleep(0)"),
    (no_boolean_positionals, "def close(*, now: bool = False): ..."),
    (no_boolean_positionals, "def close(bits: list[bool]): ..."),
    (short_functions, "def f():\n" + "    pass\n" * 59),
    (telling_names, "class Command: ..."),
]


def sources(folders: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The path and text of each of our files in `folders`."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("rule", "folders"), RULES, ids=lambda value: getattr(value, "__name__", ""))
def test_source_keeps_the_rule(rule: Rule, folders: tuple[str, ...]) -> None:
    findings = [
        f"{path}:{line}: {what}"
        for path, text in sources(folders)
        for line, what in rule(ast.parse(text))
        if not (rule is no_environment and path in ENVIRONMENT_READERS)
    ]
    assert not findings, "\n".join([rule.__doc__ or "", *findings])


def test_files_are_short() -> None:
    long = [path for path, text in sources(PRODUCT) if len(text.splitlines()) >= LONGEST_FILE]
    assert not long


def test_P5_a_snapshot_is_read_where_it_is_known_what_it_may_say_of_who_wrote() -> None:
    assert {path for path, text in sources(("server",)) if ".get_snapshot(" in text} == SNAPSHOT_READERS


def test_modules_are_named_for_what_they_are() -> None:
    assert not [path for path, _ in sources((*PRODUCT, "tests")) if empty_words(path)]


@pytest.mark.parametrize(("rule", "source"), BROKEN)
def test_rule_bites(rule: Rule, source: str) -> None:
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(("rule", "source"), KEPT)
def test_rule_lets_through(rule: Rule, source: str) -> None:
    assert not list(rule(ast.parse(source)))
