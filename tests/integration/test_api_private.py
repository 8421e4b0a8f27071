"""Private rounds by the API: written unseen, counted, revealed once (SPEC P)."""

import asyncio
import random
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pycrdt
import pytest

from board.ids import DocumentName
from server.facilitation.private import OnBoard
from server.ports.directory import Directory
from server.ports.log import StorageUnavailable
from tests.integration.private_rounds import Group, group
from tests.services.api_app import good, problem

__all__ = ["group"]


async def test_P1_what_is_written_is_read_by_its_author_alone(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "We wait too long.")
    mine = (await group.ann.get(f"{group.path}/cards"))["cards"]
    assert [(each["round"], each["text"], each["revision"]) for each in mine] == [(round_id, "We wait too long.", 1)]
    for other in (group.ben, group.faye):
        assert (await other.get(f"{group.path}/cards"))["cards"] == []
    assert await group.texts() == []


async def test_P1_a_round_is_opened_once_a_request_and_one_at_a_time(group: Group) -> None:
    first = await group.open(request_id="r")
    assert await group.open(request_id="r") == first
    gil = await group.world.organiser("Gil")
    body = {"zone": group.zone, "request_id": "other"}
    assert "Reveal or end" in problem(await gil.request("POST", f"{group.path}/rounds", body), 409)["detail"]
    shown = await group.ann.get(f"{group.path}/rounds")
    assert (shown["round"]["id"], shown["round"]["state"], shown["round"]["by"]) == (
        first,
        "open",
        group.faye.participant,
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [({"zone": "nothing"}, 409), ({}, 422), ({"cell": ["a", "b"]}, 409), ({"cell": ["a"]}, 422)],
)
async def test_P1_a_round_is_opened_only_where_cards_can_be(group: Group, body: dict[str, Any], status: int) -> None:
    whole = ({"zone": group.zone} if "cell" in body else {}) | {"request_id": "r"} | body
    problem(await group.faye.request("POST", f"{group.path}/rounds", whole), status)
    assert (await group.ann.get(f"{group.path}/rounds"))["round"] is None


async def test_P2_a_card_is_rewritten_thrown_away_and_never_overwritten_unseen(group: Group) -> None:
    round_id = await group.open()
    path = f"{group.path}/rounds/{round_id}/cards/k"
    await group.write(group.ann, round_id, "One")
    body = {"text": "Two", "after": 1, "mark": "m"}
    for _ in range(2):
        assert good(await group.ann.request("PUT", path, body)).json() == {"revision": 2, "cell": None}
    late = problem(await group.ann.request("PUT", path, body | {"mark": "n", "text": "Other words"}), 409)
    assert late["type"].endswith("round-overtaken")
    await group.write(group.ann, round_id, "  ", after=2)
    assert (await group.ann.get(f"{group.path}/cards"))["cards"] == []
    problem(await group.ann.request("PUT", path, body | {"text": "x" * 4_001}), 422)
    problem(await group.ann.request("PUT", path.replace(round_id, "nothing"), body), 404)


async def test_P3_everybody_is_told_counts_and_not_at_once(group: Group) -> None:
    round_id = await group.open()
    private = group.world.services.private
    await group.write(group.ann, round_id, "One")
    await group.write(group.ann, round_id, "Two", card="l")
    await group.write(group.ben, round_id, "Three")
    assert await group.counts() == (0, 0)
    await private.tell()
    assert await group.counts() == (2, 3)
    stage = f"/api/boards/{group.board}/stage"
    before = await group.ann.get(stage)
    await group.write(group.ann, round_id, "One, better", after=1)
    await private.tell()
    assert await group.ann.get(stage) == before


async def test_P4_a_reveal_puts_all_cards_on_the_board_once_in_no_order(group: Group) -> None:
    round_id = await group.open()
    for number in range(6):
        await group.write(group.ann, round_id, f"Ann {number}", card=f"a{number}")
        await group.write(group.ben, round_id, f"Ben {number}", card=f"b{number}")
    board = await group.world.services.directory.get_board(group.board)
    assert board is not None
    found = await group.world.services.directory.get_round(group.board, round_id)
    assert await group.seeded(group.world.services).reveal(board, found) == OnBoard(12, 0)
    texts = await group.texts()
    assert sorted(texts) == sorted([*(f"Ann {n}" for n in range(6)), *(f"Ben {n}" for n in range(6))])
    written = sorted(texts)
    random.Random(7).shuffle(written)
    assert texts == written
    assert await group.reveal(round_id) == 12
    assert await group.texts() == texts
    shown = await group.ann.get(f"{group.path}/rounds")
    assert (shown["round"]["state"], shown["writers"], shown["cards"]) == ("revealed", 2, 12)
    assert (await group.ann.get(f"{group.path}/cards"))["cards"] == []


