"""The port for private rounds: what each wrote unseen, until it is revealed (SPEC P).

What is written in a round is in no document. It is kept here, read by its author alone, and erased once it is on the
board.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

MAX_PRIVATE_TEXT = 4_000
"""Code points of one private card: two pages. A longer text is written on the board itself."""
MAX_OWN_CARDS = 100
"""Of one person in one round."""
MAX_ROUND_CHARACTERS = 500_000
"""Of everybody together: two megabytes at most, for a round is revealed as one edit (`limits.MAX_FRAME_BYTES`)."""

RoundState = Literal["open", "revealing", "revealed", "ended"]
"""`revealing`: nobody writes any more, and the cards are on their way to the board. `ended`: without a reveal."""
RoundCells = Literal["one", "column", "all"]
"""Where each writes: all in one cell, each down a column of their own, or in any cell (SPEC P8)."""
Why = Literal["over", "on", "overtaken", "full", "nobody"]


class RoundRefused(Exception):
    """The round does not take this; `why` says the reason, and nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(f"The round refuses: {why}.")
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to be opened. `request` is the caller's.

    `cell` is a row and a column of the zone, where it has them, for a round in one cell.
    """

    zone: str
    cell: Sequence[str | None] | None
    launch: str | None
    attribution: str
    by: str
    request: str
    cells: RoundCells = "one"


@dataclass(frozen=True, slots=True)
class Round:
    """A round as stored; see NewRound."""

    id: str
    board: str
    zone: str
    cell: Sequence[str | None] | None
    launch: str | None
    attribution: str
    by: str
    state: RoundState
    since: datetime
    request: str
    cells: RoundCells


@dataclass(frozen=True, slots=True)
class PrivateCard:
    """A card of its author. `revision` counts its texts; `mark` names the writing of the newest.

    `row` and `column` are those of the cell that it is meant for, `certainty` says how sure of it its author is.
    """

    round: str
    id: str
    text: str
    revision: int
    mark: str
    row: str | None
    column: str | None
    certainty: str | None


@dataclass(frozen=True, slots=True)
class CardWriting:
    """A text for a card, "" to throw it away.

    `after` is the revision that its author saw, 0 for a new card; `mark` is the same when this writing is sent again.
    In a round of several cells it has a `column`, where there are rows a `row`, and may say how sure its author is.
    `after_column` is the one in which its author saw their cards, where each has one of their own; None for none.
    """

    card: str
    text: str
    after: int
    mark: str
    row: str | None = None
    column: str | None = None
    certainty: str | None = None
    after_column: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A card is stored: the revision that it has now, and the cell that it is meant for."""

    revision: int
    row: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A card that waits to be revealed, and the cell that it is meant for; see CardWriting."""

    participant: str
    text: str
    row: str | None = None
    column: str | None = None
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people have written how many cards."""

    writers: int
    cards: int


class Rounds(Protocol):
    """Private rounds and what is written in them. A board has at most one that is open or being revealed."""

    async def open_round(self, board: str, new: NewRound) -> Round:
        """Open a round, once a request. Raises RoundRefused ("on") while another is, UnknownEntry for the board."""

    async def newest_round(self, board: str) -> Round | None:
        """Return the board's newest round, or None."""

    async def get_round(self, board: str, wanted: str) -> Round:
        """Return a round of this board. Raises UnknownEntry."""

    async def write_private(self, wanted: Round, participant: str, writing: CardWriting) -> Stored:
        """Store a writing; a repeat is answered as stored, whatever came since.

        Where each has a column of their own, the participant's other cards come into the column of this one. Where they
        are in another one than `after_column` by now, it is this card that comes into theirs: of two windows, one that
        did not see what the other chose does not undo it.
        Raises RoundRefused: "over" unless the round is open (throwing away is possible while it is not being revealed),
        "overtaken" when the card has another revision than `after` and says something else, "full".
        """

    async def own_cards(self, board: str, participant: str) -> Sequence[PrivateCard]:
        """Return the participant's cards of all rounds that are not on the board, in the order of their making."""

    async def tally(self, wanted: str) -> Tally:
        """Return how much was written in a round."""

    async def end_round(self, wanted: str) -> Round:
        """End an open round without a reveal; each keeps their cards. Raises RoundRefused ("over")."""

    async def freeze_round(self, wanted: str) -> Round:
        """Let nobody write any more, to reveal the round. One that is frozen or revealed stays as it is.

        Raises RoundRefused: "nobody" when there is no card, "over" when it was ended.
        """

    async def written(self, wanted: str) -> Sequence[Written]:
        """Return the cards of a round, in an order that says nothing of time."""

    async def close_round(self, wanted: str) -> None:
        """Note that the cards are on the board, and erase here what they say and where; again does nothing."""

    async def frozen_rounds(self) -> Sequence[Round]:
        """Return the rounds of all boards whose reveal was begun and not completed."""
