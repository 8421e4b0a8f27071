"""Recommendations by level: their titles alone, and in full. Both say the same cards, so wording cannot drift."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from board.reports.model import Block, Section
from board.reports.parts.cards import GROUNDS, field_word, remark, written
from board.reports.parts.launched import launches_at, zones_at
from board.reports.parts.zones import below, part
from board.reports.prose import bullets, clean, labelled, literal, one_line
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import CardView, Projection, all_zones, cards_in
from board.text.richtext import Paragraph, Run, Runs

from .layout import Layout, Needs

LEVELS: Final = ("national", "regional", "local")
"""Slots of the zones, and what the field "level" of a card elsewhere may say; in the order in which they are read."""

ByLevel: TypeAlias = list[tuple[str, list[CardView]]]


def summary(source: Source) -> tuple[Block, ...]:
    """What is recommended at each level, in one line each."""
    levels = [(title, [(Run(title_of_card(card)),) for card in cards]) for title, cards in by_level(source)]
    return _under_levels(source, [(title, bullets(titles)) for title, titles in levels])


def in_full(source: Source) -> tuple[Block, ...]:
    """Each recommendation under its own heading, with what it rests on and what it needs."""
    options = source.options
    levels = [(title, [_in_full(card, options) for card in cards]) for title, cards in by_level(source)]
    return _under_levels(source, levels)


def _under_levels(source: Source, levels: Sequence[tuple[str, Sequence[Block]]]) -> tuple[Block, ...]:
    return tuple(block for title, said in levels for block in part(source.options.level, title, said))


def by_level(source: Source) -> ByLevel:
    """The recommendations of each level that has any: those in its zones, then those elsewhere that name it."""
    launches = launches_at(source, LEVELS)
    elsewhere = list(_elsewhere(source.projection)) if source.options.launches is None else []
    found: ByLevel = []
    for level in LEVELS:
        zones = (zone for launch in launches for zone in zones_at(launch, level))
        cards = [card for zone in zones for card in cards_in(zone)]
        cards += [card for card in elsewhere if one_line(card["fields"].get("level", "")).casefold() == level]
        found += [(level.capitalize(), said)] if (said := written(cards)) else []
    return found


def _elsewhere(projection: Projection) -> Iterator[CardView]:
    """Recommendations in areas and in other zones, such as the actions of a theme."""
    for zone in all_zones(projection):
        if zone["slot"] not in LEVELS:
            yield from (card for card in cards_in(zone) if card["kind"] == "recommendation")


def title_of_card(card: CardView) -> str:
    """The first line that a recommendation says: what is to be done."""
    return _lines(card)[0]


def _lines(card: CardView) -> list[str]:
    """The lines of the card's text; where it has none, the first of its fields that says something."""
    lines = [line for each in clean(card["text"]).split("\n") if (line := one_line(each))]
    fields = (one_line(text) for name, text in card["fields"].items() if name != "level")
    return lines or [next(filter(None, fields), one_line(card["fields"].get("level", "")))]


def _in_full(card: CardView, options: ReportOptions) -> Section:
    title, *more = _lines(card)
    said = [Paragraph(literal("\n".join(more)))] if more else []
    said += [_ground(name, text, options) for name, text in _grounds(card) if one_line(text) != title]
    said += [Paragraph((Run(f"{words[0].upper()}{words[1:]}."),))] if (words := remark(card)) else []
    return Section("part", below(options.level), title, tuple(said))


def _grounds(card: CardView) -> Iterator[tuple[str, str]]:
    """The fields that say something: those of a recommendation in their order, then what another kind left."""
    names = dict.fromkeys([name for name, _ in GROUNDS] + [name for name in card["fields"] if name != "level"])
    yield from ((name, text) for name in names if one_line(text := card["fields"].get(name, "")))


def _ground(name: str, text: str, options: ReportOptions) -> Paragraph:
    said: Runs = literal(text)
    return Paragraph(labelled(field_word(name), said) if options.labels else said)


_NOTHING: Final = (
    "There are no recommendations on this board yet. Launch Recommendations, or give a recommendation a level: "
    "national, regional or local."
)

SUMMARY: Final = Layout(
    "Recommendations in brief",
    "What is recommended nationally, regionally and locally, in one line each.",
    _NOTHING,
    summary,
    ("withheld",),
    needs=Needs(slots=frozenset(LEVELS)),
)

IN_FULL: Final = Layout(
    "Recommendations in full",
    "The same recommendations with why, how, evidence, support and owner.",
    _NOTHING,
    in_full,
    ("labels", "withheld"),
    needs=Needs(slots=frozenset(LEVELS)),
)
