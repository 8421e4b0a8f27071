"""A picture as PNG, drawn by resvg with our fonts alone."""

from math import sqrt
from typing import Final

import resvg_py

from board.errors import ReportError
from board.fonts import FAMILY, font_files
from board.reports.model import Picture

_SHARP: Final = 2.0
"""Pixels of the file for one of the page: sharp on paper and on good screens."""
_LEAST: Final = 0.5
"""Below this nobody reads 14 px letters."""
_DOTS_A_MM: Final = 220 / 25.4
"""What Word, too, keeps of a picture for print. Pixels are what a PNG costs, in time and in the size of the file."""
_MOST_PIXELS: Final = 30_000_000
"""120 MB and some seconds while it is drawn."""


def is_readable(picture: Picture) -> bool:
    """Return whether a PNG that a machine can draw is sharp enough to be read."""
    return _scale(picture, _SHARP) >= _LEAST


def _scale(picture: Picture, wanted: float) -> float:
    return min(wanted, sqrt(_MOST_PIXELS / (picture.width * picture.height)))


def png(picture: Picture, *, paper: float | None = None) -> bytes:
    """Return the picture as PNG, for `paper` as sharp as a printer makes it so many millimetres wide.

    Raises ReportError where it would be too large to be read.
    """
    scale = _scale(picture, _SHARP if paper is None else _printed(picture, paper))
    if not is_readable(picture):
        raise ReportError("This is too large for a picture in PNG. Choose an area or a zone, or take it as SVG.")
    return resvg_py.svg_to_bytes(
        svg_string=picture.svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(file) for file in font_files()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def _printed(picture: Picture, paper: float) -> float:
    """The scale for paper; at least that of the board, so that whoever enlarges it on a screen reads every word."""
    return max(1.0, min(_SHARP, paper * _DOTS_A_MM / picture.width))
