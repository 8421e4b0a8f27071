"""Edits of areas."""

from typing import cast

from board.content.document import BoardDocument
from board.content.order import sequence
from board.content.zones import Zone, ZoneSeed
from board.errors import EditError

from .places import NewId, end_of_areas
from .zones import make_zone


def add_area(
    document: BoardDocument,
    key: str,
    zone: str,
    title: str,
    new_id: NewId,
    *,
    order: str | None = None,
) -> None:
    """Add an area, last unless `order` says where, with the zones of its zone's blueprint."""
    holder = document.zone(zone)
    if holder.kind != "areas" or holder.deleted is not None:
        raise EditError(f"The zone '{holder.title}' cannot hold areas.")
    with document.transaction():
        where = order or end_of_areas(document, zone)
        document.add("areas", key, {"title": title, "zone": zone, "order": where})
        _furnish(document, key, holder, new_id)


def _furnish(document: BoardDocument, area: str, holder: Zone, new_id: NewId) -> None:
    seeds = cast(list[ZoneSeed], holder.config.get("blueprint", []))
    for seed, order in zip(seeds, sequence(len(seeds)), strict=True):
        make_zone(document, seed, new_id(), new_id, launch=holder.launch, parent=area, order=order)


def rename_area(document: BoardDocument, key: str, title: str) -> None:
    """Give an area another title, the heading of its section."""
    document.put("areas", key, "title", title)


def set_record(document: BoardDocument, key: str, record: str) -> None:
    """Change the agreed record, in light Markdown (SPEC R1)."""
    with document.transaction():
        document.write("areas", key, "record", record)


def set_area_status(document: BoardDocument, key: str, status: str, revisit_on: str | None = None) -> None:
    """Say whether the record is a draft, agreed, or to be revisited on a day (ISO 8601)."""
    if status == "revisit" and revisit_on is None:
        raise EditError("Say on which day the area is to be revisited.")
    day = revisit_on if status == "revisit" else None
    with document.transaction():
        document.put_all("areas", key, {"status": status, "revisit_on": day})


def set_area_date(document: BoardDocument, key: str, date: str | None) -> None:
    """Say on which day (ISO 8601) the record was agreed."""
    document.put("areas", key, "date", date)
