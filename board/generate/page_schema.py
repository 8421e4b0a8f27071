"""Writes the page's copy of the schema: `python -m board.generate.page_schema`.

The page must spell keys, kinds, limits and words as the domain does, so `schema.gen.ts` is made from
`board/content/schema.py` and its neighbours and a test compares the committed file with what this makes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from board import limits
from board.content import areas, cards, order, schema, slots, zones

TARGET: Final = Path(__file__).parents[2] / "client" / "web" / "src" / "model" / "schema.gen.ts"

_HEAD = """\
// Made by `python -m board.generate.page_schema` from board/content/schema.py. Change it there.
/* eslint-disable */
"""

_CHOICES: Final = {
    "ZoneKind": ("ZONE_KINDS", schema.ZONE_KINDS),
    "CardKind": ("CARD_KINDS", schema.CARD_KINDS),
    "CardStatus": ("CARD_STATUSES", schema.CARD_STATUSES),
    "AreaStatus": ("AREA_STATUSES", schema.AREA_STATUSES),
    "Certainty": ("CERTAINTIES", schema.CERTAINTIES),
    "Verdict": ("VERDICTS", schema.VERDICTS),
    "Colour": ("COLOURS", schema.COLOURS),
    "LinkKind": ("LINK_KINDS", schema.LINK_KINDS),
    "Attribution": ("ATTRIBUTIONS", schema.ATTRIBUTIONS),
    "Signing": ("SIGNING", schema.SIGNING),
    "ClockState": ("CLOCK_STATES", schema.CLOCK_STATES),
    "Lockable": ("LOCKABLE", schema.LOCKABLE),
    "VoteKind": ("VOTE_KINDS", schema.VOTE_KINDS),
    "VoteState": ("VOTE_STATES", schema.VOTE_STATES),
    "VoteCounts": ("VOTE_COUNTS", schema.VOTE_COUNTS),
    "VoteRoot": ("VOTE_ROOTS", schema.VOTE_ROOTS),
    "Agreement": ("AGREEMENTS", schema.AGREEMENTS),
    "RoundState": ("ROUND_STATES", schema.ROUND_STATES),
    "RoundCells": ("ROUND_CELLS", schema.ROUND_CELLS),
}

_NAMES: Final = {
    "KIND_NAMES": ("CardKind", cards.KIND_NAMES),
    "STATUS_NAMES": ("CardStatus", cards.STATUS_NAMES),
    "AREA_STATUS_NAMES": ("AreaStatus", areas.AREA_STATUS_NAMES),
    "CERTAINTY_NAMES": ("Certainty", cards.CERTAINTY_NAMES),
    "VERDICT_NAMES": ("Verdict", zones.VERDICT_NAMES),
    "COLOUR_NAMES": ("Colour", cards.COLOUR_NAMES),
    "ATTRIBUTION_NAMES": ("Attribution", zones.ATTRIBUTION_NAMES),
    "FIELD_NAMES": ("string", cards.FIELD_NAMES),
}

_LIMITS: Final = (
    "MAX_TITLE",
    "MAX_DOTS",
    "MAX_HINT",
    "MAX_SHORT",
    "MAX_TEXT",
    "MAX_CONFIG_BYTES",
    "MAX_ENTITIES",
    "MAX_LIST",
    "MAX_KEY_LENGTH",
    "MAX_ID_LENGTH",
    "MAX_UPDATE_BYTES",
    "MAX_AWARENESS_STATE_BYTES",
    "MAX_NAME",
    "MAX_ORGANISATION",
    "MAX_LABEL",
)

_DEFAULTS: Final = {
    "launches": zones.LAUNCH_DEFAULTS,
    "zones": zones.ZONE_DEFAULTS,
    "areas": areas.AREA_DEFAULTS,
    "cards": cards.CARD_DEFAULTS,
    "links": cards.LINK_DEFAULTS,
}

_RECORDS: Final = {
    "launches": "LaunchFields",
    "zones": "ZoneFields",
    "areas": "AreaFields",
    "cards": "CardFields",
    "links": "LinkFields",
}

_CONFIG = """\
/** A column or row of a zone, as one value of `columns` or `rows`. */
export interface Column {
  title: string;
  order: string;
  hint?: string;
  deleted?: string | null;
}

