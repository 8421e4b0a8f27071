"""Rules for our own source that linters cannot check: each takes a parsed file and yields findings."""

import ast
import re
from collections.abc import Callable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef

Finding = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Finding]]

LONGEST_FUNCTION = 60

CLOCKS_AND_CHANCE = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("os", "urandom"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
}

ENVIRONMENT = {"environ", "environb", "getenv", "putenv"}

EMPTY_WORDS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def _functions(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _imported(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == module:
            for alias in node.names:
                yield node.lineno, alias.name


def no_clock_or_chance(tree: ast.Module) -> Iterator[Finding]:
    """Time and random numbers come in as arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rsplit(".", 1)[-1]
            if (owner, node.attr) in CLOCKS_AND_CHANCE:
                yield node.lineno, f"{owner}.{node.attr}"
    for module in ("os", "uuid"):
        for line, name in _imported(tree, module):
            if (module, name) in CLOCKS_AND_CHANCE:
                yield line, f"{module}.{name}"


def no_environment(tree: ast.Module) -> Iterator[Finding]:
    """Settings come in as arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os" and node.attr in ENVIRONMENT:
            yield node.lineno, f"os.{node.attr}"
    for line, name in _imported(tree, "os"):
        if name in ENVIRONMENT:
            yield line, f"os.{name}"


def no_sleep(tree: ast.Module) -> Iterator[Finding]:
    """A test waits for what it expects; `sleep(0)` only lets others run."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rsplit(".", 1)[-1]
            yields_only = [ast.unparse(argument) for argument in node.args] == ["0"]
            if name in {"sleep", "wait_for_timeout"} and not yields_only:
                yield node.lineno, name


def no_boolean_positionals(tree: ast.Module) -> Iterator[Finding]:
    """`close(True)` says nothing to its reader: booleans are keyword-only."""
    for function in _functions(tree):
        if function.name.startswith("_"):
            continue
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        for argument in positional:
            if argument.annotation and "bool" in ast.unparse(argument.annotation).split(" | "):
                yield function.lineno, f"{function.name}({argument.arg}: bool)"
        for default in arguments.defaults:
            if isinstance(default, ast.Constant) and isinstance(default.value, bool):
                yield function.lineno, f"{function.name}(={default.value})"


def short_functions(tree: ast.Module) -> Iterator[Finding]:
    """No function is longer than a screen."""
    for function in _functions(tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            yield function.lineno, f"{function.name}: {length} lines"


def empty_words(name: str) -> set[str]:
    """The words in `name`, of either spelling, that say nothing."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)} & EMPTY_WORDS


def telling_names(tree: ast.Module) -> Iterator[Finding]:
    """What a module offers is named for what it is."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and empty_words(node.name):
            yield node.lineno, node.name
