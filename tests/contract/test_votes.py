"""Open votes over SQLite and PostgreSQL, as two processes see them: the port Votes."""

import asyncio
from collections.abc import AsyncIterator, Collection
from secrets import token_hex

import pytest
import pytest_asyncio
import sqlalchemy as sa

from board.errors import EditError
from board.stage.votes import Vote, counted, with_dots
from server.ports.voting import Ballot
from server.storage import Storage, open_storage
from server.storage.tables import ballots

OPTIONS = [f"card{number}" for number in range(8)]
DOTS = Vote("dots", "zone", None, dots=3, most=1)


@pytest_asyncio.fixture
async def two(database_url: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """Two processes on one database."""
    here, there = await open_storage(database_url), await open_storage(database_url)
    yield here, there
    await here.close()
    await there.close()


class Voting:
    """One vote, as two processes have it."""

    def __init__(self, two: tuple[Storage, Storage], board: str) -> None:
        self.here, self.there = two
        self.board = board
        self.id = token_hex(8)

    async def put(self, process: Storage, who: str, option: str, count: int = 1) -> Ballot | EditError:
        try:
            return await process.votes.cast(
                self.id, self.board, who, lambda mine: with_dots(mine, DOTS, option, count, OPTIONS)
            )
        except EditError as error:
            return error

    async def end(self, process: Storage):
        def count(cast: Collection[Ballot]) -> Ballot:
            return counted(cast, OPTIONS)

        return await process.votes.close(self.id, self.board, count)

    async def rows(self) -> int:
        asked = sa.select(sa.func.count()).where(ballots.c.vote == self.id)
        return await self.here.database.read(lambda connection: connection.scalar(asked)) or 0


@pytest_asyncio.fixture
async def voting(two: tuple[Storage, Storage]) -> Voting:
    board = await two[0].directory.create_board("Board", None)
    return Voting(two, board.id)


async def person(voting: Voting) -> str:
    return (await voting.here.directory.create_participant("Ann")).id


async def test_V2_nobody_has_more_dots_by_asking_two_processes_at_once(voting: Voting):
    ann = await person(voting)
    processes = (voting.here, voting.there)
    tries = [voting.put(processes[number % 2], ann, option) for number, option in enumerate(OPTIONS)]
    answers = await asyncio.gather(*tries)
    assert len([each for each in answers if isinstance(each, EditError)]) == len(OPTIONS) - DOTS.dots
    assert sum((await voting.there.votes.ballot(voting.id, ann)).values()) == DOTS.dots
    assert (await voting.end(voting.here)).voters == 1


async def test_V2_the_same_dot_put_twice_is_one(voting: Voting):
    ann = await person(voting)
    await asyncio.gather(*[voting.put(process, ann, "card1") for process in (voting.here, voting.there) * 3])
    assert await voting.here.votes.ballot(voting.id, ann) == {"card1": 1}
    assert await voting.put(voting.there, ann, "card1", 0) == {}
    assert await voting.there.votes.voters(voting.id) == []


async def test_V3_every_ballot_that_was_taken_counts_and_none_comes_after_the_close(voting: Voting):
    people = [await person(voting) for _ in range(6)]
    processes = (voting.here, voting.there)
    casts = [voting.put(processes[number % 2], who, "card2") for number, who in enumerate(people)]
    *answers, first, second = await asyncio.gather(*casts, voting.end(voting.there), voting.end(voting.here))
    taken = len([each for each in answers if not isinstance(each, EditError)])
    assert first == second
    assert (first.totals.get("card2", 0), first.voters) == (taken, taken)
    assert isinstance(await voting.put(voting.here, people[0], "card3"), EditError)
    assert await voting.end(voting.here) == first


async def test_V3_closing_deletes_every_ballot(voting: Voting):
    ann, ben = await person(voting), await person(voting)
    await voting.put(voting.here, ann, "card1")
    await voting.put(voting.here, ben, "card1")
    assert await voting.rows() == 2
    outcome = await voting.end(voting.there)
    assert (outcome.totals, outcome.voters) == ({"card1": 2}, 2)
    assert await voting.rows() == 0
    assert await voting.there.votes.ballot(voting.id, ann) == {}


@pytest.mark.parametrize("count", [2, 4])
async def test_V2_a_refused_dot_changes_nothing(voting: Voting, count: int):
    ann = await person(voting)
    await voting.put(voting.here, ann, "card1")
    assert isinstance(await voting.put(voting.here, ann, "card1", count), EditError)
    assert isinstance(await voting.put(voting.here, ann, "elsewhere"), EditError)
    assert await voting.here.votes.ballot(voting.id, ann) == {"card1": 1}
