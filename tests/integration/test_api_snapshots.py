"""Snapshots and going back (SPEC X1, D7)."""

import hashlib
import json

import pytest

from board.content.document import BoardDocument
from board.edits import add_free_note, delete, set_purpose
from board.snapshots.snapshot import project, projection_hash
from board.stage.stage import StageDocument
from server.facilitation.commands import GoBack
from server.workers.offloaded import document
from server.workers.pool import WorkersBusy
from tests.services.api_app import Browser, World, new_request, problem


@pytest.fixture
async def board(world: World) -> tuple[Browser, str]:
    """An organiser, and a board with one note."""
    organiser = await world.organiser()
    made = await organiser.board()
    await world.edit(made, lambda doc: add_free_note(BoardDocument(doc), "first", "One", (0, 0)))
    return organiser, made


async def test_X1_a_snapshot_holds_state_projection_hash_who_when_and_why(world: World, board):
    organiser, made = board
    row = await organiser.post(f"/api/boards/{made}/snapshots", {"label": "Before lunch"})
    assert (row["label"], row["reason"], row["by"], row["at"]) == (
        "Before lunch",
        "by hand",
        "Olu",
        "2026-03-12T14:00:00Z",
    )
    kept = await world.services.directory.get_snapshot(made, row["id"])
    assert kept is not None
    held = project(document(kept.content_state))
    assert held == kept.projection
    assert projection_hash(held) == row["digest"]
    answer = await organiser.get(f"/api/boards/{made}/snapshots/{row['id']}")
    assert answer["projection"] == json.loads(json.dumps(held))
    assert {key: answer[key] for key in row} == row
    assert len(row["digest"]) == len(hashlib.sha256().hexdigest())


async def test_D7_going_back_is_previewed_kept_and_done_once(world: World, board):
    organiser, made = board
    path = f"/api/boards/{made}/snapshots"
    snapshot = await organiser.post(path, {"label": "Good"})

    def change(doc):
        delete(BoardDocument(doc), "cards", "first", "2026-03-12T14:00:00Z")
        add_free_note(BoardDocument(doc), "second", "Two", (0, 0))
        set_purpose(BoardDocument(doc), "Something else")

    await world.edit(made, change)
    changes = (await organiser.get(f"{path}/{snapshot['id']}/restore"))["changes"]
    assert len(changes) == 3
    assert all(sentence.endswith(".") for sentence in changes)
    body = {"request_id": new_request()}
    done = await organiser.post(f"{path}/{snapshot['id']}/restore", body)
    assert done["applied"] == changes
    now = await organiser.get(f"/api/boards/{made}/projection")
    assert [note["text"] for note in now["notes"]] == ["One"]
    assert [each["id"] for each in now["deleted"]] == ["second"]
    assert await organiser.post(f"{path}/{snapshot['id']}/restore", body) == done
    assert [each["reason"] for each in await organiser.rows(path)] == ["before restore", "by hand"]
    before = await organiser.get(f"{path}/{done['snapshot_before']}")
    assert before["reason"] == "before restore"
    assert before["label"] == "Before going back to “Good”"
    assert [note["text"] for note in before["projection"]["notes"]] == ["Two"]
    assert (await organiser.get(f"{path}/{snapshot['id']}/restore"))["changes"] == []
    [name] = [each for each in world.live._open if each.kind == "stage"]
    told = StageDocument(document((await world.live.read(name)).state)).returns()
    assert {key: each.label for key, each in told.items()} == {done["snapshot_before"]: "Good"}


async def test_D7_going_back_to_what_is_there_writes_nothing(board, world):
    organiser, made = board
    snapshot = await organiser.post(f"/api/boards/{made}/snapshots", {})
    [content] = [each for each in world.live._open if each.kind == "content"]
    seq = (await world.live.read(content)).seq
    done = await organiser.post(f"/api/boards/{made}/snapshots/{snapshot['id']}/restore", {"request_id": "r"})
    assert done["applied"] == []
    assert (await world.live.read(content)).seq == seq


async def test_a_quiet_session_is_kept_once(world: World, board):
    organiser, made = board
    await world.services.snapshots.when_quiet(made)
    await world.services.snapshots.when_quiet(made)
    [row] = await organiser.rows(f"/api/boards/{made}/snapshots")
    assert (row["reason"], row["by"]) == ("quiet", None)
    await world.services.snapshots.when_quiet("nothing")


async def test_a_quiet_session_does_not_fail_on_a_busy_worker(world: World, board, monkeypatch):
    organiser, made = board

    async def busy(*_):
        raise WorkersBusy("Try again.")

    monkeypatch.setattr(world.services.authors, "run", busy)
    await world.services.snapshots.when_quiet(made)
    assert await organiser.rows(f"/api/boards/{made}/snapshots") == []
    problem(await organiser.request("POST", f"/api/boards/{made}/snapshots", {}), 503)


async def test_the_title_in_lists_follows_the_board(world: World, board):
    organiser, made = board
    await world.edit(made, lambda doc: BoardDocument(doc).put("meta", "", "title", "A new title"))
    await world.services.snapshots.when_quiet(made)
    assert (await organiser.rows("/api/boards"))[0]["title"] == "A new title"


async def test_a_snapshot_that_is_not_there(board):
    organiser, made = board
    for method, tail in (("GET", ""), ("GET", "/restore"), ("POST", "/restore")):
        body = {"request_id": "r"} if method == "POST" else None
        problem(await organiser.request(method, f"/api/boards/{made}/snapshots/nothing{tail}", body), 404)


def test_going_back_can_be_carried_out_again_on_newer_content():
    live = document(b"\x00\x00")
    BoardDocument(live).begin(1, "A board")
    state = live.get_update()
    add_free_note(BoardDocument(live), "later", "Later", (0, 0))
    command = GoBack(state, "2026-03-12T14:00:00Z", "before")
    first = document(live.get_update())
    assert command(first) == command(document(live.get_update()))
    assert command(first)["applied"] == []
