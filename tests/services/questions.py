"""A line to PostgreSQL that counts how often it was asked and answered: what a program waits for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.services.cable import cable
from tests.services.postgres import PostgresServer

READY = b"Z"
"""ReadyForQuery, the message that ends each answer and nothing else."""
_HEAD = 5
"""Bytes before a message: what it is, and a length that counts itself."""


@dataclass
class Questions:
    """How many were answered, at an address of the database."""

    url: str
    count: int = 0

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry what the server says."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(_HEAD)
                self.count += head[:1] == READY
                writer.write(head + await reader.readexactly(int.from_bytes(head[1:]) - len(head[1:])))
                await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def counted_questions(server: PostgresServer) -> AsyncIterator[Questions]:
    """An address of the server at which all its answers are counted, of connections that are made there."""
    questions = Questions("")
    async with cable(server.socket, back=questions.listen) as line:
        questions.url = f"postgresql://postgres@127.0.0.1:{line.port}/postgres?sslmode=disable"
        yield questions
