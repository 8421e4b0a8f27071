"""Which cells the zones of private rounds have, so that a text that is meant for none is refused when it is written."""

import asyncio
from dataclasses import dataclass
from typing import Final

from board.content.cards import Cell
from board.content.document import BoardDocument
from board.content.zones import Zone, had_cell
from board.ids import DocumentName
from server.ports.directory import Board
from server.ports.rounds import Round
from server.rooms.live import LiveBoards

MAX_ROUNDS: Final = 1000
"""Whose zones are remembered: more than are on at one time; one that was forgotten is read again."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A zone as it was in the content document at this row of its log."""

    zone: Zone
    seq: int


class KnownCells:
    """Remembers the zones of rounds: while people write on their own, nobody's board is read for every text."""

    def __init__(self, live: LiveBoards) -> None:
        self._live = live
        self._seen: dict[str, _Seen] = {}

    async def have(self, board: Board, found: Round, cell: Cell) -> bool:
        """Return whether the round's zone has this cell, also where its row or column was deleted meanwhile (SPEC P8).

        Raises EditError where there is no such zone.
        """
        seen = self._seen.get(found.id)
        if seen is None or not had_cell(seen.zone, cell):
            seen = await self._look(board, found)
        return had_cell(seen.zone, cell)

    async def _look(self, board: Board, found: Round) -> _Seen:
        state = await self._live.read(DocumentName(board.id, board.epoch, "content"))
        before = self._seen.pop(found.id, None)
        if before is None or before.seq != state.seq:
            document = await asyncio.to_thread(BoardDocument.from_state, state.state)
            before = _Seen(document.zone(found.zone), state.seq)
        self._keep(found.id, before)
        return before

    def _keep(self, wanted: str, seen: _Seen) -> None:
        self._seen[wanted] = seen
        if len(self._seen) > MAX_ROUNDS:
            del self._seen[next(iter(self._seen))]
