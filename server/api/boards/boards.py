"""Boards: the caller's list, making one, and the caller's place on one."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.edits import begin_board, set_purpose
from board.launching.launch import Answers, Brought
from board.templates import Template
from server.api.http.answers import BoardAnswer, BoardRow, Boards, Created, PersonOnBoard
from server.api.http.bodies import NewBoard
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.commands import AddChecklist, Launch
from server.ports.directory import SERVER_PARTICIPANT, FirstRow

from .templates import find_template

_ONE = "/api/boards/{board}"


async def listed(call: Call[NoBody]) -> Boards:
    """List the caller's boards."""
    found = await call.services.directory.list_boards(call.participant)
    return Boards(boards=[BoardRow.of(access) for access in found])


async def create(call: Call[NewBoard]) -> Created:
    """Make a board, with its template launched."""
    body, directory = call.body, call.services.directory
    template = await find_template(call.services, body.template) if body.template else None
    rows = await asyncio.to_thread(first_rows, body, template, await _brought(call, template))
    board = await directory.create_board(body.title, call.participant, rows, request_id=body.request_id)
    if body.session is not None:
        await directory.place_board(board.id, body.session.programme, body.session.session)
    await directory.record_audit("made board", participant=call.participant, board=board.id)
    return Created(id=board.id)


async def _brought(call: Call[NewBoard], template: Template | None) -> Sequence[Brought]:
    """Return what the board's template begins with in its session. Raises Problem for a session that is not there."""
    wanted = call.body.session
    if wanted is None:
        return ()
    kept = await call.services.directory.read_programme(wanted.programme)
    if kept is None or wanted.session not in {each.entity.id for each in kept.sessions}:
        raise Problem(404, "unknown", "There is no such session (any more). Go back and reload the page.")
    if template is None:
        return ()
    return await call.services.group_boards.brought_to(wanted.programme, wanted.session, template)


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


def first_rows(new: NewBoard, template: Template | None, brought: Sequence[Brought] = ()) -> Sequence[FirstRow]:
    """Return the first rows of a new board's documents; their author is the server. Raises EditError."""
    content: pycrdt.Doc[Any] = pycrdt.Doc()
    begin_board(BoardDocument(content), new.title)
    if new.purpose:
        set_purpose(BoardDocument(content), new.purpose)
    rows = []
    if template is not None:
        answer = Launch(template, _with_purpose(new, template), brought=brought)(content)
        stage: pycrdt.Doc[Any] = pycrdt.Doc()
        AddChecklist(answer["launch"], template.phases, roles=template.roles)(stage)
        rows.append(_row("stage", stage))
    return [_row("content", content), *rows]


def _with_purpose(new: NewBoard, template: Template) -> Answers:
    """Return the answers, with the board's purpose where the template asks for it again."""
    asked = [ask.id for ask in template.ask if ask.into == "purpose"]
    return {**(dict.fromkeys(asked, new.purpose) if new.purpose else {}), **_given(new.answers)}


def _given(answers: Answers) -> Answers:
    return {key: answer for key, answer in answers.items() if answer}


def _row(kind: Any, doc: "pycrdt.Doc[Any]") -> FirstRow:
    return FirstRow(kind, doc.get_update(), owners={doc.client_id: SERVER_PARTICIPANT})


ENDPOINTS = (
    Endpoint("GET", "/api/boards", Who.KNOWN, "My boards", listed, NoBody, Boards),
    Endpoint(
        "POST", "/api/boards", Who.ORGANISER, "Make a board", create, NewBoard, Created, status=201, problems=(404, 409)
    ),
    Endpoint("GET", _ONE, Who.VIEW, "A board and my place on it", one, NoBody, BoardAnswer),
)
