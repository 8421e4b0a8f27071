"""Joining by a link, links that end, and a new device for a known person (SPEC I1, I5)."""

from datetime import timedelta

import pytest

from server.access.auth import PLAIN_COOKIE
from server.access.digests import new_secret
from server.access.limits import FAILED_LINKS, WINDOW
from server.api.boards.joining import REMINDER
from server.api.http.texts import MAX_SECRET
from tests.services.api_app import World, good, problem, secret_of


async def test_a_link_says_what_it_gives_before_it_is_used(world):
    organiser = await world.organiser()
    board = await organiser.board(title="Whole family support")
    stranger = await world.browser()
    answer = await stranger.post("/api/invitations/check", {"secret": await organiser.invite(board, "edit")})
    assert answer["role"] == "edit"
    assert answer["board"] == {"id": board, "title": "Whole family support"}
    assert answer["participant"] is None
    assert answer["notice"]["reminder"] == REMINDER
    assert answer["notice"]["kept"] == world.services.settings.retention_note
    assert (await stranger.get("/api/me"))["participant"] is None


async def test_the_organisers_link_gives_no_board(world):
    answer = await (await world.browser()).post("/api/invitations/check", {"secret": world.organiser_secret})
    assert (answer["role"], answer["board"]) == ("facilitate", None)


async def test_someone_new_joins_with_a_name_and_is_on_the_register(world):
    organiser = await world.organiser()
    board = await organiser.board()
    secret = await organiser.invite(board, "view")
    browser = await world.browser()
    answer = await browser.join(secret, " Sam  Okafor ", organisation="Devon County Council", job="Commissioner")
    assert answer["board_id"] == board
    assert answer["role"] == "view"
    person = {key: answer["participant"][key] for key in ("name", "organisation", "job")}
    assert person == {"name": "Sam Okafor", "organisation": "Devon County Council", "job": "Commissioner"}
    rows = await organiser.rows(f"/api/boards/{board}/attendance")
    assert [(row["name"], row["date"], row["source"]) for row in rows] == [("Sam Okafor", "2026-03-12", "joined")]


async def test_someone_new_needs_a_name(world):
    browser = await world.browser()
    found = problem(await browser.request("POST", "/api/join", {"secret": world.organiser_secret}), 422)
    assert found["errors"][0]["field"] == "name"


@pytest.mark.parametrize(
    ("name", "words"), [("x" * 10_000, "at most 80 characters"), ("🎈🎉", "read aloud"), ("\u202e\u200b", "read aloud")]
)
async def test_an_impossible_name_gets_a_clear_answer(world, name, words):
    browser = await world.browser()
    found = problem(await browser.request("POST", "/api/join", {"secret": world.organiser_secret, "name": name}), 422)
    assert words in found["detail"]
    assert "x" * 100 not in found["detail"]


async def test_I1_a_returning_browser_is_the_same_participant(world):
    organiser = await world.organiser()
    board, other = await organiser.board(), await organiser.board()
    browser = await world.member(organiser, board, "view", "Sam")
    first, cookie = browser.participant, browser.http.cookies[PLAIN_COOKIE]
    secret = await organiser.invite(other, "edit")
    assert (await browser.post("/api/invitations/check", {"secret": secret}))["participant"]["name"] == "Sam"
    answer = await browser.join(secret)
    assert (answer["participant"]["id"], answer["participant"]["name"]) == (first, "Sam")
    assert browser.http.cookies[PLAIN_COOKIE] == cookie
    roles = {row["id"]: row["role"] for row in (await browser.get("/api/me"))["boards"]}
    assert roles == {board: "view", other: "edit"}


async def test_a_weaker_link_takes_nothing_away_and_says_so(world):
    organiser = await world.organiser()
    board = await organiser.board()
    browser = await world.member(organiser, board, "edit", "Sam")
    assert (await browser.join(await organiser.invite(board, "view")))["role"] == "edit"


async def test_a_returning_person_may_write_a_new_name(world):
    organiser = await world.organiser()
    board = await organiser.board()
    secret = await organiser.invite(board, "edit")
    browser = await world.browser()
    await browser.join(secret, "Sam", organisation="Devon", job="Nurse")
    answer = await browser.join(secret, "Samira", organisation=None)
    assert answer["participant"]["name"] == "Samira"
    assert answer["participant"]["organisation"] is None
    assert answer["participant"]["job"] == "Nurse"


async def test_equal_names_are_told_apart_on_the_board(world):
    organiser = await world.organiser()
    board = await organiser.board()
    first = await world.member(organiser, board, "edit", "Sam", organisation="Devon")
    await world.member(organiser, board, "edit", "sam", organisation="Cornwall")
    names = [row["display_name"] for row in await organiser.rows(f"/api/boards/{board}/participants")]
    assert names == ["Olu", "Sam (Devon)", "sam (Cornwall)"]
    assert (await first.get(f"/api/boards/{board}"))["participant"]["display_name"] == "Sam (Devon)"


