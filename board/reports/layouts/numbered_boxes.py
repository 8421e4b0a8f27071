"""A framework: numbered boxes, each a run of passages in the order in which they are read.

A reference to a box or passage is said by what it is called now, so it is right after any re-ordering (SPEC T6).
"""

from collections.abc import Iterator
from typing import Final

from board.reports.model import Block, Section
from board.reports.parts.cards import card_runs, said_runs, with_remark, written
from board.reports.parts.launched import about_area, further_zones, launch_title, launches_at, zones_at
from board.reports.parts.results import zone_result
from board.reports.parts.zones import below, lane_title, part, title_of, zone_blocks
from board.reports.prose import bullets, labelled, led_by, one_line, statement
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import CardView, LaunchView, ZoneView
from board.text.richtext import Paragraph

from .layout import Layout, Needs

BOXES: Final = "boxes"
_QUESTION: Final = "question"
_UNPLACED: Final = "In no box yet"
EMPTY_BOX: Final = "Nothing is written in this box yet."
"""A box that is left out would take the number away to which others refer."""


def sections(source: Source) -> tuple[Block, ...]:
    """The chosen frameworks, each under its own heading."""
    return tuple(block for launch in launches_at(source, {BOXES}) for block in _framework(source, launch))


def _framework(source: Source, launch: LaunchView) -> tuple[Block, ...]:
    options = source.options
    said = (
        *(block for zone in zones_at(launch, _QUESTION) for block in _question(zone, options)),
        *(block for zone in zones_at(launch, BOXES) for block in _boxes(zone, options)),
        *further_zones(launch, (_QUESTION, BOXES), options),
    )
    place = about_area(source.projection, launch) if said else ()
    return part(options.level, launch_title(launch), (*place, *said))


def _question(zone: ZoneView, options: ReportOptions) -> tuple[Block, ...]:
    return led_by(title_of(zone["title"]), zone_blocks(zone, options.level))


def _boxes(zone: ZoneView, options: ReportOptions) -> Iterator[Block]:
    boxes = [(lane["title"], written(lane["cards"])) for lane in zone.get("lanes", [])]
    if any(passages for _, passages in boxes):
        for number, (title, passages) in enumerate(boxes, 1):
            said = tuple(_passage(card, options) for card in passages) or (statement(EMPTY_BOX),)
            yield Section("box", below(options.level), lane_title(zone, number, title), said)
    yield from led_by(_UNPLACED, bullets(map(card_runs, zone["unplaced"])))
    yield from zone_result(zone)


def _passage(card: CardView, options: ReportOptions) -> Paragraph:
    said = with_remark(said_runs(card), card, tags=False)
    label = ", ".join(filter(None, map(one_line, card["tags"])))
    return Paragraph(labelled(label, said) if label and options.labels else said)


LAYOUT: Final = Layout(
    "Framework",
    "Numbered boxes with their passages in order; references say the number a box has now.",
    "There is no framework on this board yet. Launch Framework, and write passages into its boxes.",
    sections,
    ("labels", "context", "results", "withheld"),
    needs=Needs(slots=frozenset({BOXES})),
)
