"""Comments by the API: in threads on parts of the board, named as was promised, told to open pages (SPEC C)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pycrdt
import pytest
import pytest_asyncio

from board.ids import DocumentName
from board.reports import LAYOUTS
from board.stage.comments import shown_revision
from server.ports import comments
from server.ports.comments import NewThread, Said
from server.ports.log import StorageUnavailable
from server.rooms.live import BoardDamaged
from server.workers.offloaded import document
from tests.services.api_app import Browser, World, good, new_request, problem

from . import groups


class Group(groups.Group):
    """One that comments."""

    @property
    def path(self) -> str:
        return f"/api/boards/{self.board}"

    def body(self, text: str = "Why?", *mentions: str, **more: Any) -> dict[str, Any]:
        return {"text": text, "mentions": list(mentions), "mark": new_request(), **more}

    def place(self, text: str = "Why?", *mentions: str, **more: Any) -> dict[str, Any]:
        return {"root": "zones", "place": self.zone, **self.body(text, *mentions), **more}

    async def begin(self, who: Browser, *said: str, **more: Any) -> Mapping[str, Any]:
        thread: Mapping[str, Any] = await who.post(f"{self.path}/threads", self.place(*said, **more))
        return thread

    async def answer(self, who: Browser, thread: str, *said: str, **more: Any) -> Mapping[str, Any]:
        answered: Mapping[str, Any] = await who.post(f"{self.path}/threads/{thread}/comments", self.body(*said, **more))
        return answered

    async def put(self, who: Browser, path: str, body: Any) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = good(await who.request("PUT", f"{self.path}/{path}", body)).json()
        return answer

    async def threads(self, who: Browser, since: int = 0) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = (await self.all(who, since))["threads"]
        return found

    async def all(self, who: Browser, since: int = 0) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = await who.get(f"{self.path}/threads?since={since}")
        return answer

    async def unread(self, who: Browser) -> Sequence[Mapping[str, str]]:
        found: Sequence[Mapping[str, str]] = (await self.all(who))["unread"]
        return found

    async def told(self) -> int:
        """Return which change of the comments the stage tells of."""
        found = await self.world.services.directory.get_board(self.board)
        assert found is not None
        stage = await self.world.live.read(DocumentName(self.board, found.epoch, "stage"))
        return shown_revision(document(stage.state))


@pytest_asyncio.fixture
async def group(world: World) -> Group:
    return await Group.gathered(world)


def texts(thread: Mapping[str, Any]) -> list[str]:
    return [comment["text"] for comment in thread["comments"]]


async def test_C1_a_thread_is_begun_answered_and_read_by_everybody(group: Group) -> None:
    made = await group.begin(group.ann, "Why here?")
    await group.answer(group.ben, made["id"], "Because of the families.")
    for who in (group.ann, group.ben, group.vic, group.faye):
        [thread] = await group.threads(who)
        assert (thread["root"], thread["place"], thread["resolved"]) == ("zones", group.zone, False)
        assert texts(thread) == ["Why here?", "Because of the families."]
    assert [each["mine"] for each in (await group.threads(group.ann))[0]["comments"]] == [True, False]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"root": "cards"}, 409),
        ({"place": "nothing"}, 409),
        ({"root": "launches"}, 422),
        ({"text": "  \n"}, 422),
        ({"text": "x" * (comments.MAX_COMMENT_TEXT + 1)}, 422),
        ({"mentions": ["nobody"]}, 409),
        ({"mentions": ["a"] * (comments.MAX_MENTIONS + 1)}, 422),
        ({"attribution": "everybody"}, 422),
        ({"mark": ""}, 422),
    ],
)
async def test_C1_what_cannot_be_a_thread_is_refused_with_a_reason(
    group: Group, change: Mapping[str, Any], status: int
) -> None:
    problem(await group.ann.request("POST", f"{group.path}/threads", group.place() | dict(change)), status)
    assert await group.threads(group.ann) == []


async def test_C1_threads_of_what_is_deleted_stay_and_take_answers(group: Group) -> None:
    made = await group.begin(group.ann)

    def delete(doc: Any) -> None:
        doc.get("zones", type=pycrdt.Map)[group.zone]["deleted"] = "2026-03-12T14:00:00Z"

    await group.world.edit(group.board, delete)
    answered = await group.answer(group.ben, made["id"], "Late, but written.")
    assert texts(answered) == ["Why?", "Late, but written."]
    assert [texts(each) for each in await group.threads(group.ann)] == [texts(answered)]


async def test_C1_a_locked_part_can_be_talked_about(group: Group) -> None:
    good(await group.faye.request("PUT", f"{group.path}/stage/locks/{group.zone}", {}))
    assert texts(await group.begin(group.ann)) == ["Why?"]


async def test_C2_only_its_author_changes_a_comment(group: Group) -> None:
    made = await group.begin(group.ann)
    [comment] = made["comments"]
    path = f"comments/{comment['id']}"
    changed = await group.put(group.ann, path, group.body("Why not?", after=1))
    assert (texts(changed), changed["comments"][0]["revision"]) == (["Why not?"], 2)
    for other in (group.ben, group.faye):
        body = group.body("Mine", after=2)
        refused = problem(await other.request("PUT", f"{group.path}/{path}", body), 403)
        assert refused["type"].endswith("comment-not-yours")
    late = await group.ann.request("PUT", f"{group.path}/{path}", group.body("Late", after=1))
    assert problem(late, 409)["type"].endswith("comment-overtaken")


async def test_C2_a_comment_is_deleted_by_its_author_or_a_facilitator(group: Group) -> None:
    made = await group.begin(group.ann, "Oops")
    await group.answer(group.ann, made["id"], "And this")
    one, two = (f"{group.path}/comments/{each['id']}" for each in (await group.threads(group.ann))[0]["comments"])
    problem(await group.ben.request("DELETE", one), 403)
    good(await group.ann.request("DELETE", one))
    gone = good(await group.faye.request("DELETE", two)).json()
    assert [(each["text"], each["deleted"]) for each in gone["comments"]] == [("", True), ("", True)]
    problem(await group.ann.request("PUT", one, group.body("Back", after=1)), 409)


async def test_C3_an_editor_resolves_and_opens_a_thread(group: Group) -> None:
    made = await group.begin(group.ann)
    path = f"threads/{made['id']}/state"
    assert (await group.put(group.ben, path, {"resolved": True}))["resolved"]
    assert not (await group.put(group.ann, path, {"resolved": False}))["resolved"]
    await group.put(group.ben, path, {"resolved": True})
    assert not (await group.answer(group.ben, made["id"], "One more thing"))["resolved"]
    for who, status in ((group.vic, 403), (group.ann, 404)):
        wanted = path if who is group.vic else "threads/nothing/state"
        problem(await who.request("PUT", f"{group.path}/{wanted}", {"resolved": True}), status)


@pytest.mark.parametrize(
    ("attribution", "said"),
    [("name", "Ann Lee"), ("organisation", "Leeds Council"), ("hat", None), ("none", None)],
)
async def test_C4_a_comment_says_whose_it_is_as_the_activity_does(
    group: Group, attribution: str, said: str | None
) -> None:
    await group.attribute(attribution)
    await group.begin(group.ann)
    for who in (group.ann, group.ben, group.faye):
        [comment] = (await group.threads(who))[0]["comments"]
        assert comment["by"] == said
        assert (comment["at"] is not None) is (attribution == "name")
        assert comment["day"] == "2026-03-12"


async def test_C4_a_comment_keeps_how_it_was_promised_to_be_shown(group: Group) -> None:
    await group.attribute("none")
    made = await group.begin(group.ann)
    await group.attribute("name")
    await group.answer(group.ann, made["id"], "Told before the change", attribution="none")
    await group.answer(group.ann, made["id"], "By name now")
    [thread] = await group.threads(group.ben)
    assert [each["by"] for each in thread["comments"]] == [None, None, "Ann Lee"]
    first = thread["comments"][0]["id"]
    changed = await group.put(group.ann, f"comments/{first}", group.body("Still mine", after=1, attribution="name"))
    assert changed["comments"][0]["by"] is None


async def test_C4_a_comment_says_the_organisation_that_its_writer_had_then(group: Group) -> None:
    await group.attribute("organisation")
    made = await group.begin(group.ann)
    directory = group.world.services.directory
    [ann] = (await directory.get_participants([group.ann.participant])).values()
    await directory.update_participant(replace(ann, organisation="Mersey Trust"))
    await group.answer(group.ann, made["id"], "And now?")
    [thread] = await group.threads(group.ben)
    assert [each["by"] for each in thread["comments"]] == ["Leeds Council", "Mersey Trust"]


async def test_C5_a_comment_that_is_sent_again_is_there_once(group: Group) -> None:
    first, second = group.place(mark="m"), group.body("Because.", mark="m")
    made = [await group.ann.post(f"{group.path}/threads", first) for _ in range(2)]
    assert made[0] == made[1]
    for _ in range(2):
        await group.ben.post(f"{group.path}/threads/{made[0]['id']}/comments", second)
    assert [texts(each) for each in await group.threads(group.ann)] == [["Why?", "Because."]]


async def test_C5_a_repeat_is_answered_though_whom_it_mentions_is_gone_meanwhile(group: Group) -> None:
    first = group.place("Vic?", group.vic.participant, mark="m")
    made = await group.ann.post(f"{group.path}/threads", first)
    second = group.body("Vic!", group.vic.participant, mark="n")
    answered = await group.ann.post(f"{group.path}/threads/{made['id']}/comments", second)
    for link in await group.faye.rows(f"{group.path}/invitations"):
        if link["role"] == "view":
            good(await group.faye.request("DELETE", f"{group.path}/invitations/{link['id']}"))
    problem(await group.ann.request("POST", f"{group.path}/threads", {**first, "mark": "other"}), 409)
    assert texts(await group.ann.post(f"{group.path}/threads", first)) == texts(answered)
    assert texts(await group.ann.post(f"{group.path}/threads/{made['id']}/comments", second)) == texts(answered)


async def test_C6_open_pages_are_told_that_there_is_something_new_and_ask_for_that_alone(group: Group) -> None:
    board = group.world.services.comments
    made = await group.begin(group.ann)
    assert await group.told() == 0
    await board.tell()
    assert await group.told() == 1
    await group.begin(group.ben, "Another")
    await group.answer(group.ben, made["id"], "Because.")
    await board.tell()
    assert await group.told() == 3
    assert [texts(each) for each in await group.threads(group.ann, since=2)] == [["Why?", "Because."]]
    found = await group.all(group.ann, since=3)
    assert (found["threads"], found["revision"]) == ([], 3)
    for odd in ("x", "-1", "1" * 16):
        problem(await group.ann.request("GET", f"{group.path}/threads?since={odd}"), 422)


async def test_C6_what_could_not_be_told_is_told_later(group: Group) -> None:
    board, live = group.world.services.comments, group.world.live
    await group.begin(group.ann)
    for trouble in (StorageUnavailable("told to"), RuntimeError("told to")):
        with patch.object(live, "edit", side_effect=trouble):
            await board.tell()
        assert await group.told() == 0
    await board.tell()
    assert await group.told() == 1
    await group.begin(group.ann)
    with patch.object(live, "edit", side_effect=BoardDamaged("told to")):
        await board.tell()
    await board.tell()
    assert await group.told() == 1


async def test_C6_whatever_fails_is_tried_again(group: Group) -> None:
    board, directory = group.world.services.comments, group.world.services.directory
    await group.begin(group.ann)
    for step in ("untold", "get_board", "note_told"):
        with patch.object(directory, step, side_effect=RuntimeError("told to")):
            await board.tell()
    await board.tell()
    assert await group.told() == 1
    assert await directory.untold("", 1) == []


async def test_C6_boards_that_cannot_be_told_keep_no_other_from_being_told(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One board is asked for at once, and the first two cannot be told."""
    monkeypatch.setattr("server.facilitation.comments.PAGE", 1)
    others = [replace(group, board=await group.faye.board("manualize", answers={"areas": ["A"]})) for _ in range(2)]
    *sick, last = sorted([group, *others], key=lambda each: each.board)
    for each in (*sick, last):
        said = Said(group.ann.participant, "Why?", (), "name", new_request())
        await group.world.services.directory.add_thread(each.board, NewThread("zones", each.zone), said)
    edit = group.world.live.edit

    async def refused(document: DocumentName, *rest: Any, **more: Any) -> Any:
        if document.board != last.board:
            raise RuntimeError("told to")
        return await edit(document, *rest, **more)

    with patch.object(group.world.live, "edit", side_effect=refused):
        await group.world.services.comments.tell()
    assert [await each.told() for each in (*sick, last)] == [0, 0, 1]
    await group.world.services.comments.tell()
    assert [await each.told() for each in (*sick, last)] == [1, 1, 1]


