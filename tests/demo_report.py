"""The demo's programme without a server: its boards as they come out, and what its report is built from."""

import pycrdt

from board.building import BoardContent, Built, Gathered, assemble
from board.content.document import BoardDocument
from board.edits import begin_board
from board.launching.launch import launch
from board.reports import Provenance
from board.snapshots.projection import Projection
from board.snapshots.snapshot import project, projection_hash
from board.templates import bundled_templates
from client.demo.participant import new_id
from client.demo.programme.content import LIVE_SESSION, ProgrammeContent, SessionBoard, Theme, Use
from client.demo.programme.report import LIVE, planned
from client.demo.programme.writing import write

AT = "2024-06-28T10:00:00+00:00"


def built(content: ProgrammeContent) -> Built:
    """Build the report of the programme, with the live board as far as its areas and learning go."""
    names = {name: name for name in (*content.boards, LIVE)}
    return assemble(planned(content, names), gathered(content), AT)


def gathered(content: ProgrammeContent) -> Gathered:
    """Return what the report is built from: every board, as of one snapshot, under its name."""
    boards: dict[tuple[str, str | None], BoardContent] = {
        (board.name, None): _content(content, board) for board in (*content.boards.values(), live_board(content))
    }
    return Gathered(boards, content.whole)


def live_board(content: ProgrammeContent) -> SessionBoard:
    """Return the board that people make live as one that is written at once."""
    live = content.live
    answers = {"purpose": live.purpose, "question": live.key_question, "areas": [area.title for area in live.areas]}
    themes = [Theme(area.title, area.record) for area in live.areas]
    use = Use("manualize", {"issue": live.title, **answers}, cards={"learning": live.learning}, themes=themes)
    return SessionBoard(LIVE, live.title, LIVE_SESSION, [use])


def projection_of(content: ProgrammeContent, board: SessionBoard) -> Projection:
    """Return a board as it is once its templates are launched and all is written."""
    document = BoardDocument(pycrdt.Doc())
    begin_board(document, board.title)
    for use in board.uses:
        template = bundled_templates()[use.template]
        launch(document.doc, template, launch_id=new_id(), new_id=new_id, answers=use.answers)
    write(document, content, board, "2024-06-28")
    return project(document.doc)


def _content(content: ProgrammeContent, board: SessionBoard) -> BoardContent:
    projection = projection_of(content, board)
    session = next(each for each in content.whole.sessions if each.id == board.session)
    group = next(each for each in content.whole.groups if each.id == session.group)
    words = f"{group.title}, session {session.number}"
    return BoardContent(projection, Provenance("The end", AT, projection_hash(projection)), (), words, session.id)
