"""`python -m server templates check FOLDER`: what is wrong in an organisation's own templates, file by file."""

from collections.abc import Iterator
from pathlib import Path

from board.templates import ENDING, Shelf, bundled_templates

from .template_folder import read_folder


def check_folder(folder: Path) -> tuple[list[str], int]:
    """Return the lines to print, and the exit code: 0 when all is well, 1 when a file is wrong, 2 without a folder."""
    if not folder.is_dir():
        return [f"There is no folder {folder}."], 2
    shelf = read_folder(folder)
    lines = [*_right(shelf), *_wrong(shelf)]
    return lines or [f"There is no template in {folder}: a template's file name ends in .toml."], int(
        bool(shelf.faults)
    )


def _right(shelf: Shelf) -> Iterator[str]:
    for key in sorted(shelf.own):
        template, bundled = shelf.templates[key], bundled_templates().get(key)
        instead = f", in place of the built-in version {bundled.version}" if bundled else ""
        yield f"{key}{ENDING}: right. “{template.title}”, version {template.version}{instead}."


def _wrong(shelf: Shelf) -> Iterator[str]:
    for fault in shelf.faults:
        line = f", line {fault.line}" if fault.line else ""
        kept = (
            " The built-in one is offered instead." if fault.file.removesuffix(".toml") in bundled_templates() else ""
        )
        yield f"{fault.file}{line}: {fault.reason}{kept}"
