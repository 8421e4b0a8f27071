"""What a person may be called, and how equal names are told apart on a board."""

import unicodedata
from collections.abc import Iterable, Mapping

from board.limits import MAX_NAME
from board.text.clean_text import clean_line
from server.ports.directory import Participant


class NameRefused(ValueError):
    """The text cannot be somebody's name; the message is a sentence for them."""


def clean_name(text: str) -> str:
    """Return the name as it will be shown, 1 to MAX_NAME code points; raises NameRefused."""
    name = clean_line(text)
    if len(name) > MAX_NAME:
        raise NameRefused(f"A name can have at most {MAX_NAME} characters. Write a shorter one.")
    if not any(unicodedata.category(character)[0] in "LN" for character in name):
        raise NameRefused("Write a name people can read aloud: it needs at least one letter or number.")
    return name


def display_names(participants: Iterable[Participant]) -> Mapping[str, str]:
    """Return what to call each participant of one board, by id: no two alike, whatever their case.

    Whoever has a name alone keeps it. Of several with one name each gets their organisation behind it; where that is
    missing or the same too, the first in the given order keeps the name and the others get a number from 2 on.
    """
    people = list({person.id: person for person in participants}.values())
    counts: dict[str, int] = {}
    for person in people:
        counts[_key(person.name)] = counts.get(_key(person.name), 0) + 1
    alone = {person.id: person.name for person in people if counts[_key(person.name)] == 1}
    taken = {_key(name) for name in alone.values()}
    return alone | {person.id: _distinct(person, taken) for person in people if person.id not in alone}


def _distinct(person: Participant, taken: set[str]) -> str:
    name = f"{person.name} ({person.organisation})" if person.organisation else person.name
    number = 1
    while _key(name) in taken:
        number += 1
        name = f"{person.name} {number}"
    taken.add(_key(name))
    return name


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
