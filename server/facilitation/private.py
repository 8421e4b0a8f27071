"""Private rounds: opened, counted and revealed (SPEC P).

The database says how a round stands. A reveal goes in four steps, each of which may be done again: the round is frozen,
its cards become one edit of the content under a request id of the round's own, the stage says so, and the texts are
erased here. So a reveal that was cut short is completed by doing all of it again, and no card is lost or twice.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import Any, Protocol

import structlog

from board.content.document import BoardDocument
from board.errors import BoardError
from board.ids import DocumentName
from board.stage.private import RevealedCard, ShownRound, check_cells, check_room, place_by_now, place_for
from server.ports.directory import Board, Directory, Participant
from server.ports.log import StorageUnavailable, UnknownDocument
from server.ports.rounds import NewRound, Round, RoundCells, RoundRefused, Written
from server.rooms.live import Answer, BoardDamaged, LiveBoards
from server.rooms.regularly import regularly

from .commands import Reveal, SetAttribution, ShowRound, new_id
from .known_cells import KnownCells

PACE_SECONDS = 5.0
"""Counts are told this far apart, so that nobody learns from them who pressed a key just now."""
LONGEST_NAME = 200
"""As the schema has it for a card's `by`."""


class NamesOf(Protocol):
    """Says what people are called on a board."""

    def __call__(self, board: str, *also: Participant) -> Awaitable[Mapping[str, str]]:
        """Return what everybody of a board is called there, by participant id, and those who never joined it."""


_RANDOM = SystemRandom()

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Late:
    """What a person wrote in private and wants on the board now. `locked` is what is locked for them (SPEC F7)."""

    cards: Sequence[Written]
    request: str
    locked: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnBoard:
    """How many cards came onto the board, and how many of them have no place there: it was deleted (SPEC P8)."""

    cards: int
    unplaced: int

    @classmethod
    def of(cls, answer: Answer) -> "OnBoard":
        """Return what a reveal said, also one that was carried out before it said what is unplaced, or none at all."""
        return cls(int(answer.get("revealed", 0)), int(answer.get("unplaced", 0)))


