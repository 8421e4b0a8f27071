"""Taking out a whole programme: what goes is said first, and boards stay (SPEC G15)."""

from typing import Any

from tests.integration.programmes_by_api import DOCUMENT, S1, P, commit, placed, put, refused
from tests.services.api_app import Browser, World, problem

REMOVAL = f"{P}/removal"


async def asked(olu: Browser) -> dict[str, Any]:
    found: dict[str, Any] = await olu.get(REMOVAL)
    return found


async def test_G15_what_would_go_is_said_and_then_it_goes(world: World, olu: Browser) -> None:
    board = await olu.board("action_learning_set")
    await placed(olu, board)
    await commit(world, board, "c1", "Ask the midwives")
    seen = await asked(olu)
    assert seen["title"] == "Start for Life"
    assert {key: value for key, value in seen["extent"].items() if key != "fingerprint"} == {
        "groups": 1,
        "sessions": 1,
        "registers": 1,
        "marks": 2,
        "people": 2,
        "organisations": 2,
        "reports": 0,
        "boards": 1,
    }
    assert (await olu.request("POST", REMOVAL, seen)).status_code == 204
    assert await olu.rows("/api/programmes") == []
    assert (await olu.get(f"/api/boards/{board}/session"))["place"] is None
    assert "Ask the midwives" in str(await olu.get(f"/api/boards/{board}/projection"))
    await commit(world, board, "c2", "Still written")
    assert "Still written" in str(await olu.get(f"/api/boards/{board}/projection"))
    await olu.post(f"/api/boards/{board}/exports/preview", {"layout": "manual_section"})
    again = {"template": "action_learning_set", "request_id": "launch-again"}
    assert (await olu.request("POST", f"/api/boards/{board}/launches", again)).is_success
    problem(await olu.request("POST", REMOVAL, seen), 404)


async def test_G15_the_title_confirms_it(olu: Browser) -> None:
    seen = await asked(olu)
    for title in ("Start", "Start for Life 2"):
        found = problem(await olu.request("POST", REMOVAL, {**seen, "title": title}), 422)
        assert [each["field"] for each in found["errors"]] == ["title"]
    assert (await olu.get(P))["programme"]["entity"]["title"] == "Start for Life"
    assert (await olu.request("POST", REMOVAL, {**seen, "title": " start  for life"})).status_code == 204


async def test_G15_what_was_changed_after_its_sender_looked_is_looked_at_again(olu: Browser) -> None:
    seen = await asked(olu)
    await put(olu, f"{P}/people/cy", {"id": "cy", "name": "Cy"})
    assert "nothing was taken out" in problem(await olu.request("POST", REMOVAL, seen), 409)["detail"]
    assert (await olu.request("POST", REMOVAL, await asked(olu))).status_code == 204


async def test_G15_who_changes_something_of_it_meanwhile_is_told_and_nothing_is_made_anew(olu: Browser) -> None:
    assert (await olu.request("POST", REMOVAL, await asked(olu))).status_code == 204
    group = {**DOCUMENT["groups"][0], "theme": "Connection"}
    for path, entity, revision in (
        (f"{P}/groups/set", group, 1),
        (f"{P}/people/cy", {"id": "cy", "name": "Cy"}, 0),
    ):
        assert "that was not stored" in (await refused(olu, path, entity, revision, 404))["detail"]
    itself = await refused(olu, P, DOCUMENT["programme"], 1, 409)
    assert "took this out meanwhile" in itself["detail"]
    problem(await olu.request("PUT", f"{S1}/register/ann", {"revision": 1, "attended": "present"}), 404)
    assert await olu.rows("/api/programmes") == []
    await olu.post("/api/programmes", DOCUMENT)


async def test_G15_who_facilitated_a_board_of_it_goes_on_with_the_board(world: World, olu: Browser) -> None:
    board = await olu.board()
    await placed(olu, board)
    fay = await world.member(olu, board, "facilitate", "Fay")
    problem(await fay.request("GET", REMOVAL), 403)
    assert (await olu.request("POST", REMOVAL, await asked(olu))).status_code == 204
    problem(await fay.request("GET", S1), 403)
    assert (await fay.get(f"/api/boards/{board}"))["id"] == board


async def test_G15_it_is_noted_who_did_it_and_how_much_went(world: World, olu: Browser) -> None:
    assert (await olu.request("POST", REMOVAL, await asked(olu))).status_code == 204
    [found] = [e for e in await world.services.directory.list_audit(None) if e.action == "took out whole programme"]
    assert found.participant == olu.participant
    assert dict(found.detail) == {
        "programme": "p",
        "groups": "1",
        "sessions": "1",
        "people": "2",
        "reports": "0",
        "boards": "0",
    }
