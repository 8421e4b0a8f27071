"""A server process: a real hub and its connections on a loop of their own, and who may open what."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from starlette.requests import HTTPConnection

from board.roles import Role
from server.access.admittance import Door
from server.access.auth import Auth
from server.ports.directory import Member, Opening, Participant
from server.relay.memory import MemoryBus
from server.rooms.hub import Hub
from server.telemetry import Metrics
from server.upkeep.compaction import Compaction
from server.wire.connection import SyncConnection
from server.workers.pool import Workers

from .bus import SlowRelay
from .clock import SimulatedLoop, Timeline
from .database import BEGINNING, Database, RemoteLog
from .network import Link, ServerWire

RETENTION = timedelta(seconds=20)

_METRICS = Metrics()

T = TypeVar("T")


class Membership:
    """Who has which role on the board, as the directory in the database says. A token is a participant's id."""

    def __init__(self, database: Database, epoch: str) -> None:
        self._database = database
        self._epoch = epoch
        self.roles: dict[str, Role] = {}

    async def opening(self, _connection: object, token: str, _board: str, _day: date | None = None) -> Opening | None:
        """See Auth."""

        async def found(_log: object) -> Opening:
            who = Participant(token, token, None, None, BEGINNING)
            members: Sequence[Member] = ()
            return Opening(who, BEGINNING, self._epoch, self.roles.get(token), members, noted=True)

        return await self._database.ask(found)

    async def role_on(self, _board: str, participant: str) -> Role | None:
        """See Auth."""

        async def found(_log: object) -> Role | None:
            return self.roles.get(participant)

        return await self._database.ask(found)

    async def withdraw(self, participant: str) -> None:
        """End a membership."""

        async def done(_log: object) -> None:
            self.roles.pop(participant, None)

        await self._database.ask(done)


class OwnWorkers:
    """`Workers` whose work takes the time of a thread's."""

    async def run(self, work: Callable[..., T], *args: Any) -> T:
        """See Workers."""
        return await asyncio.get_running_loop().run_in_executor(None, work, *args)


class Process:
    """One server. `frozen` stops it for a while, `kill` for ever."""

    def __init__(self, timeline: Timeline, database: Database, bus: MemoryBus, membership: Membership) -> None:
        self.loop = SimulatedLoop(timeline)
        self.alive = True
        self.frozen = False
        self._bus = bus
        self._door = Door(cast(Auth, membership))
        self.relay = SlowRelay(bus, timeline)
        self.links: list[Link] = []
        self._log = RemoteLog(database)
        self._now = database.now
        self._membership = membership
        self._serving = self.loop.create_task(self._serve())
        self.loop.turn()

    async def _serve(self) -> None:
        await self.relay.start()
        self.hub = Hub(self._log, self.relay, clock=self.loop.time)
        self.hub.ask_roles(self._membership.role_on)
        self.compaction = Compaction(self._log, cast(Workers, OwnWorkers()), self._now, RETENTION)
        self.hub.tails.on_long(self.compaction.checkpoint)
        await self.hub.run()

    def accept(self, wire: ServerWire) -> None:
        """Serve a connection."""
        self.start(self._connection(wire))

    async def _connection(self, wire: ServerWire) -> None:
        await SyncConnection(wire, self.hub, _METRICS, self._door, cast(HTTPConnection, None)).run()

    def start(self, work: Coroutine[Any, Any, Any], done: Callable[["asyncio.Task[Any]"], None] | None = None) -> None:
        """Let the process do something; `done` gets the task at its end."""
        task = self.loop.create_task(work)
        task.add_done_callback(done or _look)

    def stop(self) -> None:
        """Ask it to end: it commits what waits."""
        self._serving.cancel()

    @property
    def ended(self) -> bool:
        """True when it was asked to end and has."""
        return self._serving.done()

    def kill(self) -> None:
        """End it at once; all it had in memory is lost."""
        self.alive = False
        self._bus.leave(self.relay)


def _look(task: "asyncio.Task[Any]") -> None:
    """Let a mistake be noticed by the loop."""
    if not task.cancelled():
        task.exception()
