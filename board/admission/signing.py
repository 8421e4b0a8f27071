"""Signs the cards of an update: the server says whose they are, in the same update (SPEC P10).

A card is signed where its maker was told so before writing, as the activity of its place says it at the moment of
admission, or not at all: the more discreet of the two holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from board.content.attribution import more_discreet
from board.content.schema import SIGNING
from board.steps import STEP, Steps, in_steps
from board.yjs.structs import Item, Update, Values
from board.yjs.update import string_value

from .places import Place
from .plan import Plan
from .records import Records

_NOBODY: Final = "none"
_HATS: Final = "ring"
"""Zones of this kind name nobody, whatever their activity says (SPEC I4)."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs what a participant makes.

    `client` is a client id of the server; `named` tells what the participant is called by name and by organisation,
    None for nothing.
    """

    client: int
    named: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Signature:
    """Whose a card is, of which activity."""

    by: str
    written_in: str


def signatures(plan: Plan, records: Records, signer: Signer) -> Steps[Update]:
    """Return what signs the cards of an update that was just carried out; an update without structs for none."""
    said = yield from _said(plan)
    items: list[Item] = []
    for part in in_steps(list(said.items())):
        for place, values in part:
            signature = _signature(place, values, records, signer)
            if signature is not None:
                clock = records.clock_of(signer.client) + len(items)
                stamps = {"by": signature.by, "written_in": signature.written_in}
                items += stamped(place, stamps, signer.client, clock)
        if len(part) == STEP:
            yield
    return Update({signer.client: items} if items else {})


def _said(plan: Plan) -> Steps[Mapping[Place, Mapping[str, Item]]]:
    """Return the last value of each field of the cards whose maker was told something."""
    said = {place: dict[str, Item]() for place in plan.told}
    for number, (slot, item) in enumerate(plan.items(), 1):
        if slot.place in said and slot.key is not None and slot.last == (item.client, item.end - 1):
            said[slot.place][slot.key] = item
        if number % STEP == 0:
            yield
    return said


def _signature(place: Place, said: Mapping[str, Item], records: Records, signer: Signer) -> _Signature | None:
    key = place.slot.key if place.slot else None
    if key is None or records.entity("cards", key) is not place:
        return None
    zone = said.get("zone")
    # Where it was moved meanwhile, what was told may have been of another activity.
    if zone is None or zone.origin is not None:
        return None
    launch, attribution = _activity(records, _string(zone))
    attribution = more_discreet(attribution, _string(said.get("told")) or _NOBODY)
    by = signer.named(attribution) if attribution in SIGNING else None
    return _Signature(by, launch) if by and launch else None


def _activity(records: Records, zone_id: str | None) -> tuple[str | None, str]:
    """Return the launch to which a zone belongs, and how it attributes now; (None, "none") where it names nobody."""
    zone = records.entity("zones", zone_id) if zone_id is not None else None
    launch = records.value(zone, "launch")
    if launch is None or records.value(zone, "kind") == _HATS:
        return None, _NOBODY
    return launch, records.value(records.entity("launches", launch), "attribution") or _NOBODY


def stamped(place: Place, stamps: Mapping[str, str], client: int, clock: int) -> Iterator[Item]:
    """Yield the items that say these values in an entity, from this clock of a client on."""
    card = place.slot.last if place.slot else None
    for key, value in stamps.items():
        slot = place.slot_at(key)
        before = slot.last if slot else None
        if before is None:
            yield Item(client, clock, 1, string_value(value), None, None, parent=card, key=key)
        else:
            yield Item(client, clock, 1, string_value(value), before, None, parent=None, key=None)
        clock += 1


def _string(item: Item | None) -> str | None:
    match item:
        case Item(content=Values(values)) if isinstance(values[-1], str):
            return values[-1]
        case _:
            return None