/** A zone that is still to be made, as in the blueprint of an area. */
export interface ZoneSeed {
  kind: ZoneKind;
  title: string;
  hint: string;
  slot: string;
  rect: [number, number, number, number];
  config: ZoneConfig;
  columns: { title: string; hint?: string }[];
  rows: { title: string; hint?: string }[];
}

/** The settings of a zone; board/content/zones.py says what each means. */
export interface ZoneConfig {
  bind?: "purpose";
  card?: CardKind;
  cards?: CardKind[];
  fields?: string[];
  certainty?: boolean;
  verdicts?: boolean;
  most?: number;
  banner?: string;
  column_word?: string;
  row_word?: string;
  record_hint?: string;
  tags?: string[];
  starters?: string[];
  questions?: boolean;
  numbered?: boolean;
  steps?: boolean;
  echo?: string;
  carries?: string;
  withheld?: boolean;
  heat?: boolean;
  own_job?: Record<string, string[]>;
  blueprint?: ZoneSeed[];
}

/** A phase of a launch, as in `phases.items` of the stage document. */
export interface Phase {
  id: string;
  title: string;
  do: string;
  minutes: number;
  per_area: boolean;
  /** The slot of the zone for which each writes on their own; "" or nothing: none. */
  private?: string;
  /** Where in that zone each writes; nothing: in one cell. */
  cells?: RoundCells;
  /** The slot of the zone that is voted on with dots; "" or nothing: none. */
  dots?: string;
}
"""

_FIELD_TYPE = """\
/** How a field is stored: a shared text, a map of shared texts, a map of values, or one plain value. */
export type FieldShape =
  | { readonly shape: "text" }
  | { readonly shape: "textmap" }
  | { readonly shape: "valuemap"; readonly value: ValueShape }
  | ValueShape;
export type ValueShape =
  | {
      readonly shape: "str";
      readonly longest: number;
      readonly choices: readonly string[] | null;
      readonly nullable: boolean;
    }
  | { readonly shape: "id"; readonly nullable: boolean }
  | { readonly shape: "num"; readonly low: number; readonly high: number }
  | {
      readonly shape: "items";
      readonly item: ValueShape;
      readonly least: number;
      readonly most: number;
      readonly nullable: boolean;
    }
  | { readonly shape: "json"; readonly mostBytes: number };
