"""Reads a template file (TOML) and explains what is wrong in it, with the line (SPEC T1).

A file has `version`, `title`, `summary`, `record`, `attribution`, perhaps `group` and `banner`, a table [provenance],
and lists of tables [[ask]], [[roles]], [[phases]] and [[zones]], which `model` describes. A role names in `apart`
those that nobody should have together with it; a phase in which each writes on their own names in `private` the slot
where the cards come, in the areas where it is gone through for each, and in `cells` whether each writes down a
"column" of their own there, or in "all" cells; one in which people vote with dots names in `dots` the slot of the zone
that they vote on. A zone has `slot`, `kind`, `title`, `rect`, perhaps `hint` and the
settings of `zones.ZoneConfig`, and `columns` and `rows` as lists of `{ title = "...", hint = "..." }`; a hat may have
`own_job`, words of the job or organisation of those whom it is not for. A zone of the kind `areas` has the zones of a
new area as [[zones.blueprint]].
"""

import re
from collections.abc import Mapping, Sequence, Set
from typing import Final, Literal, TypeVar, cast

from board import limits
from board.content.schema import ATTRIBUTIONS, CARD_FIELDS, CARD_KINDS, ROUND_CELLS, ZONE_KINDS, Json
from board.content.zones import NO_PRIVATE_CARDS, WITH_COLUMNS, WITH_ROWS, ColumnSeed, ZoneConfig, ZoneSeed
from board.data_files import Table, read_table
from board.errors import DataFileError
from board.stage.session_roles import SessionRole, offered
from board.stage.stage import Phase

from .model import Ask, Group, Into, Provenance, Template

Flag = Literal["certainty", "verdicts", "questions", "numbered", "steps", "withheld", "heat"]
_FLAGS: Final[Mapping[Flag, frozenset[str]]] = {
    "certainty": WITH_ROWS,
    "verdicts": WITH_ROWS,
    "questions": frozenset({"list", "lanes"}),
    "numbered": frozenset({"list", "lanes"}),
    "steps": frozenset({"lanes"}),
    "withheld": frozenset(ZONE_KINDS) - {"areas"},
    "heat": frozenset({"scale"}),
}
"""Settings that are true or false, with the kinds of zone that know them."""
_FILE_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MOST_ZONES: Final = 30
_MOST_PHASES: Final = 30
_MOST_ASKED: Final = 12
_MOST_OFFERED: Final = 12
_FRAME: Final = 12
"""Columns of the grid in a launch's frame."""
_GROUPS: Final = ("board", "session", "output")
_INTO: Final = ("title", "purpose", "cards", "columns", "areas")
_POINTERS: Final = ("echo", "carries")
_NEEDS_SLOT: Final = frozenset({"cards", "columns", "areas"})


def load_template(text: str, name: str) -> Template:
    """Return the template in this text; `name` is its id, as in `<name>.toml`.

    Raises DataFileError with the line of what is wrong.
    """
    if _FILE_NAME.fullmatch(name) is None:
        raise DataFileError("A template's file name has small letters, digits and '_' only.")
    table = read_table(text)
    template = _template(table, name)
    table.done()
    _check_asked(table, template)
    _check_phases(table, template)
    return template


def _template(table: Table, name: str) -> Template:
    return Template(
        id=name,
        version=table.whole("version", 1, 1_000_000),
        title=table.text("title", limits.MAX_TITLE),
        group=cast(Group, table.choice("group", _GROUPS, default="session")),
        summary=table.text("summary", limits.MAX_HINT),
        record=table.text("record", limits.MAX_HINT),
        banner=table.text("banner", limits.MAX_HINT, default=""),
        attribution=table.choice("attribution", ATTRIBUTIONS),
        provenance=_provenance(table.table("provenance")),
        ask=_unlike(table, "ask", [_ask(one) for one in table.tables("ask", _MOST_ASKED)]),
        roles=_roles(table),
        phases=_unlike(table, "phases", [_phase(o) for o in table.tables("phases", _MOST_PHASES)]),
        zones=tuple(_zones(table, "zones")),
    )


def _provenance(table: Table) -> Provenance:
    found = Provenance(
        source=table.text("source", limits.MAX_HINT),
        checked_by_ambit_trainer=table.flag("checked_by_ambit_trainer"),
        note=table.text("note", limits.MAX_HINT, default=""),
    )
    table.done()
    return found


