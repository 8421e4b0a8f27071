"""The port for private rounds, on every database (SPEC P)."""

import asyncio
from collections.abc import Sequence
from secrets import token_hex

import pytest
import sqlalchemy as sa

from server.ports.directory import Board, Directory, UnknownEntry
from server.ports.rounds import (
    MAX_OWN_CARDS,
    MAX_ROUND_CHARACTERS,
    CardWriting,
    NewRound,
    Round,
    RoundCells,
    RoundRefused,
    Stored,
    Tally,
)
from server.storage import Storage
from server.storage.tables import private_cards


async def opened(directory: Directory, board: Board, by: str, *, request: str = "", cells: RoundCells = "one") -> Round:
    cell = [None, "c"] if cells == "one" else None
    new = NewRound("z", cell, "l", "none", by, request or token_hex(4), cells)
    return await directory.open_round(board.id, new)


async def person(directory: Directory) -> str:
    return (await directory.create_participant("Ann")).id


def writing(text: str, *, card: str = "k", after: int = 0, mark: str = "") -> CardWriting:
    return CardWriting(card, text, after, mark or token_hex(4))


async def write(directory: Directory, made: Round, who: str, wanted: CardWriting) -> int:
    """Write a card; returns its revision."""
    return (await directory.write_private(made, who, wanted)).revision


async def refused(why: str, work: object) -> None:
    with pytest.raises(RoundRefused) as caught:
        await work  # type: ignore[misc]
    assert caught.value.why == why


