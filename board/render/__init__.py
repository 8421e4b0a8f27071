"""A report in every format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from board.errors import ReportError
from board.reports.model import Report

from . import data, markdown, pdf, spreadsheet, web, word


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered report: its bytes, media type, and file name extension (without the dot)."""

    content: bytes
    media_type: str
    extension: str


@dataclass(frozen=True, slots=True)
class Format:
    """How to render a report, and what comes out."""

    title: str
    media_type: str
    extension: str
    render: Callable[[Report], bytes]


FORMATS: Final[Mapping[str, Format]] = {
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        word.render,
    ),
    "html": Format("Web page", "text/html; charset=utf-8", "html", web.render),
    "html_fragment": Format("Part of a web page", "text/html; charset=utf-8", "html", web.render_fragment),
    "markdown": Format("Markdown", "text/markdown; charset=utf-8", "md", markdown.render),
    "pdf": Format("PDF", "application/pdf", "pdf", pdf.render),
    "json": Format("JSON", "application/json", "json", data.render),
}
"""Formats of a whole report by name. `html_fragment` is for a preview and for the clipboard: no head, no style."""
FILE_FORMATS: Final[Mapping[str, Format]] = {
    **FORMATS,
    "csv": Format("Tables (CSV)", "application/zip", "zip", spreadsheet.render),
}
"""Every format by name, those included that hold a part of a report: its tables."""


def render(report: Report, fmt: str) -> Rendered:
    """Render a report in one of FILE_FORMATS; the same report gives the same bytes.

    Raises ReportError for an unknown format, and where a format has nothing to hold.
    """
    if fmt not in FILE_FORMATS:
        raise ReportError(f"There is no format ‘{fmt}’. Choose one of: {', '.join(FILE_FORMATS)}.")
    chosen = FILE_FORMATS[fmt]
    return Rendered(chosen.render(report), chosen.media_type, chosen.extension)
