"""The shape of the documents: which roots, which keys, which values (SPEC D).

This table is the only place that spells the keys. `document` reads and writes by it, `admission` refuses what does not
fit it, and the page's `schema.gen.ts` is generated from it.

A root map holds entities by id; an entity is a map of fields. A field is a shared text, a map of texts, a map of JSON
values, or one plain JSON value of a declared shape. `meta` is itself one entity.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from board import limits
from board.ids import ENTITY_ID

SCHEMA_VERSION = 1

ZONE_KINDS = ("text", "list", "lanes", "grid", "table", "scale", "ring", "areas")
CARD_KINDS = (
    "note",
    "question",
    "learning",
    "example",
    "reference",
    "resource",
    "parameter",
    "goal",
    "difference",
    "commitment",
    "recommendation",
    "hat",
    "gap",
    "progress",
    "source",
    "parked",
)
CARD_STATUSES = ("raw", "grouped", "agreed", "in_report")
AREA_STATUSES = ("draft", "agreed", "revisit")
CERTAINTIES = ("said", "guess", "unknown")
VERDICTS = ("agree", "compatible", "apart")
COLOURS = ("sand", "rose", "peach", "lemon", "mint", "sky", "lilac", "stone")
LINK_KINDS = ("evidence", "related", "grouped")
ATTRIBUTIONS = ("name", "organisation", "hat", "none")
NAMELESS = ("hat", "none")
"""With these an activity names nobody (SPEC I4, P5)."""
SIGNING = ("name", "organisation")
"""With these a card says whose it is (SPEC P5)."""
LOCKABLE = ("areas", "zones")
CLOCK_STATES = ("off", "running", "paused")
VOTE_KINDS = ("dots", "agreement", "markers")
VOTE_STATES = ("open", "closed", "cancelled")
VOTE_COUNTS = ("closed", "live")
VOTE_ROOTS = ("zones", "areas", "launches")
AGREEMENTS = ("agree", "live_with", "not_yet")
HAT_STATES = ("off", "on")
ROUND_STATES = ("open", "revealing", "revealed", "ended")
ROUND_CELLS = ("one", "column", "all")
"""Where each writes in a private round: all in one cell, each down a column of their own, or in any cell (SPEC P8)."""


@dataclass(frozen=True, slots=True)
class Str:
    """A string of at most `longest` code points; `choices` narrows it, `nullable` allows null.

    What is `noted` is known by its value when edits are admitted.
    """

    longest: int = limits.MAX_SHORT
    choices: tuple[str, ...] = ()
    nullable: bool = False
    noted: bool = False

    def fits(self, value: Any) -> bool:
        """True when `value` is such a string."""
        if value is None:
            return self.nullable
        if not isinstance(value, str) or len(value) > self.longest:
            return False
        return not self.choices or value in self.choices


@dataclass(frozen=True, slots=True)
class Stamp(Str):
    """A string that the server alone writes; what a client makes has null there, or any with `at_birth` (SPEC P5)."""

    at_birth: bool = False


@dataclass(frozen=True, slots=True)
class Told(Stamp):
    """What the maker of a card was told of how it will be signed: said with the making, never later (SPEC P10)."""

    at_birth: bool = True


@dataclass(frozen=True, slots=True)
class Id:
    """The id of an entity; `nullable` allows null, `noted` is as in `Str`."""

    nullable: bool = False
    noted: bool = False

    def fits(self, value: Any) -> bool:
        """True when `value` is an entity id."""
        if value is None:
            return self.nullable
        return isinstance(value, str) and ENTITY_ID.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Num:
    """A finite number between `low` and `high`."""

    low: float = -1e7
    high: float = 1e7

    def fits(self, value: Any) -> bool:
        """True when `value` is such a number."""
        return isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def fits(self, value: Any) -> bool:
        """True when `value` is one of the two."""
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of `least` to `most` values that each fit `item`; `nullable` allows null."""

    item: "Shape"
    least: int = 0
    most: int = limits.MAX_LIST
    nullable: bool = False

    def fits(self, value: Any) -> bool:
        """True when `value` is such a list."""
        if value is None:
            return self.nullable
        return isinstance(value, list) and self.least <= len(value) <= self.most and all(map(self.item.fits, value))


