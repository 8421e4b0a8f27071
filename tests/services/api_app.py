"""The REST API in this process, on a database of its own, with documents that live in memory.

async def test_something(world):
    organiser = await world.organiser()
    board = await organiser.board()
    editor = await world.member(organiser, board, "edit", "Ed")
    answer = await editor.get(f"/api/boards/{board}")
"""

import itertools
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import httpx2
import pycrdt
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from board.ids import DocumentName
from board.roles import Role
from server.access.auth import Auth
from server.access.links import organiser_link
from server.api import Services, api_routes
from server.pages import page_routes
from server.ports.audit import Note
from server.ports.log import UpdateLog
from server.rooms.live import Answer, Command, DocumentState
from server.settings import Settings
from server.storage import open_storage
from server.workers.pool import Workers

HOST = "http://board.test"
START = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


@dataclass(slots=True)
class Open:
    """A document in memory."""

    doc: "pycrdt.Doc[Any]"
    seq: int
    answers: dict[str, Answer] = field(default_factory=dict)


class MemoryBoards:
    """LiveBoards on documents in memory, begun from the log."""

    def __init__(self, log: UpdateLog) -> None:
        self._log = log
        self._open: dict[DocumentName, Open] = {}
        self.closed: list[tuple[str, Collection[str], str]] = []
        self.roles: list[tuple[str, str, Role]] = []
        self.here: dict[str, list[str]] = {}
        self.noted: list[tuple[str, Note]] = []
        """What the log would say in the audit, with the id of the board."""

    async def read(self, document: DocumentName) -> DocumentState:
        found = await self._document(document)
        return DocumentState(found.doc.get_update(), found.seq)

    async def answered(self, document: DocumentName, request_id: str) -> Answer | None:
        return (await self._document(document)).answers.get(request_id)

    async def edit(
        self, document: DocumentName, command: Command, *, request_id: str, note: Note | None = None
    ) -> Answer:
        found = await self._document(document)
        if request_id in found.answers:
            return found.answers[request_id]
        copy: pycrdt.Doc[Any] = pycrdt.Doc()
        copy.apply_update(found.doc.get_update())
        before = copy.get_state()
        answer = command(copy)
        if copy.get_state() != before:
            found.doc.apply_update(copy.get_update(before))
            found.seq += 1
            self.noted += [(document.board, note)] if note else []
        found.answers[request_id] = answer
        return answer

    def withdraw(self, document: DocumentName, request_id: str) -> None:
        """An edit is done at once here: there is none to withdraw."""

    async def close_sessions(self, board: str, participants: Collection[str], reason: str) -> None:
        self.closed.append((board, participants, reason))

    async def change_role(self, board: str, participant: str, role: Role) -> None:
        self.roles.append((board, participant, role))

    def present(self, board: str) -> Sequence[str]:
        return self.here.get(board, [])

    async def _document(self, name: DocumentName) -> Open:
        if name not in self._open:
            loaded = await self._log.load(name)
            doc: pycrdt.Doc[Any] = pycrdt.Doc()
            for row in loaded.tail:
                doc.apply_update(row.update)
            # Another may have opened it meanwhile.
            self._open.setdefault(name, Open(doc, loaded.last_seq))
        return self._open[name]


