"""SIGKILL under ten writers: nothing that was called saved is lost, nothing is doubled (quality: the promise).

KILLS and SEED in the environment ask for more, or for a certain run; the seed of each run is printed.
"""

import asyncio
import contextlib
import random
import secrets
from collections.abc import AsyncIterator

import pycrdt
import pytest

from board.ids import DocumentName
from client.sdk import RemoteBoard, open_board
from server.ports import LogRow
from server.storage import open_storage
from tests.options import number
from tests.oracle import Journal, judge_log, judge_replicas, words
from tests.services.board_server import BoardServer, member, new_board, organiser

WRITERS = 10
KILLS = number("KILLS", 20)
SEED = number("SEED", secrets.randbelow(2**32))


class Writer:
    """A person who types card after card, and now and then waits until all is saved."""

    def __init__(self, remote: RemoteBoard, journal: Journal, dice: random.Random) -> None:
        self.remote = remote
        self.journal = journal
        self._dice = dice
        self._count = 0

    async def work(self, saves: asyncio.Semaphore) -> None:
        """Write for ever; release `saves` once a wait for saved has ended."""
        while True:
            for _ in range(self._dice.randint(1, 4)):
                self._write()
            if self._dice.random() < 0.7:
                await self.remote.saved()
                self.journal.all_saved()
                saves.release()
            await asyncio.sleep(0)

    def _write(self) -> None:
        self._count += 1
        canary = f"w{self.remote.doc.client_id}x{self._count}"
        self.journal.write(canary)
        cards = self.remote.doc.get("cards", type=pycrdt.Map)
        own = f"card{self.remote.doc.client_id}"
        with self.remote.doc.transaction():
            if own not in cards:
                cards[own] = pycrdt.Map(
                    {"kind": "note", "order": "V", "fields": pycrdt.Map({}), "text": pycrdt.Text(f"{canary} ")}
                )
            else:
                cards[own]["text"].insert(0, f"{canary} ")


@contextlib.asynccontextmanager
async def writers(server: BoardServer, board: str, dice: random.Random) -> AsyncIterator[list[Writer]]:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(server))
        people = []
        for position in range(WRITERS):
            person = await stack.enter_async_context(member(server, api, board, "edit", f"Writer {position}"))
            participant = (await person.me())["participant"]["id"]
            remote = await stack.enter_async_context(open_board(server.url, board, token=person.token))
            people.append(Writer(remote, Journal(participant), random.Random(dice.random())))
        yield people


async def rows_of(database: str, board: str, epoch: str) -> list[LogRow]:
    storage = await open_storage(database)
    try:
        return list(await storage.log.read_after(DocumentName(board, epoch, "content"), 0))
    finally:
        await storage.close()


@pytest.mark.slow
async def test_S5_what_was_saved_survives_sigkill_at_any_moment(board_server: BoardServer) -> None:
    print(f"SEED={SEED} KILLS={KILLS}")
    dice = random.Random(SEED)
    async with organiser(board_server) as api:
        board = await new_board(api)
        epoch = (await api.board(board))["epoch"]
    async with writers(board_server, board, dice) as people:
        journals = [person.journal for person in people]
        for _ in range(KILLS):
            saves = asyncio.Semaphore(0)
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(person.work(saves)) for person in people]
                for _ in range(dice.randint(1, 60)):
                    await saves.acquire()
                await board_server.kill()
                for task in tasks:
                    task.cancel()
            seen = {word for person in people for word in words(person.remote.doc) if _is_others(word, person)}
            judge_log(await rows_of(board_server.database, board, epoch), journals, seen)
            await board_server.restart()
        for person in people:
            await person.remote.saved()
            person.journal.all_saved()
        total = sum(len(journal.written) for journal in journals)
        for person in people:
            await person.remote.until(lambda person=person: len(set(words(person.remote.doc))) >= total)
        rows = await rows_of(board_server.database, board, epoch)
        judge_log(rows, journals, set())
        judge_replicas(rows, [person.remote.doc for person in people])
        print(f"{KILLS} kills, {total} edits, {len(rows)} rows, all found once")


def _is_others(word: str, person: Writer) -> bool:
    return not word.startswith(f"w{person.remote.doc.client_id}x")
