"""The commitments of a group, read from the boards of its sessions, and what a launch begins with (SPEC G12)."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from board.ids import DocumentName
from board.launching.launch import Brought, checks_in
from board.programmes import HeldBoard, Session, open_before
from board.templates import Template
from server.ports.directory import Directory
from server.ports.programmes import KeptProgramme
from server.rooms.live import BoardDamaged, LiveBoards
from server.workers.offloaded import projected
from server.workers.pool import Workers

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class GroupBoards:
    """Reads boards as they are now."""

    directory: Directory
    live: LiveBoards
    workers: Workers

    async def of(self, kept: KeptProgramme, group: str) -> Sequence[HeldBoard]:
        """Return the boards of a group's sessions, those apart of which nothing can be read any more."""
        sessions = {session.id: session for session in kept.whole().sessions_of(group)}
        found = [await self._held(board, sessions[of]) for board, of in kept.boards.items() if of in sessions]
        return [held for held in found if held is not None]

    async def _held(self, board_id: str, session: Session) -> HeldBoard | None:
        board = await self.directory.get_board(board_id)
        if board is None:
            return None
        try:
            content = await self.live.read(DocumentName(board.id, board.epoch, "content"))
        except BoardDamaged:
            _log.warning("the commitments of a board cannot be read", board=board.id)
            return None
        projection, _ = await self.workers.run(projected, content.state)
        return HeldBoard(session, board.id, projection)

    async def brought_to(self, programme: str, session: str, template: Template) -> Sequence[Brought]:
        """Return what a launch of this template in this session begins with: what is not done of earlier sessions."""
        kept = await self.directory.read_programme(programme) if checks_in(template) else None
        here = next((each.entity for each in kept.sessions if each.entity.id == session), None) if kept else None
        if kept is None or here is None:
            return ()
        return [Brought(each.brought_as, each.what) for each in open_before(await self.of(kept, here.group), here)]

    async def brought_to_board(self, board: str, template: Template) -> Sequence[Brought]:
        """Return what a launch on this board begins with; nothing where it belongs to no session."""
        place = await self.directory.place_of(board) if checks_in(template) else None
        return await self.brought_to(place.programme, place.session, template) if place else ()
