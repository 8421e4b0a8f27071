"""How little is said of those who wrote (SPEC P5)."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from board.content.attribution import more_discreet
from board.content.document import Board
from board.content.schema import ATTRIBUTIONS

from .projection import Projection, all_cards

_SAYS_LEAST: Final = ATTRIBUTIONS[-1]


@dataclass(frozen=True, slots=True)
class SaidNow:
    """What a board says at present of who wrote: `by` of its cards, deleted ones too, and each launch's attribution."""

    by: Mapping[str, str]
    attributions: Mapping[str, str]


SAID_OF_NOBODY: Final = SaidNow({}, {})
"""Holds where a board cannot be read any more."""


def said_now(board: Board) -> SaidNow:
    """Return what a board says of who wrote."""
    by = {card.id: card.by for card in board.cards.values() if card.by is not None}
    return SaidNow(by, {launch.id: launch.attribution for launch in board.launches.values()})


def says_who(kept: Projection) -> bool:
    """Return whether a snapshot may say anything of who wrote."""
    attributions = {launch["attribution"] for launch in kept["launches"]}
    return bool(attributions - {_SAYS_LEAST}) or any("by" in card for card in all_cards(kept))


def as_said_now(kept: Projection, now: SaidNow) -> Projection:
    """Return a copy of a snapshot that says no more of who wrote than its board does now."""
    shown = deepcopy(kept)
    for launch in shown["launches"]:
        there = now.attributions.get(launch["id"], _SAYS_LEAST)
        launch["attribution"] = more_discreet(launch["attribution"], there)
    for card in all_cards(shown):
        if "by" in card and card["by"] != now.by.get(card["id"]):
            del card["by"]
    return shown
