"""The readable face of a snapshot: a board as plain JSON, in the order in which it is read (SPEC
X1).

These are the shapes that `snapshot.project` returns, that is stored beside a snapshot's state, and
that every report is made from. Nothing in them needs Yjs. What is deleted appears only under
`deleted`; what hides with a deleted area, zone or launch does not appear at all. Lists are in
reading order, so the order keys themselves are left out. Texts are plain strings, `record` and a
zone's `text` in light Markdown (SPEC R1).
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NotRequired, TypedDict

from board.content.withheld import LETS_OUT, is_withheld

FORMAT: Final = 2
"""Raised when a key changes its meaning or goes away; added keys do not raise it."""


class CardView(TypedDict):
    """A card. `fields` holds the texts of its kind (`schema.CARD_FIELDS`), all of them, empty ones
    too.

    `pos` and `size` are in board units and matter for free notes; `certainty` is one of
    `schema.CERTAINTIES` or null. `refs` are the ids of what it refers to.
    `by` is only there where the server noted who wrote it (SPEC P5), `withheld_in` only where it
    came from a zone that stays in the group: that zone's id (SPEC T5); `see` only in what a report
    is made from: what `refs` are called now.
    """

    id: str
    kind: str
    text: str
    fields: dict[str, str]
    status: str
    certainty: str | None
    colour: str
    tags: list[str]
    refs: list[str]
    see: NotRequired[list[str]]
    by: NotRequired[str]
    withheld_in: NotRequired[str]
    pos: list[float] | None
    size: list[float] | None


class Referring(TypedDict):
    """What may refer to something, as an area or zone of an older board does: only there if it does."""

    refs: NotRequired[list[str]]


class ColumnView(TypedDict):
    """A column: a lane, an organisation of a grid, a hat of a ring, a step of a scale."""

    id: str
    title: str
    hint: str


class LaneView(ColumnView):
    """A column of a `lanes` or `scale` zone with its cards in order."""

    cards: list[CardView]


class CellView(TypedDict):
    """The cards where a row and a column meet."""

    column: str
    cards: list[CardView]


class RowView(TypedDict):
    """A row of a `grid` or `ring` zone: one cell a column, in the order of `columns`, empty ones
    too.

    `verdict` is one of `schema.VERDICTS` or null.
    """

    id: str
    title: str
    hint: str
    verdict: str | None
    cells: list[CellView]


ZoneKind = Literal["text", "list", "lanes", "grid", "table", "scale", "ring", "areas"]


class ResultView(TypedDict):
    """What a closed vote came to, only in what a report is made from (SPEC X12).

    `kind` is one of `schema.VOTE_KINDS`, `as_of` when it was closed (ISO 8601), `voters` how many took part. `totals`
    and `top` are as `votes.Vote` has them; `text` is what an agreement was about.
    """

    kind: str
    as_of: str
    voters: int
    totals: dict[str, Any]
    top: list[str]
    text: str


class ZoneView(Referring):
    """A zone. Which of the optional keys are there follows from `kind`:

    | kind | has |
    |---|---|
    | text | `text` (the board's purpose where `config["bind"]` is "purpose"), `cards` |
    | list, table | `cards` (a table's columns are `config["fields"]`) |
    | lanes, scale | `lanes` |
    | grid, ring | `columns`, `rows` (a ring's columns are the hats, its rows the prompts) |
    | areas | `areas`, `cards` |

    `unplaced` are cards of this zone that are in none of its columns or rows (any more). `config`
    is the zone's settings without the blueprint of new areas.
    """

    id: str
    kind: ZoneKind
    title: str
    hint: str
    slot: str
    rect: list[float]
    config: dict[str, Any]
    unplaced: list[CardView]
    text: NotRequired[str]
    cards: NotRequired[list[CardView]]
    lanes: NotRequired[list[LaneView]]
    columns: NotRequired[list[ColumnView]]
    rows: NotRequired[list[RowView]]
    areas: NotRequired[list["AreaView"]]
    result: NotRequired[ResultView]


class AreaView(Referring):
    """An area: its future heading, its agreed record, and its zones (found by `slot`).

    `launches` are the ids of the launches made onto this area, in order; they are listed under
    `Projection.launches`.
    """

    id: str
    title: str
    status: str
    revisit_on: str | None
    date: str | None
    record: str
    zones: list[ZoneView]
    launches: list[str]
    result: NotRequired[ResultView]


class LaunchView(TypedDict):
    """One use of a template. `area` is the area it was launched onto, or null for the whole board."""

    id: str
    template: str
    version: int
    title: str
    area: str | None
    attribution: str
    zones: list[ZoneView]


class DeletedView(TypedDict):
    """Something that is deleted and can be brought back: `what` is card, area, zone, launch, column or row."""

    what: str
    id: str
    title: str
    deleted: str


class BrokenView(TypedDict):
    """A value that was missing or odd and was read as the default (SPEC D5)."""

    what: str
    id: str
    field: str


class Projection(TypedDict):
    """A whole board.

    `zones` and `areas` are those that no launch, area or zone holds; `unplaced` are cards whose
    zone does not exist.
    """

    format: int
    title: str
    purpose: str
    launches: list[LaunchView]
    zones: list[ZoneView]
    areas: list[AreaView]
    notes: list[CardView]
    unplaced: list[CardView]
    deleted: list[DeletedView]
    broken: list[BrokenView]


def all_zones(projection: Projection) -> Iterator[ZoneView]:
    """Yield every zone in reading order, those inside areas included."""
    for launch in projection["launches"]:
        yield from _zones_below(launch["zones"])
    yield from _zones_below(projection["zones"])
    for area in projection["areas"]:
        yield from _zones_below(area["zones"])


def _zones_below(zones: Sequence[ZoneView]) -> Iterator[ZoneView]:
    for zone in zones:
        yield zone
        for area in zone.get("areas", []):
            yield from _zones_below(area["zones"])


def all_areas(projection: Projection) -> Iterator[AreaView]:
    """Yield every area in reading order."""
    for zone in all_zones(projection):
        yield from zone.get("areas", [])
    yield from projection["areas"]


def all_cards(projection: Projection) -> Iterator[CardView]:
    """Yield every card that is shown, those in areas, on the open board and without a place included."""
    for zone in all_zones(projection):
        yield from cards_in(zone)
    yield from projection["notes"]
    yield from projection["unplaced"]


def stays(card: CardView, zone: ZoneView | None = None) -> bool:
    """Return whether a card stays in the group (SPEC T5): it came from a `withheld` zone or lies in this one, if that
    is one, and nobody let it out.
    """
    inside = zone is not None and is_withheld(zone["config"])
    return card["status"] != LETS_OUT and (inside or "withheld_in" in card)


def zone_at(zones: Sequence[ZoneView], slot: str) -> ZoneView | None:
    """Return the first of these zones with this slot."""
    return next((zone for zone in zones if zone["slot"] == slot), None)


def cards_in(zone: ZoneView) -> list[CardView]:
    """Return all cards of a zone in reading order: rows first, then columns, then the unplaced; not
    those of its areas.
    """
    cards = list(zone.get("cards", []))
    for lane in zone.get("lanes", []):
        cards += lane["cards"]
    for row in zone.get("rows", []):
        for cell in row["cells"]:
            cards += cell["cards"]
    return cards + zone["unplaced"]