async def test_P4_two_who_press_at_once_reveal_once(group: Group) -> None:
    gil = await group.world.organiser("Gil")
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")
    both = await asyncio.gather(group.reveal(round_id), group.reveal(round_id, gil))
    assert list(both) == [1, 1]
    assert await group.texts() == ["One"]


async def test_P4_a_reveal_with_nobodys_cards_says_so_and_changes_nothing(group: Group) -> None:
    round_id = await group.open()
    refused = problem(await group.faye.request("POST", f"{group.path}/rounds/{round_id}/reveal"), 409)
    assert "Nobody has written yet" in refused["detail"]
    await group.write(group.ann, round_id, "One")
    assert await group.reveal(round_id) == 1


async def test_P4_a_round_goes_on_when_its_facilitator_leaves(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")
    good(await group.faye.request("POST", "/api/logout", {}))
    gil = await group.world.organiser("Gil")
    assert await group.reveal(round_id, gil) == 1


async def test_P4_a_reveal_into_a_zone_that_was_deleted_waits_until_it_is_back(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")

    def mark(deleted: str | None) -> Any:
        return lambda doc: doc.get("zones", type=pycrdt.Map)[group.zone].update({"deleted": deleted})

    await group.world.edit(group.board, mark("2026-03-12T14:00:00Z"))
    problem(await group.faye.request("POST", f"{group.path}/rounds/{round_id}/reveal"), 409)
    await group.write(group.ann, round_id, "Two", card="l")
    await group.world.edit(group.board, mark(None))
    assert await group.reveal(round_id) == 2


async def cut_short(group: Group, port: Any, method: str, when: str) -> None:
    """Begin a reveal whose process loses its storage at the given point."""
    real = getattr(port, method)

    async def fails(*given: Any, **named: Any) -> Any:
        if when == "after":
            await real(*given, **named)
        raise StorageUnavailable("told to")

    with patch.object(port, method, fails):
        round_id = (await group.ann.get(f"{group.path}/rounds"))["round"]["id"]
        problem(await group.faye.request("POST", f"{group.path}/rounds/{round_id}/reveal"), 503)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["freeze_round", "edit", "close_round"])
async def test_P4_a_reveal_that_was_cut_short_is_completed_and_nothing_is_lost_or_twice(
    group: Group, step: str, when: str
) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")
    await group.write(group.ben, round_id, "Two")
    services = group.world.services
    port: Directory | Any = services.live if step == "edit" else services.directory
    await cut_short(group, port, step, when)
    await group.seeded(services).tell()
    if (step, when) == ("freeze_round", "before"):
        assert await group.texts() == []
        assert await group.reveal(round_id) == 2
    assert sorted(await group.texts()) == ["One", "Two"]
    assert await group.reveal(round_id) == 2
    assert len(await group.texts()) == 2
    assert (await group.ann.get(f"{group.path}/rounds"))["round"]["state"] == "revealed"
    assert await services.directory.written(round_id) == []


async def test_P4_no_request_of_a_member_stands_in_for_a_reveal(group: Group) -> None:
    over = await group.open()
    good(await group.faye.request("POST", f"{group.path}/rounds/{over}/end"))
    round_id = await group.open()
    await group.write(group.ben, round_id, "Ben's")
    for request in (f"reveal-{round_id}", f"reveal:{round_id}"):
        late = {"texts": ["Ann's"], "request_id": request}
        await group.ann.request("POST", f"{group.path}/rounds/{over}/late", late)
    assert await group.reveal(round_id) == 1
    assert await group.texts() == ["Ann's", "Ben's"]


async def test_P4_a_reveal_that_fails_holds_up_no_other_and_no_counts(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ben, round_id, "Ben's")
    await cut_short(group, group.world.live, "edit", "before")
    other = await group.faye.board("manualize", answers={"areas": ["Prevention"]})
    launch = (await group.faye.get(f"/api/boards/{other}/projection"))["launches"][0]
    zone = next(zone["id"] for zone in launch["zones"] if zone["kind"] == "list")
    here = replace(group, board=other, zone=zone, ben=group.faye, ann=group.faye)
    await here.write(here.ben, await here.open(), "One")
    rounds, real = group.world.services.private, group.world.live.edit

    async def fails(document: DocumentName, *given: Any, **named: Any) -> Any:
        if document.board == group.board:
            raise RuntimeError("told to")
        return await real(document, *given, **named)

    with patch.object(group.world.live, "edit", fails):
        await rounds.tell()
    assert await here.counts() == (1, 1)
    await rounds.tell()
    assert await group.texts() == ["Ben's"]


async def attributed(group: Group, attribution: str) -> list[str | None]:
    """Return who the cards of a round are said to be by."""
    await group.attribute(attribution)
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")
    await group.write(group.ben, round_id, "Two")
    await group.reveal(round_id)
    return sorted([card.get("by") for card in await group.cards()], key=str)


@pytest.mark.parametrize(
    ("attribution", "said"),
    [
        ("name", ["Ann Lee", "Ben Cole"]),
        ("organisation", ["Leeds Council", "Mersey Trust"]),
        ("hat", [None, None]),
        ("none", [None, None]),
    ],
)
async def test_P5_cards_say_whose_they_are_as_the_activity_does(
    group: Group, attribution: str, said: list[str | None]
) -> None:
    assert await attributed(group, attribution) == said


async def test_P5_attribution_is_fixed_while_people_write_and_then_only_says_less(group: Group) -> None:
    path = f"/api/boards/{group.board}/launches/{group.launch}/attribution"
    round_id = await group.open()
    problem(await group.faye.request("PUT", path, {"attribution": "name"}), 409)
    good(await group.faye.request("POST", f"{group.path}/rounds/{round_id}/end"))
    await attributed(group, "organisation")
    problem(await group.faye.request("PUT", path, {"attribution": "name"}), 409)
    await group.attribute("none")
    assert {card.get("by") for card in await group.cards()} == {None}
    problem(await group.faye.request("PUT", path, {"attribution": "everybody"}), 422)


async def test_P5_the_round_keeps_the_attribution_that_it_was_opened_with(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "One")
    await group.world.edit(
        group.board,
        lambda doc: doc.get("launches", type=pycrdt.Map)[group.launch].update({"attribution": "name"}),
    )
    await group.reveal(round_id)
    assert [card.get("by") for card in await group.cards()] == ["Leeds Council"]


async def test_P6_what_comes_after_the_reveal_is_refused_and_can_be_added(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ben, round_id, "In time")
    late = {"texts": ["Too late"], "request_id": "late"}
    path = f"{group.path}/rounds/{round_id}"
    problem(await group.ann.request("POST", f"{path}/late", late), 409)
    await group.reveal(round_id)
    body = {"text": "Too late", "after": 0, "mark": "m"}
    refused = problem(await group.ann.request("PUT", f"{path}/cards/k", body), 409)
    assert refused["type"].endswith("round-over")
    for _ in range(2):
        assert (await group.ann.post(f"{path}/late", late))["cards"] == 1
    assert await group.texts() == ["In time", "Too late"]
    assert [card.get("by") for card in await group.cards()] == ["Mersey Trust", "Leeds Council"]


async def test_P5_P6_what_is_late_says_no_more_of_who_wrote_than_its_activity_does_by_now(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ben, round_id, "In time")
    await group.reveal(round_id)
    await group.attribute("none")
    late = {"texts": ["Too late"], "request_id": "late"}
    await group.ann.post(f"{group.path}/rounds/{round_id}/late", late)
    assert [card.get("by") for card in await group.cards()] == [None, None]


async def test_P6_a_round_ends_without_a_reveal_and_each_keeps_their_cards(group: Group) -> None:
    round_id = await group.open()
    await group.write(group.ann, round_id, "Mine")
    path = f"{group.path}/rounds/{round_id}"
    assert good(await group.faye.request("POST", f"{path}/end")).json()["state"] == "ended"
    problem(await group.faye.request("POST", f"{path}/reveal"), 409)
    assert [each["text"] for each in (await group.ann.get(f"{group.path}/cards"))["cards"]] == ["Mine"]
    await group.open()
    assert [each["text"] for each in (await group.ann.get(f"{group.path}/cards"))["cards"]] == ["Mine"]
    assert (await group.ann.post(f"{path}/late", {"texts": ["Mine"], "request_id": "l"}))["cards"] == 1
    await group.write(group.ann, round_id, "", after=1)
    assert (await group.ann.get(f"{group.path}/cards"))["cards"] == []


async def test_P6_what_is_late_does_not_go_into_a_locked_part(group: Group) -> None:
    round_id = await group.open()
    good(await group.faye.request("POST", f"{group.path}/rounds/{round_id}/end"))
    good(await group.faye.request("PUT", f"/api/boards/{group.board}/stage/locks/{group.zone}", {}))
    late = {"texts": ["Mine"], "request_id": "l"}
    refused = await group.ann.request("POST", f"{group.path}/rounds/{round_id}/late", late)
    assert "locked" in problem(refused, 409)["detail"]