@pytest.mark.parametrize("secret", ["nonsense", "x" * 43, "é" * 43, "\x00", "x" * 201])
async def test_a_wrong_link_is_refused_in_words(world, secret):
    browser = await world.browser()
    status = 422 if len(secret) > MAX_SECRET else 404
    problem(await browser.request("POST", "/api/join", {"secret": secret, "name": "Sam"}), status)
    problem(await browser.request("POST", "/api/invitations/check", {"secret": secret}), status)
    assert not browser.http.cookies


async def test_an_expired_link_is_gone(world):
    organiser = await world.organiser()
    board = await organiser.board()
    secret = await organiser.invite(board, "edit", expires_in_days=7)
    world.clock.forward(timedelta(days=7))
    browser = await world.browser()
    found = problem(await browser.request("POST", "/api/join", {"secret": secret, "name": "Sam"}), 410)
    assert found["type"].endswith(":link-expired")


async def test_I5_a_withdrawn_link_ends_what_it_gave_and_closes_the_sockets(world: World):
    organiser = await world.organiser()
    board = await organiser.board()
    link = await organiser.post(f"/api/boards/{board}/invitations", {"role": "edit"})
    weak = await organiser.invite(board, "view")
    loser, viewer, keeper = await world.browser(), await world.browser(), await world.browser()
    await loser.join(secret_of(link["url"]), "Sam")
    await viewer.join(secret_of(link["url"]), "Vera")
    await viewer.join(weak)
    await keeper.join(secret_of(link["url"]), "Kit")
    await keeper.join(await organiser.invite(board, "facilitate"))
    assert (await organiser.request("DELETE", f"/api/boards/{board}/invitations/{link['id']}")).status_code == 204
    problem(await loser.request("GET", f"/api/boards/{board}"), 404)
    assert (await viewer.get(f"/api/boards/{board}"))["role"] == "view"
    assert (await keeper.get(f"/api/boards/{board}"))["role"] == "facilitate"
    [(closed, who, reason)] = world.live.closed
    assert closed == board
    assert set(who) == {loser.participant, viewer.participant}
    assert reason.endswith(".")
    late = await world.browser()
    body = {"secret": secret_of(link["url"]), "name": "Late"}
    assert problem(await late.request("POST", "/api/join", body), 410)["type"].endswith(":link-revoked")


async def test_links_say_who_made_them_and_how_many_joined(world: World):
    organiser = await world.organiser("Olga")
    board = await organiser.board()
    faye = await world.member(organiser, board, "facilitate", "Faye")
    made = await faye.post(f"/api/boards/{board}/invitations", {"role": "edit"})
    for name in ("Ama", "Ben"):
        await (await world.browser()).join(secret_of(made["url"]), name)
    answer = await faye.get(f"/api/boards/{board}/invitations")
    assert made["url"].startswith(answer["address"] + "/join#")
    rows = {row["role"]: (row["by"], row["joined"], row["yours"]) for row in answer["invitations"]}
    assert rows == {"edit": ("Faye", 2, False), "facilitate": ("Olga", 1, True)}


async def test_I5_a_link_of_another_board_cannot_be_withdrawn_here(world):
    organiser = await world.organiser()
    mine, other = await organiser.board(), await organiser.board()
    link = await organiser.post(f"/api/boards/{other}/invitations", {"role": "edit"})
    problem(await organiser.request("DELETE", f"/api/boards/{mine}/invitations/{link['id']}"), 404)
    listed = await organiser.rows(f"/api/boards/{other}/invitations")
    assert [(row["id"], row["revoked_at"]) for row in listed] == [(link["id"], None)]
    assert "url" not in listed[0]


async def test_a_facilitator_brings_somebody_back_on_a_new_device_once(world):
    organiser = await world.organiser()
    board = await organiser.board()
    facilitator = await world.member(organiser, board, "facilitate", "Fay")
    editor = await world.member(organiser, board, "edit", "Sam")
    url = (await facilitator.post(f"/api/boards/{board}/participants/{editor.participant}/relink", {}))["url"]
    phone = await world.browser()
    answer = await phone.join(secret_of(url))
    assert (answer["participant"]["id"], answer["board_id"], answer["role"]) == (editor.participant, board, "edit")
    assert (await phone.get("/api/me"))["participant"]["name"] == "Sam"
    second = await world.browser()
    found = problem(await second.request("POST", "/api/join", {"secret": secret_of(url)}), 410)
    assert found["type"].endswith(":link-used")
    assert [row["role"] for row in await facilitator.rows(f"/api/boards/{board}/invitations")] == ["edit", "facilitate"]


