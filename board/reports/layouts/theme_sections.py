"""The areas as themes of a report: heading, agreed text as written, and actions."""

from typing import Final

from board.reports.model import Block, Section
from board.reports.parts.annex import annex
from board.reports.parts.areas import agreed_text, area_title, choose, launches_on, left_out, status_callouts
from board.reports.parts.cards import card_runs, written
from board.reports.parts.zones import below
from board.reports.prose import bullets, statement
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import AreaView, Projection, cards_in

from .layout import Layout, Needs
from .tools import tool_sections

_ACTION_KINDS = ("commitment", "recommendation")


def sections(source: Source) -> tuple[Block, ...]:
    """The chosen areas, what was left out, and the cards they came from."""
    projection, options = source.projection, source.options
    chosen = choose(projection, options)
    themes = [_theme(projection, area, options) for area in chosen.filled]
    return (
        *themes,
        *left_out(chosen, options),
        *annex(chosen.filled, options),
    )


def _theme(projection: Projection, area: AreaView, options: ReportOptions) -> Section:
    launches = launches_on(projection, area)
    blocks = (
        *status_callouts(area),
        *agreed_text(area),
        *actions(area),
        *tool_sections(projection, launches, options, below(options.level)),
    )
    return Section("area", options.level, area_title(area), blocks)


def actions(area: AreaView) -> tuple[Block, ...]:
    """The commitments and recommendations made in the area, as bullets."""
    cards = [card for zone in area["zones"] for card in cards_in(zone)]
    found = written(card for card in cards if card["kind"] in _ACTION_KINDS)
    return (statement("Actions:"), *bullets(map(card_runs, found))) if found else ()


LAYOUT: Final = Layout(
    "Themes of a report",
    "The agreed text of each area under its heading, actions, and the cards it came from.",
    "There is nothing in the areas of this board yet. Areas come with Manualize and with Themes.",
    sections,
    ("tools", "annex", "pictures", "results", "withheld"),
    chooses="areas",
    needs=Needs(kinds=frozenset({"areas"})),
)
