"""Servers, clients and what lies between them, the verbs that a run is made of, and what must hold when it is quiet."""

import asyncio
import contextlib
import itertools
import random
from collections.abc import Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pycrdt
import structlog

from board.ids import DocumentName
from board.launching.launch import launch
from board.roles import Role
from board.templates import bundled_templates
from server.facilitation.commands import GoBack
from server.ports.log import Append, NewRow
from server.relay.memory import MemoryBus
from server.rooms.fairness import Share
from server.rooms.gathering import Gathering
from server.rooms.live import Answer, Command
from tests.oracle import judge_replicas
from tests.property.test_restore import begin
from tests.unit.boards import WHEN, counted

from .client import Client, Person
from .clock import SimulatedLoop, Timeline, run
from .database import Database
from .judging import (
    Order,
    judge_orders,
    judge_present,
    judge_room,
    judge_sent_away,
    judge_viewer,
    judge_writer,
    stored_copies,
)
from .network import Link
from .process import Membership, Process
from .truth import Truth
from .watch import document_message

NAME = DocumentName("board1", "1", "content")
VIEWER = "viewer"
RECONNECT_SECONDS = 0.5
SILENT_SECONDS = 40.0
"""After so long without a word a dead connection is noticed."""
QUIET_SECONDS = 60.0
"""Without faults everything has settled by then: the longest wait is that for a dead connection to be noticed."""
ROWS_BEFORE_CHECKPOINT = 5
ROWS_IN_ONE_STEP = 4
CLOCK_LOOK_SECONDS = 0.001
CLOSING_SECONDS = 20.0
MOST_SECONDS_TO_END = 8
"""An operator kills what does not end by then."""


