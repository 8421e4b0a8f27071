"""A board server in a process of its own, on a free port, with its data in a given folder."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_LINK = re.compile(r"Organiser's link: (?P<url>https?://\S+?)/join#(?P<secret>\S+)")
_REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 90.0
"""A slow machine needs ten seconds for the first start; beyond this something is wrong."""
STOP_SECONDS = 30.0
"""The server lets running requests end for ten seconds."""
_ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "HOST", "ALLOWED_ORIGINS", "LOG_FORMAT")
"""Settings of the caller's environment that would make this server use, or speak of, something else than its own."""
_SHOWN_LINES = 40


class ServerDidNotStart(Exception):
    """The server ended, or stayed silent too long; the message has the end of what it printed."""


class ServerDidNotStop(Exception):
    """The server went on although it was asked to end; it was ended by force."""


class ServerProcess:
    """Runs `python -m server`. As an async context manager it starts the server and stops it at the end.

    A subclass may name another `module`, which must print the organiser's link as the server does.

    `folder` gets the data and the log. `settings` are added to `environment` (the server's own choice of database, bus
    and address is taken out of it first). The port is chosen by the system at the first start and kept at the next.
    """

    module = "server"

    def __init__(self, folder: Path, environment: Mapping[str, str], **settings: str) -> None:
        self._log = folder / "server.log"
        kept = {name: value for name, value in environment.items() if name not in _ELSEWHERE}
        self._environment = {**kept, "PORT": "0", "DATA_DIR": str(folder / "data"), **settings}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self.url = ""
        self.organiser_secret = ""
        self.exit_code: int | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def link(self) -> str:
        """The organiser's link."""
        return f"{self.url}/join#{self.organiser_secret}"

    @property
    def pid(self) -> int | None:
        """The id of the running process, or None."""
        return self._process.pid if self._process else None

    @property
    def log(self) -> str:
        """Everything the server has printed, over all its starts."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    async def start(self) -> None:
        """Start the server and wait until it answers. Raises ServerDidNotStart."""
        found: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            cwd=_REPOSITORY,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._reading = asyncio.create_task(self._read(self._process, found))
        try:
            self.url, self.organiser_secret = await asyncio.wait_for(found, START_SECONDS)
        except BaseException as error:
            await self.kill()
            if isinstance(error, TimeoutError):
                raise ServerDidNotStart(self._explain("was silent for too long")) from None
            raise
        self._environment["PORT"] = self.url.rpartition(":")[2]

    async def stop(self) -> None:
        """Ask the server to end, and wait until it has; does nothing when it does not run. Raises ServerDidNotStop."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End the server at once, with no chance to tidy up."""
        await self._end(signal.SIGKILL)

    async def restart(self) -> None:
        """Start again on the same port and data, after `stop` or `kill` or without."""
        await self.stop()
        await self.start()

    async def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        # Not send_signal: when the process has just ended, that takes its exit code from asyncio.
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, how)
        if how is signal.SIGKILL:
            _kill_group(process.pid)
        try:
            self.exit_code = await asyncio.wait_for(process.wait(), STOP_SECONDS)
        finally:
            _kill_group(process.pid)
            if self._reading is not None:
                await self._reading

    async def _read(self, process: asyncio.subprocess.Process, found: "asyncio.Future[tuple[str, str]]") -> None:
        if process.stdout is None:
            raise ServerDidNotStart(self._explain("cannot be listened to"))
        with self._log.open("ab", buffering=0) as log:
            async for line in process.stdout:
                log.write(line)
                match = _LINK.search(line.decode("utf-8", "replace"))
                if match and not found.done():
                    found.set_result((match["url"], match["secret"]))
        if not found.done():
            found.set_exception(ServerDidNotStart(self._explain("ended")))

    def _explain(self, what: str) -> str:
        return "\n".join([f"The server {what}. It said:", *self.log.splitlines()[-_SHOWN_LINES:]])


def _kill_group(pid: int) -> None:
    """End what the server started: its worker process would outlive it and keep its output open."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