class Browser:
    """A person's browser: it keeps cookies and sends its Origin; or, with a token, a program."""

    _requests = itertools.count()

    def __init__(self, app: Starlette, *, host: str = HOST, token: str = "", origin: str | None = HOST) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if origin is not None:
            headers["Origin"] = origin
        self.http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, raise_app_exceptions=True), base_url=host, headers=headers
        )
        self.participant = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def request(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        return await self.http.request(method, path, json=body)

    async def get(self, path: str) -> Any:
        return good(await self.request("GET", path)).json()

    async def rows(self, path: str) -> Any:
        """Return the rows of a list, which its answer holds under the last part of the path."""
        return (await self.get(path))[path.rpartition("/")[2]]

    async def post(self, path: str, body: Any) -> Any:
        return good(await self.request("POST", path, body)).json()

    async def join(self, secret: str, name: str | None = None, **more: Any) -> Any:
        answer = await self.post("/api/join", {"secret": secret, "name": name, **more})
        self.participant = answer["participant"]["id"]
        return answer

    async def board(self, template: str | None = None, title: str = "Whole family support", **more: Any) -> str:
        body = {"template": template, "title": title, "request_id": new_request(), **more}
        return str((await self.post("/api/boards", body))["id"])

    async def invite(self, board: str, role: str, **more: Any) -> str:
        """Return the secret of a new link."""
        link = await self.post(f"/api/boards/{board}/invitations", {"role": role, **more})
        return secret_of(link["url"])


@dataclass(slots=True)
class World:
    """One server with its database, its clock and those who use it."""

    services: Services
    live: MemoryBoards
    clock: Clock
    app: Starlette
    log: UpdateLog
    organiser_secret: str
    stack: AsyncExitStack

    async def browser(self, **options: Any) -> Browser:
        """Return a fresh browser."""
        return await self.stack.enter_async_context(Browser(self.app, **options))

    async def organiser(self, name: str = "Olu") -> Browser:
        """Return the browser of a new organiser."""
        browser = await self.browser()
        await browser.join(self.organiser_secret, name)
        return browser

    async def member(self, inviter: Browser, board: str, role: str, name: str, **more: Any) -> Browser:
        """Return the browser of somebody who joined with this role, a second after the last."""
        self.clock.forward(timedelta(seconds=1))
        browser = await self.browser()
        await browser.join(await inviter.invite(board, role), name, **more)
        return browser

    async def edit(self, board: str, change: Callable[["pycrdt.Doc[Any]"], object]) -> None:
        """Change the content of a board as people on it would."""
        found = await self.services.directory.get_board(board)
        assert found is not None

        def command(doc: "pycrdt.Doc[Any]") -> Answer:
            change(doc)
            return {}

        await self.live.edit(DocumentName(board, found.epoch, "content"), command, request_id=new_request())


def new_request() -> str:
    """Return a request id that was not used before."""
    return f"request-{next(Browser._requests)}"


def secret_of(url: str) -> str:
    """Return the part of a link behind its #."""
    return url.partition("#")[2]


def good(response: httpx2.Response) -> httpx2.Response:
    """Return the response when it is a success; fail with its problem else."""
    assert response.is_success, f"{response.status_code} {response.text}"
    return response


def problem(response: httpx2.Response, status: int) -> Mapping[str, Any]:
    """Return the problem of a refused request after checking its form."""
    assert response.status_code == status, f"{response.status_code} {response.text}"
    assert response.headers["content-type"] == "application/problem+json"
    found: Mapping[str, Any] = response.json()
    assert found["status"] == status
    assert found["type"].startswith("urn:manualboard:problem:")
    assert found["title"]
    assert found["detail"].endswith(".")
    return found


async def open_world(stack: AsyncExitStack, folder: Path, **settings: Any) -> World:
    """Return a new server on an empty database in this folder; the stack closes it."""
    chosen = Settings(data_dir=folder, **{"database_url": "", "public_url": "", **settings})
    clock = Clock()
    storage = await open_storage(chosen.database, clock)
    stack.push_async_callback(storage.close)
    workers, authors = stack.enter_context(Workers()), stack.enter_context(Workers())
    live = MemoryBoards(storage.log)
    auth = Auth(storage.directory, chosen, clock)
    services = Services(storage.directory, storage.votes, live, auth, chosen, workers, authors, clock)
    link = await organiser_link(storage.directory, chosen, clock)
    app = Starlette(routes=[*api_routes(services), *page_routes(chosen)])
    return World(services, live, clock, app, storage.log, link.secret, stack)


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A new server for one test."""
    async with AsyncExitStack() as stack:
        yield await open_world(stack, tmp_path)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One server for a module whose tests do not mind each other."""
    async with AsyncExitStack() as stack:
        yield await open_world(stack, tmp_path_factory.mktemp("world"))
