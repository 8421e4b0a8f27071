"""Running the room by the API: the phase that is on and its time (SPEC F)."""

from datetime import timedelta
from typing import Any

import pytest

from board.roles import Role
from tests.services.api_app import Browser, World, good, problem


async def room(world: World) -> tuple[Browser, str, str]:
    """Return a facilitator's browser, the address of the stage, and the launch on the board."""
    organiser = await world.organiser()
    board = await organiser.board("manualize", answers={"areas": ["Prevention"]})
    [row] = (await organiser.get(f"/api/boards/{board}/phases"))["launches"]
    return organiser, f"/api/boards/{board}/stage", row["launch"]


def begin(launch: str, entry: str, seen: int, **more: Any) -> dict[str, Any]:
    return {"launch": launch, "entry": entry, "seen": seen, **more}


async def test_F2_a_phase_is_started_paused_extended_and_begun_again(world: World):
    faye, path, launch = await room(world)
    assert (await faye.get(path))["state"] == "off"
    begun = await faye.post(f"{path}/phase", begin(launch, "purpose", 0))
    assert (begun["state"], begun["entry"], begun["by"]) == ("running", "purpose", faye.participant)
    assert (begun["now"], begun["ends"]) == ("2026-03-12T14:00:00.000+00:00", "2026-03-12T14:05:00.000+00:00")
    world.clock.forward(timedelta(minutes=2))
    paused = await faye.post(f"{path}/timer", {"action": "pause", "seen": 1})
    assert (paused["state"], paused["ends"], paused["left"]) == ("paused", None, 180)
    world.clock.forward(timedelta(minutes=30))
    assert (await faye.post(f"{path}/timer", {"action": "extend", "minutes": 5, "seen": 2}))["left"] == 480
    assert (await faye.post(f"{path}/timer", {"action": "resume", "seen": 3}))["ends"][11:16] == "14:40"
    assert (await faye.post(f"{path}/timer", {"action": "restart", "seen": 4}))["ends"][11:16] == "14:37"


async def test_F1_any_phase_of_any_launch_can_follow_and_one_can_go_back(world: World):
    faye, path, launch = await room(world)
    board = path.removesuffix("/stage")
    grid = {"template": "dis_integration_grid", "answers": {"issue": "Long waits"}, "request_id": "a"}
    second = (await faye.post(f"{board}/launches", grid))["launch"]
    rows = (await faye.get(f"{board}/phases"))["launches"]
    first_of_grid = next(row for row in rows if row["launch"] == second)["phases"][0]["id"]
    await faye.post(f"{path}/phase", begin(launch, "core/anarea", 0))
    await faye.post(f"{path}/phase", begin(second, first_of_grid, 1, finish=True))
    back = await faye.post(f"{path}/phase", begin(launch, "purpose", 2))
    assert (back["launch"], back["entry"], back["title"]) == (launch, "purpose", "Purpose and check-in")
    rows = (await faye.get(f"{board}/phases"))["launches"]
    assert {row["launch"]: row["done"] for row in rows} == {launch: ["core/anarea"], second: []}
    ended = await faye.post(f"{path}/phase", {"launch": None, "entry": None, "finish": True, "seen": 3})
    assert (ended["state"], ended["entry"]) == ("off", None)


async def test_F1_a_phase_that_was_done_and_runs_again_is_not_done(world: World):
    faye, path, launch = await room(world)
    await faye.post(f"{path}/phase", begin(launch, "purpose", 0))
    await faye.post(f"{path}/phase", begin(launch, "split", 1, finish=True))
    [row] = (await faye.get(f"{path.removesuffix('/stage')}/phases"))["launches"]
    assert row["done"] == ["purpose"]
    await faye.post(f"{path}/phase", begin(launch, "purpose", 2))
    [row] = (await faye.get(f"{path.removesuffix('/stage')}/phases"))["launches"]
    assert row["done"] == []


