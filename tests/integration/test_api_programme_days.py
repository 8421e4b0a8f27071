"""Days that can be no day of a meeting are refused on every way in, and what was kept stays readable (SPEC G13)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from server.ports.programmes import Change
from tests.integration.programmes_by_api import DOCUMENT, S1, P, placed, put, refused
from tests.services.api_app import Browser, World, good, problem

SESSION = {"id": "s2", "group": "set", "number": 2, "date": "2026-03-12"}
PHASE = {"id": "old", "title": "Before", "starts": "1994-01-01", "ends": "1994-12-31"}


@pytest.mark.parametrize("day", ["1826-03-12", "2226-03-12", "0026-03-12"])
async def test_G13_a_session_of_another_century_is_refused_in_words(olu: Browser, day: str) -> None:
    found = await refused(olu, f"{P}/sessions/s2", {**SESSION, "date": day}, 0, 422)
    assert [each["field"] for each in found["errors"]] == ["entity.date"]
    assert "is not between 1 January 2006 and 31 December 2036. Correct the year" in found["detail"]


async def test_G13_a_phase_widens_the_days_of_sessions(olu: Browser) -> None:
    old = {**SESSION, "date": "1994-05-01"}
    await refused(olu, f"{P}/sessions/s2", old, 0, 422)
    await put(olu, P, {**DOCUMENT["programme"], "phases": [PHASE]}, 1)
    assert (await put(olu, f"{P}/sessions/s2", old))["revision"] == 1


async def test_G13_a_phase_and_a_question_of_another_century_are_refused(olu: Browser) -> None:
    wrong = {**DOCUMENT["programme"], "phases": [{**PHASE, "starts": "1826-01-01"}]}
    assert "‘Before’: 1 January 1826" in (await refused(olu, P, wrong, 1, 422))["detail"]
    asked = {**DOCUMENT["groups"][0], "key_questions": [{"text": "How?", "since": "2226-01-01"}]}
    found = await refused(olu, f"{P}/groups/set", asked, 1, 422)
    assert [each["field"] for each in found["errors"]] == ["entity.key_questions.0.since"]


async def test_G13_a_document_with_such_days_is_refused_as_a_whole(olu: Browser) -> None:
    [met] = DOCUMENT["sessions"]
    wrong = {**DOCUMENT, "programme": {"id": "q", "title": "Q"}, "sessions": [{**met, "date": "1826-03-12"}]}
    found = problem(await olu.request("POST", "/api/programmes", wrong), 422)
    assert [each["field"] for each in found["errors"]] == ["sessions.0.date"]
    assert [each["id"] for each in await olu.rows("/api/programmes")] == ["p"]


async def test_G13_what_was_kept_with_such_a_day_stays_readable_and_can_be_corrected(
    world: World, olu: Browser
) -> None:
    directory = world.services.directory
    kept = await directory.read_programme("p")
    assert kept is not None
    [session] = kept.sessions
    await directory.store_entities("p", [Change(replace(session.entity, date=dt.date(1826, 3, 12)), session.revision)])
    found = (await olu.get(S1))["session"]
    assert found["entity"]["date"] == "1826-03-12"
    entity = {**found["entity"], "register": [], "title": "About access"}
    assert (await put(olu, S1, entity, 2))["revision"] == 3
    await refused(olu, S1, {**entity, "date": "1827-03-12"}, 3, 422)
    assert (await put(olu, S1, {**entity, "date": "2026-03-12"}, 3))["revision"] == 4
    again = await olu.get(f"{P}/document")
    assert again["sessions"][0]["date"] == "2026-03-12"


async def test_G13_a_boards_list_of_who_was_present_takes_sensible_days_alone(olu: Browser) -> None:
    board = await olu.board()
    attendance = f"/api/boards/{board}/attendance"
    for day in ("1826-03-12", "2226-03-12", "1994-05-01"):
        found = problem(await olu.request("POST", attendance, {"name": "Di", "date": day}), 422)
        assert [each["field"] for each in found["errors"]] == ["date"]
    row: Any = await olu.post(attendance, {"name": "Di", "date": "2026-03-11"})
    problem(await olu.request("PATCH", f"{attendance}/{row['id']}", {"date": "2226-03-12"}), 422)
    await put(olu, P, {**DOCUMENT["programme"], "phases": [PHASE]}, 1)
    await placed(olu, board)
    changed = good(await olu.request("PATCH", f"{attendance}/{row['id']}", {"date": "1994-05-01"})).json()
    assert changed["date"] == "1994-05-01"