@dataclass(frozen=True, slots=True)
class Json:
    """Any JSON object of at most `most_bytes` as compact UTF-8.

    Of one that is `noted`, it is known when edits are admitted whether it has true under this key.
    """

    most_bytes: int = limits.MAX_CONFIG_BYTES
    noted: str = ""

    def fits(self, value: Any) -> bool:
        """True when `value` is an object of bounded size."""
        if not isinstance(value, dict):
            return False
        return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) <= self.most_bytes


Shape: TypeAlias = "Str | Id | Num | Flag | Items | Json"


@dataclass(frozen=True, slots=True)
class Text:
    """A shared text (Y.Text) of plain strings."""


@dataclass(frozen=True, slots=True)
class TextMap:
    """A shared map of shared texts, by a short key."""


@dataclass(frozen=True, slots=True)
class ValueMap:
    """A shared map of JSON values that each fit `value`, by entity id."""

    value: Shape = field(default_factory=Json)


Field: TypeAlias = "Str | Id | Num | Flag | Items | Json | Text | TextMap | ValueMap"
Entity: TypeAlias = Mapping[str, Field]

_TITLE = Str(limits.MAX_TITLE)
_ORDER = Str(64)
_WHEN = Str(40, nullable=True)

META: Entity = {"schema": Num(1, 1_000), "title": _TITLE, "purpose": Text()}

CONTENT: Mapping[str, Entity] = {
    "launches": {
        "template": Str(64),
        "version": Num(1, 1e6),
        "title": _TITLE,
        "area": Id(nullable=True),
        "order": _ORDER,
        "attribution": Stamp(choices=ATTRIBUTIONS, at_birth=True, noted=True),
        "deleted": _WHEN,
    },
    "zones": {
        "kind": Str(choices=ZONE_KINDS, noted=True),
        "title": _TITLE,
        "hint": Str(limits.MAX_HINT),
        "launch": Id(nullable=True, noted=True),
        "parent": Id(nullable=True),
        "rect": Items(Num(), 4, 4),
        "order": _ORDER,
        "slot": Str(64),
        "config": Json(noted="withheld"),
        "text": Text(),
        "columns": ValueMap(),
        "rows": ValueMap(),
        "verdicts": ValueMap(Str(choices=VERDICTS, nullable=True)),
        "deleted": _WHEN,
    },
    "areas": {
        "title": _TITLE,
        "zone": Id(),
        "order": _ORDER,
        "status": Str(choices=AREA_STATUSES),
        "revisit_on": _WHEN,
        "date": _WHEN,
        "record": Text(),
        "deleted": _WHEN,
    },
    "cards": {
        "kind": Str(choices=CARD_KINDS),
        "text": Text(),
        "fields": TextMap(),
        "zone": Id(nullable=True, noted=True),
        "cell": Items(Id(nullable=True), 2, 2, nullable=True),
        "pos": Items(Num(), 2, 2, nullable=True),
        "size": Items(Num(20, 4_000), 2, 2, nullable=True),
        "order": _ORDER,
        "colour": Str(choices=COLOURS),
        "tags": Items(Str(limits.MAX_TAG)),
        "status": Str(choices=CARD_STATUSES),
        "certainty": Str(choices=CERTAINTIES, nullable=True),
        "refs": Items(Id()),
        "by": Stamp(limits.MAX_LABEL, nullable=True),
        "written_in": Stamp(limits.MAX_ID_LENGTH, nullable=True),
        "told": Told(choices=SIGNING, nullable=True),
        "withheld_in": Stamp(limits.MAX_ID_LENGTH, nullable=True, at_birth=True, noted=True),
        "deleted": _WHEN,
    },
    # Where references were before cards had `refs`: it is read, and nothing makes new ones (SPEC T6).
    "links": {
        "from": Id(),
        "to": Id(),
        "kind": Str(choices=LINK_KINDS),
        "deleted": _WHEN,
    },
}
"""Entity maps of the `content` document, beside its `meta` entity."""