def _roles(table: Table) -> tuple[SessionRole, ...]:
    tables = table.tables("roles", _MOST_ASKED)
    roles = _unlike(table, "roles", [_role(one) for one in tables])
    for one, role in zip(tables, roles, strict=True):
        odd = [name for name in role.apart if name == role.id or name not in {other.id for other in roles}]
        if odd:
            raise one.wrong(f"There is no other role with the id '{odd[0]}' here.", "apart")
    if not Json().fits(offered(roles)):
        raise tables[-1].wrong("The roles are too long together. Say in one sentence what each does.")
    return roles


def _role(table: Table) -> SessionRole:
    found = SessionRole(
        id=table.name("id"),
        title=table.text("title", limits.MAX_SHORT),
        do=table.text("do", limits.MAX_HINT),
        apart=tuple(table.texts("apart", limits.MAX_SHORT, _MOST_ASKED)),
    )
    table.done()
    return found


def _phase(table: Table) -> Phase:
    found = Phase(
        id=table.name("id"),
        title=table.text("title", limits.MAX_SHORT),
        do=table.text("do", limits.MAX_HINT),
        minutes=table.whole("minutes", 1, 240),
        per_area=table.flag("per_area", default=False),
        private=table.name("private") if table.has("private") else "",
        cells=table.choice("cells", ROUND_CELLS) if table.has("cells") else "one",
        dots=table.name("dots") if table.has("dots") else "",
    )
    table.done()
    return found


def _ask(table: Table) -> Ask:
    into = cast(Into, table.choice("into", _INTO))
    least = table.whole("least", 0, limits.MAX_LIST, default=0)
    found = Ask(
        id=table.name("id"),
        label=table.text("label", limits.MAX_TITLE),
        hint=table.text("hint", limits.MAX_HINT, default=""),
        into=into,
        slot=table.name("slot") if into in _NEEDS_SLOT else "",
        card=table.choice("card", CARD_KINDS, default="") if into == "cards" else "",
        least=least,
        most=table.whole("most", max(1, least), limits.MAX_LIST, default=max(1, least)),
        default=tuple(table.texts("default", limits.MAX_TITLE, limits.MAX_LIST)),
    )
    table.done()
    return found


def _zones(table: Table, key: str) -> list[ZoneSeed]:
    tables = table.tables(key, _MOST_ZONES)
    if not tables:
        raise table.wrong(f"There must be at least one [[{key}]].")
    seeds = [_zone(one) for one in tables]
    for one, seed in zip(tables, seeds, strict=True):
        _check_pointers(one, seed, {other["slot"] for other in seeds})
        if sum(seed["slot"] == other["slot"] for other in seeds) > 1:
            raise one.wrong(f"The slot '{seed['slot']}' is there twice.", "slot")
    return seeds


def _check_pointers(table: Table, seed: ZoneSeed, slots: Set[str]) -> None:
    """Raise DataFileError where a zone points at a slot that is not there."""
    for key in _POINTERS:
        slot = seed["config"].get(key)
        if slot is not None and (slot not in slots or (key == "echo" and slot == seed["slot"])):
            raise table.wrong(f"There is no other zone with the slot '{slot}' here.", key)


def _zone(table: Table) -> ZoneSeed:
    kind = table.choice("kind", ZONE_KINDS)
    seed: ZoneSeed = {
        "kind": kind,
        "title": table.text("title", limits.MAX_TITLE),
        "hint": table.text("hint", limits.MAX_HINT, default=""),
        "slot": table.name("slot"),
        "rect": _rect(table),
        "config": _config(table, kind),
        "columns": _columns(table, "columns", allowed=kind in WITH_COLUMNS),
        "rows": _columns(table, "rows", allowed=kind in WITH_ROWS),
    }
    own_job = {each["title"]: each.pop("own_job") for each in seed["columns"] if "own_job" in each}
    if own_job and kind != "ring":
        raise table.wrong("Only a hat can be somebody's own job.", "columns")
    if own_job:
        seed["config"]["own_job"] = own_job
    table.done()
    if not Json().fits(seed["config"]):
        raise table.wrong("The zone has too much in it.")
    return seed


def _rect(table: Table) -> list[float]:
    left, top, span, height = table.numbers("rect", 4)
    if left < 0 or top < 0 or span < 1 or height < 1 or left + span > _FRAME:
        raise table.wrong(f"'rect' is column, row, columns wide and rows high, within {_FRAME} columns.", "rect")
    return [left, top, span, height]


def _columns(table: Table, key: str, *, allowed: bool) -> list[ColumnSeed]:
    found = [_column(one) for one in table.tables(key, limits.MAX_LIST)]
    if found and not allowed:
        raise table.wrong(f"A zone of this kind has no {key}.", key)
    if allowed and not found and key == "rows":
        raise table.wrong("A zone of this kind needs rows.")
    return found


