"""Two servers of one board: where a private mark is seen (nowhere), and how many dots one person has (SPEC V2, V6)."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest_asyncio

from client.sdk import Api, RequestFailed
from tests.services.board_server import BoardServer, member, organiser
from tests.services.recorder import Recorder
from tests.services.valkey import ValkeyServer

BUS, LOGS, METRICS = "the bus", "the logs", "the metrics"
ELSEWHERE = 421


@dataclass
class Room:
    """A thermometer on a board of two servers, a round that the first holds, and four who mark."""

    servers: Sequence[BoardServer]
    recorder: Recorder
    bus: str
    olu: Api
    board: str
    launch: str
    scale: str
    steps: Sequence[str]
    people: Sequence[Api]
    disk: Path

    def pairs_on_disk(self, step: str) -> int:
        """Return how often the scale and the step stand beside each other in the files of the database."""
        pair = re.compile(re.escape(self.scale.encode()) + b".{0,8}" + re.escape(step.encode()), re.DOTALL)
        return sum(len(pair.findall(file.read_bytes())) for file in sorted(self.disk.glob("manualboard.sqlite3*")))

    def kept(self, word: str) -> set[tuple[str, str]]:
        """Return which tables hold the word, those of documents with the kind of the document."""
        found = set()
        with closing(sqlite3.connect(self.disk / "manualboard.sqlite3")) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kinds = dict(database.execute("SELECT id, kind FROM documents"))
            for table in tables:
                rows = database.execute(f"SELECT * FROM {table}")  # noqa: S608  our own names
                named = [column[0] for column in rows.description]
                for row in rows:
                    if any(word.encode() in as_bytes(value) for value in row):
                        of = dict(zip(named, row, strict=True)).get("document")
                        found.add((table, kinds.get(of, "")))
        return found

    async def look_behind(self) -> None:
        """Hear what the logs and the metrics hold."""
        for server in self.servers:
            await self.recorder.hear(LOGS, server.log.encode())
            async with httpx2.AsyncClient(base_url=server.url) as http:
                await self.recorder.hear(METRICS, (await http.get("/metrics")).content)


@pytest_asyncio.fixture
async def room(tmp_path: Path, valkey_server: ValkeyServer) -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        data = tmp_path / "data"
        shared = {"REDIS_URL": valkey_server.url, "DATA_DIR": str(data), "LOG_LEVEL": "debug"}
        folders = [tmp_path / name for name in ("one", "two")]
        for folder in folders:
            folder.mkdir()
        servers = [await stack.enter_async_context(BoardServer(folder, **shared)) for folder in folders]
        olu = await stack.enter_async_context(organiser(servers[0]))
        board = await olu.create_board("A board", template="emotional_thermometer")
        [launch] = (await olu.projection(board))["launches"]
        scale = next(zone for zone in launch["zones"] if zone["kind"] == "scale")
        people = [
            await stack.enter_async_context(member(servers[0], olu, board, "edit", name))
            for name in ("Ann", "Ben", "Cy", "Di")
        ]
        steps = [lane["id"] for lane in scale["lanes"]]
        yield Room(servers, Recorder(), valkey_server.url, olu, board, launch["id"], scale["id"], steps, people, data)


async def test_V6_nobody_and_nothing_but_one_process_hears_a_mark(room: Room) -> None:
    recorder, canary = room.recorder, room.steps[3]
    names = [str((await room.olu.board(room.board))[kind]) for kind in ("content", "stage")]
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(recorder.on_bus(BUS, room.bus))
        for number, server in enumerate(room.servers):
            for name in names:
                where = f"a socket of server {number}: {name}"
                await stack.enter_async_context(recorder.on_socket(where, server.url, room.olu.token, name))
                await recorder.until(where, name)
        vote = (await room.olu.open_vote(room.board, "markers", room.launch))["id"]
        for number in range(len(room.servers)):
            await recorder.until(f"a socket of server {number}: {names[1]}", vote)
        recorder.forget()
        for person in room.people:
            marked = await person.mark(room.board, vote, {room.scale: canary})
            assert marked["marks"] == {room.scale: canary}
        seen = await room.olu.vote(room.board, vote)
        assert (seen["voted"], seen["marks"], seen["totals"]) == (4, {}, {})
        closed = await room.olu.end_vote(room.board, vote)
        assert closed["totals"] == {room.scale: [0, 0, 4]}
        for number in range(len(room.servers)):
            await recorder.until(f"a socket of server {number}: {names[1]}", "closed")
        await room.look_behind()
        assert BUS in recorder.places()
        assert recorder.hits([canary]) == set()
        # The step itself is part of the board: what is drawn for everybody.
        assert room.kept(canary) <= {("updates", "content"), ("checkpoints", "content"), ("snapshots", "")}
        assert room.pairs_on_disk(canary) == 0


async def test_V6_the_other_process_takes_no_mark_and_can_begin_the_round_again(room: Room) -> None:
    vote = (await room.olu.open_vote(room.board, "markers", room.launch))["id"]
    ann = room.people[0]
    await ann.mark(room.board, vote, {room.scale: room.steps[0]})
    async with (
        Api(room.servers[1].url, token=ann.token) as there,
        Api(room.servers[1].url, token=room.olu.token) as lead,
    ):
        for ask in (there.mark(room.board, vote, {room.scale: room.steps[1]}), lead.end_vote(room.board, vote)):
            assert await refused(ask) == ELSEWHERE
        again = await lead.begin_markers_again(room.board, vote)
        assert (again["voted"], again["state"]) == (0, "open")
        assert (await there.mark(room.board, vote, {room.scale: room.steps[1]}))["voted"] == 1


async def test_V2_one_person_at_two_servers_at_once_has_no_more_dots(room: Room) -> None:
    ann = room.people[0]
    board = await room.olu.create_board("Votes", template="manualize", answers={"areas": list("ABCDEF")})
    link = await room.olu.invite(board, "edit")
    await ann.join(link.partition("#")[2])
    [launch] = (await room.olu.projection(board))["launches"]
    zone = next(zone for zone in launch["zones"] if zone.get("areas"))
    vote = (await room.olu.open_vote(board, "dots", zone["id"], dots=2))["id"]
    async with Api(room.servers[1].url, token=ann.token) as there:
        apis = (ann, there)
        tries = [apis[number % 2].put_dots(board, vote, area["id"]) for number, area in enumerate(zone["areas"])]
        answers = await asyncio.gather(*tries, return_exceptions=True)
        assert len([each for each in answers if not isinstance(each, BaseException)]) == 2
        assert sum((await there.vote(board, vote))["mine"].values()) == 2
        assert sum((await room.olu.end_vote(board, vote))["totals"].values()) == 2
        assert await refused(there.put_dots(board, vote, zone["areas"][0]["id"])) == 409


def as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


async def refused(ask) -> int:
    """Return the status of a refusal."""
    try:
        await ask
    except RequestFailed as error:
        return error.status
    raise AssertionError("It was taken.")
