"""Somebody who asks for long work and reads its lines, and may go away meanwhile."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message

from server.api.http.telling import MEDIA_TYPE

from .api_app import HOST, Browser, World

Line = Mapping[str, Any]


@dataclass(slots=True)
class Asker:
    """One request of a browser, straight to the application; `lines` are those that came by now."""

    world: World
    browser: Browser
    method: str
    path: str
    body: Any = None
    accept: str = MEDIA_TYPE
    lines: list[Line] = field(default_factory=list)
    status: int = 0
    _sent: bool = False
    _gone: asyncio.Event = field(default_factory=asyncio.Event)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> "asyncio.Task[None]":
        """Send the request; the task ends with its answer."""
        return asyncio.create_task(self._run())

    async def came(self, step: str) -> None:
        """Wait until a line has told of this step."""
        while not any(line.get("step") == step for line in self.lines):
            await self.next_line()

    async def next_line(self) -> None:
        """Wait until another line has come."""
        self._came.clear()
        await self._came.wait()

    def go_away(self) -> None:
        """Close the connection."""
        self._gone.set()

    async def _run(self) -> None:
        request = self.browser.http.build_request(
            self.method, f"{HOST}{self.path}", json=self.body, headers={"Accept": self.accept}
        )
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        path, query = self.path.partition("?")[::2]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "server": ("board.test", 80),
            "client": ("127.0.0.1", 1),
        }
        content = request.read()

        async def receive() -> Message:
            if not self._sent:
                self._sent = True
                return {"type": "http.request", "body": content}
            await self._gone.wait()
            return {"type": "http.disconnect"}

        await self.world.app(scope, receive, self._take)

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message.get("body"):
            self.lines.append(json.loads(message["body"]))
            self._came.set()


async def told(world: World, browser: Browser, method: str, path: str, body: Any = None) -> list[Line]:
    """Return all lines of long work."""
    asker = Asker(world, browser, method, path, body)
    await asker.begin()
    assert asker.status == 200, asker.lines
    return asker.lines
