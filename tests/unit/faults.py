"""A log that fails in the ways that tests choose, and commands that do."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pycrdt

from board.ids import DocumentName
from server.ports.log import Append, AppendResult, Conflict, LoadedDocument, StorageUnavailable
from server.rooms.hub import Hub
from server.rooms.live import Answer, Command
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME

STAGE = DocumentName(NAME.board, NAME.epoch, "stage")
OTHER = DocumentName("board2", "1", "content")


class Log(MemoryUpdateLog):
    """A log that refuses the rows of one document for good, as a database does with a value it cannot hold."""

    poisoned: DocumentName | None = None
    began: asyncio.Event | None = None
    gate: asyncio.Event | None = None
    reads = 0
    fail_reads = False

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        if any(append.document == self.poisoned for append in batch):
            raise ValueError("a value that the database refuses")
        if self.began is not None:
            self.began.set()
        return await super().append(batch)

    async def load(self, document: DocumentName) -> LoadedDocument:
        if self.began is not None and self.gate is not None:
            self.began.set()
            await self.gate.wait()
        return await super().load(document)

    async def read_after(self, document: DocumentName, seq: int) -> Any:
        self.reads += 1
        if self.fail_reads:
            raise StorageUnavailable("told to fail")
        return await super().read_after(document, seq)


class HeldLog(Log):
    """A log whose document another process holds in a transaction: every append of it is passed over."""

    held = 0

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        if not self.held:
            return await super().append(batch)
        self.held -= 1
        return [Conflict(append.after_seq) for append in batch]


class Time:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def start(hub: Hub, room: Room, command: Any, request: str = "r") -> "asyncio.Future[Answer]":
    done = room.start_edit(command, request)
    hub.committer.wake(room)
    return done


def failing_after_theirs(error: Exception) -> Command:
    """Return a command that fails once somebody else's card is there."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        if "theirs" in doc.get("cards", type=pycrdt.Map):
            raise error
        doc.get("cards", type=pycrdt.Map)["server"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text()})
        return {"card": "server"}

    return command
