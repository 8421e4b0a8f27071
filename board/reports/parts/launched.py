"""The uses of templates that a report is made of, and the zones that stand on the board by themselves."""

from collections.abc import Collection, Iterable

from board.reports.model import Block
from board.reports.prose import quoted, statement
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import LaunchView, Projection, ZoneView, all_areas

from .areas import area_title
from .zones import below, title_of, zone_part


def chosen_launches(projection: Projection, options: ReportOptions) -> list[LaunchView]:
    """The launches that the options ask for, in the order asked for; all of them in the board's order."""
    if options.launches is None:
        return list(projection["launches"])
    by_id = {each["id"]: each for each in projection["launches"]}
    return [by_id[each] for each in dict.fromkeys(options.launches) if each in by_id]


def launches_at(source: Source, slots: Collection[str]) -> list[LaunchView]:
    """The chosen launches with a zone at one of the slots; such zones outside of launches stand for one more."""
    launches = chosen_launches(source.projection, source.options)
    if source.options.launches is None:
        standing = source.projection["zones"]
        launches.append(_unlaunched([zone for zone in standing if zone["slot"] in slots]))
    return [each for each in launches if not slots_of(each).isdisjoint(slots)]


def slots_of(launch: LaunchView) -> set[str]:
    """The slots of the launch's zones."""
    return {zone["slot"] for zone in launch["zones"]}


def _unlaunched(zones: list[ZoneView]) -> LaunchView:
    return {"id": "", "template": "", "version": 0, "title": "", "area": None, "attribution": "none", "zones": zones}


def zones_at(launch: LaunchView, slot: str) -> list[ZoneView]:
    """The launch's zones at a slot, in order."""
    return [zone for zone in launch["zones"] if zone["slot"] == slot]


def further_zones(launch: LaunchView, shown: Collection[str], options: ReportOptions) -> tuple[Block, ...]:
    """The launch's zones at other slots than those shown, such as its parking, if the options want them."""
    if not options.context:
        return ()
    others = (zone for zone in launch["zones"] if zone["slot"] not in shown)
    return tuple(block for zone in others for block in zone_part(zone, below(options.level)))


def launch_title(launch: LaunchView) -> str:
    """The launch's title, or else that of its first zone."""
    titles = [launch["title"], *(zone["title"] for zone in launch["zones"])]
    return title_of(next((title for title in titles if title.strip()), ""))


def about_area(projection: Projection, launch: LaunchView) -> tuple[Block, ...]:
    """A sentence that names the area of a launch, if it has one."""
    areas: Iterable[str] = (area_title(area) for area in all_areas(projection) if area["id"] == launch["area"])
    return tuple(statement(f"About the area {quoted(title)}.") for title in areas)