STAGE: Mapping[str, Entity] = {
    "launches": {
        "phases": Json(),
        "done": Items(Str(64)),
        "current": Str(64, nullable=True),
        "by": Str(64, nullable=True),
    },
    "returns": {
        "label": Str(limits.MAX_LABEL),
        "by": Str(64, nullable=True),
    },
    "clock": {
        "launch": Id(nullable=True),
        "entry": Str(96, nullable=True),
        "state": Str(choices=CLOCK_STATES),
        "ends": _WHEN,
        "left": Num(),
        "turn": Num(0, 1e9),
        "by": Str(64, nullable=True),
    },
    "room": {
        "called": Json(),
        "spotlit": Json(),
        "leader": Str(64, nullable=True),
    },
    "merges": {
        "other": Id(nullable=True),
        "by": Str(64, nullable=True),
        "since": _WHEN,
    },
    "roles": {
        "offered": Json(),
        "held": Json(),
        "free": Flag(),
    },
    "hats": {
        "state": Str(choices=HAT_STATES),
        "holder": Str(64, nullable=True),
        "turn": Num(0, 1e9),
        "worn": Num(0, 1e6),
        "by": Str(64, nullable=True),
    },
    "rounds": {
        "round": Id(nullable=True),
        "launch": Id(nullable=True),
        "zone": Id(nullable=True),
        "attribution": Str(choices=ATTRIBUTIONS),
        "cells": Str(choices=ROUND_CELLS),
        "state": Str(choices=ROUND_STATES),
        "since": _WHEN,
        "by": Str(64, nullable=True),
        "writers": Num(0, 1e6),
        "cards": Num(0, 1e6),
    },
    "comments": {
        "revision": Num(0, 1e9),
    },
    "suggestions": {
        "turn": Num(0, 1e9),
        "by": Str(64, nullable=True),
    },
    "locks": {
        "root": Str(choices=LOCKABLE),
        "since": _WHEN,
        "by": Str(64, nullable=True),
        "why": Str(limits.MAX_LABEL),
        "snapshot": Id(nullable=True),
        "returned": Items(Str(64)),
    },
    "votes": {
        "kind": Str(choices=VOTE_KINDS),
        "root": Str(choices=VOTE_ROOTS),
        "place": Id(),
        "state": Str(choices=VOTE_STATES),
        "dots": Num(1, limits.MAX_DOTS),
        "most": Num(1, limits.MAX_DOTS),
        "counts": Str(choices=VOTE_COUNTS),
        "since": _WHEN,
        "ended": _WHEN,
        "by": Str(64, nullable=True),
        "text": Str(limits.MAX_TEXT),
        "holder": Str(64, nullable=True),
        "voters": Num(0, 1e6),
        "totals": Json(),
        "top": Items(Id()),
    },
}
"""Entity maps of the `stage` document: the phases of each launch as a checklist, and which participant asked for it;
who has which role in it (`board/stage/session_roles.py`); of each ring whether its hats are worn, and by how many,
never who wears which (`board/stage/hats.py`); each time the board went back to a snapshot, by the id of the snapshot
that was kept before; under "now" in `clock` the phase that is on with its time, under "timer" a time without a phase
(`board/stage/timing.py`); under "now" in `room` where everybody was called, what is in the spotlight and whose view is
followed; under "now" in `rounds` the private round that is on or was last, with how many people have written how many
cards; under "now" in `comments` the number of their newest change (`board/stage/comments.py`); under "now" in
`suggestions` how often they were changed, and by whom last (`board/reviewing/told.py`); and by the id of an area or
zone its lock, which is open where `since` is null. `votes` are by their own id: what about, and once closed what came
out, never who (`board/stage/votes.py`). `merges` say by the id of an area who merges it just now
(`board/stage/merge_turns.py`). Written by the server alone."""

CARD_FIELDS: Mapping[str, tuple[str, ...]] = {
    "example": ("place",),
    "reference": ("author", "year", "title", "link"),
    "resource": ("link",),
    "commitment": ("what", "by_when", "how_will_i_know", "who_may_ask"),
    "recommendation": ("level", "why", "how", "evidence", "support", "owner"),
    "gap": ("between", "who_opens", "we_will_ask", "by_when", "what_happened"),
    "progress": ("outcome", "what_worked", "what_did_not"),
    "source": ("from_board", "from_card"),
}
"""Text fields of each card kind, created together with the card so that two people cannot create one field twice."""