class World:
    """One board, its people and its servers."""

    def __init__(self, servers: int, people: Sequence[Person]) -> None:
        self._stack = contextlib.ExitStack()
        self.timeline = Timeline()
        self.logs = self._stack.enter_context(structlog.testing.capture_logs())
        self._replace_chance_and_clocks()
        self._dice = random.Random(1)
        self._ids = counted("s")
        self._requests = itertools.count()
        self._broken: list[str] = []
        self.database = Database(self.timeline)
        self.servers: list[Process] = []
        self._begin_board()
        self.bus = MemoryBus()
        self.bus_is_cut = False
        self.membership = Membership(self.database, NAME.epoch)
        self.truth = Truth(lambda seq: self.database.rows_after(NAME, seq), self._owner_of)
        self.database.before_compaction(self.truth.follow)
        self._owners: dict[int, str] = {}
        self._buried: list[Process] = []
        self.servers = [self._new_server() for _ in range(servers)]
        self.orders: list[Order] = []
        self.revoked: dict[str, bool] = {}
        self._ended_at: dict[int, int] = {}
        self.snapshots: list[bytes] = []
        self.clients: list[Client] = []
        self._next_server = itertools.count()
        for number, person in enumerate(people):
            self._join(f"c{number}", person)

    def _replace_chance_and_clocks(self) -> None:
        chance = random.Random(2)
        looks = itertools.count()
        self._stack.enter_context(patch("server.rooms.hub.secrets", SimpleNamespace(randbelow=chance.randrange)))
        for rows in ("CHECKPOINT_ROWS", "LEFT_ROWS"):
            self._stack.enter_context(patch(f"server.rooms.tails.{rows}", ROWS_BEFORE_CHECKPOINT))
        self._stack.enter_context(patch("server.upkeep.replaying.STEP_ROWS", ROWS_IN_ONE_STEP))
        look = lambda: next(looks) * CLOCK_LOOK_SECONDS  # noqa: E731
        clock = SimpleNamespace(thread_time=look, perf_counter=look)
        self._stack.enter_context(patch("server.wire.connection.time", clock))
        self._stack.enter_context(patch("server.rooms.arrivals.time", clock))
        now = lambda: self.timeline.now  # noqa: E731
        self._stack.enter_context(patch("server.wire.connection.Share", lambda: Share(now)))
        self._stack.enter_context(patch("server.rooms.committer.Gathering", lambda: Gathering(clock=now)))

    def _begin_board(self) -> None:
        first = Append(NAME, 0, [NewRow(begin().document.doc.get_update(), None)])

        async def written() -> None:
            await self.database.log.create([NAME])
            await self.database.log.append([first])

        self.database.loop.create_task(written())
        self.wait(0)

    def _join(self, name: str, person: Person) -> None:
        self.membership.roles.setdefault(person.participant, Role.VIEW if person.participant == VIEWER else Role.EDIT)
        role_of = self.membership.roles.get
        client = Client(
            name,
            person,
            str(NAME),
            self.truth,
            self._dice,
            lost=self._reconnect_later,
            may_write=lambda: role_of(person.participant) is Role.EDIT,
        )
        self.clients.append(client)
        self._connect(client)

    def _owner_of(self, client_id: int) -> str | None:
        for client in self.clients:
            for life in client.lives:
                self._owners.setdefault(life.client_id, client.participant)
        return self._owners.get(client_id)

    # Time

    def wait(self, seconds: float) -> None:
        """Let time pass; every process that runs does what it has to."""
        run(self.timeline, self._running, seconds)
        assert not self._broken, self._broken[0]

    def _running(self) -> Sequence[SimulatedLoop]:
        loops = [server.loop for server in self.servers if server.alive and not server.frozen]
        return loops if self.database.frozen else [self.database.loop, *loops]

    # Connections

    def _connect(self, client: Client) -> None:
        """Open a connection to the next server that is there; a frozen one takes it and says nothing."""
        if client.link is not None or client.denied or not client.wants_online:
            return
        there = [server for server in self.servers if server.alive]
        if not there:
            self._reconnect_later(client)
            return
        server = there[next(self._next_server) % len(there)]
        link = Link(
            self.timeline,
            lambda: client.latency,
            heard=client.hear,
            ended=client.ended,
            watch=partial(self._watch, client),
        )
        server.links.append(link)
        server.accept(link.wire)
        client.connect(link)

    def _reconnect_later(self, client: Client) -> None:
        self.timeline.after(RECONNECT_SECONDS, lambda: self._connect(client))

    def _watch(self, client: Client, link: Link, frame: bytes) -> None:
        """Note what breaks an invariant; the server that said it must not come upon it as an error of its own."""
        message = document_message(frame)
        try:
            if message is not None:
                client.watch(link, message)
        except AssertionError as error:
            self._broken.append(str(error))

    def cut(self, client: Client, *, server_notices: float, client_notices: float) -> None:
        """Cut a client's connection; what is under way is lost."""
        if client.link is not None:
            client.link.cut(server_notices=server_notices, client_notices=client_notices)

    def go_offline(self, client: Client) -> None:
        """Close a client's connection until `go_online`."""
        client.wants_online = False
        if client.link is not None:
            client.link.hang_up()
            client.disconnected()

    def go_online(self, client: Client) -> None:
        """Let a client connect again."""
        client.wants_online = True
        self._connect(client)

    def overflow(self, client: Client) -> None:
        """Let the server find that a client reads too slowly."""
        if client.link is not None:
            client.link.wire.full = True

    # Servers

    def _new_server(self) -> Process:
        return Process(self.timeline, self.database, self.bus, self.membership)

    def crash(self, number: int, *, clients_notice: float) -> None:
        """Kill a server; a new one takes its place."""
        server = self.servers[number % len(self.servers)]
        server.kill()
        for link in server.links:
            link.cut(server_notices=0.0, client_notices=clients_notice)
        self._replace(server)

    def _replace(self, server: Process) -> None:
        self._buried.append(server)
        self.servers[self.servers.index(server)] = self._new_server()

    def shut_down(self, number: int) -> None:
        """End a server as an operator does: it commits what waits, then its connections close."""
        server = self.servers[number % len(self.servers)]
        server.frozen = False
        server.stop()
        for _ in range(MOST_SECONDS_TO_END):
            if not server.ended:
                self.wait(1.0)
        self.crash(self.servers.index(server), clients_notice=0.0)

    def cut_the_bus(self) -> None:
        """Let no server hear of another."""
        self.bus_is_cut = True
        self.bus.cut()

    def mend_the_bus(self) -> None:
        """End `cut_the_bus`; the servers notice."""
        self.bus_is_cut = False
        self.bus.mend()

    def freeze(self, number: int, seconds: float) -> None:
        """Stop a server for a while."""
        server = self.servers[number % len(self.servers)]
        server.frozen = True

        def thaw() -> None:
            server.frozen = False

        self.timeline.after(seconds, thaw)

    # Commands

    def give(self, number: int, command: Command) -> None:
        """Give a server a new command."""
        order = Order(f"r{next(self._requests)}", command)
        self.orders.append(order)
        self.give_again(number, order)

    def give_again(self, number: int, order: Order) -> None:
        """Give a server a command that may have been given before."""
        server = self.servers[number % len(self.servers)]
        server.start(server.hub.edit(NAME, order.command, request_id=order.request_id), order.done)

    def launching(self, name: str) -> Command:
        """Return the command that launches a template; ids are new each time that it is carried out."""

        def command(doc: "pycrdt.Doc[Any]") -> Answer:
            template = bundled_templates()[name]
            made = launch(doc, template, launch_id=self._ids(), new_id=self._ids, answers={"issue": "👪"})
            return {"launch": made.id}

        return command

    def take_snapshot(self) -> None:
        """Keep what is durable now."""
        self.truth.follow()
        self.snapshots.append(self.truth.doc.get_update())

    def go_back(self, number: int, which: int) -> None:
        """Go back to a snapshot, if there is one."""
        if self.snapshots:
            self.give(number, GoBack(self.snapshots[which % len(self.snapshots)], WHEN, "before"))

    def revoke(self, number: int, participant: str) -> None:
        """Withdraw a membership, and close its sessions; repeated when quiet until the server says that it is done."""
        self.revoked.setdefault(participant, False)
        server = self.servers[number % len(self.servers)]

        async def withdraw() -> None:
            await self.membership.withdraw(participant)
            await server.hub.close_sessions(NAME.board, [participant], "Your link was withdrawn.")

        def done(task: "asyncio.Task[None]") -> None:
            if not task.cancelled() and task.exception() is None:
                self.revoked[participant] = True

        server.start(withdraw(), done)

    def compact(self, number: int) -> None:
        """Let a server put checkpoints into the place of old rows."""
        server = self.servers[number % len(self.servers)]
        server.start(server.compaction.compact_all())

    def sweep(self, number: int) -> None:
        """Let a server tidy up now."""
        server = self.servers[number % len(self.servers)]
        server.start(server.hub.sweep())

    # Quiet

    def settle(self) -> None:
        """End all faults, wait, and check all that must hold then."""
        self.database.mend()
        if self.bus_is_cut:
            self.mend_the_bus()
        for server in self.servers:
            server.frozen = False
            server.relay.latency = 0.0
        for client in self.clients:
            client.latency = 0.005
            self.go_online(client)
        self.wait(QUIET_SECONDS)
        if self._repeat_what_is_open():
            self.wait(QUIET_SECONDS)
        self.judge()

    def _repeat_what_is_open(self) -> bool:
        orders = [order for order in self.orders if not order.settled]
        revocations = [participant for participant, done in self.revoked.items() if not done]
        for order in orders:
            self.give_again(0, order)
        for participant in revocations:
            self.revoke(0, participant)
        return bool(orders or revocations)

    def judge(self) -> None:
        """Check what must hold when it is quiet."""
        self.truth.follow()
        self._judge_processes()
        writers = [client.doc for client in self.clients if self._judge_client(client)]
        copies = stored_copies(self.database.tables.documents[NAME])
        for server in self.servers:
            copies += judge_room(server.hub.opened(NAME), self.truth)
        judge_replicas(self.truth.rows, [*writers, self.truth.doc, *copies])
        judge_orders(self.orders, self.truth)

    def _judge_processes(self) -> None:
        loops = [self.database.loop, *(server.loop for server in (*self.servers, *self._buried))]
        mistakes = [mistake for loop in loops for mistake in loop.mistakes]
        mistakes += [str(entry) for entry in self.logs if entry["log_level"] in ("error", "critical")]
        assert not mistakes, mistakes[0]

    def _judge_client(self, client: Client) -> bool:
        """Check what holds for one client; returns True when it must have what the log has, and nothing else."""
        if client.participant in self.revoked:
            judge_sent_away(client, self.truth, self._ended_at)
            return False
        judge_present(client)
        if client.participant == VIEWER:
            judge_viewer(client, self.truth)
            return False
        judge_writer(client, self.truth)
        return True

    def close(self) -> None:
        """End all processes, the dead ones too, and put clocks and chance back."""
        self.database.mend()
        loops = [self.database.loop, *(server.loop for server in (*self.servers, *self._buried))]
        for loop in loops:
            loop.set_exception_handler(lambda *_: None)
            for task in asyncio.all_tasks(loop):
                task.cancel()
        run(self.timeline, lambda: loops, CLOSING_SECONDS)
        for loop in loops:
            assert not asyncio.all_tasks(loop), "a process did not end"
            loop.close()
        self._stack.close()
