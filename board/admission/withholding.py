"""Marks the cards that an update takes out of a zone that stays in the group (SPEC T5).

The mark is the server's, in the same update: whatever program moves a card, and whatever that knows of zones, it stays
in the group until somebody lets it out.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from board.steps import STEP, Steps, in_steps
from board.yjs.structs import Item, Update, Values

from .places import Place, Slot
from .plan import Plan
from .records import Records
from .signing import stamped

MARK: Final = "withheld_in"
_ZONE: Final = "zone"


def leaving(plan: Plan, records: Records) -> Steps[Mapping[Place, str]]:
    """Return the cards to which an update gives another zone, with the zone that stays in the group of each.

    `records` do not have the update yet. A zone that a card only passes in the update counts as one that it was in.
    """
    found: dict[Place, str] = {}
    for number, (slot, item) in enumerate(plan.items(), 1):
        if slot.key == _ZONE and _is_card(slot.place, records):
            left = [zone for zone in _passed(slot, item, records) if _stays(records, zone)]
            if left:
                found.setdefault(slot.place, left[0])
        if not number % STEP:
            yield
    return found


def _is_card(place: Place, records: Records) -> bool:
    return place.slot is not None and place.slot.place is records.roots.get("cards")


def _passed(slot: Slot, item: Item, records: Records) -> Iterator[str]:
    """Yield the zone in which a card is, and those into which an item puts it."""
    passed = item.content.values if isinstance(item.content, Values) else ()
    yield from (zone for zone in (records.value(slot.place, _ZONE), *passed) if isinstance(zone, str))


def marks(left: Mapping[Place, str], records: Records, client: int) -> Steps[Update]:
    """Return what marks those of these cards that are in no such zone now, under a client id of the server.

    `records` have the update. What was marked before keeps its mark; of none the update returned has no structs.
    """
    items: list[Item] = []
    for part in in_steps(list(left.items())):
        for place, zone in part:
            if not place.gone and records.value(place, MARK) is None and _is_out(place, records):
                items += stamped(place, {MARK: zone}, client, records.clock_of(client) + len(items))
        if len(part) == STEP:
            yield
    return Update({client: items} if items else {})


def _is_out(place: Place, records: Records) -> bool:
    zone = records.value(place, _ZONE)
    return zone is None or not _stays(records, zone)


def _stays(records: Records, zone: str) -> bool:
    return records.value(records.entity("zones", zone), "config") is not None
