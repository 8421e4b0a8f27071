"""Votes by the API: dots, who agrees with a text, and what nobody is told (SPEC V1 to V5)."""

import asyncio
from typing import Any

from board.content.document import BoardDocument
from board.edits import Place, add_card, delete, move_card
from server.ports.log import StorageUnavailable
from tests.services.api_app import Browser, World, good, new_request, problem

CARDS = ("gap1", "gap2", "gap3", "gap4")


class Room:
    """A board from Manualize with four cards on one list, its facilitator, and two who write."""

    def __init__(self, world: World, faye: Browser, board: str, zones: dict[str, str], area: str) -> None:
        self.world, self.faye, self.board, self.zones, self.area = world, faye, board, zones, area
        self.path = f"/api/boards/{board}/votes"

    async def member(self, name: str, role: str = "edit") -> Browser:
        return await self.world.member(self.faye, self.board, role, name)

    async def open(self, place: str, kind: str = "dots", **more: Any) -> str:
        body = {"kind": kind, "place": place, "request_id": new_request(), **more}
        return str((await self.faye.post(self.path, body))["id"])

    async def vote_on_cards(self, **more: Any) -> str:
        return await self.open(self.zones["parking"], **more)

    async def put(self, who: Browser, vote: str, option: str, count: int = 1) -> dict[str, Any]:
        answer = await who.request("PUT", f"{self.path}/{vote}/mine", {"option": option, "count": count})
        return dict(good(answer).json())

    async def refused(self, who: Browser, vote: str, option: str, count: int = 1, status: int = 409) -> str:
        answer = await who.request("PUT", f"{self.path}/{vote}/mine", {"option": option, "count": count})
        return str(problem(answer, status)["detail"])

    async def edit(self, change: Any) -> None:
        await self.world.edit(self.board, lambda doc: change(BoardDocument(doc)))

    async def close(self, vote: str) -> dict[str, Any]:
        return dict(await self.faye.post(f"{self.path}/{vote}/close", None))


async def room(world: World) -> Room:
    faye = await world.organiser()
    board = await faye.board("manualize", answers={"areas": ["Prevention"]})
    [launch] = (await faye.get(f"/api/boards/{board}/projection"))["launches"]
    zones = {zone["slot"]: zone["id"] for zone in launch["zones"]}
    [area] = next(zone["areas"] for zone in launch["zones"] if zone.get("areas"))
    made = Room(world, faye, board, zones, area["id"])

    def fill(content: BoardDocument) -> None:
        for card in CARDS:
            add_card(content, card, "note", Place(zones["parking"]), text=card)

    await made.edit(fill)
    return made


async def test_V1_each_places_dots_which_nobody_sees_until_it_is_closed(world: World):
    here = await room(world)
    ann, ben = await here.member("Ann"), await here.member("Ben")
    world.live.here[here.board] = [here.faye.participant, ann.participant, ben.participant]
    vote = await here.vote_on_cards(dots=3)
    assert (await here.put(ann, vote, "gap1"))["mine"] == {"gap1": 1}
    assert (await here.put(ann, vote, "gap2"))["mine"] == {"gap1": 1, "gap2": 1}
    seen = await here.faye.get(f"{here.path}/{vote}")
    assert (seen["voted"], seen["people"], seen["mine"], seen["totals"], seen["so_far"]) == (1, 3, {}, {}, None)
    assert ann.participant not in str(seen | {"by": None})
    assert (await ben.get(f"{here.path}/{vote}"))["mine"] == {}
    await here.put(ben, vote, "gap2")
    closed = await here.close(vote)
    assert (closed["state"], closed["totals"], closed["voters"]) == ("closed", {"gap2": 2, "gap1": 1}, 2)
    assert ann.participant not in str(closed)


