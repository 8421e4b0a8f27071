"""Any number of hostile inputs against the real connection, room and committer, on a log in memory.

HOSTILE says how many frames; FIRST_SEED repeats a run, each seed being a board of its own with somebody honest on it.
"""

import asyncio
import random
from collections.abc import Mapping, Sequence
from typing import cast

from starlette.requests import HTTPConnection
from structlog.testing import capture_logs

from board.ids import DocumentName
from board.roles import Role
from board.yjs.update import decode_state_vector
from server.access.admittance import Admittance, Door, NotAdmitted
from server.relay import open_relay
from server.rooms.hub import Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from server.telemetry import Metrics
from server.wire.connection import MISTAKE, SyncConnection
from tests.options import number
from tests.oracle import Journal, judge_log, judge_replicas
from tests.property.hostility import Hostility, honest_log
from tests.unit.rooms import NAME, Person, joined

HOSTILE = number("HOSTILE", 3_000)
FIRST_SEED = number("FIRST_SEED", random.randrange(1_000_000))
A_BOARD = 1_000
"""Frames before there is a new board."""
PATIENCE_SECONDS = 120.0
"""What takes so long hangs."""
TOKENS = {"editor": Role.EDIT, "viewer": Role.VIEW}


class Mouth:
    """The attacker's end of a socket: says its frames, some at a time, and hears nothing."""

    def __init__(self, frames: Sequence[bytes], chance: random.Random) -> None:
        self._frames = list(frames)
        self._chance = chance
        self.closed: int | None = None

    async def arrivals(self) -> Sequence[bytes | None]:
        some = self._chance.randint(1, 8)
        now, self._frames = self._frames[:some], self._frames[some:]
        return now

    def send(self, frame: bytes) -> None:
        pass

    async def close(self, code: int, _reason: str) -> None:
        self.closed = code


class TokenDoor:
    """Lets in whoever has one of TOKENS, to the documents there are."""

    async def admit(self, _connection: object, name: str, token: str) -> Admittance:
        document = DocumentName.parse(name)
        if token not in TOKENS or document.board != NAME.board:
            raise NotAdmitted("not-a-member")
        return Admittance(token, TOKENS[token], document, {"id": token})

    async def confirm(self, admittance: Admittance) -> None:
        pass


class Trial:
    """A board with the history of honest people, Ann who goes on writing, and visits of attackers."""

    def __init__(self, hub: Hub, log: MemoryUpdateLog, room: Room, seed: int) -> None:
        self._hub = hub
        self._log = log
        self._room = room
        self._chance = random.Random(seed)
        self._ann = Person("ann")
        self._journal = Journal("ann")
        honest = honest_log(seed)
        self._begin(honest[: len(honest) // 2])
        self._hostility = Hostility(self._chance, str(NAME), honest, self._known)

    def _known(self) -> Mapping[int, int]:
        """What the document has, but for Ann's own: an editor may delete that."""
        vector = decode_state_vector(self._ann.doc.get_state())
        return {client: clock for client, clock in vector.items() if client != self._ann.doc.client_id}

    def _begin(self, rows: Sequence[bytes]) -> None:
        """The first half of the history is the editor's, so that its second half can be made into something else."""
        editor = Person("editor")
        joined(self._room, editor, self._ann)
        for row in rows:
            self._hub.submit(self._room, editor, row)

    async def run(self, most: int) -> int:
        """Let attackers come until they have sent `most` frames; returns how many they sent."""
        sent = 0
        while sent < most:
            frames = self._hostility.visit(self._chance.choice([*TOKENS]))[: most - sent]
            sent += len(frames)
            mouth = Mouth(frames, self._chance)
            door = cast(Door, TokenDoor())
            connection = SyncConnection(mouth, self._hub, Metrics(), door, cast(HTTPConnection, None))
            await connection.run()
            assert mouth.closed != MISTAKE, f"a mistake in answering {frames}"
            await self._ann_goes_on()
        await self._judge()
        return sent

    async def _ann_goes_on(self) -> None:
        word = f"ann{len(self._journal.written)}"
        self._journal.write(word)
        self._hub.submit(self._room, self._ann, self._ann.edit(word, f"{word} "))
        while len(self._ann.answers) < len(self._journal.written):
            assert not self._ann.closed
            assert not self._ann.refusals
            await asyncio.sleep(0)
        assert all(self._ann.answers)
        self._journal.all_saved()

    async def _judge(self) -> None:
        self._room.show()
        rows = await self._log.read_after(NAME, 0)
        judge_log(rows, [self._journal], set())
        judge_replicas(rows, [self._ann.doc])


async def trial(seed: int, frames: int) -> int:
    log = MemoryUpdateLog()
    await log.create([NAME])
    hub = Hub(log, open_relay(None), clock=lambda: 0.0)
    committing = asyncio.create_task(hub.committer.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        sent = await Trial(hub, log, await hub.open(NAME), seed).run(frames)
    hub.committer.stop()
    await committing
    return sent


async def test_A1_hostile_visits_end_and_an_honest_person_goes_on() -> None:
    sent, seed = 0, FIRST_SEED
    while sent < HOSTILE:
        print(f"FIRST_SEED={seed} HOSTILE={min(A_BOARD, HOSTILE - sent)}", flush=True)
        with capture_logs() as logs:
            sent += await trial(seed, min(A_BOARD, HOSTILE - sent))
        assert not [line for line in logs if line["log_level"] == "error"]
        seed += 1
    print(f"{sent} frames sent")
