"""How little is said of those who wrote, and which organisations without saying who it was (SPEC P5, P9)."""

from collections.abc import Mapping, Sequence
from typing import Final

from .schema import ATTRIBUTIONS

LEAST: Final = 2
"""People of one organisation from whom on its name names none of them; and so many at least of whom nothing is said."""


def more_discreet(one: str, other: str) -> str:
    """Return the one of two attributions that says less of who wrote."""
    return max(one, other, key=ATTRIBUTIONS.index)


def sayable(organisations: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Return what to say of each who wrote, by person: their organisation, or None.

    An organisation is said where at least two wrote of whom it is the one. Nothing is said of the others, and these are
    at least two, too, or nobody: where only one is left, the smallest organisation is not said either. One that is
    spelt in several ways is said in one.
    """
    crowds = sorted(_crowds(organisations), key=lambda crowd: (len(crowd), organisations[crowd[0]] or ""))
    said = [crowd for crowd in crowds if len(crowd) >= LEAST]
    unsaid = len(organisations) - sum(map(len, said))
    if 0 < unsaid < LEAST:
        said = said[1:]
    return dict.fromkeys(organisations) | {person: organisations[crowd[0]] for crowd in said for person in crowd}


def _crowds(organisations: Mapping[str, str | None]) -> Sequence[Sequence[str]]:
    """Return those who have the same organisation, whatever its case and spaces."""
    crowds: dict[str, list[str]] = {}
    for person, organisation in sorted(organisations.items(), key=lambda item: item[1] or ""):
        if organisation and (key := " ".join(organisation.split()).casefold()):
            crowds.setdefault(key, []).append(person)
    return list(crowds.values())
