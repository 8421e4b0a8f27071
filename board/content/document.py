"""The typed face of the content document: total readers and low-level writers (SPEC D1, D2, D5).

Only this module, `stage` and `private` touch the shared types. Everything is read by way of the JSON that
pycrdt's Rust side writes, several times faster than `to_py`. Texts are written by the smallest
changes; pycrdt counts their positions in UTF-8 bytes, and that is turned round here alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import pycrdt

from board import limits
from board.errors import EditError
from board.ids import ENTITY_ID
from board.text.textdiff import changes

from .areas import AREA_DEFAULTS, Area, area_reader, read_area
from .cards import (
    CARD_DEFAULTS,
    LINK_DEFAULTS,
    Card,
    Link,
    card_reader,
    link_reader,
    read_card,
    read_link,
)
from .reading import Broken, Reader, entries, fits
from .schema import CONTENT, META, Entity, Field, Text, TextMap, ValueMap
from .zones import (
    LAUNCH_DEFAULTS,
    ZONE_DEFAULTS,
    Launch,
    Zone,
    launch_reader,
    read_launch,
    read_zone,
    zone_reader,
)

META_ROOT: Final = "meta"
DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "launches": LAUNCH_DEFAULTS,
    "zones": ZONE_DEFAULTS,
    "areas": AREA_DEFAULTS,
    "cards": CARD_DEFAULTS,
    "links": LINK_DEFAULTS,
}
_META_DEFAULTS: Final = {"schema": 1, "title": "", "purpose": ""}
_NOUNS: Final = {"launches": "launch", "zones": "zone", "areas": "area", "cards": "card", "links": "link"}


@dataclass(frozen=True, slots=True)
class Meta:
    """What is said of the whole board. `schema` is 0 in a document that was never begun."""

    schema: int
    title: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything in a content document at one moment, deleted entities too; maps are in id order."""

    meta: Meta
    launches: Mapping[str, Launch]
    zones: Mapping[str, Zone]
    areas: Mapping[str, Area]
    cards: Mapping[str, Card]
    links: Mapping[str, Link]
    broken: tuple[Broken, ...]


