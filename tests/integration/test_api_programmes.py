"""Programmes by the API: whole entities with revisions, registers, and boards in sessions (SPEC G)."""

from typing import Any
from unittest.mock import AsyncMock, patch

import pytest

from server.programmes.present import who_was_present
from tests.integration.programmes_by_api import DOCUMENT, S1, P, marks, placed, put, refused
from tests.services.api_app import Browser, World, good, problem


async def test_G7_a_programme_is_exported_as_it_was_imported(olu: Browser) -> None:
    document = await olu.get(f"{P}/document")
    document["programme"]["id"] = "q"
    await olu.post("/api/programmes", document)
    assert await olu.get("/api/programmes/q/document") == document
    assert [each["id"] for each in await olu.rows("/api/programmes")] == ["p", "q"]
    assert document["sessions"][0]["register"][1] == {"person": "bo", "attended": "apologies", "role": ""}


async def test_G7_what_is_there_already_is_not_imported_over(olu: Browser) -> None:
    before = await olu.get(P)
    other = {**DOCUMENT, "groups": [], "sessions": []}
    assert "another id" in problem(await olu.request("POST", "/api/programmes", other), 409)["detail"]
    assert await olu.get(P) == before


async def test_G7_a_document_whose_parts_do_not_hang_together_is_refused_whole(olu: Browser) -> None:
    broken = {**DOCUMENT, "programme": {"id": "q", "title": "Q"}, "people": []}
    found = problem(await olu.request("POST", "/api/programmes", broken), 422)
    assert {"field": "sessions.0.register", "message": "There is no 'ann'."} in found["errors"]
    assert [each["id"] for each in await olu.rows("/api/programmes")] == ["p"]


async def test_G1_each_part_is_made_and_read_again(olu: Browser) -> None:
    await put(olu, "/api/programmes/q", {"id": "q", "title": "Q"})
    await put(olu, "/api/programmes/q/organisations/o", {"id": "o", "name": "NHS Devon", "icb": "devon"})
    await put(olu, "/api/programmes/q/people/ann", {"id": "ann", "name": "  Ann ", "organisation": "o"})
    group = {"id": "g", "kind": "leadership", "number": 1, "title": "Leaders", "facilitators": ["ann"]}
    await put(olu, "/api/programmes/q/groups/g", group)
    await put(olu, "/api/programmes/q/sessions/s", {"id": "s", "group": "g", "number": 1, "date": "2026-03-12"})
    found = await olu.get("/api/programmes/q")
    assert found["people"][0] == {
        "revision": 1,
        "entity": {
            "id": "ann",
            "name": "Ann",
            "job": "",
            "organisation": "o",
            "consented": False,
            "invented": False,
            "removed": False,
        },
    }
    assert [found[each][0]["revision"] for each in ("organisations", "groups", "sessions")] == [1, 1, 1]
    assert found["figures"]["g"]["said"] == "No session was held yet"


async def test_G2_a_group_is_told_what_its_registers_come_to(olu: Browser) -> None:
    found = (await olu.get(f"{P}/groups/set"))["figures"]
    assert found["said"] == "1 attendee (on average 1 per session)"
    assert (found["places"], found["icbs"]) == (["Cornwall"], ["Cornwall and the Isles of Scilly"])
    assert found["elsewhere"] == []


async def test_G8_a_stale_change_is_answered_with_what_is_newer(olu: Browser) -> None:
    group = DOCUMENT["groups"][0]
    await put(olu, f"{P}/groups/set", {**group, "theme": "Connection"}, 1)
    found = await refused(olu, f"{P}/groups/set", {**group, "pillar": "Mine"}, 1, 409)
    assert (found["newer"]["revision"], found["newer"]["entity"]["theme"]) == (2, "Connection")
    again = await put(olu, f"{P}/groups/set", {**group, "theme": "Connection"}, 1)
    assert again["revision"] == 2


