"""A projection as one list of named things with their facts, ready to be compared with another."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from board.content.areas import AREA_STATUS_NAMES
from board.content.cards import CERTAINTY_NAMES, COLOUR_NAMES, FIELD_NAMES, KIND_NAMES, STATUS_NAMES
from board.content.zones import ATTRIBUTION_NAMES, VERDICT_NAMES

from .projection import AreaView, CardView, ColumnView, LaunchView, Projection, RowView, ZoneView

Key = tuple[str, str]
"""What it is (board, launch, zone, area, column, row, card) and its id."""

REFERENCES: Final = "list of references"
"""The fact that has the ids of what something refers to."""
_EXCERPT: Final = 40
"""Code points by which a card is named in a sentence."""
_LOOSE: Final = "unplaced"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing on the board, named for a sentence ("Area 'Prevention'").

    `parent` holds it, `place` says where in it; `texts` are long and compared by words, `facts`
    short.
    """

    key: Key
    name: str
    parent: Key | None
    place: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def items_of(projection: Projection) -> dict[Key, Item]:
    """Return everything that the projection shows, in reading order."""
    return {item.key: item for item in _items(projection)}


def _items(projection: Projection) -> Iterator[Item]:
    yield Item(
        ("board", ""),
        "The board",
        None,
        texts={"purpose": projection["purpose"]},
        facts={"title": projection["title"]},
    )
    for launch in projection["launches"]:
        yield from _launch(launch)
    yield from _zones(projection["zones"], None)
    for area in projection["areas"]:
        yield from _area(area, None)
    for note in projection["notes"]:
        yield _card(note, None, "open board")
    for card in projection["unplaced"]:
        yield _card(card, None, _LOOSE)


def _launch(launch: LaunchView) -> Iterator[Item]:
    key = ("launch", launch["id"])
    parent = ("area", launch["area"]) if launch["area"] is not None else None
    facts = {
        "title": launch["title"],
        "attribution": ATTRIBUTION_NAMES.get(launch["attribution"], ""),
        "template": f"{launch['template']} {launch['version']}",
    }
    yield Item(key, f"Activity '{launch['title']}'", parent, facts=facts)
    yield from _zones(launch["zones"], key)


def _zones(zones: Sequence[ZoneView], parent: Key | None) -> Iterator[Item]:
    for zone in zones:
        yield from _zone(zone, parent)


def _zone(zone: ZoneView, parent: Key | None) -> Iterator[Item]:
    key = ("zone", zone["id"])
    bound = zone["config"].get("bind") is not None
    facts = {
        "title": zone["title"],
        "kind": zone["kind"],
        "hint": zone["hint"],
        "slot": zone["slot"],
        "position": _compact(zone["rect"]),
        "settings": _compact(zone["config"]),
        REFERENCES: ", ".join(zone.get("refs", ())),
    }
    texts = {} if bound else {"text": zone.get("text", "")}
    yield Item(key, f"Zone '{zone['title']}'", parent, texts=texts, facts=facts)
    yield from _contents(zone, key)


def _contents(zone: ZoneView, key: Key) -> Iterator[Item]:
    for column in zone.get("columns", zone.get("lanes", [])):
        yield _column("column", column, key)
    for row in zone.get("rows", []):
        yield from _row(row, key)
    for lane in zone.get("lanes", []):
        for card in lane["cards"]:
            yield _card(card, key, lane["id"])
    for card in zone.get("cards", []):
        yield _card(card, key, "")
    for card in zone["unplaced"]:
        yield _card(card, key, _LOOSE)
    for area in zone.get("areas", []):
        yield from _area(area, key)


def _row(row: RowView, zone: Key) -> Iterator[Item]:
    verdict = VERDICT_NAMES.get(row["verdict"] or "", "")
    yield _column("row", row, zone, {"verdict": verdict})
    for cell in row["cells"]:
        for card in cell["cards"]:
            yield _card(card, zone, f"{row['id']} {cell['column']}")


def _column(what: str, column: ColumnView, zone: Key, facts: Mapping[str, str] | None = None) -> Item:
    name = f"{what.capitalize()} '{column['title']}'"
    words = {"title": column["title"], "hint": column["hint"], **(facts or {})}
    return Item((what, f"{zone[1]}/{column['id']}"), name, zone, facts=words)


def _area(area: AreaView, parent: Key | None) -> Iterator[Item]:
    key = ("area", area["id"])
    facts = {
        "title": area["title"],
        "status": AREA_STATUS_NAMES.get(area["status"], ""),
        "day to revisit it": area["revisit_on"] or "",
        "date": area["date"] or "",
        REFERENCES: ", ".join(area.get("refs", ())),
    }
    texts = {"agreed record": area["record"]}
    yield Item(key, f"Area '{area['title']}'", parent, texts=texts, facts=facts)
    yield from _zones(area["zones"], key)


def _card(card: CardView, parent: Key | None, place: str) -> Item:
    named = " ".join(card["text"].split())
    short = named if len(named) <= _EXCERPT else f"{named[:_EXCERPT].rstrip()}…"
    fields = {f"'{FIELD_NAMES.get(key, key)}'": text for key, text in card["fields"].items()}
    facts = {
        "kind": KIND_NAMES.get(card["kind"], ""),
        "status": STATUS_NAMES.get(card["status"], ""),
        "certainty": CERTAINTY_NAMES.get(card["certainty"] or "", ""),
        "colour": COLOUR_NAMES.get(card["colour"], ""),
        "tags": ", ".join(card["tags"]),
        REFERENCES: ", ".join(card["refs"]),
        "size": _compact(card["size"]),
        "position": _compact(card["pos"]),
    }
    texts = {"text": card["text"], **fields}
    return Item(("card", card["id"]), f"Card '{short}'", parent, place, texts, facts)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
