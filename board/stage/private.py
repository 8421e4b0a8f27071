"""Private rounds as the documents know them: what the stage says of one, and the cards that come of it (SPEC P)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

import pycrdt

from board.admission import Touch
from board.content.attributed import attribution_in
from board.content.attribution import more_discreet
from board.content.cards import Cell
from board.content.document import BoardDocument
from board.content.order import in_order, sequence
from board.content.reading import Reader, entries
from board.content.schema import ROUND_STATES, STAGE
from board.content.zones import NO_PRIVATE_CARDS, WITH_COLUMNS, WITH_ROWS, Column, Zone, has_cell
from board.edits import Place
from board.edits.cards import add_card
from board.edits.places import check_place, shown_zone
from board.edits.signatures import signed_cards, take_signatures_away
from board.errors import EditError
from board.limits import MAX_ENTITIES

from .locks import places_touched
from .stage import NOW, moment, written

ROOT: Final = "rounds"
_PLAIN_KIND: Final = "note"
_DEFAULTS: Final[Mapping[str, Any]] = {
    "round": None,
    "launch": None,
    "zone": None,
    "attribution": "none",
    "cells": "one",
    "state": "ended",
    "since": None,
    "by": None,
    "writers": 0,
    "cards": 0,
}


@dataclass(frozen=True, slots=True)
class ShownRound:
    """What everybody may know of a private round: where, how its cards will be attributed, and how much is written.

    `cells` is one of `schema.ROUND_CELLS`.
    """

    round: str
    zone: str
    launch: str | None
    attribution: str
    state: str
    since: datetime | None
    by: str | None
    writers: int
    cards: int
    cells: str = "one"


@dataclass(frozen=True, slots=True)
class RevealedCard:
    """A card to be put on the board. `by` is who wrote it, as the activity says it; None for nobody.

    `cell` is a row and a column where it is meant for one of its own, `certainty` how sure its writer was.
    """

    id: str
    text: str
    by: str | None = None
    cell: Cell | None = None
    certainty: str | None = None


def shown_round(stage: "pycrdt.Doc[Any]") -> ShownRound | None:
    """Return the round that is on or was last; None before the first. `stage` is the stage document."""
    found = dict(entries(json.loads(str(stage.get(ROOT, type=pycrdt.Map))))).get(NOW)
    values = Reader(ROOT, STAGE[ROOT], _DEFAULTS, []).read(NOW, found or {})
    if values["round"] is None or values["zone"] is None:
        return None
    counts = {name: int(values[name]) for name in ("writers", "cards")}
    return ShownRound(**{**values, **counts, "since": moment(values["since"])})


def show_round(stage: "pycrdt.Doc[Any]", shown: ShownRound) -> None:
    """Say on the stage document how a round is now; what is as it was is not written.

    What comes late (an older round, or an earlier state of this one) says nothing.
    """
    if _is_past(shown, shown_round(stage)):
        return
    rounds: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    if NOW not in rounds:
        rounds[NOW] = pycrdt.Map(dict(_DEFAULTS))
    entity = rounds[NOW]
    for field, value in {**asdict(shown), "since": written(shown.since)}.items():
        if entity.get(field) != value:
            entity[field] = value


def _is_past(shown: ShownRound, now: ShownRound | None) -> bool:
    if now is None:
        return False
    if shown.round == now.round:
        return ROUND_STATES.index(shown.state) < ROUND_STATES.index(now.state)
    return shown.since is not None and now.since is not None and shown.since < now.since


def place_for(document: BoardDocument, zone: str, cell: Sequence[str | None] | None) -> Place:
    """Return where the cards of a new round shall come: in the cell, or in the first one of a zone that has cells.

    Raises EditError when the zone is not there, takes no cards, or has no such cell.
    """
    place = place_by_now(document, zone, cell)
    check_place(document, place)
    return place


def place_by_now(document: BoardDocument, zone: str, cell: Sequence[str | None] | None) -> Place:
    """Return where the cards of a round come, also where its row or column was deleted meanwhile (SPEC P8).

    Raises EditError when the zone is not there, or takes no cards.
    """
    found = shown_zone(document, zone)
    if found.kind in NO_PRIVATE_CARDS:
        raise EditError(f"Cards cannot be written in “{found.title}” this way. Choose another part.")
    return Place(zone, (cell[0], cell[1]) if cell is not None else _first_cell(found))


def _first_cell(zone: Zone) -> Cell | None:
    if zone.kind not in WITH_COLUMNS:
        return None
    return _first(zone.rows) if zone.kind in WITH_ROWS else None, _first(zone.columns)


def _first(headings: Sequence[Column]) -> str | None:
    """Return the first that is there; where all were deleted the first of them, with which its cards come back."""
    by_presence = sorted(headings, key=lambda heading: heading.deleted is not None)
    return by_presence[0].id if by_presence else None


def check_cells(document: BoardDocument, zone: str, cells: str) -> None:
    """Raise EditError unless each can write in cells of the zone, where a round is to be written so (SPEC P8)."""
    found = document.zone(zone)
    if cells != "one" and found.kind not in WITH_COLUMNS:
        raise EditError(f"“{found.title}” has no columns in which each could write. Choose another part.")


def by_now(
    document: BoardDocument, zone: str, attribution: str, cards: Sequence[RevealedCard]
) -> Sequence[RevealedCard]:
    """Return cards that are `by` whom `attribution` says: by nobody where the zone says less by now (SPEC P5)."""
    if more_discreet(attribution_in(document, zone), attribution) == attribution:
        return cards
    return [replace(card, by=None) for card in cards]


def check_room(document: BoardDocument, cards: int) -> None:
    """Raise EditError when the board cannot take so many cards more."""
    if document.count("cards") + cards > MAX_ENTITIES:
        raise EditError("The board is full. Begin another one for this.")


def add_revealed(document: BoardDocument, place: Place, cards: Sequence[RevealedCard]) -> int:
    """Add cards in this order, each of the kind that is usual there, at the end of their cells or else of the place.

    One that is meant for a row or column that was deleted meanwhile is there again with it (SPEC P8). Returns how many
    are unplaced until then. Raises EditError.
    """
    check_room(document, len(cards))
    ends, by_cell = _ends(document, place), _by_cell(place, cards)
    with document.transaction():
        for cell, meant in by_cell.items():
            _add_in(document, Place(place.zone, cell), meant, ends.get(cell))
    return _unplaced(document.zone(place.zone or ""), by_cell)


def _unplaced(zone: Zone, by_cell: Mapping[Cell | None, Sequence[RevealedCard]]) -> int:
    if zone.kind not in WITH_COLUMNS:
        return 0
    return sum(len(cards) for cell, cards in by_cell.items() if not has_cell(zone, cell))


def _ends(document: BoardDocument, place: Place) -> Mapping[Cell | None, str]:
    """Return the order of the last card in each cell of the zone; to read the board for each would take minutes."""
    cards = (card for card in document.read().cards.values() if card.zone == place.zone and card.deleted is None)
    return {card.cell: card.order for card in in_order(cards)}


def _by_cell(place: Place, cards: Sequence[RevealedCard]) -> Mapping[Cell | None, Sequence[RevealedCard]]:
    cells: dict[Cell | None, list[RevealedCard]] = {}
    for card in cards:
        cells.setdefault(card.cell or place.cell, []).append(card)
    return cells


def _add_in(document: BoardDocument, place: Place, cards: Sequence[RevealedCard], end: str | None) -> None:
    zone = document.zone(place.zone or "")
    kind = zone.config.get("card", _PLAIN_KIND)
    for card, order in zip(cards, sequence(len(cards), end), strict=True):
        written_in = None if card.by is None else zone.launch
        said: Mapping[str, Any] = {"by": card.by, "written_in": written_in, "certainty": card.certainty}
        add_card(document, card.id, kind, place, text=card.text, order=order, may_be_gone=True, **said)


def check_unlocked(document: BoardDocument, zone: str, locked: frozenset[str]) -> None:
    """Raise EditError when the zone is one of the locked places, or in one (SPEC F7)."""
    if places_touched([Touch("zones", zone, None, None)], locked, document):
        raise EditError("The facilitator has locked this part of the board. Keep your text, and ask.")


def set_attribution(document: BoardDocument, launch: str, attribution: str) -> None:
    """Say how what is written in an activity is attributed.

    Once a card says whose it is, it can only become more discreet, and then none says it any more, wherever it was
    moved. Raises EditError.
    """
    board, now = document.read(), document.launch(launch).attribution
    if signed_cards(board, launch) and more_discreet(now, attribution) != attribution:
        raise EditError("Cards of this activity say already whose they are. Launch it again to begin anew.")
    with document.transaction():
        document.put("launches", launch, "attribution", attribution)
        if attribution != now:
            take_signatures_away(document, board, launch)
