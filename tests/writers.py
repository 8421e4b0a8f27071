"""People who type without pause on a real server, each with a journal for the oracle."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Mapping, Sequence

import pycrdt

from board.ids import DocumentName
from board.yjs.update import decode_state_vector
from client.sdk import Api, RemoteBoard, open_board
from server.ports.log import LogRow
from server.storage import open_storage
from tests.oracle import Journal, replayed, words
from tests.services.board_server import Entrance, member

A_CARD = 2_000
"""Canaries on one card: some 40,000 characters, well within what a text may have, however fast and long one writes."""


class Writer:
    """A person who types card after card, and now and then waits until all is saved."""

    def __init__(self, remote: RemoteBoard, journal: Journal, dice: random.Random) -> None:
        self.remote = remote
        self.journal = journal
        self._dice = dice
        self._count = 0
        self.mark = f"w{remote.doc.client_id}x"

    async def work(self, saves: asyncio.Semaphore) -> None:
        """Write for ever; release `saves` once a wait for saved has ended."""
        while True:
            for _ in range(self._dice.randint(1, 4)):
                self.write()
            if self._dice.random() < 0.7:
                await self.remote.saved()
                self.journal.all_saved()
                saves.release()
            await asyncio.sleep(0)

    def write(self) -> str:
        """Write and return one more canary, which nobody has called saved yet."""
        self._count += 1
        canary = f"{self.mark}{self._count}"
        self.journal.write(canary)
        cards = self.remote.doc.get("cards", type=pycrdt.Map)
        own = self._card(self._count)
        with self.remote.doc.transaction():
            if own not in cards:
                cards[own] = pycrdt.Map(
                    {"kind": "note", "order": "V", "fields": pycrdt.Map({}), "text": pycrdt.Text(f"{canary} ")}
                )
            else:
                cards[own]["text"].insert(0, f"{canary} ")
        return canary

    def is_read_by(self, reader: "Writer", canary: str) -> bool:
        """True when the reader has what was written here."""
        cards = reader.remote.doc.get("cards", type=pycrdt.Map)
        own = self._card(int(canary.removeprefix(self.mark)))
        return own in cards and f"{canary} " in str(cards[own]["text"])

    def _card(self, number: int) -> str:
        """Return the id of the card that has the canary with this number."""
        return f"card{self.remote.doc.client_id}x{number // A_CARD}"


@contextlib.asynccontextmanager
async def writers(
    servers: Sequence[Entrance], api: Api, board: str, dice: random.Random, count: int
) -> AsyncIterator[list[Writer]]:
    """`count` people on one board, spread over the servers."""
    async with contextlib.AsyncExitStack() as stack:
        people = []
        for position in range(count):
            server = servers[position % len(servers)]
            person = await stack.enter_async_context(member(server, api, board, "edit", f"Writer {position}"))
            participant = (await person.me())["participant"]["id"]
            remote = await stack.enter_async_context(open_board(server.url, board, token=person.token))
            people.append(Writer(remote, Journal(participant), random.Random(dice.random())))
        yield people


@contextlib.asynccontextmanager
async def at_work(people: Sequence[Writer]) -> AsyncIterator[asyncio.Semaphore]:
    """Everybody writes, and releases the semaphore at each wait for saved that has ended."""
    saved = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(person.work(saved)) for person in people]
        yield saved
        for task in tasks:
            task.cancel()


async def rows_of(database: str, board: str, epoch: str) -> list[LogRow]:
    """Return the log of a board's content, from the database itself.

    What was compacted is one row of nobody, with the last seq that it stands for.
    """
    name = DocumentName(board, epoch, "content")
    storage = await open_storage(database)
    try:
        base = (await storage.log.extent(name)).base
        if base is None:
            return list(await storage.log.read_after(name, 0))
        return [LogRow(base.upto_seq, base.state, None), *await storage.log.read_after(name, base.upto_seq)]
    finally:
        await storage.close()


def seen_by_others(people: Sequence[Writer]) -> set[str]:
    """Return every canary that somebody else than its writer has been shown."""
    return {word for person in people for word in words(person.remote.doc) if not word.startswith(person.mark)}


async def all_settled(people: Sequence[Writer]) -> int:
    """Wait until everybody's edits are saved and everybody has all; returns how many edits there are."""
    for person in people:
        await person.remote.saved()
        person.journal.all_saved()
    total = sum(len(person.journal.written) for person in people)
    for person in people:
        await _has_all(person.remote, total)
    return total


async def all_have(people: Sequence[Writer], rows: Sequence[LogRow]) -> None:
    """Wait until everybody has been shown what these rows add, which the server may have written itself."""
    truth = decode_state_vector(replayed(rows).get_state())
    for person in people:
        await _has(person.remote, truth)


async def _has(remote: RemoteBoard, truth: Mapping[int, int]) -> None:
    await remote.until(lambda: decode_state_vector(remote.doc.get_state()) == truth)


async def _has_all(remote: RemoteBoard, total: int) -> None:
    await remote.until(lambda: len(set(words(remote.doc))) >= total)
