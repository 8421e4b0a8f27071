"""The port for suggestions, on every database (SPEC K)."""

import asyncio

import pytest

from server.ports.directory import Board, Directory, UnknownEntry
from server.ports.suggestions import NewSuggestion

ONE = NewSuggestion("a1", "As it was, ‘quoted’ 😀", "As it is")
OTHER = NewSuggestion("a2", "", "New")


async def test_K2_suggestions_are_kept_in_their_order_and_none_twice(directory: Directory, board: Board) -> None:
    ann = (await directory.create_participant("Ann")).id
    first = await directory.add_suggestions(board.id, [ONE], by=ann)
    both = await directory.add_suggestions(board.id, [ONE, OTHER], by=ann)
    assert [(each.area, each.base, each.proposed, each.by, each.state) for each in both] == [
        ("a1", ONE.base, ONE.proposed, ann, "open"),
        ("a2", OTHER.base, OTHER.proposed, ann, "open"),
    ]
    assert both[:1] == first
    assert await directory.open_suggestions(board.id) == both
    assert await directory.read_suggestion(board.id, both[0].id) == both[0]


async def test_K2_who_bring_in_one_document_at_once_bring_it_in_once(directory: Directory, board: Board) -> None:
    ann = (await directory.create_participant("Ann")).id
    await asyncio.gather(*(directory.add_suggestions(board.id, [ONE, OTHER], by=ann) for _ in range(4)))
    assert len(await directory.open_suggestions(board.id)) == 2


async def test_K3_what_was_decided_is_open_no_more_and_stays_decided(directory: Directory, board: Board) -> None:
    ann = (await directory.create_participant("Ann")).id
    (made,) = await directory.add_suggestions(board.id, [ONE], by=ann)
    await directory.settle_suggestion(board.id, made.id, "taken")
    await directory.settle_suggestion(board.id, made.id, "declined")
    assert await directory.open_suggestions(board.id) == []
    found = await directory.read_suggestion(board.id, made.id)
    assert found is not None
    assert found.state == "taken"
    (again,) = await directory.add_suggestions(board.id, [ONE], by=ann)
    assert again.id != made.id


async def test_K3_what_is_in_the_record_is_taken_though_somebody_declined_it_meanwhile(
    directory: Directory, board: Board
) -> None:
    ann = (await directory.create_participant("Ann")).id
    (made,) = await directory.add_suggestions(board.id, [ONE], by=ann)
    for state in ("declined", "taken"):
        await directory.settle_suggestion(board.id, made.id, state)
    found = await directory.read_suggestion(board.id, made.id)
    assert found is not None
    assert found.state == "taken"


async def test_K2_boards_are_kept_apart(directory: Directory, board: Board) -> None:
    ann = (await directory.create_participant("Ann")).id
    (made,) = await directory.add_suggestions(board.id, [ONE], by=ann)
    assert await directory.open_suggestions("elsewhere") == []
    assert await directory.read_suggestion("elsewhere", made.id) is None
    await directory.settle_suggestion("elsewhere", made.id, "taken")
    assert await directory.open_suggestions(board.id) == [made]
    with pytest.raises(UnknownEntry):
        await directory.add_suggestions("elsewhere", [ONE], by=ann)
