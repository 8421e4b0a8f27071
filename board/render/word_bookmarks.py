"""Names of bookmarks that say which area of a board a passage of a Word document is."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

MOST_TIMES: Final = 9
"""How often one document can have an area's agreed text in a mark: the number is one digit of the name."""
_AROUND: Final = "agreed"
_BEHIND: Final = "behind"
_DIGITS: Final = 32
"""A name has letters, digits and low lines, at most 40 of them (ECMA-376, part 1, 17.13.6.2); an id may be longer."""


def agreed_bookmark(area: str, time: int = 1) -> str:
    """Return the name of the bookmark around an area's agreed text, where a document has it for the nth time.

    A document has each name once; up to MOST_TIMES.
    """
    number = "" if time == 1 else time
    return f"{_AROUND}{number}_{sha256(area.encode()).hexdigest()[:_DIGITS]}"


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
