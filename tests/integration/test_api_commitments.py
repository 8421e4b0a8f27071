"""Commitments that come back at the next session, by the API (SPEC G12)."""

from unittest.mock import patch

import pytest

from board.content.document import BoardDocument
from board.edits.cards import set_field
from board.ids import DocumentName
from server.rooms.live import BoardDamaged, DocumentState
from tests.integration.programmes_by_api import S1, P, check_in, commit, placed, put
from tests.services.api_app import Browser, World, problem


@pytest.mark.parametrize("begun_in_session", [True, False])
async def test_G12_a_commitment_comes_back_at_the_next_sessions_check_in(
    world: World, olu: Browser, begun_in_session: bool
) -> None:
    first = await olu.board("action_learning_set", session={"programme": "p", "session": "s1"})
    assert [each["id"] for each in (await olu.get(S1))["boards"]] == [first]
    await commit(world, first, "c1", "Ask the midwives")
    await put(olu, f"{P}/sessions/s2", {"id": "s2", "group": "set", "number": 2, "date": "2026-04-12"})
    if begun_in_session:
        second = await olu.board("action_learning_set", session={"programme": "p", "session": "s2"})
    else:
        second = await olu.board()
        await placed(olu, second, f"{P}/sessions/s2")
        fay = await world.member(olu, second, "facilitate", "Fay")
        body = {"template": "action_learning_set", "request_id": "r"}
        assert await fay.post(f"/api/boards/{second}/launches", body) == await fay.post(
            f"/api/boards/{second}/launches", body
        )
    [card] = await check_in(olu, second)
    assert (card["kind"], card["text"]) == ("progress", "Ask the midwives")
    await world.edit(second, lambda doc: set_field(BoardDocument(doc), card["id"], "outcome", "Partly"))
    [found] = (await olu.get(f"{P}/groups/set/commitments"))["commitments"]
    assert (found["board"], found["card"], found["done"]) == (first, "c1", False)
    assert [(each["session"], each["outcome"]) for each in found["progress"]] == [("s2", "Partly")]


async def test_G12_a_board_that_cannot_be_read_holds_up_no_launch(world: World, olu: Browser) -> None:
    first = await olu.board("action_learning_set", session={"programme": "p", "session": "s1"})
    await commit(world, first, "c1", "Ask the midwives")
    await put(olu, f"{P}/sessions/s2", {"id": "s2", "group": "set", "number": 2, "date": "2026-04-12"})
    second, real = await olu.board(), world.live.read
    await placed(olu, second, f"{P}/sessions/s2")

    async def fails(document: DocumentName) -> DocumentState:
        if document.board == first:
            raise BoardDamaged
        return await real(document)

    body = {"template": "action_learning_set", "request_id": "r"}
    with patch.object(world.live, "read", fails):
        await olu.post(f"/api/boards/{second}/launches", body)
    assert await check_in(olu, second) == []
    await olu.post(f"/api/boards/{second}/launches", {**body, "request_id": "s"})
    assert [card["text"] for card in await check_in(olu, second)] == ["Ask the midwives"]


async def test_G12_a_board_is_made_in_a_session_that_is_there(olu: Browser) -> None:
    body = {"title": "B", "request_id": "r", "session": {"programme": "p", "session": "nowhere"}}
    problem(await olu.request("POST", "/api/boards", body), 404)
    assert await olu.rows("/api/boards") == []
    again = {**body, "session": {"programme": "p", "session": "s1"}}
    assert await olu.post("/api/boards", again) == await olu.post("/api/boards", again)
    assert len((await olu.get(S1))["boards"]) == 1
