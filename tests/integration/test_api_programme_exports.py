"""Reports that are made from a programme: who gets them, and what they are given (SPEC X8, G11)."""

from typing import Any

import pytest_asyncio

from board import edits
from board.content.document import BoardDocument
from tests.integration.programmes_by_api import DOCUMENT, placed
from tests.services.api_app import Browser, World

OTHERS = {
    "groups": [
        *DOCUMENT["groups"],
        {"id": "set2", "kind": "action_learning_set", "number": 2, "title": "Set 2", "theme": "Fathers"},
    ],
    "sessions": [
        *DOCUMENT["sessions"],
        {"id": "s2", "group": "set", "number": 2, "date": "2026-04-12"},
        {"id": "t1", "group": "set2", "number": 1, "date": "2026-03-13"},
    ],
}
SESSIONS = "/api/programmes/p/sessions"


@pytest_asyncio.fixture
async def olu(world: World) -> Browser:
    organiser = await world.organiser()
    await organiser.post("/api/programmes", {**DOCUMENT, **OTHERS})
    return organiser


async def board_of(world: World, olu: Browser, session: str, learned: str) -> str:
    """A board of a session with something learned on it."""
    board = await olu.board("action_learning_set", title=learned)

    def write(doc: Any) -> None:
        document = BoardDocument(doc)
        zone = next(zone for zone in document.read().zones.values() if zone.slot == "learning")
        edits.set_zone_text(document, zone.id, learned)

    await world.edit(board, write)
    await placed(olu, board, f"{SESSIONS}/{session}")
    return board


async def report(browser: Browser, board: str, layout: str = "group_summary") -> str:
    found = await browser.post(f"/api/boards/{board}/exports/preview", {"layout": layout})
    return str(found["text"])


async def test_X8_an_organiser_gets_all_groups_with_the_learning_of_every_board(world: World, olu: Browser) -> None:
    board = await board_of(world, olu, "s1", "Listening takes time")
    for session, learned in (("s2", "Time takes money"), ("t1", "Fathers come in the evening")):
        other = await board_of(world, olu, session, learned)
        await olu.post(f"/api/boards/{other}/snapshots", {"label": f"Of {session}"})
    text = await report(olu, board)
    assert "1 attendee (on average 1 per session)" in text
    assert text.index("Listening takes time") < text.index("Time takes money") < text.index("Fathers come")
    assert "‘Of s2’" in text
    assert "‘Of t1’" in text
    matrix = await report(olu, board, "session_matrix")
    assert "Cornwall" in matrix
    assert "Fathers come" not in matrix


async def test_G11_a_facilitator_gets_their_group_and_the_boards_that_they_may_open(world: World, olu: Browser) -> None:
    board = await board_of(world, olu, "s1", "Listening takes time")
    other = await board_of(world, olu, "s2", "Time takes money")
    await olu.post(f"/api/boards/{other}/snapshots", {})
    await board_of(world, olu, "t1", "Fathers come in the evening")
    fay = await world.member(olu, board, "facilitate", "Fay")
    text = await report(fay, board)
    assert "Listening takes time" in text
    assert "Time takes money" not in text
    assert "Not included: 1 board of a session" in text
    assert "Set 2" not in text
    assert "Fathers" not in text


async def test_G11_who_writes_on_a_board_reads_nothing_of_its_programme(world: World, olu: Browser) -> None:
    board = await board_of(world, olu, "s1", "Listening takes time")
    for role in ("edit", "view"):
        member = await world.member(olu, board, role, role.title())
        text = await report(member, board)
        assert "somebody who may read its group" in text
        assert "attendee" not in text


async def test_X8_a_board_in_no_programme_says_what_is_missing(world: World, olu: Browser) -> None:
    board = await olu.board("action_learning_set")
    assert "belongs to a session" in await report(olu, board)