class PrivateRounds:
    """The private rounds of all boards. `run` must be running for counts to be told."""

    def __init__(
        self,
        directory: Directory,
        live: LiveBoards,
        names_of: NamesOf,
        *,
        shuffle: Callable[[list[Any]], None] = _RANDOM.shuffle,
    ) -> None:
        self._directory = directory
        self._live = live
        self._names_of = names_of
        self._shuffle = shuffle
        self._changed: dict[str, Board] = {}
        self.cells = KnownCells(live)

    async def place(
        self, board: Board, zone: str, cell: Sequence[str | None] | None, cells: RoundCells = "one"
    ) -> tuple[str | None, str]:
        """Return the launch of a zone and how it attributes; nobody is named where there is none.

        Raises EditError unless cards can be written there, in such cells.
        """
        document = await self._content(board)
        place_for(document, zone, cell)
        check_cells(document, zone, cells)
        launch = document.zone(zone).launch
        return launch, document.launch(launch).attribution if launch and document.has("launches", launch) else "none"

    async def open(self, board: Board, new: NewRound) -> Round:
        """Open a round and say so on the stage. Raises RoundRefused ("on")."""
        made = await self._directory.open_round(board.id, new)
        await self.show(board, made)
        return made

    def changed(self, board: Board) -> None:
        """Note that something was written: the counts are told soon, not at once."""
        self._changed[board.id] = board

    async def show(self, board: Board, found: Round) -> None:
        """Say on the stage how a round is, unless it says so already."""
        tally = await self._directory.tally(found.id)
        shown = ShownRound(
            found.id,
            found.zone,
            found.launch,
            found.attribution,
            found.state,
            found.since,
            found.by,
            tally.writers,
            tally.cards,
            found.cells,
        )
        await self._live.edit(_stage(board), ShowRound(shown), request_id=secrets.token_urlsafe(12))

    async def end(self, board: Board, found: Round) -> Round:
        """End a round without a reveal. Raises RoundRefused."""
        ended = await self._directory.end_round(found.id)
        await self.show(board, ended)
        return ended

    async def reveal(self, board: Board, found: Round) -> OnBoard:
        """Put all cards of a round on the board, once.

        Raises RoundRefused ("nobody", "over") and EditError, when nothing was changed but that a round that was frozen
        before stays so. What cannot be done now (StorageUnavailable) is completed by `run`.
        """
        if found.state == "open":
            document, tally = await self._content(board), await self._directory.tally(found.id)
            place_by_now(document, found.zone, found.cell)
            check_room(document, tally.cards)
        frozen = await self._directory.freeze_round(found.id)
        try:
            return await self._complete(board, frozen)
        except BoardError:
            await self.show(board, frozen)
            raise

    async def _complete(self, board: Board, found: Round) -> OnBoard:
        cards = await self._cards(board, found, await self._directory.written(found.id))
        self._shuffle(cards)
        reveal = Reveal(found.zone, found.cell, found.attribution, cards)
        answer = await self._live.edit(_content(board), reveal, request_id=f"reveal:{found.id}")
        if found.state == "revealing":
            await self.show(board, replace(found, state="revealed"))
            await self._directory.close_round(found.id)
        return OnBoard.of(answer)

    async def add_late(self, board: Board, found: Round, late: Late) -> OnBoard:
        """Put cards on the board that a person wrote in private and that were not revealed; once a request.

        Nothing but what the round's attribution says tells whose they are. Raises RoundRefused
        ("on") while the round goes on, EditError.
        """
        if found.state in ("open", "revealing"):
            raise RoundRefused("on")
        cards = await self._cards(board, found, late.cards)
        reveal = Reveal(found.zone, found.cell, found.attribution, cards, late.locked)
        answer = await self._live.edit(_content(board), reveal, request_id=late.request)
        return OnBoard.of(answer)

    async def _cards(self, board: Board, found: Round, written: Sequence[Written]) -> list[RevealedCard]:
        said_by = await self._said_by(board, found.attribution, {each.participant for each in written})
        return [_revealed(each, said_by.get(each.participant)) for each in written]

    async def _said_by(self, board: Board, attribution: str, writers: Collection[str]) -> Mapping[str, str | None]:
        """Return who cards are said to be by, by participant; empty where nobody is to be named."""
        if attribution not in ("name", "organisation"):
            return {}
        people = await self._directory.get_participants(writers)
        if attribution == "organisation":
            return {participant: person.organisation for participant, person in people.items()}
        names = await self._names_of(board.id, *people.values())
        return {participant: names[participant][:LONGEST_NAME] for participant in people}

    async def attribute(self, board: Board, launch: str, attribution: str) -> None:
        """Say how an activity attributes what is written from now on. Raises EditError."""
        command = SetAttribution(launch, attribution)
        await self._live.edit(_content(board), command, request_id=secrets.token_urlsafe(12))

    async def _content(self, board: Board) -> BoardDocument:
        state = await self._live.read(_content(board))
        return await asyncio.to_thread(BoardDocument.from_state, state.state)

    async def run(self) -> None:
        """Complete what was cut short, and tell how much is written, until cancelled."""
        await regularly(PACE_SECONDS, self.tell, "private rounds")

    async def tell(self) -> None:
        """Complete reveals that were cut short, then tell the counts of rounds in which something was written."""
        changed, self._changed = self._changed, {}
        try:
            for found in await self._directory.frozen_rounds():
                await self._resume(found)
        except StorageUnavailable as error:
            _log.warning("reveals wait for storage", error=str(error))
        for board in changed.values():
            await self._tell_counts(board)

    async def _resume(self, found: Round) -> None:
        board = await self._directory.get_board(found.board)
        try:
            if board is not None:
                await self._complete(board, found)
        except (BoardError, BoardDamaged, UnknownDocument) as error:
            _log.warning("a reveal waits for a facilitator", board=found.board, error=type(error).__name__)
        except StorageUnavailable:
            raise
        except Exception:  # noqa: BLE001  whatever it is, the other boards go on
            _log.exception("a reveal is tried again", board=found.board)

    async def _tell_counts(self, board: Board) -> None:
        try:
            found = await self._directory.newest_round(board.id)
            if found is not None and found.state == "open":
                await self.show(board, found)
        except StorageUnavailable:
            self._changed.setdefault(board.id, board)
        except (BoardError, BoardDamaged, UnknownDocument) as error:
            _log.warning("the counts of a round are not told", board=board.id, error=type(error).__name__)
        except Exception:  # noqa: BLE001  whatever it is, the other boards go on
            _log.exception("the counts of a round are told later", board=board.id)
            self._changed.setdefault(board.id, board)


def _revealed(card: Written, by: str | None) -> RevealedCard:
    cell = None if card.column is None else (card.row, card.column)
    return RevealedCard(new_id(), card.text, by, cell, card.certainty)


def _content(board: Board) -> DocumentName:
    return DocumentName(board.id, board.epoch, "content")


def _stage(board: Board) -> DocumentName:
    return DocumentName(board.id, board.epoch, "stage")
