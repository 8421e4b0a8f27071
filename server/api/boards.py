"""Boards: the caller's list, making one, and the caller's place on one."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pycrdt

from board.document import BoardDocument
from board.edits import begin_board, set_purpose
from server.directory import SERVER_PARTICIPANT, FirstRow

from .answers import BoardAnswer, BoardRow, Boards, Created, PersonOnBoard
from .bodies import NewBoard
from .routes import Call, Endpoint, NoBody, Who

_ONE = "/api/boards/{board}"


async def listed(call: Call[NoBody]) -> Boards:
    """List the caller's boards."""
    found = await call.services.directory.list_boards(call.participant)
    return Boards(boards=[BoardRow.of(access) for access in found])


async def create(call: Call[NewBoard]) -> Created:
    """Make a board, with its template launched."""
    body, directory = call.body, call.services.directory
    rows = await asyncio.to_thread(first_rows, body)
    board = await directory.create_board(body.title, call.participant, rows)
    await directory.record_audit("made board", participant=call.participant, board=board.id)
    return Created(id=board.id)


async def one(call: Call[NoBody]) -> BoardAnswer:
    """Return the board and who the caller is there."""
    person, board = call.identity.participant, call.board
    names = await call.services.auth.display_names(board.id, person)
    return BoardAnswer(
        id=board.id,
        title=board.title,
        epoch=board.epoch,
        role=call.access.role,
        content=str(call.access.document("content")),
        stage=str(call.access.document("stage")),
        participant=PersonOnBoard(
            id=person.id, name=person.name, organisation=person.organisation, display_name=names[person.id]
        ),
        can_organise=await call.services.directory.is_organiser(person.id),
    )


def first_rows(new: NewBoard) -> Sequence[FirstRow]:
    """Return the first rows of a new board's documents; its author is the server."""
    content: pycrdt.Doc[Any] = pycrdt.Doc()
    document = BoardDocument(content)
    begin_board(document, new.title)
    if new.purpose:
        set_purpose(document, new.purpose)
    return [_row("content", content)]


def _row(kind: Any, doc: "pycrdt.Doc[Any]") -> FirstRow:
    return FirstRow(kind, doc.get_update(), owners={doc.client_id: SERVER_PARTICIPANT})


ENDPOINTS = (
    Endpoint("GET", "/api/boards", Who.KNOWN, "My boards", listed, NoBody, Boards),
    Endpoint(
        "POST", "/api/boards", Who.ORGANISER, "Make a board", create, NewBoard, Created, status=201, problems=(409,)
    ),
    Endpoint("GET", _ONE, Who.VIEW, "A board and my place on it", one, NoBody, BoardAnswer),
)