async def test_C7_who_is_mentioned_is_told_until_they_have_read_it(group: Group) -> None:
    made = await group.begin(group.ann, "What do you say, @Vic Low?", group.vic.participant, group.faye.participant)
    [comment] = made["comments"]
    assert {each["name"] for each in comment["mentions"]} == {"Vic Low", "Faye"}
    mention = {"thread": made["id"], "comment": comment["id"]}
    assert await group.unread(group.vic) == [mention]
    assert await group.unread(group.ann) == []
    for _ in range(2):
        read = await group.vic.post(f"{group.path}/mentions/read", {"comments": [comment["id"]]})
        assert read == {"unread": []}
    assert await group.unread(group.vic) == []
    assert await group.unread(group.faye) == [mention]


async def test_C7_nobody_learns_from_a_mention_who_wrote(group: Group) -> None:
    await group.attribute("none")
    everybody = [who.participant for who in (group.ann, group.ben)]
    made = await group.begin(group.ann, "All of us", *everybody)
    [thread] = await group.threads(group.ben)
    assert [each["participant"] for each in thread["comments"][0]["mentions"]] == sorted(everybody)
    assert await group.unread(group.ann) == []
    stranger = await group.world.organiser("Not joined")
    answered = await group.answer(group.ann, made["id"], "You too", stranger.participant)
    assert answered["comments"][1]["mentions"] == [{"participant": stranger.participant, "name": "Not joined"}]


async def test_C1_comments_are_no_content_of_the_board(group: Group) -> None:
    await group.begin(group.ann, "canary-comment")
    assert "canary-comment" not in repr(await group.ann.get(f"{group.path}/projection"))
    snapshot = await group.ann.post(f"{group.path}/snapshots", {"label": "Now"})
    assert "canary-comment" not in repr(await group.ann.get(f"{group.path}/snapshots/{snapshot['id']}"))
    for layout in LAYOUTS:
        body = {"layout": layout, "format": "json", "options": {"include": ["annex", "conversation", "withheld"]}}
        report = await group.ann.request("POST", f"{group.path}/exports", body)
        assert b"canary-comment" not in good(report).content
    good(await group.faye.request("POST", f"{group.path}/snapshots/{snapshot['id']}/restore", {"request_id": "r"}))
    assert [texts(each) for each in await group.threads(group.ann)] == [["canary-comment"]]