class BoardDocument:
    """A content document.

    Writers raise EditError, before anything is written, when an entity is not there or a value does
    not fit the schema.
    """

    def __init__(self, doc: pycrdt.Doc[Any]) -> None:
        """Take the document; it may be empty, and nothing is written to it."""
        self.doc = doc
        self._roots = {name: doc.get(name, type=pycrdt.Map) for name in (META_ROOT, *CONTENT)}

    @classmethod
    def from_state(cls, state: bytes) -> Self:
        """Return a document of its own with the content of this Yjs update."""
        doc: pycrdt.Doc[Any] = pycrdt.Doc()
        doc.apply_update(state)
        return cls(doc)

    def transaction(self) -> pycrdt.Transaction:
        """Return the caller's transaction when there is one, else a new one."""
        return self.doc.transaction()

    def read(self) -> Board:
        """Return everything; odd values are read as defaults and listed (SPEC D5)."""
        broken: list[Broken] = []
        raw = {name: self.raw(name) for name in (META_ROOT, *CONTENT)}
        launch, zone, area = launch_reader(broken), zone_reader(broken), area_reader(broken)
        card, link = card_reader(broken), link_reader(broken)
        return Board(
            meta=_read_meta(raw[META_ROOT], broken),
            launches={key: read_launch(launch, key, value) for key, value in entries(raw["launches"])},
            zones={key: read_zone(zone, key, value) for key, value in entries(raw["zones"])},
            areas={key: read_area(area, key, value) for key, value in entries(raw["areas"])},
            cards={key: read_card(card, key, value) for key, value in entries(raw["cards"])},
            links={key: read_link(link, key, value) for key, value in entries(raw["links"])},
            broken=tuple(broken),
        )

    def raw(self, root: str) -> dict[str, Any]:
        """Return a root map as plain values, texts as strings."""
        found: dict[str, Any] = json.loads(str(self._roots[root]))
        return found

    def meta(self) -> Meta:
        """Return what is said of the whole board."""
        return _read_meta(self.raw(META_ROOT), [])

    def launch(self, key: str) -> Launch:
        """Return a launch, deleted or not. Raises EditError when there is none, as do the next
        three.
        """
        return read_launch(launch_reader([]), key, self._one("launches", key))

    def zone(self, key: str) -> Zone:
        """Return a zone, deleted or not."""
        return read_zone(zone_reader([]), key, self._one("zones", key))

    def area(self, key: str) -> Area:
        """Return an area, deleted or not."""
        return read_area(area_reader([]), key, self._one("areas", key))

    def card(self, key: str) -> Card:
        """Return a card, deleted or not."""
        return read_card(card_reader([]), key, self._one("cards", key))

    def has(self, root: str, key: str) -> bool:
        """Return whether there is such an entity, deleted or not."""
        return key in self._roots[root]

    def count(self, root: str) -> int:
        """Return how many entities a root map has, deleted ones included."""
        return len(self._roots[root])

    def require(self, root: str, key: str) -> None:
        """Raise EditError unless there is such an entity."""
        self._entity(root, key)

    def value(self, root: str, key: str, field: str) -> Any:
        """Return a field of one plain value as it is stored, None when it is not there."""
        return self._entity(root, key).get(field)

    def check_new(self, root: str, key: str, values: Mapping[str, Any]) -> None:
        """Raise EditError where `add` would: a taken or odd id, a full board, an odd value."""
        self._check_new(root, key)
        for name, value in values.items():
            if name not in CONTENT[root]:
                raise EditError(f"A {_NOUNS[root]} has no '{name}'.")
            _check(CONTENT[root][name], value, name)

    def add(self, root: str, key: str, values: Mapping[str, Any]) -> None:
        """Make an entity with every field of the schema; what `values` leaves out has its default.

        Texts are given as strings, maps as dicts.
        """
        self.check_new(root, key, values)
        whole = {**DEFAULTS[root], **values}
        made = {name: _shared(field, whole[name]) for name, field in CONTENT[root].items()}
        self._roots[root][key] = pycrdt.Map(made)

    def add_texts(self, root: str, key: str, field: str, items: Iterable[str]) -> None:
        """Make those texts of a map of texts that are not there yet."""
        texts = self._inner(root, key, field, pycrdt.Map)
        for item in items:
            if item not in texts:
                texts[item] = pycrdt.Text()

    def put(self, root: str, key: str, field: str, value: Any) -> None:
        """Set a field of one plain value; writes nothing when it has that value already."""
        self.put_all(root, key, {field: value})

    def put_all(self, root: str, key: str, values: Mapping[str, Any]) -> None:
        """Set several fields of one plain value each, those that change."""
        entity = self._entity(root, key)
        for field, value in values.items():
            _check_plain(_entity_schema(root)[field], value, field)
        for field, value in values.items():
            if field not in entity or not _same(entity[field], value):
                entity[field] = _plain(value)

    def put_item(self, root: str, key: str, field: str, item: str, value: Any) -> None:
        """Set one value of a map of values, such as a column; writes nothing when it is the same."""
        _check(_entity_schema(root)[field], {item: value}, field)
        items = self._inner(root, key, field, pycrdt.Map)
        if item not in items or not _same(items[item], value):
            items[item] = value

    def write(self, root: str, key: str, field: str, text: str) -> None:
        """Change a text into this one by the smallest changes."""
        _check_text(text)
        _rewrite(self._inner(root, key, field, pycrdt.Text), text)

    def write_item(self, root: str, key: str, field: str, item: str, text: str) -> None:
        """Change one text of a map of texts, such as a card's field; makes it when it is not there
        yet.
        """
        _check_text(text)
        texts = self._inner(root, key, field, pycrdt.Map)
        if item not in texts:
            texts[item] = pycrdt.Text(text)
            return
        found = texts[item]
        if not isinstance(found, pycrdt.Text):
            raise EditError(f"The field '{item}' of this {_NOUNS[root]} is damaged.")
        _rewrite(found, text)

    def begin(self, schema: int, title: str) -> None:
        """Make the meta entity of a new board. Raises EditError when there is one."""
        meta = self._roots[META_ROOT]
        if "schema" in meta:
            raise EditError("This board was already begun.")
        _check(META["title"], title, "title")
        with self.transaction():
            meta.update({"schema": schema, "title": title, "purpose": pycrdt.Text()})

    def _one(self, root: str, key: str) -> Any:
        return json.loads(str(self._entity(root, key)))

    def _entity(self, root: str, key: str) -> Any:
        if root == META_ROOT:
            return self._roots[META_ROOT]
        found = self._roots[root].get(key)
        if not isinstance(found, pycrdt.Map):
            raise EditError(f"There is no such {_NOUNS[root]} on this board.")
        return found

    def _inner(self, root: str, key: str, field: str, kind: type) -> Any:
        found = self._entity(root, key).get(field)
        if not isinstance(found, kind):
            noun = _NOUNS.get(root, "board")
            raise EditError(f"The {field} of this {noun} is damaged or missing.")
        return found

    def _check_new(self, root: str, key: str) -> None:
        if ENTITY_ID.fullmatch(key) is None:
            raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
        if key in self._roots[root]:
            raise EditError(f"There is already a {_NOUNS[root]} with this id.")
        if len(self._roots[root]) >= limits.MAX_ENTITIES:
            raise EditError(f"The board is full: it holds {limits.MAX_ENTITIES} {root}.")