"""


def page_schema() -> str:
    """Return the text of `schema.gen.ts`."""
    return "\n".join([_HEAD, *_constants(), _CONFIG, _FIELD_TYPE, *_tables()])


def _constants() -> Iterator[str]:
    yield f"export const SCHEMA_VERSION = {schema.SCHEMA_VERSION};\n"
    for name, (constant, values) in _CHOICES.items():
        yield f"export const {constant} = {_json(values)} as const;"
        yield f"export type {name} = (typeof {constant})[number];\n"
    for constant, (key, words) in _NAMES.items():
        yield f"export const {constant}: Readonly<Record<{key}, string>> = {_json(words)};\n"
    yield "/** The colour of a new card of each kind. */"
    yield f"export const KIND_COLOURS: Readonly<Record<CardKind, Colour>> = {_json(cards.KIND_COLOURS)};\n"
    fields = {kind: schema.CARD_FIELDS.get(kind, ()) for kind in schema.CARD_KINDS}
    yield "/** Text fields of each kind of card, made together with the card. */"
    yield f"export const CARD_FIELDS: Readonly<Record<CardKind, readonly string[]>> = {_json(fields)};\n"
    yield "/** Words that are offered for a field, which stays a text. */"
    yield f"export const FIELD_CHOICES: Readonly<Record<string, readonly string[]>> = {_json(cards.FIELD_CHOICES)};\n"
    yield "/** With these an activity names nobody. */"
    yield f"export const NAMELESS: readonly Attribution[] = {_json(schema.NAMELESS)};\n"
    yield "/** Kinds of zone whose cards have a column, and those whose cards also have a row. */"
    yield f"export const WITH_COLUMNS: readonly ZoneKind[] = {_json(sorted(zones.WITH_COLUMNS))};"
    yield f"export const WITH_ROWS: readonly ZoneKind[] = {_json(sorted(zones.WITH_ROWS))};\n"
    yield "/** The slots of the bundled templates: where in a report a zone lands. */"
    yield f"export const SLOTS = {_json(slots.SLOTS)} as const;\n"
    yield "/** Slots where the group speaks together, and nobody signs what they type for all. */"
    yield f"export const GROUP_SLOTS: readonly string[] = {_json(slots.GROUP_SLOTS)};\n"
    bounds = {name: getattr(limits, name) for name in _LIMITS} | {"MAX_ORDER": order.LONGEST}
    yield "/** Lengths are in code points unless a name says bytes. */"
    yield f"export const LIMITS = {_json(bounds)} as const;\n"


def _tables() -> Iterator[str]:
    for root, entity in schema.CONTENT.items():
        yield _record(_RECORDS[root], entity)
    yield _record("MetaFields", schema.META)
    yield _record("StageFields", schema.STAGE["launches"])
    yield _record("ClockFields", schema.STAGE["clock"])
    yield _record("LockFields", schema.STAGE["locks"])
    yield _record("VoteFields", schema.STAGE["votes"])
    content = {root: _entity(entity) for root, entity in schema.CONTENT.items()}
    yield f"export const META = {_json(_entity(schema.META))} as const satisfies Record<string, FieldShape>;\n"
    yield "/** The fields of every entity of the content document, by root. */"
    yield (f"export const CONTENT = {_json(content)} as const satisfies Record<string, Record<string, FieldShape>>;\n")
    yield "export type Root = keyof typeof CONTENT;\n"
    yield "/** What an entity without a value has there; texts and maps are empty. */"
    for root, name in _RECORDS.items():
        yield f"export const {name.removesuffix('Fields').upper()}_DEFAULTS: {name} = {_json(_DEFAULTS[root])};"
    yield ""


def _record(name: str, entity: schema.Entity) -> str:
    lines = [f"  {key}: {_type(key, field)};" for key, field in entity.items()]
    return "\n".join(
        ["/** The plain values of one entity, texts as strings. */", f"export interface {name} {{", *lines, "}\n"]
    )


_KEY_TYPES: Final = {"config": "ZoneConfig", "phases": "{ items?: Phase[] }"}


def _type(key: str, field: schema.Field) -> str:
    match field:
        case schema.Text():
            return "string"
        case schema.TextMap():
            return "Readonly<Record<string, string>>"
        case schema.ValueMap(value):
            return f"Readonly<Record<string, {_value_type(key, value)}>>"
        case _:
            return _value_type(key, field)


def _value_type(key: str, shape: schema.Shape) -> str:
    match shape:
        case schema.Str(choices=choices, nullable=nullable):
            return _or_null(_choice(choices), nullable=nullable)
        case schema.Id(nullable):
            return _or_null("string", nullable=nullable)
        case schema.Num():
            return "number"
        case schema.Flag():
            return "boolean"
        case schema.Items(nullable=nullable):
            return _or_null(_items_type(key, shape), nullable=nullable)
        case schema.Json():
            return _KEY_TYPES.get(key, "Column")


def _items_type(key: str, shape: schema.Items) -> str:
    item = _value_type(key, shape.item)
    if shape.least == shape.most:
        return f"readonly [{', '.join([item] * shape.most)}]"
    return f"readonly {f'({item})' if '|' in item else item}[]"


def _choice(choices: tuple[str, ...]) -> str:
    names = (name for name, (_, values) in _CHOICES.items() if values == choices)
    return next(names, "string")


def _or_null(name: str, *, nullable: bool) -> str:
    return f"{name} | null" if nullable else name


def _entity(entity: schema.Entity) -> dict[str, Any]:
    return {key: _shape(field) for key, field in entity.items()}


def _shape(field: schema.Field) -> dict[str, Any]:
    match field:
        case schema.Text():
            return {"shape": "text"}
        case schema.TextMap():
            return {"shape": "textmap"}
        case schema.ValueMap(value):
            return {"shape": "valuemap", "value": _shape(value)}
        case schema.Str(longest, choices, nullable):
            choice = choices or None
            return {"shape": "str", "longest": longest, "choices": choice, "nullable": nullable}
        case schema.Id(nullable):
            return {"shape": "id", "nullable": nullable}
        case schema.Num(low, high):
            return {"shape": "num", "low": low, "high": high}
        case schema.Flag():
            return {"shape": "flag"}
        case schema.Items(item, least, most, nullable):
            bounds = {"least": least, "most": most, "nullable": nullable}
            return {"shape": "items", "item": _shape(item), **bounds}
        case schema.Json(most_bytes):
            return {"shape": "json", "mostBytes": most_bytes}


def _json(value: Mapping[str, Any] | tuple[str, ...] | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(page_schema(), encoding="utf-8")
