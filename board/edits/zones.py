"""Edits of zones, their columns and rows."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from board import limits
from board.content.document import BoardDocument
from board.content.order import between, in_order, sequence
from board.content.schema import Str
from board.content.zones import WITH_COLUMNS, WITH_ROWS, Column, ColumnSeed, Zone, ZoneSeed
from board.errors import EditError

from .places import NewId

Axis: TypeAlias = Literal["columns", "rows"]
"""Whether a column or a row is meant."""

_TITLE = Str(limits.MAX_TITLE)
_HINT = Str(limits.MAX_HINT)


def make_zone(
    document: BoardDocument,
    seed: ZoneSeed,
    key: str,
    new_id: NewId,
    *,
    launch: str | None,
    parent: str | None,
    order: str,
) -> None:
    """Make a zone as a template or a blueprint has it; `new_id` gives its columns and rows their
    ids.
    """
    document.add(
        "zones",
        key,
        {
            **{name: seed[name] for name in ("kind", "title", "hint", "slot", "rect", "config")},
            "launch": launch,
            "parent": parent,
            "order": order,
            "columns": _seeded(seed["columns"], new_id),
            "rows": _seeded(seed["rows"], new_id),
        },
    )


def _seeded(seeds: Sequence[ColumnSeed], new_id: NewId) -> dict[str, Any]:
    keys = sequence(len(seeds))
    return {
        new_id(): _value(seed.get("title", ""), key, seed.get("hint", ""))
        for seed, key in zip(seeds, keys, strict=True)
    }


def rename_zone(document: BoardDocument, zone: str, title: str) -> None:
    """Give a zone another title."""
    document.put("zones", zone, "title", title)


def set_zone_text(document: BoardDocument, zone: str, text: str) -> None:
    """Change the text of a text zone. One that shows the purpose has none: change the purpose."""
    found = document.zone(zone)
    if found.kind != "text" or found.config.get("bind") is not None:
        raise EditError(f"The zone '{found.title}' has no text of its own.")
    with document.transaction():
        document.write("zones", zone, "text", text)


def add_column(
    document: BoardDocument,
    zone: str,
    key: str,
    title: str,
    *,
    hint: str = "",
    axis: Axis = "columns",
    order: str | None = None,
) -> None:
    """Add a column or row to a zone that has them, last unless `order` says where."""
    found = document.zone(zone)
    allowed = WITH_COLUMNS if axis == "columns" else WITH_ROWS
    if found.kind not in allowed:
        raise EditError(f"The zone '{found.title}' has no {axis}.")
    there = _columns(found, axis)
    if any(column.id == key for column in there):
        raise EditError("There is already a column or row with this id.")
    if len(there) >= limits.MAX_LIST:
        raise EditError(f"A zone has at most {limits.MAX_LIST} {axis}.")
    with document.transaction():
        key_order = order or _key_at(document, found, axis, there, len(there))
        document.put_item("zones", zone, axis, key, _checked(title, key_order, hint))


def rename_column(document: BoardDocument, zone: str, key: str, title: str, *, axis: Axis = "columns") -> None:
    """Give a column or row another title."""
    column = _column(document, zone, key, axis)
    value = _checked(title, column.order, column.hint, column.deleted)
    document.put_item("zones", zone, axis, key, value)


def remove_column(document: BoardDocument, zone: str, key: str, when: str, *, axis: Axis = "columns") -> None:
    """Mark a column or row as deleted; its cards are shown as unplaced."""
    column = _column(document, zone, key, axis)
    if column.deleted is None:
        value = _value(column.title, column.order, column.hint, when)
        document.put_item("zones", zone, axis, key, value)


def restore_column(document: BoardDocument, zone: str, key: str, *, axis: Axis = "columns") -> None:
    """Bring a column or row back, with its cards."""
    column = _column(document, zone, key, axis)
    value = _value(column.title, column.order, column.hint)
    document.put_item("zones", zone, axis, key, value)


def reorder_column(document: BoardDocument, zone: str, key: str, after: str | None, *, axis: Axis = "columns") -> None:
    """Move a column or row to right behind `after`, or to the front."""
    column = _column(document, zone, key, axis)
    found = document.zone(zone)
    others = [other for other in _columns(found, axis) if other.id != key]
    places = {other.id: place for place, other in enumerate(others)}
    if after is not None and after not in places:
        raise EditError("Both must be in the same zone to be put in order.")
    with document.transaction():
        place = places[after] + 1 if after is not None else 0
        order = _key_at(document, found, axis, others, place)
        value = _value(column.title, order, column.hint, column.deleted)
        document.put_item("zones", zone, axis, key, value)


def set_verdict(document: BoardDocument, zone: str, row: str, verdict: str | None) -> None:
    """Say how a row of a grid ends: agree, compatible, apart, or not said yet."""
    found = document.zone(zone)
    if not found.config.get("verdicts"):
        raise EditError(f"The rows of the zone '{found.title}' have no verdict.")
    _column(document, zone, row, "rows")
    document.put_item("zones", zone, "verdicts", row, verdict)


def _columns(zone: Zone, axis: Axis) -> list[Column]:
    return in_order(zone.columns if axis == "columns" else zone.rows)


def _column(document: BoardDocument, zone: str, key: str, axis: Axis) -> Column:
    found = document.zone(zone)
    column = next((one for one in _columns(found, axis) if one.id == key), None)
    if column is None:
        raise EditError(f"The zone '{found.title}' has no such {axis.removesuffix('s')}.")
    return column


def _key_at(document: BoardDocument, zone: Zone, axis: Axis, columns: Sequence[Column], place: int) -> str:
    """Return a key for this place; numbers the columns anew where there is no room."""
    before = columns[place - 1].order if place else None
    behind = columns[place].order if place < len(columns) else None
    try:
        return between(before, behind)
    except EditError:
        keys = sequence(len(columns) + 1)
        for column, key in zip(columns, keys[:place] + keys[place + 1 :], strict=True):
            value = _value(column.title, key, column.hint, column.deleted)
            document.put_item("zones", zone.id, axis, column.id, value)
        return keys[place]


def _checked(title: str, order: str, hint: str, deleted: str | None = None) -> dict[str, Any]:
    if not _TITLE.fits(title) or not _HINT.fits(hint):
        raise EditError(f"A title has at most {limits.MAX_TITLE} characters.")
    return _value(title, order, hint, deleted)


def _value(title: str, order: str, hint: str, deleted: str | None = None) -> dict[str, Any]:
    """Return the value of a column as the schema spells it; keys without a value are left out."""
    whole = {"title": title, "order": order, "hint": hint, "deleted": deleted}
    return {key: value for key, value in whole.items() if value or key in ("title", "order")}
