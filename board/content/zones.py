"""Zones and launches: the places that hold cards, their columns and rows, and what their settings
mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from board import limits

from .order import LONGEST, in_order
from .reading import Broken, Reader
from .schema import CONTENT, Str

VERDICT_NAMES: Final[Mapping[str, str]] = {
    "agree": "We agree",
    "compatible": "Different but compatible",
    "apart": "Pulling apart",
}
"""How a row of a grid ends."""

ATTRIBUTION_NAMES: Final[Mapping[str, str]] = {
    "name": "by name",
    "organisation": "by organisation",
    "hat": "by hat, never by who wore it",
    "none": "not at all",
}
"""How what is written is attributed in reports."""

WITH_COLUMNS: Final = frozenset({"lanes", "grid", "ring", "scale"})
"""Kinds of zone whose cards have a column; in the others a card's cell is null."""
WITH_ROWS: Final = frozenset({"grid", "ring"})
"""Kinds of zone whose cards also have a row."""

NO_PRIVATE_CARDS: Final = frozenset({"areas", "ring"})
"""Kinds of zone for which nobody writes in private: areas hold no cards, and what a hat says has a way of its own."""

LAUNCH_DEFAULTS: Final[Mapping[str, Any]] = {
    "template": "",
    "version": 1,
    "title": "",
    "area": None,
    "order": "",
    "attribution": "name",
    "deleted": None,
}
ZONE_DEFAULTS: Final[Mapping[str, Any]] = {
    "kind": "list",
    "title": "",
    "hint": "",
    "launch": None,
    "parent": None,
    "rect": (0, 0, 12, 3),
    "order": "",
    "slot": "",
    "config": {},
    "text": "",
    "columns": {},
    "rows": {},
    "verdicts": {},
    "deleted": None,
}

_TITLE = Str(limits.MAX_TITLE)
_HINT = Str(limits.MAX_HINT)
_ORDER = Str(LONGEST)
_WHEN = Str(nullable=True)
_ODD: Final[Mapping[str, Any]] = {"title": "", "order": "", "hint": "", "deleted": None}


class ColumnSeed(TypedDict, total=False):
    """A column or row that is still to be made. `own_job` goes into the settings of its zone."""

    title: str
    hint: str
    own_job: list[str]


class ZoneConfig(TypedDict, total=False):
    """The settings of a zone; all may be missing.

    `bind`: "purpose" shows the board's purpose in place of the zone's own text. `card`: the kind of
    a new card; `cards`: the kinds offered. `fields`: a table's columns. `certainty`: cards say how
    sure we are; `verdicts`: rows end in a verdict. `most`: the page says so when there are more
    cards than this, nothing refuses them. `banner`: a sentence always shown above the zone.
    `column_word` and `row_word`: what one is called here ("hat"). `record_hint`: the prompt of the
    agreed record of the areas. `blueprint`: the zones of a new area.

    `tags`: what a card can be marked as ("Situation"), one of these or nothing. `starters`: beginnings of a sentence
    that are offered for a new card. `questions`: the page asks, of a card that is no question, whether it could be one.
    `numbered`: lanes, or the cards of a list, carry a number, and cards can refer to them. `steps`: the cards of each
    lane are steps in order. `echo`: the slot of a zone of the same launch whose text is shown here again, to be read.
    `carries`: the slot of an earlier launch of the same template whose cards a launch after it begins with here.
    `withheld`: it stays in the group: reports leave it out unless asked, but for cards marked "In the report".
    `heat`: the steps of a scale go from blue to red. `own_job`: words of jobs and organisations by the title of the hat
    that is not for them.
    """

    bind: str
    card: str
    cards: list[str]
    fields: list[str]
    certainty: bool
    verdicts: bool
    most: int
    banner: str
    column_word: str
    row_word: str
    record_hint: str
    tags: list[str]
    starters: list[str]
    questions: bool
    numbered: bool
    steps: bool
    echo: str
    carries: str
    withheld: bool
    heat: bool
    own_job: dict[str, list[str]]
    blueprint: list["ZoneSeed"]


class ZoneSeed(TypedDict):
    """A zone that is still to be made."""

    kind: str
    title: str
    hint: str
    slot: str
    rect: list[float]
    config: ZoneConfig
    columns: list[ColumnSeed]
    rows: list[ColumnSeed]


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a row of a zone."""

    id: str
    title: str
    order: str
    hint: str
    deleted: str | None


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as it is now. `rect` is column, row, span and height hint on the 12-column grid of its
    launch's frame.

    `columns` and `rows` are in order, deleted ones included. `verdicts` is by row.
    """

    id: str
    kind: str
    title: str
    hint: str
    launch: str | None
    parent: str | None
    rect: tuple[float, ...]
    order: str
    slot: str
    config: Mapping[str, Any]
    text: str
    columns: tuple[Column, ...]
    rows: tuple[Column, ...]
    verdicts: Mapping[str, str | None]
    deleted: str | None


def has_cell(zone: Zone, cell: tuple[str | None, str | None] | None) -> bool:
    """Return whether a zone with columns has this cell now: none of its row and its column is deleted."""
    row, column = cell or (None, None)
    in_row = zone.kind not in WITH_ROWS or _is_there(zone.rows, row)
    return in_row and _is_there(zone.columns, column)


def had_cell(zone: Zone, cell: tuple[str | None, str | None]) -> bool:
    """Return whether a zone with columns has this cell, or had it before its row or column was deleted."""
    row, column = cell
    rows = {heading.id for heading in zone.rows} if zone.kind in WITH_ROWS else {None}
    return row in rows and column in {heading.id for heading in zone.columns}


def _is_there(headings: tuple[Column, ...], key: str | None) -> bool:
    return any(heading.id == key and heading.deleted is None for heading in headings)


@dataclass(frozen=True, slots=True)
class Launch:
    """One use of a template; `area` is null when it was launched onto the whole board."""

    id: str
    template: str
    version: int
    title: str
    area: str | None
    order: str
    attribution: str
    deleted: str | None


def zone_reader(broken: list[Broken]) -> Reader:
    """Return the reader of the `zones` root."""
    return Reader("zones", CONTENT["zones"], ZONE_DEFAULTS, broken)


def read_zone(reader: Reader, key: str, raw: Any) -> Zone:
    """Return the zone with its columns and rows in order."""
    values = reader.read(key, raw)
    for name in ("columns", "rows"):
        found = [_column(reader, key, name, *item) for item in values[name].items()]
        values[name] = tuple(in_order(found))
    return Zone(id=key, **values)


def _column(reader: Reader, zone: str, name: str, key: str, raw: Mapping[str, Any]) -> Column:
    wanted = {"title": _TITLE, "order": _ORDER, "hint": _HINT, "deleted": _WHEN}
    found = {"hint": "", "deleted": None, **raw}
    odd = [field for field, shape in wanted.items() if not shape.fits(found.get(field))]
    if odd:
        reader.broken.append(Broken(reader.what, zone, f"{name}.{key}"))
    values = {field: _ODD[field] if field in odd else found[field] for field in wanted}
    return Column(id=key, **values)


def launch_reader(broken: list[Broken]) -> Reader:
    """Return the reader of the `launches` root."""
    return Reader("launches", CONTENT["launches"], LAUNCH_DEFAULTS, broken)


def read_launch(reader: Reader, key: str, raw: Any) -> Launch:
    """Return the launch."""
    values = reader.read(key, raw)
    return Launch(id=key, **{**values, "version": int(values["version"])})
