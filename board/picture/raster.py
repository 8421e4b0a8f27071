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
_MOST_PIXELS: Final = 30_000_000
"""120 MB and some seconds while it is drawn."""


def png(picture: Picture) -> bytes:
    """Return the picture as PNG. Raises ReportError where it would be too large to be read."""
    scale = min(_SHARP, sqrt(_MOST_PIXELS / (picture.width * picture.height)))
    if scale < _LEAST:
        raise ReportError("This is too large for a picture in PNG. Choose an area or a zone, or take it as SVG.")
    return resvg_py.svg_to_bytes(
        svg_string=picture.svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(file) for file in font_files()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
