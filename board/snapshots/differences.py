"""How two projections differ, in sentences for people: the preview of a restore."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from board.text.textdiff import changed_words

from .listed import REFERENCES, Item, Key, items_of
from .projection import Projection

_UNSPOKEN: Final = frozenset({"position", "size", "settings", REFERENCES})
"""Facts whose values say nothing to people."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happens to an entity: `kind` is added, back, deleted, moved or changed.

    `what` is board, launch, zone, area, column, row or card; a column's or row's id is
    `<zone>/<column>`, the board's is "".
    """

    what: str
    id: str
    kind: str
    sentence: str


def differences(a: Projection, b: Projection) -> list[Change]:
    """Return what happens between a and b: what comes and changes in b's order, then what goes."""
    before, after = items_of(a), items_of(b)
    returning = {(view["what"], view["id"]) for view in a["deleted"]}
    found: list[Change] = []
    for key, item in after.items():
        if key in before:
            found += _changes(before[key], item)
        elif _is_topmost(item, before, after):
            found.append(_coming(item, after, returns=key in returning))
    found += _reordered(before, after)
    gone = (item for key, item in before.items() if key not in after)
    found += [_going(item, before) for item in gone if _is_topmost(item, after, before)]
    return found


def _is_topmost(item: Item, others: Mapping[Key, Item], own: Mapping[Key, Item]) -> bool:
    """Return whether what holds the item does not come or go with it, and so speaks for it."""
    return item.parent is None or item.parent in others or item.parent not in own


def _coming(item: Item, after: Mapping[Key, Item], *, returns: bool) -> Change:
    verb, kind = ("comes back", "back") if returns else ("is added", "added")
    return Change(*item.key, kind, f"{item.name} {verb}{_with_cards(item, after)}.")


def _going(item: Item, before: Mapping[Key, Item]) -> Change:
    return Change(*item.key, "deleted", f"{item.name} is deleted{_with_cards(item, before)}.")


def _with_cards(item: Item, items: Mapping[Key, Item]) -> str:
    cards = sum(other.key[0] == "card" and _is_in(other, item.key, items) for other in items.values())
    return f", with {cards} {'card' if cards == 1 else 'cards'}" if cards else ""


def _is_in(item: Item, key: Key, items: Mapping[Key, Item]) -> bool:
    parent = item.parent
    while parent is not None and parent != key:
        parent = items[parent].parent if parent in items else None
    return parent == key


def _changes(old: Item, new: Item) -> Iterator[Change]:
    if (old.parent, old.place) != (new.parent, new.place):
        yield Change(*new.key, "moved", f"{new.name} moves to another place.")
    for label, text in new.texts.items():
        before = old.texts.get(label, "")
        if before != text:
            yield Change(*new.key, "changed", _text_sentence(label, before, text, new.name))
    for label, fact in new.facts.items():
        before = old.facts.get(label, "")
        if before != fact:
            yield Change(*new.key, "changed", _fact_sentence(label, before, fact, new.name))


def _text_sentence(label: str, old: str, new: str, name: str) -> str:
    words, where = changed_words(old, new), f"the {label} of {_inside(name)}"
    if words == 0:
        return f"Spaces or punctuation change in {where}."
    return f"{words} {'word changes' if words == 1 else 'words change'} in {where}."


def _fact_sentence(label: str, old: str, new: str, name: str) -> str:
    what = f"The {label} of {_inside(name)} changes"
    if label in _UNSPOKEN:
        return f"{what}."
    return f"{what} from {_quoted(old)} to {_quoted(new)}."


def _inside(name: str) -> str:
    return name[0].lower() + name[1:]


def _quoted(fact: str) -> str:
    return f"'{fact}'" if fact else "nothing"


def _reordered(before: Mapping[Key, Item], after: Mapping[Key, Item]) -> Iterator[Change]:
    """Yield one change for each list in which what stayed there stands in another order."""
    old, new = _lists(before), _lists(after)
    for (parent, what, place), keys in new.items():
        ago = old.get((parent, what, place), [])
        if _kept(keys, ago) != _kept(ago, keys):
            name = _inside(after[parent].name) if parent is not None else "the board"
            yield Change(*(parent or ("board", "")), "moved", f"The order of {what}s in {name} changes.")


def _kept(keys: Sequence[Key], others: Sequence[Key]) -> list[Key]:
    known = set(others)
    return [key for key in keys if key in known]


def _lists(items: Mapping[Key, Item]) -> dict[tuple[Key | None, str, str], list[Key]]:
    lists: dict[tuple[Key | None, str, str], list[Key]] = defaultdict(list)
    for item in items.values():
        lists[(item.parent, item.key[0], item.place)].append(item.key)
    return lists