async def test_P1_a_round_is_opened_once_a_request_and_one_at_a_time(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    assert await directory.newest_round(board.id) is None
    made = await opened(directory, board, ann, request="r")
    assert (made.state, made.cell, made.request) == ("open", [None, "c"], "r")
    assert await opened(directory, board, ann, request="r") == made == await directory.newest_round(board.id)
    await refused("on", opened(directory, board, ann))
    await directory.end_round(made.id)
    assert (await opened(directory, board, ann)).id != made.id
    with pytest.raises(UnknownEntry):
        await directory.get_round("elsewhere", made.id)


async def test_P1_two_who_open_at_once_open_one(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    tries = [opened(directory, board, ann) for _ in range(4)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Round) for each in answers) == 1


async def test_P2_a_card_is_written_again_and_a_repeat_changes_nothing(directory: Directory, board: Board) -> None:
    ann, ben = await person(directory), await person(directory)
    made = await opened(directory, board, ann)
    assert await write(directory, made, ann, writing("One", mark="m")) == 1
    assert await write(directory, made, ann, writing("Two", after=1, mark="n")) == 2
    assert await write(directory, made, ann, writing("Two", after=1, mark="n")) == 2
    await refused("overtaken", directory.write_private(made, ann, writing("Three", after=1)))
    assert await write(directory, made, ann, writing("Two", after=1, mark="in another window")) == 2
    await directory.write_private(made, ben, writing("Other"))
    [card] = await directory.own_cards(board.id, ann)
    assert (card.text, card.revision, card.mark) == ("Two", 2, "n")
    assert await directory.tally(made.id) == Tally(2, 2)
    await directory.write_private(made, ann, writing("", after=2))
    assert await directory.own_cards(board.id, ann) == []
    assert await directory.tally(made.id) == Tally(1, 1)


async def test_P2_a_round_has_room_for_so_much(directory: Directory, board: Board) -> None:
    ann, ben = await person(directory), await person(directory)
    made = await opened(directory, board, ann)
    await directory.write_private(made, ben, writing("b" * (MAX_ROUND_CHARACTERS - MAX_OWN_CARDS - 1)))
    await refused("full", directory.write_private(made, ann, writing("a" * (MAX_OWN_CARDS + 2))))
    for number in range(MAX_OWN_CARDS):
        await directory.write_private(made, ann, writing("a", card=f"k{number}"))
    await refused("full", directory.write_private(made, ann, writing("a", card="more")))
    assert await write(directory, made, ann, writing("aa", card="k0", after=1)) == 2
    await refused("full", directory.write_private(made, ann, writing("aaa", card="k0", after=2)))


async def test_P4_a_frozen_round_takes_nothing_and_a_closed_one_knows_repeats(
    directory: Directory, board: Board
) -> None:
    ann = await person(directory)
    made = await opened(directory, board, ann)
    await refused("nobody", directory.freeze_round(made.id))
    assert (await directory.get_round(board.id, made.id)).state == "open"
    await directory.write_private(made, ann, writing("One", mark="m"))
    assert (await directory.freeze_round(made.id)).state == "revealing"
    assert made.id in [each.id for each in await directory.frozen_rounds()]
    await refused("over", directory.write_private(made, ann, writing("Two", after=1)))
    await refused("over", directory.write_private(made, ann, writing("", after=1)))
    await refused("over", directory.end_round(made.id))
    assert [(each.participant, each.text) for each in await directory.written(made.id)] == [(ann, "One")]
    await directory.close_round(made.id)
    await directory.close_round(made.id)
    assert (await directory.freeze_round(made.id)).state == "revealed"
    assert await directory.written(made.id) == [] == await directory.own_cards(board.id, ann)
    assert await write(directory, made, ann, writing("One", mark="m")) == 1
    await refused("over", directory.write_private(made, ann, writing("Two", after=1)))


async def test_P6_what_was_written_in_a_round_that_ended_stays_its_authors(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    made = await opened(directory, board, ann)
    await directory.write_private(made, ann, writing("One"))
    assert (await directory.end_round(made.id)).state == "ended"
    await directory.close_round(made.id)
    [card] = await directory.own_cards(board.id, ann)
    assert (card.round, card.text) == (made.id, "One")
    await refused("over", directory.freeze_round(made.id))
    await directory.write_private(made, ann, writing("", after=1))
    assert await directory.own_cards(board.id, ann) == []


async def stored(storage: Storage, made: Round) -> Sequence[object]:
    """Return what the table of private cards has of a round."""
    cards = private_cards.c
    wanted = sa.select(cards.text, cards.row, cards.column, cards.certainty).where(cards.round == made.id)
    return await storage.database.read(lambda connection: list(map(tuple, connection.execute(wanted))))


def for_cell(
    card: str, row: str | None, column: str, text: str = "Words", *, after: int = 0, seen: str | None = None
) -> CardWriting:
    return CardWriting(card, text, after, token_hex(4), row, column, "guess", seen)


async def test_P8_a_card_keeps_its_cell_until_it_is_on_the_board(directory: Directory, board: Board) -> None:
    ann = await person(directory)
    made = await opened(directory, board, ann, cells="all")
    assert made.cells == "all"
    await directory.write_private(made, ann, for_cell("k", "r", "c"))
    await directory.write_private(made, ann, for_cell("l", None, "d"))
    cards = await directory.own_cards(board.id, ann)
    assert [(card.row, card.column, card.certainty) for card in cards] == [("r", "c", "guess"), (None, "d", "guess")]
    await directory.freeze_round(made.id)
    assert sorted(str(card.column) for card in await directory.written(made.id)) == ["c", "d"]


async def test_P8_one_person_has_one_column_and_taking_another_takes_their_cards_along(
    directory: Directory, board: Board
) -> None:
    ann, ben = await person(directory), await person(directory)
    made = await opened(directory, board, ann, cells="column")
    for who in (ann, ben):
        await directory.write_private(made, who, for_cell("k", "r", "c"))
        await directory.write_private(made, who, for_cell("l", "s", "c"))
    assert await directory.write_private(made, ann, for_cell("k", "r", "d", after=1, seen="c")) == Stored(2, "r", "d")
    assert [(card.row, card.column) for card in await directory.own_cards(board.id, ann)] == [("r", "d"), ("s", "d")]
    assert {card.column for card in await directory.own_cards(board.id, ben)} == {"c"}


@pytest.mark.parametrize("card", ["k", "l", "new"])
@pytest.mark.parametrize("column", ["c", "e"])
async def test_P8_of_two_windows_the_later_one_does_not_undo_the_column_that_the_other_took(
    directory: Directory, board: Board, card: str, column: str
) -> None:
    ann = await person(directory)
    made = await opened(directory, board, ann, cells="column")
    for known in ("k", "l"):
        await directory.write_private(made, ann, for_cell(known, "r", "c"))
    await directory.write_private(made, ann, for_cell("k", "r", "d", after=1, seen="c"))
    seen, after = (None, 0) if card == "new" else ("c", 1)
    stored = await directory.write_private(made, ann, for_cell(card, "r", column, after=after, seen=seen))
    assert (stored.row, stored.column) == ("r", "d")
    cards = await directory.own_cards(board.id, ann)
    assert {each.column for each in cards} == {"d"}
    assert len(cards) == (3 if card == "new" else 2)
    stale = await directory.write_private(made, ann, for_cell("k", "r", "e", after=1, seen="d"))
    assert (stale.row, stale.column) == ("r", "e")
    assert {each.column for each in await directory.own_cards(board.id, ann)} == {"e"}


@pytest.mark.parametrize("how", ["thrown away", "revealed"])
async def test_P8_nothing_is_left_of_where_somebody_wrote(storage: Storage, board: Board, how: str) -> None:
    directory = storage.directory
    ann = await person(directory)
    made = await opened(directory, board, ann, cells="column")
    await directory.write_private(made, ann, for_cell("k", "row-canary", "column-canary"))
    assert await stored(storage, made) == [("Words", "row-canary", "column-canary", "guess")]
    if how == "revealed":
        await directory.freeze_round(made.id)
        await directory.close_round(made.id)
    else:
        await directory.write_private(made, ann, for_cell("k", "row-canary", "column-canary", text="", after=1))
    assert await stored(storage, made) == [("", None, None, None)]
