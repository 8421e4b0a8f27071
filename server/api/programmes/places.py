"""Councils and ICBs, as the places file has them (SPEC G3)."""

from board.programmes import Place
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.programmes.places_file import PlacesInUse

from .answers import IcbRow, PlaceRow, PlacesAnswer


async def listed(call: Call[NoBody]) -> PlacesAnswer:
    """List all places and ICBs."""
    return _answer(await call.services.places.current())


def _answer(found: PlacesInUse) -> PlacesAnswer:
    return PlacesAnswer(
        places=[_place(each) for each in found.places.places.values()],
        icbs=[
            IcbRow(id=each.id, name=each.name, since=each.period.since, until=each.period.until)
            for each in found.places.icbs.values()
        ],
        own=found.own,
        fault=str(found.fault) if found.fault else None,
    )


def _place(place: Place) -> PlaceRow:
    icbs = list(dict.fromkeys(each.icb for each in place.icbs))
    return PlaceRow(id=place.id, name=place.name, since=place.period.since, until=place.period.until, icbs=icbs)


ENDPOINTS = (Endpoint("GET", "/api/places", Who.ORGANISER, "Councils and ICBs", listed, NoBody, PlacesAnswer),)
