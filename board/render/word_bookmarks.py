"""Names of bookmarks that say which area of a board a passage of a Word document is."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

_PREFIX: Final = "agreed_"
_DIGITS: Final = 32
"""A name has letters, digits and low lines, at most 40 of them (ECMA-376, part 1, 17.13.6.2); an id may be longer."""


def agreed_bookmark(area: str) -> str:
    """Return the name of the bookmark around an area's agreed text."""
    return _PREFIX + sha256(area.encode()).hexdigest()[:_DIGITS]


def areas_by_bookmark(areas: Iterable[str]) -> Mapping[str, str]:
    """Return these areas by the names of their bookmarks."""
    return {agreed_bookmark(area): area for area in areas}