def _read_meta(raw: dict[str, Any], broken: list[Broken]) -> Meta:
    if not raw:
        return Meta(0, "", "")
    values = Reader(META_ROOT, META, _META_DEFAULTS, broken).read("", raw)
    return Meta(int(values["schema"]), values["title"], values["purpose"])


def _entity_schema(root: str) -> Entity:
    return META if root == META_ROOT else CONTENT[root]


def _check_plain(field: Field, value: Any, name: str) -> None:
    if isinstance(field, Text | TextMap | ValueMap):
        raise TypeError(f"'{name}' is shared: it is changed in place, never set")
    _check(field, value, name)


def _check(field: Field, value: Any, name: str) -> None:
    if not fits(field, _plain(value)):
        raise EditError(f"This value does not fit the field '{name}', or it is too long.")
    for text in _strings(value):
        _check_text(text)


def _check_text(text: str) -> None:
    if len(text) > limits.MAX_TEXT:
        raise EditError(f"This text is too long: at most {limits.MAX_TEXT:,} characters fit.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EditError("This text holds half a character. Type or paste it again.") from error


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _strings(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, item in value.items():
                yield key
                yield from _strings(item)
        case list() | tuple():
            for item in value:
                yield from _strings(item)
        case _:
            return


def _same(found: Any, value: Any) -> bool:
    return not isinstance(found, pycrdt.Map | pycrdt.Text) and bool(found == _plain(value))


def _shared(field: Field, value: Any) -> Any:
    match field:
        case Text():
            return pycrdt.Text(value)
        case TextMap():
            return pycrdt.Map({key: pycrdt.Text(text) for key, text in value.items()})
        case ValueMap():
            return pycrdt.Map(dict(value))
        case _:
            return _plain(value)


def _rewrite(shared: pycrdt.Text, text: str) -> None:
    old = str(shared)
    for change in reversed(changes(old, text)):
        at = len(old[: change.at].encode())
        if change.removed:
            del shared[at : at + len(change.removed.encode())]
        if change.inserted:
            shared.insert(at, change.inserted)