async def test_F11_a_timer_without_a_phase_is_started_paused_extended_and_stopped(world: World):
    faye, path, launch = await room(world)
    await faye.post(f"{path}/phase", begin(launch, "purpose", 0))
    begun = await faye.post(f"{path}/free-timer", {"action": "start", "minutes": 2, "seen": 0})
    assert (begun["timer"]["ends"], begun["ends"]) == (
        "2026-03-12T14:02:00.000+00:00",
        "2026-03-12T14:05:00.000+00:00",
    )
    problem(await faye.request("POST", f"{path}/free-timer", {"action": "start", "minutes": 5, "seen": 0}), 409)
    world.clock.forward(timedelta(minutes=1))
    paused = await faye.post(f"{path}/free-timer", {"action": "pause", "seen": 1})
    assert (paused["timer"]["state"], paused["timer"]["left"], paused["state"]) == ("paused", 60, "running")
    await faye.post(f"{path}/free-timer", {"action": "extend", "minutes": 3, "seen": 2})
    resumed = await faye.post(f"{path}/free-timer", {"action": "resume", "seen": 3})
    assert resumed["timer"]["ends"] == "2026-03-12T14:05:00.000+00:00"
    stopped = await faye.post(f"{path}/free-timer", {"action": "stop", "seen": 4})
    assert (stopped["timer"]["state"], stopped["state"], stopped["entry"]) == ("off", "running", "purpose")


async def test_F3_two_who_press_at_once_give_one_start_and_the_second_is_told(world: World):
    faye, path, launch = await room(world)
    gil = await world.member(faye, path.split("/")[3], "facilitate", "Gil")
    await faye.post(f"{path}/phase", begin(launch, "purpose", 0))
    refused = problem(await gil.request("POST", f"{path}/phase", begin(launch, "purpose", 0)), 409)
    assert refused["type"].endswith("overtaken")
    assert "faster" in refused["detail"]
    stage = await gil.get(path)
    assert (stage["turn"], stage["by"]) == (1, faye.participant)
    problem(await gil.request("POST", f"{path}/timer", {"action": "pause", "seen": 0}), 409)


@pytest.mark.parametrize(
    ("where", "body", "status"),
    [
        ("phase", {"launch": "nothing", "entry": "purpose", "seen": 0}, 409),
        ("phase", {"launch": None, "entry": "purpose", "seen": 0}, 422),
        ("phase", {"launch": "nothing", "entry": "purpose"}, 422),
        ("timer", {"action": "pause", "seen": 0}, 409),
        ("timer", {"action": "extend", "minutes": 0, "seen": 0}, 422),
        ("timer", {"action": "stop", "seen": 0}, 422),
    ],
)
async def test_F1_what_does_not_fit_is_explained_and_changes_nothing(world: World, where, body, status):
    faye, path, _ = await room(world)
    problem(await faye.request("POST", f"{path}/{where}", body), status)
    assert (await faye.get(path))["turn"] == 0


async def test_F1_the_phase_goes_on_when_who_started_it_has_left_and_another_takes_on(world: World):
    faye, path, launch = await room(world)
    await faye.post(f"{path}/phase", begin(launch, "purpose", 0))
    good(await faye.request("POST", "/api/logout", {}))
    gil = await world.organiser("Gil")
    assert (await gil.get(path))["state"] == "running"
    assert (await gil.post(f"{path}/timer", {"action": "pause", "seen": 1}))["by"] == gil.participant


async def zone_of(browser: Browser, path: str, slot: str) -> str:
    """Return the id of the first zone with this slot, in an area or on the board."""
    board = await browser.get(f"{path.removesuffix('/stage')}/projection")
    zones = board["launches"][0]["zones"]
    inside = [zone for each in zones for area in each.get("areas", ()) for zone in area["zones"]]
    return str(next(zone["id"] for zone in (*zones, *inside) if zone["slot"] == slot))


async def test_F7_a_place_is_locked_once_with_a_snapshot_and_opened(world: World):
    faye, path, _ = await room(world)
    zone = await zone_of(faye, path, "parking")
    locked = good(await faye.request("PUT", f"{path}/locks/{zone}", {"why": "we read back"})).json()["locks"]
    assert [(each["place"], each["root"], each["why"], each["by"]) for each in locked] == [
        (zone, "zones", "we read back", faye.participant)
    ]
    again = good(await faye.request("PUT", f"{path}/locks/{zone}", {})).json()["locks"]
    assert again == locked
    [kept] = await faye.rows(f"{path.removesuffix('/stage')}/snapshots")
    assert (kept["id"], kept["reason"], kept["label"]) == (
        locked[0]["snapshot"],
        "before lock",
        "Before locking “Parking”",
    )
    assert good(await faye.request("DELETE", f"{path}/locks/{zone}")).json()["locks"] == []
    problem(await faye.request("PUT", f"{path}/locks/nothing", {}), 404)


