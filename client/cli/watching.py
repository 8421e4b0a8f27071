"""What changes on a board, in sentences, as it happens."""

import asyncio
from collections.abc import AsyncIterator

import pycrdt

from board.snapshots.projection import Projection
from board.snapshots.snapshot import diff, project
from client.sdk import RemoteBoard, open_board

from .outline import shown

CALM_SECONDS = 1.0
"""Typing is told once it pauses for this long, not letter by letter."""
LONGEST_SECONDS = 5.0
"""Where nobody pauses, what changed so far is told after this long."""


async def watch_board(url: str, board: str, *, token: str) -> AsyncIterator[str]:
    """Yield a first line with the board's title, then a sentence for each change, until cancelled.

    Raises RequestFailed, Unreachable, Denied.
    """
    async with open_board(url, board, token=token) as remote:
        watched = _Watched(remote)
        yield f"Watching “{shown(watched.before['title'])}”. Press Ctrl-C to stop."
        while True:
            for sentence in await watched.next_changes():
                yield shown(sentence)


class _Watched:
    """A live board, and how it was when its changes were last told."""

    def __init__(self, remote: RemoteBoard) -> None:
        self._remote = remote
        self._edits = 0
        self._told = 0
        self._subscription = remote.doc.observe(self._on_edit)
        self.before: Projection = project(remote.doc)

    def _on_edit(self, _event: pycrdt.TransactionEvent) -> None:
        self._edits += 1

    async def next_changes(self) -> list[str]:
        """Wait for edits and then for calm; return what is different now."""
        await self._remote.until(lambda: self._edits != self._told)
        await self._calm()
        self._told = self._edits
        before, self.before = self.before, project(self._remote.doc)
        return [change.sentence for change in diff(before, self.before)]

    async def _calm(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_SECONDS
        while loop.time() < end:
            seen = self._edits
            try:
                async with asyncio.timeout(CALM_SECONDS):
                    await self._remote.until(lambda: self._edits != seen)  # noqa: B023  asked only in this turn
            except TimeoutError:
                return
