"""A board server that kills itself at a named point of its work: `python -m tests.services.mortal_server`.

DIES_AT is a key of POINTS, REVEAL_POINTS or COMMENT_POINTS, and DIES_AT_CALL says at which call of that point's method;
without them it is the server itself. The points are calls of the server's own ports, which are wrapped where the server
opens them, so that nothing in the server knows of it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from unittest.mock import patch

import alembic.op

from server import app
from server.__main__ import main
from server.ports.log import Append
from server.ports.relay import Relay, RelayedRows
from server.relay import open_relay
from server.rooms import tails
from server.settings import Settings
from server.storage import Storage, open_storage
from server.upkeep import compaction

LATEST_MILLISECONDS = 5
"""How far into a call "during" may be: a commit takes about as long."""
LOOK_SECONDS = 0.05
RARE: Mapping[str, Sequence[tuple[Any, str, Any]]] = {
    "save_checkpoint": [(tails, "CHECKPOINT_ROWS", 20), (tails, "LOOK_SECONDS", LOOK_SECONDS)],
    "compact": [
        (Settings, "log_retention", timedelta(0)),
        (compaction, "PASS_SECONDS", LOOK_SECONDS),
    ],
}
"""What is otherwise, while such a method is the point, so that its turn comes soon."""


@dataclass(frozen=True)
class Point:
    """A call of a port's method, before it begins, while it is under way, or when it has returned.

    `latest` is the last call that comes for certain while people write and a template is launched once.
    """

    when: Literal["before", "during", "after"]
    port: Literal["log", "directory", "relay", "migration"]
    method: str
    latest: int = 1
    counts: Callable[..., bool] = lambda *_, **__: True


def _commands(batch: list[Append]) -> bool:
    return any(append.requests for append in batch)


def _second_documents(batch: list[Append]) -> bool:
    return any(append.requests and append.document.kind == "stage" for append in batch)


def _rows(message: object) -> bool:
    return isinstance(message, RelayedRows)


POINTS = {
    "before a commit": Point("before", "log", "append", 40),
    "during a commit": Point("during", "log", "append", 40),
    "after a commit, before it is acknowledged": Point("after", "log", "append", 40),
    "after an acknowledgement, before it is shown": Point("before", "relay", "publish", 40, _rows),
    "before a checkpoint": Point("before", "log", "save_checkpoint", 3),
    "during a checkpoint": Point("during", "log", "save_checkpoint", 3),
    "after a checkpoint": Point("after", "log", "save_checkpoint", 3),
    "before a compaction": Point("before", "log", "compact", 2),
    "during a compaction": Point("during", "log", "compact", 2),
    "after a compaction": Point("after", "log", "compact", 2),
    "while a document is read": Point("during", "log", "load", 2),
    "before a snapshot": Point("before", "directory", "save_snapshot"),
    "during a snapshot": Point("during", "directory", "save_snapshot"),
    "after a command, before it is answered": Point("after", "log", "append", 2, _commands),
    "between the two documents of a launch": Point("before", "log", "append", 1, _second_documents),
    "while tables are made": Point("after", "migration", "create_table", 12),
}

REVEAL_POINTS = {
    "after a round was frozen": Point("after", "directory", "freeze_round"),
    "before its cards are on the board": Point("before", "log", "append", 1, _commands),
    "while its cards are committed": Point("during", "log", "append", 1, _commands),
    "after its cards are on the board": Point("after", "log", "append", 1, _commands),
    "before the stage says that it was revealed": Point("before", "log", "append", 1, _second_documents),
    "before its texts are erased": Point("before", "directory", "close_round"),
    "after its texts were erased": Point("after", "directory", "close_round"),
}
"""Points of a private round's reveal (SPEC P4), which nobody comes to who only writes."""

COMMENT_POINTS = {
    "before a comment is stored": Point("before", "directory", "add_thread"),
    "after a comment was stored": Point("after", "directory", "add_thread"),
    "before the stage tells of a comment": Point("before", "log", "append", 1, _second_documents),
    "before it is noted that a comment was told": Point("before", "directory", "note_told"),
}
"""Points of a comment (SPEC C5, C6)."""


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """A port with one deadly method, at its call number `call`."""

    def __init__(self, port: Any, point: Point, call: int) -> None:
        self._port = port
        self._point = point
        self._call = call
        self._left = call

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        return self.deadly(method) if name == self._point.method else method

    def deadly(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return the method, which ends the process at its time."""

        def called(*arguments: Any, **named: Any) -> Any:
            self._left -= self._point.counts(*arguments, **named)
            if self._left > 0:
                return method(*arguments, **named)
            match self._point.when:
                case "before":
                    _die()
                case "during":
                    delay = self._call % LATEST_MILLISECONDS / 1_000
                    asyncio.get_running_loop().call_later(delay, _die)
                case "after":
                    return _and_die(method(*arguments, **named))
            return method(*arguments, **named)

        return called


def _and_die(result: Any) -> Any:
    """Die now, or when what was called has really ended."""

    async def after(ending: Awaitable[Any]) -> None:
        await ending
        _die()

    if isinstance(result, Awaitable):
        return after(result)
    _die()
    return result


@contextmanager
def deadly(point: Point, call: int) -> Iterator[None]:
    """Let whatever server runs in this process die at this call."""

    async def storage(url: str, clock: Callable[[], datetime]) -> Storage:
        opened = await open_storage(url, clock)
        ports: dict[str, Any] = {"log": opened.log, "directory": opened.directory}
        if point.port in ports:
            ports[point.port] = Mortal(ports[point.port], point, call)
        return replace(opened, **ports)

    def relay(url: str | None) -> Relay:
        made: Any = open_relay(url)
        return Mortal(made, point, call) if point.port == "relay" else made

    with ExitStack() as stack:
        stack.enter_context(patch.object(app, "open_storage", storage))
        stack.enter_context(patch.object(app, "open_relay", relay))
        for rare in RARE.get(point.method, ()):
            stack.enter_context(patch.object(*rare))
        if point.port == "migration":
            made = Mortal(alembic.op, point, call).deadly(alembic.op.create_table)
            stack.enter_context(patch.object(alembic.op, "create_table", made))
        yield


def run() -> int:
    """Run the server as the environment says; returns its exit code."""
    name = os.environ.get("DIES_AT")
    if not name:
        return main(sys.argv[1:])
    with deadly((POINTS | REVEAL_POINTS | COMMENT_POINTS)[name], int(os.environ["DIES_AT_CALL"])):
        return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