async def test_F7_a_locked_hat_takes_no_words_but_the_facilitators(world: World):
    faye, path, _ = await room(world)
    board = path.split("/")[3]
    hats = {"issue": "Long waits", "hats": ["Parent", "Commissioner"]}
    body = {"template": "wearing_different_hats", "answers": hats, "request_id": "a"}
    await faye.post(f"/api/boards/{board}/launches", body)
    launches = (await faye.get(f"/api/boards/{board}/projection"))["launches"]
    ring = next(zone for launch in launches for zone in launch["zones"] if zone["kind"] == "ring")
    cell = [ring["rows"][0]["id"], ring["columns"][0]["id"]]
    ama = await world.member(faye, board, "edit", "Ama")
    words = {"zone": ring["id"], "cell": cell, "text": "I see a queue."}
    card = (await ama.post(f"/api/boards/{board}/hat-cards", words | {"request_id": "b"}))["card"]
    good(await faye.request("PUT", f"{path}/locks/{ring['id']}", {}))
    refused = await ama.request("POST", f"/api/boards/{board}/hat-cards", words | {"request_id": "c"})
    assert "locked" in problem(refused, 409)["detail"]
    problem(await ama.request("PUT", f"/api/boards/{board}/hat-cards/{card}", {"text": "More"}), 409)
    added = await faye.post(f"/api/boards/{board}/hat-cards", words | {"request_id": "d"})
    back = f"{path}/locks/{ring['id']}/restore"
    for _ in range(2):
        answer = await faye.post(back, {"request_id": "back"})
        assert answer["applied"] == ["Card 'I see a queue.' is deleted."]
    [gone] = (await faye.get(f"/api/boards/{board}/projection"))["deleted"]
    assert gone["id"] == added["card"]
    problem(await ama.request("POST", back, {"request_id": "e"}), 403)
    problem(await faye.request("POST", f"{path}/locks/nothing/restore", {"request_id": "f"}), 404)


async def test_F4_F5_F6_everybody_is_brought_lit_and_led_and_let_go(world: World):
    faye, path, launch = await room(world)
    zone = await zone_of(faye, path, "parking")
    first = await faye.post(f"{path}/call", {"root": "zones", "id": zone})
    called = {"root": "zones", "id": zone, "turn": 1, "by": faye.participant, "at": "2026-03-12T14:00:00.000+00:00"}
    assert first["called"] == called
    assert (await faye.post(f"{path}/call", {"root": "launches", "id": launch}))["called"]["turn"] == 2
    lit = good(await faye.request("PUT", f"{path}/spotlight", {"root": "zones", "id": zone})).json()
    assert lit["spotlit"] == {"root": "zones", "id": zone}
    assert good(await faye.request("DELETE", f"{path}/spotlight")).json()["spotlit"] is None
    assert good(await faye.request("PUT", f"{path}/leader", {})).json()["leader"] == faye.participant
    assert good(await faye.request("DELETE", f"{path}/leader")).json()["leader"] is None
    for wrong, status in (({"root": "zones", "id": "nothing"}, 404), ({"root": "cards", "id": zone}, 422)):
        problem(await faye.request("POST", f"{path}/call", wrong), status)
        problem(await faye.request("PUT", f"{path}/spotlight", wrong), status)


async def test_F8_a_facilitator_hands_over_and_the_last_one_stays(world: World):
    olu, path, _ = await room(world)
    board = path.split("/")[3]
    faye = await world.member(olu, board, "facilitate", "Faye")
    ama = await world.member(olu, board, "edit", "Ama")
    people = f"/api/boards/{board}/participants"
    alone = await faye.request("PUT", f"{people}/{faye.participant}/role", {"role": "edit"})
    assert problem(alone, 409)["type"].endswith("last-facilitator")
    rows = good(await faye.request("PUT", f"{people}/{ama.participant}/role", {"role": "facilitate"})).json()
    assert {row["id"]: row["role"] for row in rows["participants"]}[ama.participant] == "facilitate"
    assert world.live.roles == [(board, ama.participant, Role.FACILITATE)]
    good(await ama.request("PUT", f"{people}/{faye.participant}/role", {"role": "edit"}))
    problem(await faye.request("POST", f"{path}/phase", begin("x", "y", 0)), 403)
    good(await olu.request("PUT", f"{people}/{ama.participant}/role", {"role": "edit"}))
    for wrong, status in (("nothing", 404), (olu.participant, 404)):
        problem(await olu.request("PUT", f"{people}/{wrong}/role", {"role": "edit"}), status)
    problem(await olu.request("PUT", f"{people}/{ama.participant}/role", {"role": "view"}), 422)
