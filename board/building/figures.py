"""The pictures that parts of a report have of their boards (SPEC B7)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from board.errors import ReportError
from board.picture import Picture, draw
from board.picture.paper import READABLE_LETTERS, letters_on
from board.picture.raster import is_readable
from board.reports import Finding, ReportOptions
from board.reports.prose import one_line

from .gathering import BoardContent
from .plan import Figure, FromBoard

OTHER_PICTURE: Final = "Choose an area, a template or a zone of the board for it, or leave it out."


def drawn(figure: Figure, part: FromBoard, content: BoardContent) -> Picture:
    """Draw a figure of a part; it names nobody whom the part does not name, and nothing that stays in the group.

    Raises ReportError where there is nothing to show, and where nobody could read it.
    """
    options = ReportOptions(attribution=part.attribution)
    picture = draw(content.projection, content.provenance, figure.of, options)
    if not is_readable(picture):
        raise ReportError("The picture of this part is too large to be read.")
    return replace(picture, title=one_line(figure.caption) or picture.title)


def hard_to_read(picture: Picture, part: FromBoard) -> Iterator[Finding]:
    """Find a picture whose letters are too small on paper."""
    if letters_on(picture) < READABLE_LETTERS:
        yield Finding(
            "small-picture",
            part.id,
            f"On paper nobody can read the letters of its picture: {picture.title}.",
            OTHER_PICTURE,
            "part",
            part.id,
        )
