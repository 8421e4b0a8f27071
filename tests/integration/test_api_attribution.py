"""Once an activity says less of who wrote, no answer of the API says more, of old snapshots neither (SPEC P5)."""

import json
from typing import Any
from unittest.mock import patch

import pytest

from board.content.document import BoardDocument
from board.edits import Place, move_card
from board.ids import DocumentName
from server.rooms.live import BoardDamaged
from server.workers.pool import Workers
from tests.integration.private_rounds import Group, group
from tests.services.api_app import good, new_request

__all__ = ["group"]

NAMES = ("Ann Lee", "Ben Cole")


async def move_out(group: Group, card: str) -> None:
    """Move a card into a zone of another activity, which says organisations."""
    path = f"/api/boards/{group.board}"
    await group.faye.post(f"{path}/launches", {"template": "themes", "request_id": new_request(), "answers": {}})
    other = (await group.faye.get(f"{path}/projection"))["launches"][1]
    place = next(zone["id"] for zone in other["zones"] if zone["kind"] == "list")
    await group.world.edit(group.board, lambda doc: move_card(BoardDocument(doc), card, Place(place)))


async def kept_with_names(group: Group) -> str:
    """Return a snapshot in which two cards say whose they are; one of them is in another activity by now."""
    await group.attribute("name")
    round_id = await group.open()
    await group.write(group.ann, round_id, "We wait too long")
    await group.write(group.ben, round_id, "Nobody plans in time")
    await group.reveal(round_id)
    kept = await group.faye.post(f"/api/boards/{group.board}/snapshots", {"label": "By name"})
    first = (await group.cards())[0]["id"]
    await move_out(group, first)
    return str(kept["id"])


async def said(group: Group, snapshot: str) -> dict[str, str]:
    """Return what may say who wrote, by what it was asked of."""
    board = f"/api/boards/{group.board}"
    report = {"layout": "manual_section", "format": "markdown"}
    picture = {"format": "svg", "part": None}
    asked: dict[str, tuple[str, str, Any]] = {
        "board": ("GET", f"{board}/projection", None),
        "snapshot": ("GET", f"{board}/snapshots/{snapshot}", None),
        "going back": ("GET", f"{board}/snapshots/{snapshot}/restore", None),
        "report": ("POST", f"{board}/exports", report),
        "report of then": ("POST", f"{board}/exports", report | {"snapshot": snapshot}),
        "preview of then": ("POST", f"{board}/exports/preview", {"layout": "manual_section", "snapshot": snapshot}),
        "picture": ("POST", f"{board}/pictures", picture),
        "picture of then": ("POST", f"{board}/pictures", picture | {"snapshot": snapshot}),
    }
    answers = {each: await group.faye.request(*request) for each, request in asked.items()}
    return {each: good(answer).text for each, answer in answers.items()}


def naming(answers: dict[str, str]) -> set[str]:
    return {each for each, answer in answers.items() if any(name in answer for name in NAMES)}


async def test_P5_what_was_kept_or_moved_before_says_no_more_than_the_activity_does_now(group: Group) -> None:
    snapshot = await kept_with_names(group)
    before = await said(group, snapshot)
    everything = set(before) - {"going back"}
    assert naming(before) == everything
    await group.attribute("none")
    after = await said(group, snapshot)
    assert naming(after) == set()
    assert "We wait too long" in after["report of then"]
    launches = json.loads(after["snapshot"])["projection"]["launches"]
    assert [each["attribution"] for each in launches if each["id"] == group.launch] == ["none"]


async def test_P5_going_back_after_that_says_it_of_nobody(group: Group) -> None:
    snapshot = await kept_with_names(group)
    await group.attribute("none")
    path = f"/api/boards/{group.board}/snapshots/{snapshot}/restore"
    done = await group.faye.post(path, {"request_id": "back"})
    assert not any("attribution" in sentence for sentence in done["applied"])
    assert {card.get("by") for card in await group.cards()} == {None}
    assert naming(await said(group, snapshot)) == set()


async def test_P5_what_a_fresh_page_is_sent_says_it_of_nobody(group: Group) -> None:
    await kept_with_names(group)
    board = await group.world.services.directory.get_board(group.board)
    assert board is not None
    name = DocumentName(board.id, board.epoch, "content")
    assert b"Ann Lee" in (await group.world.live.read(name)).state
    await group.attribute("none")
    state = (await group.world.live.read(name)).state
    assert not any(each.encode() in state for each in NAMES)


async def test_P5_a_snapshot_of_a_board_that_cannot_be_read_names_nobody(group: Group) -> None:
    snapshot = await kept_with_names(group)
    path = f"/api/boards/{group.board}/snapshots/{snapshot}"
    with patch.object(group.world.live, "read", side_effect=BoardDamaged):
        answer = good(await group.ann.request("GET", path)).text
    assert "We wait too long" in answer
    assert not any(name in answer for name in NAMES)


async def test_P5_the_newest_snapshot_is_read_without_asking_what_may_be_said(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept_with_names(group)
    newest = await group.faye.post(f"/api/boards/{group.board}/snapshots", {"label": "Now"})

    async def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Workers, "run", never)
    answer = await group.ann.get(f"/api/boards/{group.board}/snapshots/{newest['id']}")
    assert "Ann Lee" in json.dumps(answer)


REPORT = "/api/programmes/p/reports/year"


async def test_P5_B5_a_report_from_boards_forgets_who_wrote_as_well(group: Group) -> None:
    snapshot = await kept_with_names(group)
    programme = {"format": 1, "programme": {"id": "p", "title": "Start for Life"}}
    await group.faye.post("/api/programmes", programme)
    part = {"kind": "board", "id": "one", "board": group.board, "layout": "manual_section", "snapshot": snapshot}
    plan = {"id": "year", "title": "A year", "parts": [part]}
    good(await group.faye.request("PUT", REPORT, {"revision": 0, "entity": plan}))
    built = good(await group.faye.request("POST", f"{REPORT}/builds", {"format": "markdown"})).text
    assert "Ann Lee" in built
    await group.attribute("none")
    preview = await group.faye.post(f"{REPORT}/preview", {})
    assert "We wait too long" in preview["text"]
    assert not any(name in preview["text"] for name in NAMES)
    assert not any(f"({name})" in json.dumps(preview["changes"]) for name in NAMES)
