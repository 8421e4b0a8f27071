"""Things of a board by what people call them."""

from collections.abc import Mapping, Sequence
from typing import cast

from board.projection import Projection, all_areas, all_zones
from client.sdk import Api, ClientError

from .outline import shown


async def area_ids(api: Api, board: str, wanted: Sequence[str]) -> list[str]:
    """Return the ids of areas that are named by title or id; raises ClientError."""
    areas = list(all_areas(cast(Projection, await api.projection(board))))
    return [id_of({area["id"]: area["title"] for area in areas}, each, "area") for each in wanted]


async def part_id(api: Api, board: str, wanted: str) -> str:
    """Return the id of a launch, an area or a zone that is named by title or id; raises ClientError."""
    projection = cast(Projection, await api.projection(board))
    parts = (*projection["launches"], *all_areas(projection), *all_zones(projection))
    return id_of({part["id"]: part["title"] for part in parts}, wanted, "part")


async def person_id(api: Api, board: str, wanted: str) -> str:
    """Return the id of somebody who is named by name or id; raises ClientError."""
    return id_of({each["id"]: each["display_name"] for each in await api.participants(board)}, wanted, "person")


async def ring_id(api: Api, board: str, wanted: str | None) -> str:
    """Return the zone with hats that has this id, or the only one; raises ClientError."""
    zones = all_zones(cast(Projection, await api.projection(board)))
    rings = [zone["id"] for zone in zones if zone["kind"] == "ring" and wanted in (None, zone["id"])]
    match rings:
        case [only]:
            return only
        case []:
            raise ClientError("The board has no such hats.")
        case _:
            raise ClientError(f"There are several zones with hats: add --zone and one of {', '.join(rings)}.")


def id_of(names: Mapping[str, str], wanted: str, what: str, *, where: str = "board") -> str:
    """Return the id that this is, or of what has this name; raises ClientError."""
    if wanted in names:
        return wanted
    same = [key for key, name in names.items() if is_called(name, wanted)]
    match same:
        case [key]:
            return key
        case []:
            raise ClientError(f"The {where} has no {what} “{shown(wanted)}”.")
        case _:
            raise ClientError(f"More than one {what} is called “{shown(wanted)}”: name one by its id.")


def is_called(name: str, wanted: str) -> bool:
    """True when people would say that this is the name."""
    return name.strip().casefold() == wanted.strip().casefold()
