"""The port for comments, on every database (SPEC C)."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from secrets import token_hex
from unittest.mock import patch

import pytest

from server.ports.comments import COMMENT_CHARACTERS, Comment, CommentRefused, Mention, NewThread, Said, Thread, Untold
from server.ports.directory import Board, Directory, UnknownEntry

PLACE = NewThread("cards", "k")


def said(participant: str, text: str = "Why?", *mentions: str, mark: str = "", attribution: str = "name") -> Said:
    return Said(participant, text, mentions, attribution, mark or token_hex(4))


async def person(directory: Directory) -> str:
    return (await directory.create_participant("Ann")).id


async def begun(directory: Directory, board: Board, participant: str, *mentions: str) -> Thread:
    return await directory.add_thread(board.id, PLACE, said(participant, "Why?", *mentions))


def only(thread: Thread) -> Comment:
    [comment] = thread.comments
    return comment


async def refused(why: str, work: Awaitable[object]) -> None:
    with pytest.raises(CommentRefused) as caught:
        await work
    assert caught.value.why == why


async def test_C1_a_thread_stands_on_a_place_and_its_comments_are_in_order(directory: Directory, board: Board) -> None:
    ann, ben = await person(directory), await person(directory)
    made = await begun(directory, board, ann)
    assert (made.root, made.place, made.resolved, made.revision) == ("cards", "k", False, 1)
    for text in ("Because.", "Really?"):
        made = await directory.add_comment(board.id, made.id, said(ben, text))
    assert [(each.participant, each.text) for each in made.comments] == [
        (ann, "Why?"),
        (ben, "Because."),
        (ben, "Really?"),
    ]
    assert await directory.get_thread(board.id, made.id) == made
    with pytest.raises(UnknownEntry):
        await directory.get_thread("elsewhere", made.id)
    with pytest.raises(UnknownEntry):
        await directory.add_comment("elsewhere", made.id, said(ben))


async def test_C5_a_repeat_adds_nothing(directory: Directory, board: Board) -> None:
    ann, ben = await person(directory), await person(directory)
    first = said(ann, mark="m")
    made = await directory.add_thread(board.id, PLACE, first)
    assert await directory.add_thread(board.id, PLACE, first) == made
    answer = said(ben, "Because.", mark="m")
    after = await directory.add_comment(board.id, made.id, answer)
    assert await directory.add_comment(board.id, made.id, answer) == after
    assert len(after.comments) == 2
    assert (await directory.threads(board.id)).revision == after.revision == 2


async def test_C5_the_same_sent_at_once_is_there_once(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    first = said(ann, mark="m")
    made = await asyncio.gather(*(directory.add_thread(board.id, PLACE, first) for _ in range(4)))
    assert len({each.id for each in made}) == 1
    others = await asyncio.gather(*(directory.add_comment(board.id, made[0].id, said(ann)) for _ in range(4)))
    assert sorted(each.revision for each in others) == [2, 3, 4, 5]
    assert len((await directory.get_thread(board.id, made[0].id)).comments) == 5


async def test_C2_its_author_changes_a_comment_and_no_window_overwrites_another(
    directory: Directory, board: Board
) -> None:
    ann, ben = await person(directory), await person(directory)
    comment = only(await begun(directory, board, ann))
    better = said(ann, "Why not?", mark="m", attribution="none")
    changed = await directory.change_comment(board.id, comment.id, better, after=1)
    assert await directory.change_comment(board.id, comment.id, better, after=1) == changed
    now = only(changed)
    assert (now.text, now.revision, now.attribution, now.at) == ("Why not?", 2, "name", comment.at)
    await refused("overtaken", directory.change_comment(board.id, comment.id, said(ann, "Late"), after=1))
    await refused("not-yours", directory.change_comment(board.id, comment.id, said(ben, "Mine"), after=2))
    with pytest.raises(UnknownEntry):
        await directory.change_comment("elsewhere", comment.id, said(ann), after=2)


async def test_C4_a_comment_keeps_the_organisation_that_its_writer_had(directory: Directory, board: Board) -> None:
    ann = await directory.create_participant("Ann", "Leeds Council")
    made = await directory.add_thread(board.id, PLACE, said(ann.id, attribution="organisation"))
    await directory.update_participant(replace(ann, organisation="Mersey Trust"))
    await directory.change_comment(board.id, only(made).id, said(ann.id, attribution="organisation"), after=1)
    await directory.add_comment(board.id, made.id, said(ann.id, attribution="organisation"))
    await directory.add_comment(board.id, made.id, said(ann.id, attribution="none"))
    [thread] = (await directory.threads(board.id)).threads
    assert [each.organisation for each in thread.comments] == ["Leeds Council", "Mersey Trust", None]


async def test_C2_a_deleted_comment_leaves_its_place_and_no_text(directory: Directory, board: Board) -> None:
    ann, ben = await person(directory), await person(directory)
    comment = only(await begun(directory, board, ann, ben))
    await refused("not-yours", directory.delete_comment(board.id, comment.id, by=ben))
    gone = await directory.delete_comment(board.id, comment.id, by=ann)
    assert await directory.delete_comment(board.id, comment.id, by=None) == gone
    assert (only(gone).text, only(gone).deleted, only(gone).mentions) == ("", True, [])
    assert await directory.unread_mentions(board.id, ben) == []
    await refused("deleted", directory.change_comment(board.id, comment.id, said(ann), after=1))
    other = only(await begun(directory, board, ann))
    assert only(await directory.delete_comment(board.id, other.id, by=None)).deleted


async def test_C3_a_thread_is_resolved_and_an_answer_opens_it(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    made = await begun(directory, board, ann)
    resolved = await directory.resolve_thread(board.id, made.id, resolved=True)
    assert (resolved.resolved, resolved.revision) == (True, 2)
    assert await directory.resolve_thread(board.id, made.id, resolved=True) == resolved
    assert not (await directory.resolve_thread(board.id, made.id, resolved=False)).resolved
    await directory.resolve_thread(board.id, made.id, resolved=True)
    assert not (await directory.add_comment(board.id, made.id, said(ann))).resolved
    with pytest.raises(UnknownEntry):
        await directory.resolve_thread(board.id, "nothing", resolved=True)


async def test_C6_only_what_is_new_is_read(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    assert await directory.threads(board.id) == await directory.threads("elsewhere")
    one, two = await begun(directory, board, ann), await begun(directory, board, ann)
    seen = await directory.threads(board.id)
    assert (seen.revision, [each.id for each in seen.threads]) == (2, [one.id, two.id])
    assert (await directory.threads(board.id, after=2)).threads == []
    one = await directory.add_comment(board.id, one.id, said(ann))
    assert (await directory.threads(board.id, after=2)).threads == [one]
    assert (await directory.threads("elsewhere")).threads == []


async def test_C6_boards_whose_pages_were_not_told_are_found(directory: Directory, board: Board) -> None:
    ann = await person(directory)

    async def behind() -> list[Untold]:
        return [each for each in await directory.untold("", 10_000) if each.board == board.id]

    assert await behind() == []
    await begun(directory, board, ann)
    [found] = await behind()
    assert found == Untold(board.id, 1)
    await begun(directory, board, ann)
    await directory.note_told(found)
    assert await behind() == [Untold(board.id, 2)]
    await directory.note_told(Untold(board.id, 2))
    await directory.note_told(found)
    assert await behind() == []


async def test_C6_boards_whose_pages_were_not_told_are_found_page_by_page(directory: Directory) -> None:
    ann = await person(directory)
    boards = [await directory.create_board("Themes", None) for _ in range(3)]
    for board in boards:
        await begun(directory, board, ann)
    found: list[str] = []
    while page := await directory.untold(found[-1] if found else "", 1):
        found += [each.board for each in page]
    assert len(found) == len(set(found))
    assert {board.id for board in boards} <= set(found)


async def test_C7_who_is_mentioned_finds_it_until_it_is_read(directory: Directory, board: Board) -> None:
    ann, ben, cy = [await person(directory) for _ in range(3)]
    made = await begun(directory, board, ann, ben, cy, ann)
    comment = only(made)
    assert sorted(comment.mentions) == sorted([ann, ben, cy])
    assert await directory.unread_mentions(board.id, ann) == []
    assert await directory.unread_mentions(board.id, ben) == [Mention(made.id, comment.id)]
    assert await directory.unread_mentions("elsewhere", ben) == []
    await directory.read_mentions("elsewhere", ben, [comment.id])
    assert len(await directory.unread_mentions(board.id, ben)) == 1
    await directory.read_mentions(board.id, ben, [comment.id, "nothing"])
    assert await directory.unread_mentions(board.id, ben) == []
    assert len(await directory.unread_mentions(board.id, cy)) == 1


async def test_C7_a_change_tells_only_who_is_mentioned_anew(directory: Directory, board: Board) -> None:
    ann, ben, cy = [await person(directory) for _ in range(3)]
    comment = only(await begun(directory, board, ann, ben))
    await directory.read_mentions(board.id, ben, [comment.id])
    await directory.change_comment(board.id, comment.id, said(ann, "Now", ben, cy), after=1)
    assert await directory.unread_mentions(board.id, ben) == []
    assert len(await directory.unread_mentions(board.id, cy)) == 1
    await directory.change_comment(board.id, comment.id, said(ann, "Then"), after=2)
    assert await directory.unread_mentions(board.id, cy) == []
    with pytest.raises(UnknownEntry):
        await directory.change_comment(board.id, comment.id, said(ann, "Who", "nobody"), after=3)


async def test_C8_a_board_and_a_thread_have_room_for_so_much(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    made = await begun(directory, board, ann)
    with patch("server.storage.comments.MAX_THREAD_COMMENTS", 1):
        await refused("thread-full", directory.add_comment(board.id, made.id, said(ann)))
    with patch("server.storage.comments.MAX_THREADS", 1):
        await refused("full", begun(directory, board, ann))
    room = "server.storage.comments.MAX_BOARD_CHARACTERS"
    with patch(room, len("Why?") + 2 + COMMENT_CHARACTERS):
        change = said(ann, "Why so?")
        await refused("full", directory.change_comment(board.id, only(made).id, change, after=1))
    with patch(room, len("Why?") + 2 + 2 * COMMENT_CHARACTERS):
        await refused("full", directory.add_comment(board.id, made.id, said(ann, "No.")))
        await directory.add_comment(board.id, made.id, said(ann, "So"))
    assert len((await directory.get_thread(board.id, made.id)).comments) == 2


async def test_C8_short_and_deleted_comments_take_room_too(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    made = await begun(directory, board, ann)
    await directory.delete_comment(board.id, only(made).id, by=ann)
    with patch("server.storage.comments.MAX_BOARD_CHARACTERS", COMMENT_CHARACTERS + 1):
        await refused("full", directory.add_comment(board.id, made.id, said(ann, "I")))
