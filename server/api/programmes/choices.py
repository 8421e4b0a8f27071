"""What a part of a report may take of a board: its areas, uses of templates and snapshots (SPEC B1, B2)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from pydantic import BaseModel

from board.building import Choice, choices_of
from board.ids import DocumentName
from board.snapshots.projection import Projection
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.directory import Board
from server.ports.snapshots import Snapshot
from server.rooms.live import BoardDamaged, DocumentState
from server.workers.offloaded import projected

_CHOICES: Final = "/api/report-sources/{board}"


class ChoiceRow(BaseModel):
    """An area or a use of a template; `layouts` are those that can be made of a use."""

    id: str
    title: str
    layouts: Sequence[str]

    @classmethod
    def of(cls, choice: Choice) -> "ChoiceRow":
        """Return the row of a choice."""
        return cls(id=choice.id, title=choice.title, layouts=choice.layouts)


class SnapshotChoice(BaseModel):
    """A snapshot; `unchanged` says that the board's content is still as it was then."""

    id: str
    label: str
    at: dt.datetime
    unchanged: bool


class BoardChoices(BaseModel):
    """What a part may take of a board, in the board's order; `deleted` are areas and uses that can be brought back.

    `readable` is false where the board cannot be read as it is now: then there are only its snapshots, newest first.
    """

    title: str
    readable: bool
    areas: Sequence[ChoiceRow]
    launches: Sequence[ChoiceRow]
    deleted: Sequence[ChoiceRow]
    snapshots: Sequence[SnapshotChoice]


async def now(call: Call[NoBody]) -> BoardChoices:
    """Tell what a part may take of the board as it is now."""
    board = await _board(call)
    state = await _state(call, board)
    if state is None:
        return await _answer(call, board, None, None)
    projection, _ = await call.services.workers.run(projected, state.state)
    return await _answer(call, board, state, projection)


async def then(call: Call[NoBody]) -> BoardChoices:
    """Tell what a part may take of a snapshot of the board."""
    board = await _board(call)
    kept = await call.services.snapshots.kept(board, call.path("snapshot"))
    if kept is None:
        raise Problem(404, "unknown", "The board has no such snapshot any more.")
    return await _answer(call, board, await _state(call, board), kept.projection)


async def _board(call: Call[NoBody]) -> Board:
    found = await call.services.directory.get_board(call.path("board"))
    if found is None:
        raise Problem(404, "unknown", "There is no such board any more.")
    return found


async def _state(call: Call[NoBody], board: Board) -> DocumentState | None:
    try:
        return await call.services.live.read(DocumentName(board.id, board.epoch, "content"))
    except BoardDamaged:
        return None


async def _answer(
    call: Call[NoBody], board: Board, state: DocumentState | None, content: Mapping[str, Any] | None
) -> BoardChoices:
    found = None if content is None else choices_of(cast(Projection, content))
    snapshots = await call.services.directory.list_snapshots(board.id)
    return BoardChoices(
        title=board.title,
        readable=state is not None,
        areas=[ChoiceRow.of(each) for each in found.areas] if found else [],
        launches=[ChoiceRow.of(each) for each in found.launches] if found else [],
        deleted=[ChoiceRow.of(each) for each in found.deleted] if found else [],
        snapshots=[_snapshot(each, state) for each in snapshots],
    )


def _snapshot(snapshot: Snapshot, state: DocumentState | None) -> SnapshotChoice:
    unchanged = state is not None and snapshot.content_seq == state.seq
    return SnapshotChoice(id=snapshot.id, label=snapshot.label, at=snapshot.at, unchanged=unchanged)


ENDPOINTS = (
    Endpoint("GET", _CHOICES, Who.ORGANISER, "What a report may take of a board", now, NoBody, BoardChoices),
    Endpoint(
        "GET",
        f"{_CHOICES}/{{snapshot}}",
        Who.ORGANISER,
        "What a report may take of a snapshot of a board",
        then,
        NoBody,
        BoardChoices,
    ),
)
