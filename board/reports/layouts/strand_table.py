"""Key steps: a question, the response, and strands of ordered steps, side by side and as a list."""

from collections.abc import Iterator
from typing import Final

from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.cards import card_runs, written
from board.reports.parts.launched import about_area, further_zones, launch_title, launches_at, zones_at
from board.reports.parts.results import zone_result
from board.reports.parts.zones import below, cell_of, labelled_list, lane_title, part, title_of, zone_blocks
from board.reports.prose import bullets, led_by
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import CardView, LaneView, LaunchView, ZoneView

from .layout import Layout, Needs

STRANDS: Final = "strands"
_BEFORE: Final = ("question", "response")
_AS_LIST: Final = "The same steps as a list"
_UNPLACED: Final = "In no strand yet"


def sections(source: Source) -> tuple[Block, ...]:
    """The chosen key steps, each under its own heading."""
    return tuple(block for launch in launches_at(source, {STRANDS}) for block in _key_steps(source, launch))


def _key_steps(source: Source, launch: LaunchView) -> tuple[Block, ...]:
    options = source.options
    said = (
        *(block for slot in _BEFORE for zone in zones_at(launch, slot) for block in _labelled(zone, options)),
        *(block for zone in zones_at(launch, STRANDS) for block in _strands(zone, options)),
        *further_zones(launch, (STRANDS, *_BEFORE), options),
    )
    place = about_area(source.projection, launch) if said else ()
    return part(options.level, launch_title(launch), (*place, *said))


def _labelled(zone: ZoneView, options: ReportOptions) -> tuple[Block, ...]:
    return led_by(title_of(zone["title"]), zone_blocks(zone, options.level))


def _strands(zone: ZoneView, options: ReportOptions) -> Iterator[Block]:
    strands = [(lane, written(lane["cards"])) for lane in zone.get("lanes", [])]
    longest = max((len(steps) for _, steps in strands), default=0)
    if longest:
        titles = tuple(lane_title(zone, number, lane["title"]) for number, (lane, _) in enumerate(strands, 1))
        rows = tuple(Row(str(at + 1), tuple(_step(steps, at) for _, steps in strands)) for at in range(longest))
        yield Table(title_of(zone["title"]), ("Step", *titles), rows)
        if options.linear:
            yield from part(below(options.level), _AS_LIST, _as_list(zone, strands))
    yield from led_by(_UNPLACED, bullets(map(card_runs, zone["unplaced"])))
    yield from zone_result(zone)


def _step(steps: list[CardView], at: int) -> Cell:
    return cell_of(card_runs(steps[at])) if at < len(steps) else Cell()


def _as_list(zone: ZoneView, strands: list[tuple[LaneView, list[CardView]]]) -> tuple[Block, ...]:
    numbered = enumerate(strands, 1)
    return labelled_list(
        ((lane_title(zone, number, lane["title"]), steps) for number, (lane, steps) in numbered), ordered=True
    )


LAYOUT: Final = Layout(
    "Key steps",
    "Question, response, and strands of steps side by side and as a numbered list.",
    "There are no key steps on this board yet. Launch Key steps, and write steps into its strands.",
    sections,
    ("linear", "context", "results", "withheld"),
    needs=Needs(slots=frozenset({STRANDS})),
)