async def test_V2_nobody_has_more_dots_than_were_given_or_votes_where_they_may_not(world: World):
    here = await room(world)
    ann, vera = await here.member("Ann"), await here.member("Vera", "view")
    other = await room(world)
    vote = await here.vote_on_cards(dots=2, most=1)
    await here.put(ann, vote, "gap1")
    await here.put(ann, vote, "gap2")
    assert "Take one back" in await here.refused(ann, vote, "gap3")
    assert "At most 1" in await here.refused(ann, vote, "gap1", 2)
    await here.refused(ann, vote, "gap1", -1, 422)
    await here.refused(ann, vote, "nothing")
    await here.refused(vera, vote, "gap1", 1, 403)
    answer = await other.faye.request("PUT", f"{other.path}/{vote}/mine", {"option": "gap1", "count": 1})
    problem(answer, 404)
    assert (await here.close(vote))["totals"] == {"gap1": 1, "gap2": 1}
    assert "ended" in await here.refused(ann, vote, "gap1", 0)


async def test_V2_parallel_requests_of_one_person_place_no_more_than_they_have(world: World):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards(dots=2)
    body = [{"option": card, "count": 1} for card in CARDS]
    answers = await asyncio.gather(*[ann.request("PUT", f"{here.path}/{vote}/mine", each) for each in body])
    assert sorted(each.status_code for each in answers) == [200, 200, 409, 409]
    assert sum((await here.close(vote))["totals"].values()) == 2


async def test_V2_dots_come_back_from_a_card_that_is_deleted_or_moved_away(world: World):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards(dots=2)
    await here.put(ann, vote, "gap1")
    await here.put(ann, vote, "gap2")
    await here.edit(lambda content: delete(content, "cards", "gap1", "2026-03-12T14:01:00Z"))
    await here.edit(lambda content: move_card(content, "gap2", Place(here.zones["learning"])))
    assert (await here.put(ann, vote, "gap3"))["mine"] == {"gap3": 1}
    assert (await here.put(ann, vote, "gap4"))["mine"] == {"gap3": 1, "gap4": 1}
    assert (await here.close(vote))["totals"] == {"gap3": 1, "gap4": 1}


async def test_V1_one_who_comes_late_may_vote_and_any_facilitator_may_close(world: World):
    here = await room(world)
    vote = await here.vote_on_cards()
    late = await here.member("Late")
    await here.put(late, vote, "gap4")
    gil = await here.member("Gil", "facilitate")
    assert (await gil.post(f"{here.path}/{vote}/close", None))["totals"] == {"gap4": 1}


async def test_V1_opening_twice_with_one_request_id_is_one_vote_and_one_is_open_a_place(world: World):
    here = await room(world)
    body = {"kind": "dots", "place": here.zones["parking"], "request_id": "once"}
    first, again = await here.faye.post(here.path, body), await here.faye.post(here.path, body)
    assert first["id"] == again["id"]
    refused = problem(await here.faye.request("POST", here.path, body | {"request_id": "another"}), 409)
    assert "open here already" in refused["detail"]
    assert len(await here.faye.rows(here.path)) == 1


async def test_V1_a_cancelled_vote_leaves_nothing(world: World):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards()
    await here.put(ann, vote, "gap1")
    assert (await here.faye.post(f"{here.path}/{vote}/cancel", None))["state"] == "cancelled"
    assert "ended" in await here.refused(ann, vote, "gap1")
    assert await world.services.votes.ballots(vote) == []
    assert (await here.close(vote))["state"] == "cancelled"


async def test_V3_a_close_that_was_cut_short_is_completed_by_the_next_with_the_same_sums(world: World, monkeypatch):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards()
    await here.put(ann, vote, "gap1")

    async def fails(*_args: Any, **_options: Any) -> None:
        raise StorageUnavailable("The disk is full.")

    with monkeypatch.context() as outage:
        outage.setattr(world.live, "edit", fails)
        problem(await here.faye.request("POST", f"{here.path}/{vote}/close"), 503)
    assert (await here.faye.get(f"{here.path}/{vote}"))["state"] == "open"
    assert "ended" in await here.refused(ann, vote, "gap2")
    closed = await here.close(vote)
    assert (closed["state"], closed["totals"], closed["voters"]) == ("closed", {"gap1": 1}, 1)


