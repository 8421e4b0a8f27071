"""Things of a board by what people call them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal, cast

import typer

from board.snapshots.projection import ColumnView, Projection, RowView, all_areas, all_zones
from client.sdk import Api, ClientError

from .outline import shown

PART_HELP: Final = "A launch, an area or a zone: its title, AREA/TITLE for a zone of an area, or id."
PartName = Annotated[str, typer.Argument(metavar="PART", help=PART_HELP)]


async def area_ids(api: Api, board: str, wanted: Sequence[str]) -> list[str]:
    """Return the ids of areas that are named by title or id; raises ClientError."""
    areas = list(all_areas(cast(Projection, await api.projection(board))))
    return [id_of({area["id"]: area["title"] for area in areas}, each, "area") for each in wanted]


@dataclass(frozen=True, slots=True)
class Part:
    """A launch, an area or a zone. `inside` is the title of the area or launch that a zone is in, or ""."""

    root: Literal["launches", "areas", "zones"]
    id: str
    title: str
    inside: str = ""

    def is_meant(self, wanted: str) -> bool:
        """True when it is called so: by its title, or a zone by `AREA/TITLE`."""
        return is_called(self.title, wanted) or (bool(self.inside) and is_called(f"{self.inside}/{self.title}", wanted))


async def find_part(api: Api, board: str, wanted: str) -> Part:
    """Return the launch, area or zone that is named by title or id; raises ClientError."""
    every = list(parts_of(cast(Projection, await api.projection(board))))
    match [part for part in every if part.id == wanted] or [part for part in every if part.is_meant(wanted)]:
        case [part]:
            return part
        case []:
            raise ClientError(f"The board has no part “{shown(wanted)}”.")
        case several:
            ids = ", ".join(shown(f"{part.id} in {part.inside}" if part.inside else part.id) for part in several)
            raise ClientError(f"More than one part is called “{shown(wanted)}”: name one by its id, of {ids}.")


def parts_of(projection: Projection) -> Iterator[Part]:
    """Yield every launch, area and zone."""
    for launch in projection["launches"]:
        yield Part("launches", launch["id"], launch["title"])
        yield from (Part("zones", zone["id"], zone["title"], launch["title"]) for zone in launch["zones"])
    yield from (Part("zones", zone["id"], zone["title"]) for zone in projection["zones"])
    for area in all_areas(projection):
        yield Part("areas", area["id"], area["title"])
        yield from (Part("zones", zone["id"], zone["title"], area["title"]) for zone in area["zones"])


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


def titles(headings: Sequence[ColumnView | RowView]) -> Mapping[str, str]:
    """Return what columns or rows are called, by id."""
    return {heading["id"]: heading["title"] for heading in headings}


def is_called(name: str, wanted: str) -> bool:
    """True when people would say that this is the name."""
    return name.strip().casefold() == wanted.strip().casefold()
