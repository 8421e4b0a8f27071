"""The templates that come with the board."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final, get_args

from .loader import load_template
from .model import Group, Template

_GROUPS: Final = get_args(Group)
"""In the order in which people look for them: a whole board first."""


@cache
def bundled_templates() -> dict[str, Template]:
    """Return the templates of this folder by id, group by group, in the order of their names."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    found = [
        load_template(file.read_text("utf-8"), file.name.removesuffix(".toml"))
        for file in files
        if file.name.endswith(".toml")
    ]
    return in_groups(found)


def in_groups(templates: Iterable[Template]) -> dict[str, Template]:
    """Return templates by id, group by group, in the given order within each."""
    return {one.id: one for one in sorted(templates, key=lambda one: _GROUPS.index(one.group))}
