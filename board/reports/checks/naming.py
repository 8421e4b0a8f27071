"""People who are named in a text without having agreed to it."""

import re
from collections.abc import Iterable, Iterator

from board.reports.prose import clean, one_line, quoted
from board.reports.source.attendance import Attendee

from .findings import Finding


class Unnamed:
    """Those who must not be named, found in texts."""

    def __init__(self, people: Iterable[Attendee]) -> None:
        names = {person.name for person in people if person.name and not person.consented}
        self._pattern = _names_pattern(names) if names else None

    def named_in(self, text: str) -> Iterator[str]:
        """Each of their names in the text, as it is written there, once."""
        if self._pattern is not None:
            yield from dict.fromkeys(one_line(found) for found in self._pattern.findall(clean(text)))


def _names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Whole names. One word alone counts only as it is spelt: Will is a name, will is not."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = (_name_pattern(name) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _name_pattern(name: str) -> str:
    parts = [re.escape(part) for part in name.split()]
    return parts[0] if len(parts) == 1 else "(?i:" + r"\s+".join(parts) + ")"


def named_without_consent(name: str, place: str, what: str, identity: str, field: str = "", board: str = "") -> Finding:
    """What is said where somebody is named who did not agree to it; the last four as a finding has them."""
    message = f"{quoted(name)} is named here, and has not agreed to be named."
    fix = "Ask them, or write a role or an organisation instead."
    return Finding("person-named", place, message, fix, what, identity, field, board)
