"""A snapshot as a report reads it: without what stays in the group, and with the names of what cards refer to."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final, cast

from board.content.cards import KIND_NAMES
from board.content.withheld import is_withheld
from board.reports.prose import one_line, quoted, shortened
from board.snapshots.projection import (
    AreaView,
    CardView,
    CellView,
    Projection,
    RowView,
    ZoneView,
    all_areas,
    all_cards,
    all_zones,
    cards_in,
    stays,
)

from .options import ReportOptions

_GONE: Final = "a part that is not on the board any more"
_LONGEST_NAME: Final = 80
_NAMING_FIELDS: Final = ("title", "from_card", "what")
_NAMING: Final = ("name", "organisation")


def prepared(projection: Projection, options: ReportOptions) -> Projection:
    """Return a copy for reports, without what stays in the group unless that is asked for (SPEC T5).

    Cards get `see`: what each of their references is called now, so that numbers are right after any re-ordering; of
    what is left out they name nothing. They
    keep `by` where both their activity and the options name people (SPEC P5).
    """
    unnamed: Set[str] = frozenset() if options.withheld else _kept_back(projection)
    names = {key: name for key, name in reference_names(projection).items() if key not in unnamed}
    copy = _Copy(names, withheld=options.withheld, named=_names_people(projection, options))
    nameless = _Copy(names, withheld=options.withheld, named=False)
    return {
        **projection,
        "launches": [
            {**one, "zones": (copy if one["attribution"] in _NAMING else nameless).zones(one["zones"])}
            for one in projection["launches"]
        ],
        "zones": copy.zones(projection["zones"]),
        "areas": copy.areas(projection["areas"]),
        "notes": copy.cards(projection["notes"]),
        "unplaced": copy.cards(projection["unplaced"]),
    }


def _names_people(projection: Projection, options: ReportOptions) -> bool:
    """Whether cards may say whose they are: names are not shown to who asks for organisations alone."""
    if options.attribution == "organisation":
        return {one["attribution"] for one in projection["launches"]}.isdisjoint({"name"})
    return options.attribution in (None, "name")


class _Copy:
    """Copies parts of a projection."""

    def __init__(self, names: Mapping[str, str], *, withheld: bool, named: bool) -> None:
        self._names = names
        self._named = named
        self._withheld = withheld

    def areas(self, areas: Iterable[AreaView]) -> list[AreaView]:
        return [{**area, "zones": self.zones(area["zones"])} for area in areas]

    def zones(self, zones: Iterable[ZoneView]) -> list[ZoneView]:
        return [self._zone(zone) for zone in zones]

    def cards(self, cards: Iterable[CardView], zone: ZoneView | None = None) -> list[CardView]:
        """Copy cards, of this zone if of any, with the names of what they refer to."""
        return [self._card(card) for card in cards if self._withheld or not stays(card, zone)]

    def _card(self, card: CardView) -> CardView:
        copied: CardView = {**card, "see": [self._names[each] for each in card["refs"] if each in self._names]}
        if not self._named:
            copied.pop("by", None)
        return copied

    def _zone(self, zone: ZoneView) -> ZoneView:
        copied: ZoneView = {**zone, "unplaced": self.cards(zone["unplaced"], zone)}
        if "text" in zone and is_withheld(zone["config"]) and not self._withheld:
            copied["text"] = ""
        if "cards" in zone:
            copied["cards"] = self.cards(zone["cards"], zone)
        if "lanes" in zone:
            copied["lanes"] = [{**lane, "cards": self.cards(lane["cards"], zone)} for lane in zone["lanes"]]
        if "rows" in zone:
            copied["rows"] = [self._row(row, zone) for row in zone["rows"]]
        if "areas" in zone:
            copied["areas"] = self.areas(zone["areas"])
        return copied

    def _row(self, row: RowView, zone: ZoneView) -> RowView:
        cells = [{**cell, "cards": self.cards(cell["cards"], zone)} for cell in row["cells"]]
        return {**row, "cells": cast(list[CellView], cells)}


def withheld_places(projection: Projection) -> list[str]:
    """Return what the zones are called of which something is left out of reports, each once.

    A card that was moved out of one counts there.
    """
    came_from = {card["withheld_in"] for card in all_cards(projection) if "withheld_in" in card and stays(card)}
    there = list(all_zones(projection))
    titles = [quoted(zone["title"]) for zone in there if zone["id"] in came_from or _holds_back(zone)]
    gone = came_from.difference(zone["id"] for zone in there)
    return list(dict.fromkeys([*titles, *([_GONE] if gone else [])]))


def _holds_back(zone: ZoneView) -> bool:
    has_text = is_withheld(zone["config"]) and bool(zone.get("text", "").strip())
    return has_text or any(is_withheld(zone["config"]) and stays(card, zone) for card in cards_in(zone))


def _kept_back(projection: Projection) -> Set[str]:
    """Return the ids of the cards that stay in the group."""
    inside = {card["id"] for zone in all_zones(projection) for card in cards_in(zone) if stays(card, zone)}
    return inside | {card["id"] for card in (*projection["notes"], *projection["unplaced"]) if stays(card)}


def reference_names(projection: Projection) -> Mapping[str, str]:
    """Return what everything that a card can refer to is called, by id."""
    names = {area["id"]: f"the area {quoted(area['title'])}" for area in all_areas(projection)}
    for zone in all_zones(projection):
        names |= {zone["id"]: f"the zone {quoted(zone['title'])}", **dict(_named_in(zone))}
    for card in (*projection["notes"], *projection["unplaced"]):
        names[card["id"]] = quoted(_called(card))
    return names


def _named_in(zone: ZoneView) -> Iterator[tuple[str, str]]:
    numbered = zone["config"].get("numbered") is True
    for card in cards_in(zone):
        yield card["id"], quoted(_called(card))
    for number, card in enumerate(zone.get("cards", ()) if numbered else (), 1):
        yield card["id"], f"{KIND_NAMES.get(card['kind'], 'card').lower()} {number}: {_called(card)}"
    word = zone["config"].get("column_word") or "column"
    for number, column in enumerate(zone.get("lanes", zone.get("columns", ())), 1):
        number_word = f"{word} {number}: " if numbered else ""
        yield column["id"], f"{number_word}{_short(column['title'])}"


def _called(card: CardView) -> str:
    """The card's text; where it has none, such as a reference, what names it: its title, or its first field."""
    fields = card["fields"]
    says = [card["text"], *(fields.get(name, "") for name in _NAMING_FIELDS), *fields.values()]
    return _short(next(filter(one_line, says), ""))


def _short(text: str) -> str:
    return shortened(text, _LONGEST_NAME)