async def test_a_relink_replaces_who_the_browser_was(world):
    organiser = await world.organiser()
    board = await organiser.board()
    editor = await world.member(organiser, board, "edit", "Sam")
    other = await world.member(organiser, board, "view", "Vera")
    url = (await organiser.post(f"/api/boards/{board}/participants/{editor.participant}/relink", {}))["url"]
    old = other.http.cookies[PLAIN_COOKIE]
    await other.join(secret_of(url))
    assert other.participant == editor.participant
    other.http.cookies.clear()
    other.http.cookies.set(PLAIN_COOKIE, old)
    assert (await other.get("/api/me"))["participant"] is None


async def test_a_relink_runs_out(world):
    organiser = await world.organiser()
    board = await organiser.board()
    editor = await world.member(organiser, board, "edit", "Sam")
    url = (await organiser.post(f"/api/boards/{board}/participants/{editor.participant}/relink", {}))["url"]
    world.clock.forward(timedelta(days=2))
    problem(await (await world.browser()).request("POST", "/api/join", {"secret": secret_of(url)}), 410)


async def test_nobody_gains_rights_by_relinking_somebody_who_has_more(world):
    organiser = await world.organiser()
    board, other = await organiser.board(), await organiser.board()
    facilitator = await world.member(organiser, board, "facilitate", "Fay")
    editor = await world.member(organiser, board, "edit", "Sam")
    await organiser.join(await organiser.invite(board, "edit"))
    path = f"/api/boards/{board}/participants"
    problem(await facilitator.request("POST", f"{path}/{organiser.participant}/relink", {}), 403)
    good(await facilitator.request("POST", f"{path}/{editor.participant}/relink", {}))
    await editor.join(await organiser.invite(other, "view"))
    problem(await facilitator.request("POST", f"{path}/{editor.participant}/relink", {}), 403)
    good(await organiser.request("POST", f"{path}/{editor.participant}/relink", {}))
    problem(await organiser.request("POST", f"{path}/nobody/relink", {}), 404)


async def test_a_relink_gives_no_more_than_its_maker_still_may(world):
    organiser = await world.organiser()
    board, other = await organiser.board(), await organiser.board()
    facilitator = await world.member(organiser, board, "facilitate", "Fay")
    editor = await world.member(organiser, board, "edit", "Sam")
    path = f"/api/boards/{board}/participants/{editor.participant}/relink"
    before = (await facilitator.post(path, {}))["url"]
    await editor.join(await organiser.invite(other, "edit"))
    phone = await world.browser()
    found = problem(await phone.request("POST", "/api/join", {"secret": secret_of(before)}), 410)
    assert found["type"].endswith(":link-revoked")
    assert (await phone.get("/api/me"))["participant"] is None


async def test_a_relink_of_somebody_who_lost_their_rights_is_worth_nothing(world):
    organiser = await world.organiser()
    board = await organiser.board()
    facilitator = await world.member(organiser, board, "facilitate", "Fay")
    editor = await world.member(organiser, board, "edit", "Sam")
    url = (await facilitator.post(f"/api/boards/{board}/participants/{editor.participant}/relink", {}))["url"]
    links = await organiser.rows(f"/api/boards/{board}/invitations")
    gave = next(row["id"] for row in links if row["role"] == "facilitate")
    good(await organiser.request("DELETE", f"/api/boards/{board}/invitations/{gave}"))
    problem(await (await world.browser()).request("POST", "/api/join", {"secret": secret_of(url)}), 410)


async def test_wrong_links_are_limited_by_address(world):
    browser = await world.browser()
    for _ in range(FAILED_LINKS):
        problem(await browser.request("POST", "/api/invitations/check", {"secret": new_secret()}), 404)
    refused = await browser.request("POST", "/api/join", {"secret": world.organiser_secret, "name": "Olu"})
    problem(refused, 429)
    assert refused.headers["retry-after"] == "60"
    world.clock.forward(WINDOW)
    await browser.join(world.organiser_secret, "Olu")


async def test_a_meeting_joins_from_one_address(world):
    organiser = await world.organiser()
    board = await organiser.board()
    secret = await organiser.invite(board, "edit")
    for number in range(40):
        browser = await world.browser()
        await browser.join(secret, f"Person {number}")
    assert len(await organiser.rows(f"/api/boards/{board}/participants")) == 41


async def test_who_is_present_is_said(world):
    organiser = await world.organiser()
    board = await organiser.board()
    first = await world.member(organiser, board, "edit", "Sam")
    await world.member(organiser, board, "view", "Vera")
    world.live.here[board] = [first.participant]
    rows = await first.rows(f"/api/boards/{board}/participants")
    seen = [(row["name"], row["role"], row["present"]) for row in rows]
    assert seen == [("Olu", "facilitate", False), ("Sam", "edit", True), ("Vera", "view", False)]
