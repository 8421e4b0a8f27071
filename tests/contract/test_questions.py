"""How often PostgreSQL is asked: each question wakes it and is waited for, with everybody whose edits come after."""

from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

import pytest
import pytest_asyncio

from board.ids import DocumentName
from board.programmes import Organisation, Person, Programme, RegisterEntry, Session
from server.access.digests import hash_secret, new_secret
from server.ports.log import Append, Committed, NewRow, Request
from server.ports.programmes import Change, Entity, Mark
from server.storage import Storage, open_storage
from server.storage.programme_storing import SLICE
from tests.contract.conftest import document, one
from tests.doubles import ManualClock
from tests.services.postgres import PostgresServer
from tests.services.questions import Questions, counted_questions
from tests.unit.programmes import DAY, group, session


@dataclass
class Asked:
    """A database, a document in it, and the line on which questions are counted."""

    storage: Storage
    name: DocumentName
    questions: Questions

    async def count(self, work: Callable[[], Coroutine[Any, Any, object]]) -> int:
        """How many questions this is once every connection knows the statements of it."""
        counts = set()
        for _ in range(2):
            before = self.questions.count
            await work()
            counts.add(self.questions.count - before)
        return min(counts)


@pytest_asyncio.fixture
async def asked(postgres_server: PostgresServer) -> AsyncIterator[Asked]:
    async with counted_questions(postgres_server) as questions:
        storage, name = await open_storage(questions.url, ManualClock()), document()
        await storage.log.create([name])
        yield Asked(storage, name, questions)
        await storage.close()


@pytest.mark.parametrize("size", [1, 50])
async def test_S1_rows_are_committed_by_one_question(asked: Asked, size: int):
    names = [document() for _ in range(size)]
    await asked.storage.log.create(names)
    ends = iter([0, size])

    async def commit() -> None:
        after = next(ends)
        batch = [Append(name, after, [NewRow(b"x", "ann")] * size) for name in names]
        assert await asked.storage.log.append(batch) == [Committed(after + size)] * size

    assert await asked.count(commit) == 1


async def test_A5_S7_what_comes_with_rows_is_committed_by_few_questions(asked: Asked):
    ends = iter([0, 1])

    async def commit() -> None:
        after = next(ends)
        append = one(asked.name, after, owners={after: "ann"}, requests=[Request(f"r{after}", {})])
        assert await asked.storage.log.append([append]) == [Committed(after + 1)]

    # BEGIN; the row, who owns the id, whether the request was carried out; four tables written; COMMIT.
    assert await asked.count(commit) == 9


async def test_S3_what_others_wrote_is_read_by_two_questions(asked: Asked):
    await asked.storage.log.append([one(asked.name)])
    assert await asked.count(lambda: asked.storage.log.read_after(asked.name, 0)) == 2
    assert await asked.count(lambda: asked.storage.log.read_after(asked.name, 1)) == 2
    assert await asked.count(lambda: asked.storage.log.owners(asked.name)) == 2
    assert await asked.count(lambda: asked.storage.log.last_seqs([asked.name])) == 1


async def test_who_comes_is_read_by_two_questions(asked: Asked):
    directory, clock = asked.storage.directory, ManualClock()
    board = await directory.create_board("Themes", None)
    ann = await directory.create_participant("Ann")
    login = await directory.create_login(hash_secret(new_secret()), ann.id, clock() + timedelta(days=1))
    assert await asked.count(lambda: directory.opening(login.secret_hash, board.id, clock().date())) == 2
    assert await asked.count(lambda: directory.role_of(board.id, ann.id)) == 1
    assert await asked.count(lambda: directory.get_board(board.id)) == 1
    assert await asked.count(lambda: directory.touch_board(board.id)) == 1


async def test_L6_a_programme_is_stored_by_a_few_questions_a_slice(asked: Asked):
    async def questions(slices: int) -> int:
        """How many more it is for as many slices of people, organisations, sessions and rows of a register."""
        count = slices * SLICE
        programmes = iter(token_hex(6) for _ in range(2))
        people = [Person(id=f"p{number}", name="Ann") for number in range(count)]
        bodies = [Organisation(id=f"o{number}", name="Council") for number in range(count)]
        sessions = [Session(id=f"s{number}", group="set", number=1, date=DAY) for number in range(count)]
        marks = [Mark("s0", RegisterEntry(person=each.id, attended="present")) for each in people]

        async def store() -> None:
            programme = next(programmes)
            entities: list[Entity] = [
                Programme(id=programme, title="All"),
                group(),
                *bodies,
                *people,
                *sessions,
                *marks,
            ]
            await asked.storage.directory.store_entities(programme, [Change(each) for each in entities])

        return await asked.count(store)

    # Of each slice: which are there, and all that are not.
    assert await questions(3) - await questions(1) == 2 * 2 * 4


async def test_G8_many_rows_of_a_register_are_changed_by_a_few_questions(asked: Asked):
    programme, directory, revisions = token_hex(6), asked.storage.directory, iter(range(3))
    people = [Person(id=f"p{number}", name="Ann") for number in range(SLICE)]
    first: list[Entity] = [Programme(id=programme, title="All"), group(), session(1, ""), *people]
    await directory.store_entities(programme, [Change(each) for each in first])

    async def change() -> None:
        seen = next(revisions)
        marks = [Mark("s1", RegisterEntry(person=each.id, attended="present", role=f"{seen}")) for each in people]
        await directory.store_entities(programme, [Change(each, seen) for each in marks])

    await change()
    # BEGIN; the lock; which are there; their change; COMMIT.
    assert await asked.count(change) == 5
