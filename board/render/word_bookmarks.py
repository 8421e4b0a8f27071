"""Names of bookmarks of a Word document: those by which places are found, and which area of a board a passage is."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

MOST_TIMES: Final = 9
"""How often one document can have an area's agreed text in a mark: the number is one digit of the name."""
_PLACE: Final = "_Place"
"""With a low line in front, a bookmark is not listed among those of the reader."""
_NAME: Final = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_AROUND: Final = "agreed"
_BEHIND: Final = "behind"
_DIGITS: Final = 32
"""A name has letters, digits and low lines, at most 40 of them (ECMA-376, part 1, 17.13.6.2); an id may be longer."""


def place_bookmark(anchor: str) -> str:
    """Return the name of the bookmark at the heading or caption with this anchor: the anchor itself where it may be."""
    return anchor if _NAME.fullmatch(anchor) else f"{_PLACE}{_digest(anchor)}"


def agreed_bookmark(area: str, time: int = 1) -> str:
    """Return the name of the bookmark around an area's agreed text, where a document has it for the nth time.

    A document has each name once; up to MOST_TIMES.
    """
    number = "" if time == 1 else time
    return f"{_AROUND}{number}_{_digest(area)}"


def behind(bookmark: str) -> str:
    """Return the name of the bookmark on the paragraph behind an agreed text, up to which it may grow."""
    return bookmark.replace(_AROUND, _BEHIND, 1)


def is_around_agreed(bookmark: str) -> bool:
    """Return whether a bookmark is one around an agreed text."""
    return bookmark.startswith(_AROUND)


def is_behind_agreed(bookmark: str) -> bool:
    """Return whether a bookmark is one behind an agreed text."""
    return bookmark.startswith(_BEHIND)


def areas_by_bookmark(areas: Iterable[str]) -> Mapping[str, str]:
    """Return these areas by the names of their bookmarks."""
    times = range(1, MOST_TIMES + 1)
    return {agreed_bookmark(area, time): area for area in areas for time in times}


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_DIGITS]
