"""The commitments of a group: born on a board of a session, brought back at the check-in of the next (SPEC G12).

Nothing is stored of it. A commitment is a card; what became of it is said by progress cards, on its own board by those
that refer to it, on a later one by the card that was brought there, whose id follows from the commitment's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from board.snapshots.projection import CardView, Projection, all_zones, cards_in, stays

from .model import Session

_DONE: Final = "done"
_ID_LENGTH: Final = 24
"""Hexadecimal digits: 96 bits, so that no two commitments of a group meet."""


@dataclass(frozen=True, slots=True)
class HeldBoard:
    """A board of one of a group's sessions, as it is now."""

    session: Session
    board: str
    projection: Projection


@dataclass(frozen=True, slots=True)
class Progress:
    """What was said of a commitment at a session; `outcome` is one of `cards` choices, or own words."""

    session: str
    board: str
    outcome: str
    what_worked: str
    what_did_not: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment with what became of it, oldest first."""

    session: str
    board: str
    card: str
    what: str
    by_when: str
    how_will_i_know: str
    who_may_ask: str
    progress: tuple[Progress, ...] = ()

    @property
    def is_done(self) -> bool:
        """True once the newest thing that was said of how far it is says so."""
        said = [each.outcome for each in self.progress if each.outcome]
        return bool(said) and said[-1].strip().casefold() == _DONE

    @property
    def brought_as(self) -> str:
        """The id of its card on every later board."""
        return sha256(f"{self.board} {self.card}".encode()).hexdigest()[:_ID_LENGTH]


def commitments_of(boards: Sequence[HeldBoard]) -> tuple[Commitment, ...]:
    """Return the commitments of these boards in the order of their sessions, without what is withheld or empty."""
    in_order = sorted(boards, key=lambda held: (held.session.number, held.session.date, held.board))
    return tuple(
        _with_progress(commitment, in_order[place:])
        for place, held in enumerate(in_order)
        for commitment in _born(held)
    )


def open_before(boards: Sequence[HeldBoard], session: Session) -> tuple[Commitment, ...]:
    """Return those of earlier sessions that are not done: what this session begins with."""
    now = (session.number, session.date)
    earlier = [held for held in boards if (held.session.number, held.session.date) < now]
    return tuple(each for each in commitments_of(earlier) if not each.is_done)


def _born(held: HeldBoard) -> Iterator[Commitment]:
    for card in _shown_cards(held.projection):
        fields = card["fields"]
        what = card["text"].strip() or fields.get("what", "").strip()
        if card["kind"] == "commitment" and what:
            yield Commitment(
                session=held.session.id,
                board=held.board,
                card=card["id"],
                what=what,
                by_when=fields.get("by_when", ""),
                how_will_i_know=fields.get("how_will_i_know", ""),
                who_may_ask=fields.get("who_may_ask", ""),
            )


def _with_progress(commitment: Commitment, boards: Sequence[HeldBoard]) -> Commitment:
    found = (_progress(commitment, held, card) for held in boards for card in _shown_cards(held.projection))
    return replace(commitment, progress=tuple(each for each in found if each is not None))


def _progress(commitment: Commitment, held: HeldBoard, card: CardView) -> Progress | None:
    """Return what this card says of the commitment, or None where it is about something else or says nothing."""
    own = held.board == commitment.board and commitment.card in card["refs"]
    if card["kind"] != "progress" or not (own or card["id"] == commitment.brought_as):
        return None
    said = [card["fields"].get(name, "").strip() for name in ("outcome", "what_worked", "what_did_not")]
    return Progress(held.session.id, held.board, *said) if any(said) else None


def _shown_cards(projection: Projection) -> Iterator[CardView]:
    """The cards of all zones and those on the open board, without what stays in the group."""
    for zone in all_zones(projection):
        yield from (card for card in cards_in(zone) if not stays(card, zone))
    yield from (card for card in projection["notes"] if not stays(card))
