"""Dealing and choosing hats by the API: each is told their own, nobody another's (SPEC H)."""

from dataclasses import dataclass
from typing import Any

import pytest

from server.facilitation.hats import Hats
from server.facilitation.markers import Markers
from tests.services.api_app import Browser, World, good, problem

HATS = ["Finance", "Ministry", "Baby"]


@dataclass
class Room:
    """A board with hats, who runs it, and two who take part and are here; Ama is an accountant."""

    world: World
    board: str
    zone: str
    hats: dict[str, str]
    faye: Browser
    ama: Browser
    ben: Browser

    @property
    def path(self) -> str:
        return f"/api/boards/{self.board}/hats/{self.zone}"

    async def give(self, *, deal: bool) -> Any:
        return await self.faye.post(self.path, {"deal": deal})

    async def wears(self, who: Browser) -> str | None:
        mine = (await who.get(f"{self.path}/mine"))["mine"]
        return mine["title"] if mine else None


async def put(who: Browser, room: Room, title: str | None) -> Any:
    return await who.request("PUT", f"{room.path}/mine", {"hat": room.hats.get(title or "", title)})


@pytest.fixture
async def room(world: World) -> Room:
    faye = await world.organiser("Faye")
    board = await faye.board("wearing_different_hats", answers={"hats": HATS})
    ama = await world.member(faye, board, "edit", "Ama", job="Accountant", organisation="A council")
    ben = await world.member(faye, board, "edit", "Ben")
    vera = await world.member(faye, board, "view", "Vera")
    world.live.here[board] = [each.participant for each in (faye, ama, ben, vera)]
    [launch] = (await faye.get(f"/api/boards/{board}/projection"))["launches"]
    ring = next(zone for zone in launch["zones"] if zone["kind"] == "ring")
    hats = {column["title"]: column["id"] for column in ring["columns"]}
    return Room(world, board, ring["id"], hats, faye, ama, ben)


async def test_H1_a_deal_gives_everybody_who_takes_part_a_hat_that_is_not_their_job(room: Room):
    for _ in range(8):
        shown = await room.give(deal=True)
        assert (shown["state"], shown["worn"]) == ("on", 2)
        worn = [await room.wears(who) for who in (room.ama, room.ben)]
        assert worn[0] in ("Ministry", "Baby")
        assert worn[1] in HATS
        assert worn[0] != worn[1]
        assert await room.wears(room.faye) is None


async def test_H1_people_choose_and_never_their_own_job(room: Room):
    await room.give(deal=False)
    mine = await room.ama.get(f"{room.path}/mine")
    assert (mine["mine"], [hat["title"] for hat in mine["choice"]]) == (None, ["Ministry", "Baby"])
    assert "own job" in problem(await put(room.ama, room, "Finance"), 409)["detail"]
    for who in (room.ama, room.ben):
        assert good(await put(who, room, "Baby")).json()["mine"]["title"] == "Baby"
    assert (await room.ben.get(f"{room.path}/mine"))["worn"] == 2
    assert good(await put(room.ben, room, None)).json()["mine"] is None
    assert (await room.ama.get(f"{room.path}/mine"))["worn"] == 1


async def test_H1_who_says_that_it_is_their_own_job_gets_another_and_not_that_again(room: Room):
    await room.give(deal=False)
    good(await put(room.ben, room, "Baby"))
    for _ in range(2):
        another = (await room.ben.post(f"{room.path}/mine/own-job", {}))["mine"]
        assert another is None or another["title"] != "Baby"
    assert "own job" in problem(await put(room.ben, room, "Baby"), 409)["detail"]
    last = await room.ben.post(f"{room.path}/mine/own-job", {})
    assert (last["mine"], last["choice"]) == (None, [])


async def test_H1_who_comes_late_is_dealt_a_hat_and_others_keep_theirs(room: Room):
    await room.give(deal=True)
    before = await room.wears(room.ama)
    cy = await room.world.member(room.faye, room.board, "edit", "Cy")
    room.world.live.here[room.board].append(cy.participant)
    assert await room.wears(cy) is None
    assert (await room.faye.post(f"{room.path}/deal", {}))["worn"] == 3
    assert await room.wears(cy) is not None
    assert await room.wears(room.ama) == before
    assert good(await room.faye.request("POST", f"{room.path}/mine/deal", {})).json()["mine"] is not None


async def test_H2_hats_off_forgets_who_wore_which(room: Room):
    await room.give(deal=True)
    assert good(await room.faye.request("DELETE", room.path)).json()["state"] == "off"
    mine = await room.ama.get(f"{room.path}/mine")
    assert (mine["state"], mine["mine"], mine["worn"]) == ("off", None, 0)
    for answer in (await put(room.ama, room, "Baby"), await room.ama.request("POST", f"{room.path}/mine/deal", {})):
        assert "hats are off" in problem(answer, 409)["detail"]
    assert str(vars(room.world.services.hats)).count(room.ama.participant) == 0


async def test_H2_another_server_answers_421_until_hats_are_given_out_anew(room: Room):
    await room.give(deal=True)
    markers = Markers(alone=False)
    object.__setattr__(room.world.services, "hats", Hats(markers.id, alone=False))
    for answer in (
        await room.ama.request("GET", f"{room.path}/mine"),
        await put(room.ama, room, "Baby"),
        await room.faye.request("POST", f"{room.path}/deal", {}),
    ):
        assert "begin again" in problem(answer, 421)["detail"]
    assert (await room.give(deal=True))["worn"] == 2
    assert await room.wears(room.ama) is not None


async def test_H2_after_a_restart_a_deal_to_those_without_is_a_new_turn_that_pages_ask_about(room: Room):
    before = await room.give(deal=True)
    object.__setattr__(room.world.services, "hats", Hats("new", alone=True))
    assert await room.wears(room.ama) is None
    shown = await room.faye.post(f"{room.path}/deal", {})
    assert (shown["turn"], shown["worn"]) == (before["turn"] + 1, 2)
    assert await room.wears(room.ama) is not None
    assert (await room.faye.post(f"{room.path}/deal", {}))["turn"] == shown["turn"]


async def test_H1_what_is_not_there_is_explained(room: Room):
    problem(await room.faye.request("POST", room.path.replace(room.zone, "nothing"), {"deal": True}), 409)
    await room.give(deal=False)
    assert "not there any more" in problem(await put(room.ama, room, "nothing"), 409)["detail"]
    problem(await room.ama.request("PUT", f"{room.path}/mine", {"hat": "no id"}), 422)
