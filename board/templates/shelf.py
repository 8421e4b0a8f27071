"""The templates that can be launched: those that come with the board, and an organisation's own over them (SPEC T7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final, get_args

from board.errors import DataFileError

from .loader import load_template
from .model import Group, Template

ENDING: Final = ".toml"
_GROUPS: Final = get_args(Group)
"""In the order in which people look for them: a whole board first."""


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong in a file: `line` is 1-based, or None when the whole file is meant."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Templates by id, group by group. `own` are the ids of those that an organisation's files brought."""

    templates: Mapping[str, Template]
    own: frozenset[str] = frozenset()
    faults: tuple[TemplateFault, ...] = field(default=())


def shelf_with(files: Mapping[str, str]) -> Shelf:
    """Return the bundled templates with these files, text by file name, added or in place of those of the same name.

    A file that is wrong is told among the faults, and the bundled template of its name stays.
    """
    own: dict[str, Template] = {}
    faults: list[TemplateFault] = []
    for name, text in sorted(files.items()):
        try:
            found = load_template(text, name.removesuffix(ENDING))
        except DataFileError as error:
            faults.append(TemplateFault(name, error.line, error.reason))
        else:
            own[found.id] = found
    templates = in_groups({**bundled_templates(), **own}.values())
    return Shelf(templates, frozenset(own), tuple(faults))


@cache
def bundled_templates() -> dict[str, Template]:
    """Return the templates of this folder by id, group by group, in the order of their names."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    found = [
        load_template(file.read_text("utf-8"), file.name.removesuffix(ENDING))
        for file in files
        if file.name.endswith(ENDING)
    ]
    return in_groups(found)


def in_groups(templates: Iterable[Template]) -> dict[str, Template]:
    """Return templates by id, group by group, in the given order within each."""
    return {one.id: one for one in sorted(templates, key=lambda one: _GROUPS.index(one.group))}
