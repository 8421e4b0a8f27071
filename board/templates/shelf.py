"""The templates that come with the board."""

from functools import cache
from importlib import resources
from typing import Final

from .loader import load_template
from .model import Template

_FIRST: Final = "manualize.toml"
"""The one that a new board begins with, most often."""


@cache
def bundled_templates() -> dict[str, Template]:
    """Return the templates of this folder by id: Manualize, then the others in the order of their names."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: (file.name != _FIRST, file.name))
    found = [
        load_template(file.read_text("utf-8"), file.name.removesuffix(".toml"))
        for file in files
        if file.name.endswith(".toml")
    ]
    return {template.id: template for template in found}