@pytest.mark.parametrize(
    ("path", "entity", "field"),
    [
        ("organisations/o", {"id": "x", "name": "O"}, "entity.id"),
        ("organisations/o", {"id": "o", "name": "O", "place": "atlantis"}, "entity.place"),
        ("organisations/o", {"id": "o", "name": "O", "icb": "atlantis"}, "entity.icb"),
        ("people/cy", {"id": "cy", "name": ""}, "entity.name"),
        ("people/cy", {"id": "cy", "name": "Cy", "removed": True}, "entity.name"),
        (
            "groups/g",
            {"id": "g", "kind": "leadership", "number": 1, "title": "G", "facilitators": ["z"]},
            "entity.facilitators",
        ),
        (
            "groups/g",
            {"id": "g", "kind": "leadership", "number": 1, "title": "G", "icbs": ["atlantis"]},
            "entity.icbs",
        ),
        ("sessions/s2", {"id": "s2", "group": "z", "number": 2, "date": "2026-03-12"}, "entity.group"),
        (
            "sessions/s2",
            {
                "id": "s2",
                "group": "set",
                "number": 2,
                "date": "2026-03-12",
                "register": [{"person": "ann", "attended": "present"}],
            },
            "entity.register",
        ),
    ],
)
async def test_G1_what_does_not_fit_is_refused_with_its_place(
    olu: Browser, path: str, entity: dict[str, Any], field: str
) -> None:
    before = await olu.get(P)
    assert field in [each["field"] for each in (await refused(olu, f"{P}/{path}", entity, 0, 422))["errors"]]
    assert await olu.get(P) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phases": [{"id": "a", "title": "Launch", "starts": "2026-06-01", "ends": "2026-05-31"}]}, "phases.0.ends"),
        ({"objectives": [{"id": "a", "text": " "}]}, "objectives.0.text"),
    ],
)
async def test_G1_a_programme_that_makes_no_sense_is_refused_with_its_place(
    olu: Browser, change: dict[str, Any], field: str
) -> None:
    before = (await olu.get(P))["programme"]
    answer = await refused(olu, P, before["entity"] | change, before["revision"], 422)
    assert [each["field"] for each in answer["errors"]] == [f"entity.{field}"]
    assert (await olu.get(P))["programme"] == before


async def test_G1_an_unknown_organisation_is_refused(olu: Browser) -> None:
    await refused(olu, f"{P}/people/cy", {"id": "cy", "name": "Cy", "organisation": "z"}, 0, 404)


async def test_G5_the_history_of_a_key_question_is_kept(olu: Browser) -> None:
    group = DOCUMENT["groups"][0]
    first, second = ({"text": text, "since": "2026-03-01"} for text in ("How?", "How together?"))
    await put(olu, f"{P}/groups/set", {**group, "key_questions": [first]}, 1)
    await put(olu, f"{P}/groups/set", {**group, "key_questions": [first, second]}, 2)
    for lost in ([], [second], [{**first, "text": "Why?"}, second]):
        found = await refused(olu, f"{P}/groups/set", {**group, "key_questions": lost}, 3, 422)
        assert "history is kept" in found["detail"]
    assert (await olu.get(f"{P}/groups/set"))["group"]["entity"]["key_questions"] == [first, second]


async def test_G6_a_person_is_removed_and_the_register_says_somebody(olu: Browser) -> None:
    removed = good(await olu.request("DELETE", f"{P}/people/ann")).json()
    assert (removed["revision"], removed["entity"]["name"], removed["entity"]["consented"]) == (2, "", False)
    assert await marks(olu) == {"somebody": "present", "Bo": "apologies"}
    assert (await olu.get(f"{P}/groups/set"))["figures"]["attendees"] == 1
    assert "Ann" not in str(await olu.get(P))
    await refused(olu, f"{P}/people/ann", {"id": "ann", "name": "Ann"}, 2, 409)


async def test_G8_what_is_used_is_not_taken_out(olu: Browser) -> None:
    for used in (P, f"{P}/organisations/council", f"{P}/groups/set", S1):
        assert problem(await olu.request("DELETE", used), 409)["type"].endswith("still-used")
    for person in ("ann", "bo"):
        revision = {"ann": 1, "bo": 1}[person]
        good(await olu.request("PUT", f"{S1}/register/{person}", {"revision": revision, "attended": None}))
    for path in (S1, f"{P}/groups/set"):
        assert (await olu.request("DELETE", path)).status_code == 204
        assert (await olu.request("DELETE", path)).status_code == 204


async def test_G8_two_keep_one_register_row_by_row(olu: Browser) -> None:
    row = f"{S1}/register/bo"
    good(await olu.request("PUT", row, {"revision": 1, "attended": "present", "role": "scribe"}))
    found = problem(await olu.request("PUT", row, {"revision": 1, "attended": "apologies"}), 409)
    assert found["newer"] == {"revision": 2, "entity": {"person": "bo", "attended": "present", "role": "scribe"}}
    problem(await olu.request("PUT", row, {"revision": 1, "attended": None}), 409)
    assert await marks(olu) == {"Ann": "present", "Bo": "present"}