async def test_V3_what_a_vote_left_in_the_database_names_nobody(world: World, tmp_path):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards()
    await here.put(ann, vote, "gap1")
    assert await world.services.votes.voters(vote) == [ann.participant]
    await here.close(vote)
    assert (await world.services.votes.voters(vote), await world.services.votes.ballots(vote)) == ([], [])


async def test_V4_the_cards_take_the_order_of_a_closed_vote_and_the_top_is_marked(world: World):
    here = await room(world)
    ann, ben = await here.member("Ann"), await here.member("Ben")
    vote = await here.vote_on_cards(dots=3)
    problem(await here.faye.request("POST", f"{here.path}/{vote}/use", {"order": True}), 409)
    for who, card in ((ann, "gap3"), (ben, "gap3"), (ann, "gap4")):
        await here.put(who, vote, card)
    await here.close(vote)
    used = await here.faye.post(f"{here.path}/{vote}/use", {"order": True, "top": 1})
    assert used["top"] == ["gap3"]
    launch = (await here.faye.get(f"/api/boards/{here.board}/projection"))["launches"][0]
    cards = next(zone["cards"] for zone in launch["zones"] if zone["slot"] == "parking")
    assert [card["id"] for card in cards] == ["gap3", "gap4", "gap1", "gap2"]


async def test_V1_areas_are_voted_on_too(world: World):
    here = await room(world)
    vote = await here.open(here.zones["areas"])
    await here.put(here.faye, vote, here.area)
    assert (await here.close(vote))["totals"] == {here.area: 1}


async def test_V5_each_says_one_of_three_about_the_text_as_it_was(world: World):
    here = await room(world)
    ann, ben = await here.member("Ann"), await here.member("Ben")
    asked = {"kind": "agreement", "place": here.area, "request_id": "early"}
    assert "agreed record" in problem(await here.faye.request("POST", here.path, asked), 409)["detail"]
    await here.edit(lambda content: content.write("areas", here.area, "record", "We meet monthly."))
    vote = await here.open(here.area, "agreement")
    await here.put(ann, vote, "agree")
    assert (await here.put(ann, vote, "live_with"))["mine"] == {"live_with": 1}
    await here.put(ben, vote, "not_yet")
    assert (await ann.get(f"{here.path}/{vote}"))["so_far"] is None
    await here.refused(ann, vote, "gap1")
    closed = await here.close(vote)
    assert closed["totals"] == {"live_with": 1, "not_yet": 1}
    assert (closed["text"], len(closed["digest"])) == ("We meet monthly.", 64)


async def test_V5_counts_are_seen_at_once_where_the_facilitator_chose_so(world: World):
    here = await room(world)
    await here.edit(lambda content: content.write("areas", here.area, "record", "We meet monthly."))
    vote = await here.open(here.area, "agreement", counts="live")
    assert (await here.put(here.faye, vote, "agree"))["so_far"] == {"agree": 1}
    dots = {"kind": "dots", "place": here.zones["parking"], "counts": "live", "request_id": "x"}
    problem(await here.faye.request("POST", here.path, dots), 422)


async def test_X12_a_report_says_what_a_vote_came_to_and_takes_a_new_snapshot_for_it(world: World):
    here = await room(world)
    ann = await here.member("Ann")
    vote = await here.vote_on_cards(dots=2)
    await here.put(ann, vote, "gap2")
    export = {"layout": "manual_section"}
    before = await here.faye.post(f"/api/boards/{here.board}/exports/preview", export)
    assert "voted" not in before["text"]
    await here.close(vote)
    after = await here.faye.post(f"/api/boards/{here.board}/exports/preview", export)
    assert "As of 12 March 2026, 1 person voted, with dots:" in after["text"]
    assert after["snapshot"]["id"] != before["snapshot"]["id"]
    again = await here.faye.post(f"/api/boards/{here.board}/exports/preview", export)
    assert again["snapshot"] == after["snapshot"]
    plain = {**export, "options": {"include": ["context"]}}
    assert "voted" not in (await here.faye.post(f"/api/boards/{here.board}/exports/preview", plain))["text"]
    assert "Ann" not in after["text"].split("with dots:")[1]
