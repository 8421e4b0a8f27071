"""A report as a tagged PDF, set by Typst from the report model: what people typed is data there, never markup."""

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

import typst

from board.errors import ReportError
from board.fonts import font_files
from board.reports.model import Contents, Report, sections
from board.reports.prose import instant

from . import data
from .row_headers import with_row_headers
from .shape import WIDE_COLUMNS, without_gaps

_STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): Typst refuses to write what would not meet it, such as a picture without words for it."""
_NO_GLYPH: Final = "could not be displayed"
"""What Typst says where no font has a character, which PDF/UA does not allow."""
_LONG: Final = 8
"""Sections from which a table of contents is worth its page."""


def render(report: Report) -> bytes:
    """The report as PDF/UA-1; the same report gives the same bytes.

    Where it has a character that none of our fonts has, that one is a box on the page and itself for who searches or
    listens; the file is tagged all the same and does not claim the standard. Raises ReportError when none can be made.
    """
    try:
        return _compiled(report, [_STANDARD])
    except typst.TypstError as error:
        if _NO_GLYPH not in error.message:
            raise _not_made(error) from None
    try:
        return _compiled(report, [])
    except typst.TypstError as error:
        raise _not_made(error) from None


def _not_made(error: typst.TypstError) -> ReportError:
    return ReportError(f"No PDF can be made of this report ({error.message}). Take it as Word or as a web page.")


def _compiled(report: Report, standards: list[Literal["ua-1"]]) -> bytes:
    template = Path(str(files(__package__))) / "report.typ"
    inputs = {
        "report": data.render(replace(report, blocks=without_gaps(report.blocks))).decode(),
        "wide_columns": str(WIDE_COLUMNS),
        "has_contents": json.dumps(_needs_contents(report)),
    }
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=list(standards),
        timestamp=_timestamp(report),
    )
    return with_row_headers(made)


def _needs_contents(report: Report) -> bool:
    has_them = any(isinstance(block, Contents) for block in report.blocks)
    return not has_them and sum(1 for _ in sections(report)) > _LONG


def _timestamp(report: Report) -> int:
    """The snapshot's time, so that the same report gives the same bytes at any time."""
    taken = instant(report.provenance.taken)
    return max(int(taken.timestamp()), 0) if taken else 0


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*_folders()])


def _folders() -> list[Path]:
    return list(dict.fromkeys(file.parent for file in font_files()))
