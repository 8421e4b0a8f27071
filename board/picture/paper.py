"""How large a picture comes out on a page."""

from typing import Final, NamedTuple

from board.reports.model import Picture

from .drawing import SMALL

_MM_A_PIXEL: Final = 25.4 / 96
_POINTS_A_MM: Final = 72 / 25.4


class Room(NamedTuple):
    """Millimetres that a page has for a picture with its caption."""

    width: float
    height: float


UPRIGHT: Final = Room(164.0, 220.0)
SIDEWAYS: Final = Room(260.0, 140.0)
"""A4, within its margins; what leads a page on its side stands above the picture."""
READABLE_LETTERS: Final = 5.0
"""Points below which nobody reads on paper; the leaflets of medicines, the smallest print that people know, have 7."""


def width_on(picture: Picture, room: Room = UPRIGHT) -> float:
    """Return a picture's width in millimetres: that of the board, as far as the page holds it."""
    return min(picture.width * _MM_A_PIXEL, room.width, room.height * picture.width / picture.height)


def letters_on(picture: Picture, room: Room = UPRIGHT) -> float:
    """Return the size of its smallest letters on the page, in points."""
    return SMALL * width_on(picture, room) / picture.width * _POINTS_A_MM
