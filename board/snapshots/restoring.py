"""Restores a snapshot as a new, minimal edit of the live document (SPEC D7)."""

from collections.abc import Mapping
from typing import Any, Final, cast

from board.content.attribution import more_discreet
from board.content.document import DEFAULTS, META_ROOT, Board, BoardDocument
from board.content.reading import Reader, entries
from board.content.schema import CONTENT, Field, Stamp, Text, TextMap, ValueMap
from board.content.shown import Part, Shown, holders
from board.content.withheld import withheld_in
from board.edits.signatures import take_signatures_away

Values = Mapping[str, Any]

_WHERE: Final = frozenset({"zone", "cell", "pos", "parent", "order"})
"""The fields that say where something is."""


def restore_into(live: BoardDocument, snapshot: BoardDocument, when: str) -> None:
    """Make the live document show what the snapshot shows, changing only what differs.

    What the snapshot does not know is marked as deleted at `when`, what is deleted since comes
    back. A column that the snapshot does not know is marked as well. One transaction.
    """
    before = live.read()
    with live.transaction():
        _restore_meta(live, snapshot)
        _restore_parts(live, snapshot, _parts(snapshot.read()), when)
        _delete_unknown(live, snapshot.read(), when)
        _fall_silent(live, before)


def _fall_silent(live: BoardDocument, before: Board) -> None:
    """Let no card say whose it is any more where its activity says less of that now (SPEC P5)."""
    for launch in before.launches.values():
        if live.launch(launch.id).attribution != launch.attribution:
            take_signatures_away(live, before, launch.id)


def restore_part_into(live: BoardDocument, snapshot: BoardDocument, part: Part, when: str) -> None:
    """Make one area or zone, with all that is in it, show what the snapshot shows (SPEC F7). One transaction.

    What was put into it since is marked as deleted at `when`, or goes back to where the snapshot has it. The rest of
    the board is left alone.
    """
    with live.transaction():
        wanted = _inside(snapshot.read(), part)
        _restore_parts(live, snapshot, wanted, when)
        for come in sorted(_inside(live.read(), part) - wanted):
            if snapshot.has(*come):
                _send_back(live, snapshot, come)
            else:
                _mark(live, come, when)


def _restore_parts(live: BoardDocument, snapshot: BoardDocument, parts: set[Part], when: str) -> None:
    for root in CONTENT:
        wanted, found = _values(snapshot, root), _values(live, root)
        for key, values in wanted.items():
            if (root, key) not in parts:
                continue
            if key in found:
                _restore_entity(live, (root, key), values, found[key], when)
            else:
                live.add(root, key, {**values, **_said_of_nobody(root)})


def _inside(board: Board, part: Part) -> set[Part]:
    """Return an area or zone with its zones, areas and cards; what is launched on an area is not part of it."""
    held = [(each, holding) for each, holding in holders(board) if each[0] != "launches"]
    found, known = {part}, 0
    while len(found) > known:
        known = len(found)
        found |= {each for each, holding in held if found.intersection(holding)}
    return found


def _send_back(live: BoardDocument, snapshot: BoardDocument, part: Part) -> None:
    """Put something where the snapshot has it, unless what holds it there is gone."""
    _keep_in_the_group(live, part)
    holding = dict(holders(snapshot.read()))[part]
    shown = Shown(live.read())
    if not all(live.has(*each) and shown.part(each) for each in holding):
        return
    for name in _WHERE & CONTENT[part[0]].keys():
        value = snapshot.value(*part, name)
        if live.value(*part, name) != value:
            live.put(*part, name, value)


def _keep_in_the_group(live: BoardDocument, part: Part) -> None:
    """Let a card that is sent away from what stays in the group stay there still, with what was written meanwhile
    (SPEC T5).
    """
    root, key = part
    if root == "cards" and (zone := withheld_in(live.card(key), live.read().zones)) is not None:
        live.put(root, key, "withheld_in", zone)


def _values(document: BoardDocument, root: str) -> dict[str, dict[str, Any]]:
    reader = Reader(root, CONTENT[root], DEFAULTS[root], [])
    return {key: reader.read(key, raw) for key, raw in entries(document.raw(root))}


def _restore_meta(live: BoardDocument, snapshot: BoardDocument) -> None:
    wanted, found = snapshot.meta(), live.meta()
    if wanted.title != found.title:
        live.put(META_ROOT, "", "title", wanted.title)
    if wanted.purpose != found.purpose:
        live.write(META_ROOT, "", "purpose", wanted.purpose)


def _restore_entity(live: BoardDocument, part: Part, wanted: Values, found: Values, when: str) -> None:
    for name, field in CONTENT[part[0]].items():
        value = _stamp(name, wanted, found) if isinstance(field, Stamp) else wanted[name]
        if value != found[name]:
            _restore_field(live, part, name, field, (value, found[name]), when)


def _restore_field(
    live: BoardDocument, part: Part, name: str, field: Field, values: tuple[Any, Any], when: str
) -> None:
    root, key = part
    wanted, found = values
    match field:
        case Text():
            live.write(root, key, name, wanted)
        case TextMap():
            for item, text in wanted.items():
                live.write_item(root, key, name, item, text)
        case ValueMap():
            for item, value in {**_without(found, wanted, when), **wanted}.items():
                live.put_item(root, key, name, item, value)
        case _:
            live.put(root, key, name, wanted)


def _stamp(name: str, wanted: Values, found: Values) -> Any:
    """Return what the server is to say: of who wrote what the snapshot says, but no more than is said now (SPEC P5);
    and that a card stays in the group where either says so (SPEC T5).
    """
    match name:
        case "attribution":
            return more_discreet(wanted[name], found[name])
        case "withheld_in":
            return found[name] or wanted[name]
        case _:
            return found[name]


def _said_of_nobody(root: str) -> Values:
    """Return what is no longer said of something that is made again, for nothing is said of it now."""
    stamps = {name: field for name, field in CONTENT[root].items() if isinstance(field, Stamp)}
    return {name: None for name, stamp in stamps.items() if not stamp.at_birth}


def _without(found: Values, wanted: Values, when: str) -> Values:
    """Return the values that the snapshot does not know, as gone: columns deleted, verdicts
    unsaid.
    """
    return {key: _gone(value, when) for key, value in found.items() if key not in wanted}


def _gone(value: Any, when: str) -> Any:
    if isinstance(value, dict):
        return value if value.get("deleted") else {**value, "deleted": when}
    return None


def _delete_unknown(live: BoardDocument, snapshot: Board, when: str) -> None:
    """Mark what the snapshot does not know.

    What hides with an unknown holder is not marked itself: it comes back when its holder does.
    """
    board = live.read()
    unknown = _parts(board) - _parts(snapshot)
    if not unknown:
        return
    held = dict(holders(board))
    for part in sorted(unknown):
        if not unknown.intersection(held.get(part, ())):
            _mark(live, part, when)
    shown = Shown(live.read())
    for part in sorted(unknown):
        if part[0] != "links" and shown.part(part):
            _mark(live, part, when)


def _parts(board: Board) -> set[Part]:
    maps = cast(Mapping[str, Mapping[str, object]], {root: getattr(board, root) for root in CONTENT})
    return {(root, key) for root, found in maps.items() for key in found}


def _mark(live: BoardDocument, part: Part, when: str) -> None:
    if live.value(*part, "deleted") is None:
        live.put(*part, "deleted", when)
