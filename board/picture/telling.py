"""What a picture shows, in words: for who does not see it, and where pictures are not shown."""

from collections.abc import Iterable, Iterator
from typing import Final

from board.content.areas import AREA_STATUS_NAMES
from board.content.cards import KIND_NAMES
from board.reports.prose import formatted, one_line, quoted, spoken_list
from board.snapshots.projection import (
    AreaView,
    CardView,
    LaunchView,
    Projection,
    ZoneView,
    all_areas,
    all_zones,
    cards_in,
)
from board.text.richtext import plain_text

LONGEST: Final = 2_000
"""Letters of a description: a screen reader takes two minutes for them, and cannot skip within them."""


def described(sentences: Iterable[str]) -> str:
    """Join sentences to a description; a long one says how much more there is."""
    said, kept = list(sentences), list[str]()
    for sentence in said:
        if sum(map(len, kept)) + len(sentence) > LONGEST:
            break
        kept.append(sentence)
    left = len(said) - len(kept)
    more = f"And {left} more: see the outline of the board." if left else ""
    return " ".join(filter(None, [*kept, more]))


def board(projection: Projection) -> Iterator[str]:
    """Say what is on a board: its launches, its areas and how far they are, and how many cards there are."""
    for each in projection["launches"]:
        yield f"{one_line(each['title']) or 'Untitled'}, with {_zones(each['zones'])}."
    for each_area in all_areas(projection):
        yield f"Area {quoted(each_area['title'])}: {_status(each_area)}."
    zones = sum(len(cards_in(each_zone)) for each_zone in all_zones(projection))
    cards = zones + len(projection["notes"]) + len(projection["unplaced"])
    yield f"{cards} {'card' if cards == 1 else 'cards'} in all. The outline of the board has every word."


def launch(view: LaunchView) -> Iterator[str]:
    """Say what is written in each zone of a launch."""
    for each in view["zones"]:
        yield from zone(each)


def _zones(zones: Iterable[ZoneView]) -> str:
    names = [quoted(zone["title"]) for zone in zones]
    return f"the {'zone' if len(names) == 1 else 'zones'} {spoken_list(names)}" if names else "no zone"


def area(view: AreaView) -> Iterator[str]:
    """Say how far an area is, what is written in its zones, and its agreed record."""
    yield f"The area {quoted(view['title'])}: {_status(view)}."
    for each in view["zones"]:
        yield from zone(each)
    if formatted(view["record"]):
        yield f"Agreed record: {one_line(plain_text(view['record']))}"


def _status(view: AreaView) -> str:
    return AREA_STATUS_NAMES.get(view["status"], view["status"]).lower()


def zone(view: ZoneView) -> Iterator[str]:
    """Say what is written in a zone, in reading order."""
    yield f"{one_line(view['title']) or 'Zone without a title'}:"
    if text := one_line(plain_text(view.get("text", ""))):
        yield text
    yield from map(_card, view.get("cards", []))
    for lane in view.get("lanes", []):
        yield from _headed(lane["title"], lane["cards"])
    for row in view.get("rows", []):
        for column, cell in zip(view.get("columns", []), row["cells"], strict=True):
            yield from _headed(f"{one_line(row['title'])}, {one_line(column['title'])}", cell["cards"])
    yield from map(_card, view["unplaced"])
    for each in view.get("areas", []):
        yield from area(each)
    if not cards_in(view) and not view.get("text", "").strip() and not view.get("areas"):
        yield "nothing written yet."


def _headed(title: str, cards: Iterable[CardView]) -> Iterator[str]:
    said = [_card(card) for card in cards]
    if said:
        yield f"{one_line(title)}: {' '.join(said)}"


def _card(card: CardView) -> str:
    words = one_line(" ".join([card["text"], *card["fields"].values()]))
    return f"{KIND_NAMES.get(card['kind'], 'Card')}: {words or 'nothing written yet'}."
