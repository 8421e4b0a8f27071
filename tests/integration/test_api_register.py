"""The register: who was present, corrected by facilitators."""

from datetime import timedelta

import pytest
from starlette.requests import HTTPConnection

from server.access.admittance import Door
from server.access.auth import PLAIN_COOKIE
from tests.services.api_app import good, problem


@pytest.fixture
async def meeting(world):
    """An organiser, a board, and its path for the register."""
    organiser = await world.organiser()
    board = await organiser.board()
    return organiser, board, f"/api/boards/{board}/attendance"


async def test_somebody_is_added_by_hand(world, meeting):
    organiser, _, path = meeting
    body = {"name": "Ana", "organisation": "Devon", "role_in_session": "chair", "date": "2026-02-10"}
    row = await organiser.post(path, body)
    assert {key: row[key] for key in body} == body
    assert (row["source"], row["participant"]) == ("added", None)
    today = await organiser.post(path, {"name": "Bo"})
    assert today["date"] == "2026-03-12"
    assert [each["name"] for each in await organiser.rows(path)] == ["Ana", "Bo"]


async def test_a_row_is_corrected_and_what_is_not_named_stays(world, meeting):
    organiser, board, path = meeting
    await world.member(organiser, board, "edit", "Sam", organisation="Devon")
    [row] = await organiser.rows(path)
    changed = good(await organiser.request("PATCH", f"{path}/{row['id']}", {"role_in_session": "scribe"})).json()
    assert changed == {**row, "role_in_session": "scribe"}
    changed = good(await organiser.request("PATCH", f"{path}/{row['id']}", {"organisation": None, "name": None})).json()
    assert changed == {**row, "role_in_session": "scribe", "organisation": None}


async def test_a_removed_row_stays_away(world, meeting):
    organiser, board, path = meeting
    sam = await world.member(organiser, board, "edit", "Sam")
    [row] = await organiser.rows(path)
    assert (await organiser.request("DELETE", f"{path}/{row['id']}")).status_code == 204
    await sam.join(await organiser.invite(board, "edit"))
    assert await organiser.rows(path) == []
    problem(await organiser.request("DELETE", f"{path}/{row['id']}"), 404)
    problem(await organiser.request("PATCH", f"{path}/{row['id']}", {"name": "Sam"}), 404)


async def test_whoever_opens_the_board_again_another_day_is_noted_once(world, meeting):
    organiser, board, path = meeting
    sam = await world.member(organiser, board, "edit", "Sam")
    door = Door(world.services.auth)
    names = [(await sam.get(f"/api/boards/{board}"))[kind] for kind in ("content", "stage")]
    token = sam.http.cookies[PLAIN_COOKIE]
    for _ in range(2):
        world.clock.forward(timedelta(days=1))
        for name in (*names, *names):
            await door.admit(HTTPConnection({"type": "websocket", "headers": []}), name, token)
    days = [(row["name"], row["date"]) for row in await organiser.rows(path)]
    assert days == [("Sam", "2026-03-12"), ("Sam", "2026-03-13"), ("Sam", "2026-03-14")]


async def test_one_person_is_not_on_one_day_twice(world, meeting):
    organiser, board, path = meeting
    sam = await world.member(organiser, board, "edit", "Sam")
    world.clock.now = world.clock.now.replace(day=13)
    await sam.join(await organiser.invite(board, "edit"))
    first, second = await organiser.rows(path)
    assert (first["date"], second["date"]) == ("2026-03-12", "2026-03-13")
    problem(await organiser.request("PATCH", f"{path}/{second['id']}", {"date": "2026-03-12"}), 409)


@pytest.mark.parametrize(
    "body", [{}, {"name": "🎈"}, {"name": "Ana", "date": "yesterday"}, {"name": "Ana", "extra": 1}]
)
async def test_what_does_not_fit_is_refused(meeting, body):
    organiser, _, path = meeting
    problem(await organiser.request("POST", path, body), 422)
