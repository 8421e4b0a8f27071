"""Examples, gathered by the place where it is done."""

from collections.abc import Iterable

from board.reports.model import Block
from board.reports.prose import bullets, one_line
from board.snapshots.projection import CardView

from .cards import card_runs, example_text
from .zones import labelled_list


def by_place(examples: Iterable[CardView]) -> tuple[Block, ...]:
    """The examples in the order in which their places were first named, and then those without a place."""
    places: dict[str, list[CardView]] = {}
    for card in examples:
        places.setdefault(one_line(card["fields"].get("place", "")), []).append(card)
    placeless = bullets(map(card_runs, places.pop("", [])))
    return (*labelled_list(places.items(), example_text), *placeless)