async def test_G10_somebody_is_put_on_the_register_by_name(olu: Browser) -> None:
    for body in ({"name": "Cy", "organisation": "Torbay Council"}, {"name": "bo", "organisation": "dhsc"}):
        await olu.post(f"{S1}/register", body)
    assert await marks(olu) == {"Ann": "present", "Bo": "present", "Cy": "present"}
    assert [each["entity"]["name"] for each in (await olu.get(P))["organisations"]] == [
        "Cornwall Council",
        "DHSC",
        "Torbay Council",
    ]


async def test_G10_who_joined_the_boards_on_the_day_is_taken_over_once(world: World, olu: Browser) -> None:
    board, other = await olu.board(), await olu.board()
    for each in (board, other):
        await placed(olu, each)
    await world.member(olu, board, "edit", "Bo", organisation="DHSC")
    cy = await world.member(olu, board, "edit", "Cy", organisation="Torbay Council")
    await cy.join(await olu.invite(other, "edit"))
    await olu.post(f"/api/boards/{board}/attendance", {"name": "Di", "date": "2026-03-11"})
    found = await olu.post(f"{S1}/joined", {})
    assert (found["added"], found["changed"]) == (1, 1)
    assert await marks(olu) == {"Ann": "present", "Bo": "present", "Cy": "present"}
    again = await olu.post(f"{S1}/joined", {})
    assert (again["added"], again["changed"]) == (0, 0)


async def test_G10_somebody_known_to_the_server_is_the_same_person_under_another_name(
    world: World, olu: Browser
) -> None:
    board = await olu.board()
    await placed(olu, board)
    cy = await world.member(olu, board, "edit", "Cy")
    await olu.post(f"{S1}/joined", {})
    await put(olu, f"{P}/sessions/s2", {"id": "s2", "group": "set", "number": 2, "date": "2026-03-13"})
    second = await olu.board()
    await placed(olu, second, f"{P}/sessions/s2")
    world.clock.now = world.clock.now.replace(day=13)
    await cy.join(await olu.invite(second, "edit"), "Cyrus")
    assert (await olu.post(f"{P}/sessions/s2/joined", {}))["added"] == 1
    assert [each["entity"]["name"] for each in (await olu.get(P))["people"]] == ["Ann", "Bo", "Cy"]


async def test_G9_a_board_belongs_to_one_session(olu: Browser) -> None:
    board = await olu.board()
    await put(olu, f"{P}/sessions/s2", {"id": "s2", "group": "set", "number": 2, "date": "2026-04-12"})
    assert (await olu.get(f"/api/boards/{board}/session"))["place"] is None
    await placed(olu, board)
    problem(await olu.request("PUT", f"{P}/sessions/s2/boards/{board}"), 409)
    assert (await olu.get(f"/api/boards/{board}/session"))["place"] == {
        "programme": "p",
        "group": "set",
        "session": "s1",
        "programme_title": "Start for Life",
        "group_title": "Set 1",
        "number": 1,
        "date": "2026-03-12",
    }
    assert [each["id"] for each in (await olu.get(S1))["boards"]] == [board]
    await olu.request("DELETE", f"{P}/sessions/s2/boards/{board}")
    assert (await olu.get(f"/api/boards/{board}/session"))["place"] is not None
    await olu.request("DELETE", f"{S1}/boards/{board}")
    await placed(olu, board, f"{P}/sessions/s2")


async def test_G11_who_facilitates_a_board_keeps_its_sessions_register_and_no_other(world: World, olu: Browser) -> None:
    board = await olu.board()
    await placed(olu, board)
    fay = await world.member(olu, board, "facilitate", "Fay")
    await put(olu, f"{P}/sessions/s2", {"id": "s2", "group": "set", "number": 2, "date": "2026-04-12"})
    await put(olu, f"{P}/groups/other", {"id": "other", "kind": "leadership", "number": 1, "title": "Other"})
    good(await fay.request("PUT", f"{S1}/register/ann", {"revision": 1, "attended": "apologies"}))
    assert [each["entity"]["number"] for each in (await fay.get(f"{P}/groups/set"))["sessions"]] == [1, 2]
    for path in (f"{P}/sessions/s2", f"{P}/groups/other", P, "/api/programmes"):
        problem(await fay.request("GET", path), 403)
    await olu.request("DELETE", f"{S1}/boards/{board}")
    problem(await fay.request("GET", S1), 403)


