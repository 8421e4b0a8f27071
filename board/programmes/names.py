"""Whether a name is in a programme already, perhaps written otherwise (SPEC G14)."""

import unicodedata
from collections.abc import Iterable

from .model import Organisation, Person


def name_key(name: str) -> str:
    """Return what is the same for names that differ in case, spaces, accents or punctuation alone, or in "&" for "and".

    A name of nothing but punctuation is its own key.
    """
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", "and"))
    return "".join(filter(_counts, letters)) or " ".join(name.split())


def organisation_alike(named: Organisation, others: Iterable[Organisation]) -> Organisation | None:
    """Return another organisation of this name, or None."""
    key = name_key(named.name)
    return next((each for each in others if each.id != named.id and name_key(each.name) == key), None)


def person_alike(named: Person, others: Iterable[Person]) -> Person | None:
    """Return somebody else of this name and organisation, or None; where one of them has none, the name is enough."""
    key = name_key(named.name)
    present = (each for each in others if each.id != named.id and not each.removed)
    return next((each for each in present if name_key(each.name) == key and _same_or_missing(each, named)), None)


def _same_or_missing(one: Person, other: Person) -> bool:
    return one.organisation is None or other.organisation is None or one.organisation == other.organisation


def _counts(character: str) -> bool:
    """Letters and digits do, and the marks that are vowels (of Hindi, say); accents and punctuation do not."""
    kind = unicodedata.category(character)[0]
    return kind in "LN" or (kind == "M" and not unicodedata.combining(character))
