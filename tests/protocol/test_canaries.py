"""What is private reaches nobody else: canary words, and every byte that others, the bus, files and the log got."""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pycrdt
import pytest_asyncio

from board.reports import LAYOUTS
from client.sdk import Api, RemoteBoard, open_board
from server.api.table import ENDPOINTS
from tests.services.board_server import BoardServer, member, organiser
from tests.services.recorder import Recorder
from tests.services.valkey import ValkeyServer

FORMATS = ("docx", "html", "markdown", "json")
BUS, LOG, METRICS, DISK = "the bus", "the log", "the metrics", "the disk"


def canary(what: str) -> str:
    """Return a word that is nowhere else."""
    return f"{what}{secrets.token_hex(6)}"


@dataclass
class Stage:
    """A board with hats, its people, and somebody of another board on the same server."""

    server: BoardServer
    recorder: Recorder
    olu: Api
    board: str
    other: str
    people: Mapping[str, Api]
    words: list[str]
    names: list[str]

    async def document(self, board: str) -> str:
        return str((await self.olu.board(board))["content"])

    @asynccontextmanager
    async def watched(self, who: str, board: str) -> AsyncIterator[None]:
        """Hear what the server tells this person about the board."""
        token, name = self.people[who].token, await self.document(board)
        async with self.recorder.on_socket(who, self.server.url, token, name):
            yield

    async def ring(self) -> tuple[str, list[str]]:
        """Return the zone for hats and one of its cells."""
        launch = (await self.olu.projection(self.board))["launches"][0]
        ring = next(zone for zone in launch["zones"] if zone["kind"] == "ring")
        return ring["id"], [ring["rows"][0]["id"], ring["columns"][0]["id"]]

    async def ask_everything(self, where: str, token: str) -> None:
        """Ask every address that is read, about the board, and hear the answers."""
        snapshots = await self.olu.snapshots(self.board)
        known = {"board": self.board, "snapshot": snapshots[0]["id"]} if snapshots else {"board": self.board}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(base_url=self.server.url, headers=headers, timeout=60) as http:
            for endpoint in ENDPOINTS:
                if endpoint.method == "GET":
                    path = re.sub(r"{(\w+)}", lambda part: known.get(part[1], "unknown"), endpoint.path)
                    await self._hear(where, await http.get(path))
            for layout in LAYOUTS:
                for fmt in FORMATS:
                    body = {"layout": layout, "format": fmt, "options": {}}
                    await self._hear(where, await http.post(f"/api/boards/{self.board}/exports", json=body))

    async def _hear(self, where: str, answer: httpx2.Response) -> None:
        await self.recorder.hear(where, f"{answer.status_code} {answer.headers}".encode())
        await self.recorder.hear(where, answer.content)

    async def look_behind(self) -> None:
        """Hear what the log, the metrics and the files of the server hold."""
        await self.recorder.hear(LOG, _without_the_link(self.server.log).encode())
        async with httpx2.AsyncClient(base_url=self.server.url) as http:
            await self.recorder.hear(METRICS, (await http.get("/metrics")).content)
        for file in sorted(Path(self.server.database.partition("///")[2]).parent.glob("manualboard.sqlite3*")):
            await self.recorder.hear(DISK, file.read_bytes())


def _without_the_link(log: str) -> str:
    """The organiser's link is printed at the start, for whoever starts the server."""
    return "\n".join(line for line in log.splitlines() if not line.startswith("Organiser's link: "))


@pytest_asyncio.fixture
async def stage(tmp_path: Path, valkey_server: ValkeyServer) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        server = BoardServer(tmp_path, REDIS_URL=valkey_server.url, LOG_LEVEL="debug")
        await stack.enter_async_context(server)
        recorder = Recorder()
        await stack.enter_async_context(recorder.on_bus(BUS, valkey_server.url))
        names = [canary("Name") for _ in range(5)]
        words = [canary("title"), canary("issue")]
        olu = await stack.enter_async_context(organiser(server, names[0]))
        board = await olu.create_board(words[0], template="wearing_different_hats", answers={"issue": words[1]})
        other = await olu.create_board("Another board", template="manualize")
        people = {"olu": olu}
        roles = {
            "ann": (board, "edit"),
            "vera": (board, "view"),
            "rex": (board, "facilitate"),
            "bob": (other, "facilitate"),
        }
        for (who, (where, role)), name in zip(roles.items(), names[1:], strict=True):
            people[who] = await stack.enter_async_context(member(server, olu, where, role, name))
        yield Stage(server, recorder, olu, board, other, people, words, names)