def _column(table: Table) -> ColumnSeed:
    seed: ColumnSeed = {"title": table.text("title", limits.MAX_TITLE)}
    if table.has("hint"):
        seed["hint"] = table.text("hint", limits.MAX_HINT)
    if table.has("own_job"):
        seed["own_job"] = table.texts("own_job", limits.MAX_SHORT, _MOST_OFFERED)
    table.done()
    return seed


def _config(table: Table, kind: str) -> ZoneConfig:
    config: ZoneConfig = {}
    if kind == "text" and table.has("bind"):
        config["bind"] = table.choice("bind", ("purpose",))
    if table.has("card"):
        config["card"] = table.choice("card", CARD_KINDS)
    if table.has("cards"):
        config["cards"] = table.choices("cards", CARD_KINDS)
    if table.has("most"):
        config["most"] = table.whole("most", 1, limits.MAX_LIST)
    _words(table, config)
    _flags(table, config, kind)
    _offers(table, config)
    if kind == "list" and table.has("echo"):
        config["echo"] = table.name("echo")
    if kind in ("list", "table") and table.has("carries"):
        config["carries"] = table.name("carries")
    if kind == "table":
        config["fields"] = table.choices("fields", CARD_FIELDS.get(config.get("card", ""), ()))
    if kind == "areas":
        config["blueprint"] = _zones(table, "blueprint")
    return config


def _words(table: Table, config: ZoneConfig) -> None:
    for key in ("banner", "column_word", "row_word", "record_hint"):
        if table.has(key):
            config[key] = table.text(key, limits.MAX_HINT)


def _flags(table: Table, config: ZoneConfig, kind: str) -> None:
    for key, kinds in _FLAGS.items():
        if table.has(key) and kind in kinds:
            config[key] = table.flag(key)


def _offers(table: Table, config: ZoneConfig) -> None:
    """What a card can be marked as, and how a sentence may begin."""
    if table.has("tags"):
        config["tags"] = table.texts("tags", limits.MAX_TAG, _MOST_OFFERED)
    if table.has("starters"):
        config["starters"] = table.texts("starters", limits.MAX_SHORT, _MOST_OFFERED)


Named = TypeVar("Named", Ask, SessionRole, Phase)


def _unlike(table: Table, key: str, found: Sequence[Named]) -> tuple[Named, ...]:
    known: set[str] = set()
    for one, named in zip(table.tables(key, len(found)), found, strict=True):
        if named.id in known:
            raise one.wrong(f"The id '{named.id}' is there twice.", "id")
        known.add(named.id)
    return tuple(found)


def _check_asked(table: Table, template: Template) -> None:
    """Every question must have a place for its answers."""
    fitting = {"cards": set(ZONE_KINDS) - WITH_COLUMNS - {"areas"}, "columns": WITH_COLUMNS}
    kinds = {zone["slot"]: zone["kind"] for zone in template.zones}
    for one, ask in zip(table.tables("ask", _MOST_ASKED), template.ask, strict=True):
        if ask.into not in _NEEDS_SLOT:
            continue
        if ask.slot not in kinds:
            raise one.wrong(f"There is no zone with the slot '{ask.slot}'.", "slot")
        if kinds[ask.slot] not in fitting.get(ask.into, {"areas"}):
            raise one.wrong(f"The zone '{ask.slot}' takes no {ask.into}.", "slot")


def _check_phases(table: Table, template: Template) -> None:
    """What a phase is about must be a zone of the launch, or of each area where it is gone through for each."""
    blueprints = [zone for seed in template.zones for zone in seed["config"].get("blueprint", ())]
    for one, phase in zip(table.tables("phases", _MOST_PHASES), template.phases, strict=True):
        zones = blueprints if phase.per_area else template.zones
        _check_phase(one, phase, {zone["slot"]: zone["kind"] for zone in zones})


def _check_phase(table: Table, phase: Phase, kinds: Mapping[str, str]) -> None:
    if phase.private and kinds.get(phase.private, "areas") in NO_PRIVATE_CARDS:
        raise table.wrong(f"No zone with the slot '{phase.private}' takes cards here.", "private")
    if phase.cells != "one" and kinds.get(phase.private) not in WITH_COLUMNS:
        raise table.wrong("Only a zone with columns is written cell by cell; `private` names none.", "cells")
    if phase.dots and kinds.get(phase.dots, "scale") == "scale":
        raise table.wrong(f"No zone with the slot '{phase.dots}' has cards or areas to vote on here.", "dots")
