"""Restores a snapshot as a new, minimal edit of the live document (SPEC D7)."""

from collections.abc import Mapping
from typing import Any, cast

from .document import DEFAULTS, META_ROOT, Board, BoardDocument
from .reading import Reader, entries
from .schema import CONTENT, Field, Text, TextMap, ValueMap
from .shown import Part, Shown, holders

Values = Mapping[str, Any]


def restore_into(live: BoardDocument, snapshot: BoardDocument, when: str) -> None:
    """Make the live document show what the snapshot shows, changing only what differs.

    What the snapshot does not know is marked as deleted at `when`, what is deleted since comes
    back. A column that the snapshot does not know is marked as well. One transaction.
    """
    with live.transaction():
        _restore_meta(live, snapshot)
        for root in CONTENT:
            wanted, found = _values(snapshot, root), _values(live, root)
            for key, values in wanted.items():
                if key in found:
                    _restore_entity(live, (root, key), values, found[key], when)
                else:
                    live.add(root, key, values)
        _delete_unknown(live, snapshot.read(), when)


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
        if wanted[name] != found[name]:
            _restore_field(live, part, name, field, (wanted[name], found[name]), when)


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
