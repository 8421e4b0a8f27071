"""Which locked places an edit of the content document touches (SPEC F7).

A zone that is locked takes its text, its columns and rows and its cards with it; an area its record, its zones and what
is in them.
"""

from collections.abc import Collection, Iterable, Iterator

from board.admission import Touch
from board.content.attributed import attribution_in
from board.content.document import BoardDocument
from board.content.schema import NAMELESS


def places_touched(touches: Iterable[Touch], locked: Collection[str], document: BoardDocument) -> frozenset[str]:
    """Return the ids of the locked areas and zones that an edit touches, before it is carried out.

    A card that is moved touches the zone that it leaves and the one that it comes to, a zone its areas.
    """
    return frozenset(place for touch in touches for place in _places(touch, locked, document) if place in locked)


def nameless(places: Iterable[str], document: BoardDocument) -> frozenset[str]:
    """Return those of some areas and zones whose activity names nobody (SPEC I4)."""
    return frozenset(place for place in places if attribution_in(document, _zone(document, place)) in NAMELESS)


def _zone(document: BoardDocument, place: str) -> str:
    return document.area(place).zone if document.has("areas", place) else place


def _places(touch: Touch, locked: Collection[str], document: BoardDocument) -> Iterator[str]:
    match touch:
        case Touch(root="cards"):
            yield from _around(document, _known(document, "cards", touch.entity, "zone"))
            yield from _around(document, touch.value if touch.field == "zone" else None)
        case Touch(root="zones"):
            yield from _around(document, touch.entity)
            if touch.field == "parent" and touch.value is not None:
                yield touch.value
        case Touch(root="areas" | "launches"):
            yield touch.entity
            if touch.field == "deleted":
                yield from _inside(touch, locked, document)
        case Touch(root="meta", field="purpose"):
            yield from (zone for zone in locked if _shows_purpose(document, zone))
        case _:
            pass


def _around(document: BoardDocument, zone: str | None) -> Iterator[str]:
    """Yield a zone and the area that it is part of."""
    if zone is not None:
        yield zone
        area = _known(document, "zones", zone, "parent")
        if area is not None:
            yield area


def _inside(touch: Touch, locked: Collection[str], document: BoardDocument) -> Iterator[str]:
    """Yield the locked zones that go with what is deleted."""
    field = "parent" if touch.root == "areas" else "launch"
    yield from (zone for zone in locked if _known(document, "zones", zone, field) == touch.entity)


def _known(document: BoardDocument, root: str, key: str, field: str) -> str | None:
    value = document.value(root, key, field) if document.has(root, key) else None
    return value if isinstance(value, str) else None


def _shows_purpose(document: BoardDocument, zone: str) -> bool:
    config = document.value("zones", zone, "config") if document.has("zones", zone) else None
    return isinstance(config, dict) and config.get("bind") == "purpose"
