"""Roles of a session by the API: who gives them, who takes them, and what the register keeps (SPEC F10)."""

from datetime import timedelta
from typing import Any, cast

import pytest

from board.content.schema import STAGE, Json
from server.ports.directory import UnknownEntry
from server.ports.log import StorageUnavailable
from tests.services.api_app import Browser, World, good, problem


async def meeting(world: World) -> tuple[Browser, Browser, str, str]:
    """Return a facilitator, somebody who takes part, the address of the board and the launch of Manualize on it."""
    faye = await world.organiser("Faye")
    board = await faye.board("manualize")
    ama = await world.member(faye, board, "edit", "Ama")
    path = f"/api/boards/{board}"
    return faye, ama, path, (await faye.get(f"{path}/session-roles"))["launches"][0]["launch"]


async def put(who: Browser, path: str, launch: str, role: str, whom: Browser, method: str = "PUT") -> Any:
    return await who.request(method, f"{path}/session-roles/{launch}/{role}/{whom.participant}")


def holders(answer: Any, role: str) -> list[str]:
    [launch] = answer["launches"]
    return [holder["name"] for each in launch["roles"] if each["id"] == role for holder in each["holders"]]


async def test_F10_a_facilitator_gives_a_role_and_everybody_and_the_register_know(world: World):
    faye, ama, path, launch = await meeting(world)
    given = good(await put(faye, path, launch, "scribe", ama)).json()
    assert holders(given, "scribe") == ["Ama"]
    assert given["day"] == "2026-03-12"
    assert await ama.get(f"{path}/session-roles") == given
    assert [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")] == ["Scribe"]
    [scribe] = [role for role in given["launches"][0]["roles"] if role["id"] == "scribe"]
    assert scribe["do"].startswith("Writes the agreed text")


async def test_F10_two_roles_that_should_be_apart_are_warned_of_and_not_refused(world: World):
    faye, ama, path, launch = await meeting(world)
    good(await put(faye, path, launch, "scribe", ama))
    both = good(await put(faye, path, launch, "chair", ama)).json()
    assert both["launches"][0]["warnings"] == ["Ama is Chair and Scribe. These are better with two people."]
    assert (holders(both, "chair"), holders(both, "scribe")) == (["Ama"], ["Ama"])
    assert [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")] == ["Scribe, Chair"]


async def test_F10_people_take_a_role_only_where_the_facilitator_leaves_it_to_them(world: World):
    faye, ama, path, launch = await meeting(world)
    ben = await world.member(faye, path.rpartition("/")[2], "edit", "Ben")
    refused = problem(await put(ama, path, launch, "scribe", ama), 403)
    assert "Ask one to give you this role" in refused["detail"]
    assert [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")] == [None, None]
    chosen = good(await faye.request("PUT", f"{path}/session-roles/{launch}", {"free": True})).json()
    assert chosen["launches"][0]["free"]
    assert holders(good(await put(ama, path, launch, "scribe", ama)).json(), "scribe") == ["Ama"]
    problem(await put(ama, path, launch, "scribe", ben), 403)
    problem(await put(ben, path, launch, "scribe", ama, "DELETE"), 403)


async def test_F10_who_lays_a_role_down_stays_on_the_register_as_having_had_it(world: World):
    faye, ama, path, launch = await meeting(world)
    good(await put(faye, path, launch, "scribe", ama))
    for who in (ama, faye):
        assert holders(good(await put(who, path, launch, "scribe", ama, "DELETE")).json(), "scribe") == []
    assert [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")] == ["Scribe"]


async def test_F10_the_next_day_begins_without_roles(world: World):
    faye, ama, path, launch = await meeting(world)
    good(await put(faye, path, launch, "scribe", ama))
    world.clock.forward(timedelta(days=1))
    assert holders(await faye.get(f"{path}/session-roles"), "scribe") == []
    refused = problem(await put(faye, path, launch, "scribe", ama), 409)
    assert "on today's register" in refused["detail"]


@pytest.mark.parametrize(("launch", "role"), [("main", "king"), ("nothing", "scribe")])
async def test_F10_what_is_not_there_is_explained_and_notes_nothing(world: World, launch: str, role: str):
    faye, ama, path, main = await meeting(world)
    problem(await put(faye, path, main if launch == "main" else launch, role, ama), 409)
    problem(await put(faye, path, "nothing", role, ama, "DELETE"), 409)
    assert [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")] == [None]


async def register(faye: Browser, path: str) -> list[str | None]:
    return [row["role_in_session"] for row in await faye.rows(f"{path}/attendance")]


async def test_F10_a_role_that_the_stage_refuses_is_not_on_the_register(world: World, monkeypatch: pytest.MonkeyPatch):
    faye, ama, path, launch = await meeting(world)
    no_room = {**STAGE["roles"], "held": Json(most_bytes=2)}
    monkeypatch.setitem(cast(dict[str, object], STAGE), "roles", no_room)
    assert "So many people" in problem(await put(faye, path, launch, "scribe", ama), 409)["detail"]
    assert await register(faye, path) == [None]


async def test_F10_a_role_that_the_register_could_not_take_is_completed_by_asking_again(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    faye, ama, path, launch = await meeting(world)
    with monkeypatch.context() as patched:
        patched.setattr(type(world.services.directory), "note_role", away)
        problem(await put(faye, path, launch, "scribe", ama), 503)
    assert await register(faye, path) == [None]
    assert holders(good(await put(faye, path, launch, "scribe", ama)).json(), "scribe") == ["Ama"]
    assert await register(faye, path) == ["Scribe"]


async def test_F10_who_is_taken_off_the_register_at_the_same_moment_gets_no_role(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    faye, ama, path, launch = await meeting(world)
    monkeypatch.setattr(type(world.services.directory), "note_role", gone)
    assert "on today's register" in problem(await put(faye, path, launch, "scribe", ama), 409)["detail"]
    assert holders(await faye.get(f"{path}/session-roles"), "scribe") == []


async def away(*_: object) -> None:
    raise StorageUnavailable("told to")


async def gone(*_: object) -> None:
    raise UnknownEntry("told to")
