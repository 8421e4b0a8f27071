"""Which areas a report holds, in which order, and which have nothing in them (SPEC X4)."""

from dataclasses import dataclass

from board.errors import ReportError
from board.reports.model import Agreed, Block, Callout, Section
from board.reports.prose import bullets, callout, day, formatted, literal, one_line, statement
from board.reports.source.options import ReportOptions
from board.snapshots.projection import AreaView, LaunchView, Projection, ZoneView, all_areas, cards_in

from .cards import written
from .results import agreement

UNTITLED = "Untitled area"
NO_RECORD = "No agreed text has been written here yet."


@dataclass(frozen=True, slots=True)
class Chosen:
    """The areas to report on, those with nothing in them, and those that were not chosen."""

    filled: tuple[AreaView, ...]
    empty: tuple[AreaView, ...]
    others: tuple[AreaView, ...]


def choose(projection: Projection, options: ReportOptions) -> Chosen:
    """Sort the board's areas by the options.

    Raises ReportError when a chosen area is not on the board.
    """
    present = {area["id"]: area for area in all_areas(projection)}
    wanted = tuple(present) if options.areas is None else tuple(dict.fromkeys(options.areas))
    if missing := [each for each in wanted if each not in present]:
        raise ReportError(
            f"{len(missing)} of the chosen areas cannot be found in this snapshot "
            f"({', '.join(missing)}). Choose the areas again."
        )
    areas = [present[each] for each in wanted]
    filled = tuple(area for area in areas if has_content(projection, area))
    empty = tuple(area for area in areas if area not in filled)
    others = tuple(area for area in present.values() if area["id"] not in wanted)
    return Chosen(filled, empty, others)


def has_content(projection: Projection, area: AreaView) -> bool:
    """True when anything is written in the area, its zones, or what was launched onto it."""
    launched = (zone for launch in launches_on(projection, area) for zone in launch["zones"])
    zones = [*area["zones"], *launched]
    return has_record(area) or any(zone_has_content(zone) for zone in zones)


def zone_has_content(zone: ZoneView) -> bool:
    """True when the zone's text or any of its cards says something."""
    return bool(zone.get("text", "").strip()) or bool(written(cards_in(zone)))


def agreed_text(area: AreaView) -> tuple[Block, ...]:
    """The area's agreed record, or the statement that there is none, and how many said that they agree."""
    flow = formatted(area["record"])
    return (Agreed(area["id"], flow) if flow else statement(NO_RECORD), *agreement(area))


def has_record(area: AreaView) -> bool:
    """True when the area has an agreed record, be it a draft."""
    return bool(formatted(area["record"]))


def launches_on(projection: Projection, area: AreaView) -> list[LaunchView]:
    """The launches made onto this area, in order."""
    by_id = {launch["id"]: launch for launch in projection["launches"]}
    return [by_id[each] for each in area["launches"] if each in by_id]


def area_title(area: AreaView) -> str:
    """The area's title as a heading."""
    return one_line(area["title"]) or UNTITLED


def status_callouts(area: AreaView) -> tuple[Callout, ...]:
    """What must be known about the text before it is read: a draft, or to be looked at again."""
    match area["status"]:
        case "agreed":
            return ()
        case "revisit" if area["revisit_on"]:
            return (callout(f"To be looked at again on {day(area['revisit_on'])}"),)
        case "revisit":
            return (callout("To be looked at again"),)
        case _:
            return (callout("Draft, not yet agreed"),)


def left_out(chosen: Chosen, options: ReportOptions) -> tuple[Block, ...]:
    """A section that lists the areas with nothing in them, or nothing when there are none."""
    if not chosen.empty:
        return ()
    names = bullets(literal(area_title(area)) for area in chosen.empty)
    intro = statement("These areas are left out, because nothing is written in them yet:")
    return (Section("left_out", options.level, "Left out", (intro, *names)),)


def introduction(options: ReportOptions) -> tuple[Block, ...]:
    """The author's own words before the areas."""
    return formatted(options.intro)