async def test_G10_reports_of_a_board_say_who_is_on_its_sessions_register_or_joined_on_the_day(
    world: World, olu: Browser
) -> None:
    board = await olu.board("manualize", answers={"purpose": "P", "issue": "I", "question": "Q"})
    await world.member(olu, board, "edit", "Sam", organisation="NHS Devon")
    asked = {"layout": "manual_section", "options": {"attribution": "organisation"}}

    async def present() -> str:
        made = await olu.post(f"/api/boards/{board}/exports/preview", asked)
        found.extend(each for each in made["findings"] if each["code"] == "not-on-register")
        return str(made["text"]).partition("Present")[2].partition("\n")[0]

    found: list[Any] = []
    assert "NHS Devon" in await present()
    await placed(olu, board)
    assert "2 people" in await present()
    assert "Cornwall Council (1) and NHS Devon (1)" in await present()
    assert await who_was_present(world.services.directory, board) == [
        {"name": "Ann", "organisation": "Cornwall Council", "role": "", "consented": True},
        {"name": "Sam", "organisation": "NHS Devon", "role": "", "consented": False, "on_register": False},
    ]
    assert found[0]["problem"].startswith("Sam is on this board’s list for the day, and not on the register")
    found.clear()
    await olu.post(f"{S1}/joined", {})
    assert "2 people" in await present()
    assert found == []


async def test_G10_who_opened_the_board_on_another_day_was_not_at_the_meeting(world: World, olu: Browser) -> None:
    board = await olu.board()
    await placed(olu, board)
    world.clock.now = world.clock.now.replace(day=13)
    await world.member(olu, board, "edit", "Sam")
    assert "Sam" not in [each["name"] for each in await who_was_present(world.services.directory, board)]


async def test_G9_a_board_whose_session_and_group_were_just_taken_out_stands_in_none(
    world: World, olu: Browser
) -> None:
    board = await olu.board("manualize", answers={"purpose": "P", "issue": "I", "question": "Q"})
    sam = await world.member(olu, board, "facilitate", "Sam")
    group, session = f"{P}/groups/other", f"{P}/sessions/s2"
    await put(olu, group, {"id": "other", "kind": "leadership", "number": 1, "title": "Other"})
    await put(olu, session, {"id": "s2", "group": "other", "number": 1, "date": "2026-04-12"})
    await placed(olu, board, session)
    directory = world.services.directory
    stood = await directory.place_of(board)
    good(await olu.request("DELETE", f"{session}/boards/{board}"))
    for taken_out in (session, group):
        good(await olu.request("DELETE", taken_out))
    with patch.object(directory, "place_of", AsyncMock(return_value=stood)):
        assert (await olu.get(f"/api/boards/{board}/session"))["place"] is None
        for reader in (olu, sam):
            await reader.post(f"/api/boards/{board}/exports/preview", {"layout": "manual_section"})
        assert "Sam" in [each["name"] for each in await who_was_present(directory, board)]


async def test_audit_names_ids_and_no_person(world: World, olu: Browser) -> None:
    await put(olu, f"{P}/people/cy", {"id": "cy", "name": "Cy Canary"})
    await olu.post(f"{S1}/register", {"name": "Di Canary"})
    good(await olu.request("DELETE", f"{P}/people/cy"))
    entries = await world.services.directory.list_audit(None)
    found = [(each.action, dict(each.detail)) for each in entries]
    assert ("stored person", {"programme": "p", "person": "cy"}) in found
    assert "Canary" not in str(found)


async def test_G3_the_operators_places_take_the_place_of_ours(world: World, olu: Browser) -> None:
    assert len((await olu.get("/api/places"))["icbs"]) == 7
    path = world.services.settings.places_file
    path.write_text('version = 1\n[[places]]\nid = "leeds"\nname = "Leeds"\nfrom = 1974-04-01\n')
    found = await olu.get("/api/places")
    assert ([each["name"] for each in found["places"]], found["own"], found["fault"]) == (["Leeds"], True, None)
    await put(olu, f"{P}/organisations/leeds", {"id": "leeds", "name": "Leeds City Council", "place": "leeds"})
    path.write_text("version = 1\n[[places]]\nname = 3\n")
    found = await olu.get("/api/places")
    assert (len(found["places"]), found["own"]) == (16, False)
    assert found["fault"].startswith("line 2: 'id' is missing")
    await put(olu, f"{P}/organisations/leeds", {"id": "leeds", "name": "Leeds", "place": "leeds"}, 1)
    path.unlink()


async def test_G8_a_programme_with_something_in_it_says_what_and_what_to_do(olu: Browser) -> None:
    said = problem(await olu.request("DELETE", P), 409)
    assert said["type"].endswith("still-used")
    assert "has 1 session, 1 group, 2 organisations and 2 people in it" in said["detail"]
    assert "To take out all of it, use its page" in said["detail"]
    await put(olu, "/api/programmes/q", {"id": "q", "title": "Q"})
    assert (await olu.request("DELETE", "/api/programmes/q")).status_code == 204
    assert [each["id"] for each in await olu.rows("/api/programmes")] == ["p"]