async def write(remote: RemoteBoard, word: str) -> None:
    """Add a card with this word, and wait until it is saved."""
    cards = remote.doc.get("cards", type=pycrdt.Map)
    cards[canary("c")] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text(f"{word} ")})
    await remote.saved()


async def test_I5_a_board_reaches_nobody_who_is_not_on_it(stage: Stage) -> None:
    word, said, label = canary("card"), canary("hat"), canary("label")
    words = [*stage.words, word, said, label]
    strangers = ("bob", "nobody")
    async with (
        stage.watched("vera", stage.board),
        stage.watched("bob", stage.other),
        open_board(stage.server.url, stage.board, token=stage.people["ann"].token) as ann,
    ):
        ann.show(editing=canary("editing"))
        await write(ann, word)
        await stage.olu.write_hat(stage.board, *await stage.ring(), said)
        await stage.olu.snapshot(stage.board, label)
        await stage.recorder.until("vera", said)
        async with stage.watched("bob", stage.board):
            await stage.recorder.until("bob", "not-a-member")
        await stage.ask_everything("vera", stage.people["vera"].token)
        await stage.ask_everything("bob", stage.people["bob"].token)
        await stage.ask_everything("nobody", "")
        await stage.look_behind()
    assert {"vera", *strangers, BUS, LOG, METRICS, DISK} <= stage.recorder.places()
    assert all("vera" in stage.recorder.where(each) for each in words)
    assert BUS in stage.recorder.where(word)
    others = {"vera", BUS, DISK}
    assert not stage.recorder.hits([*words, *stage.names[1:4]], but=others)


async def test_I5_who_was_sent_away_hears_nothing_more(stage: Stage) -> None:
    before, after = canary("before"), canary("after")
    async with (
        stage.watched("vera", stage.board),
        stage.watched("rex", stage.board),
        open_board(stage.server.url, stage.board, token=stage.people["ann"].token) as ann,
    ):
        await write(ann, before)
        await stage.recorder.until("rex", before)
        (link,) = [each for each in await stage.olu.invitations(stage.board) if each["role"] == "facilitate"]
        await stage.olu.revoke(stage.board, link["id"])
        await stage.recorder.until("rex", "withdrawn")
        await write(ann, after)
        await stage.recorder.until("vera", after)
        async with stage.watched("rex", stage.board):
            await stage.recorder.until("rex", "not-a-member")
        await stage.ask_everything("rex", stage.people["rex"].token)
    assert {"vera"} <= stage.recorder.where(after) <= {"vera", BUS}


async def test_I4_nothing_tells_who_wore_the_hat(stage: Stage) -> None:
    wearer = stage.people["ann"]
    secret = [str((await wearer.me())["participant"]["id"])]
    # The last letters differ: only what differs of a text is sent, so a shared one would cut the word short.
    said, later = canary("said") + "s", canary("later") + "t"
    async with stage.watched("vera", stage.board), stage.watched("rex", stage.board):
        await stage.recorder.until("rex", stage.words[1])
        stage.recorder.forget()
        card = await wearer.write_hat(stage.board, *await stage.ring(), said)
        await stage.recorder.until("vera", said)
        await wearer._request("PUT", f"/api/boards/{stage.board}/hat-cards/{card}", {"text": later})
        for who in ("vera", "rex", BUS):
            await stage.recorder.until(who, later)
        assert not stage.recorder.hits([*secret, stage.names[1]])
        await stage.recorder.hear("the projection", repr(await stage.olu.projection(stage.board)).encode())
        for layout in LAYOUTS:
            for fmt in FORMATS:
                await stage.recorder.hear("the files", await stage.olu.export(stage.board, layout, fmt))
    assert {"the projection", "the files"} <= stage.recorder.where(later)
    assert not stage.recorder.hits(secret)


async def test_no_secret_is_heard_or_kept_anywhere(stage: Stage) -> None:
    link = (await stage.olu.invite(stage.board, "edit")).partition("#")[2]
    kept = [link, *(person.token for person in stage.people.values())]
    async with stage.watched("vera", stage.board), stage.watched("bob", stage.other):
        async with Api(stage.server.url) as late:
            await late.join(link, "Somebody late")
            kept.append(late.token)
        async with open_board(stage.server.url, stage.board, token=stage.people["ann"].token) as ann:
            await write(ann, canary("card"))
        for who, person in stage.people.items():
            await stage.ask_everything(f"answers to {who}", person.token)
        await stage.look_behind()
    assert {"vera", BUS, LOG, METRICS, DISK, "answers to olu"} <= stage.recorder.places()
    assert not stage.recorder.hits([*kept, stage.server.organiser_secret])
