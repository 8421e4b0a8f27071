"""`python -m server`: run the board server with the settings of the environment.

`python -m server prepare` brings the database up to date, makes the organiser's link and ends: once, before several
servers start on one database.

`python -m server restored` is run once after the database was restored from a backup, before a server starts on it:
pages that are open since before begin anew with what the backup has, and keep what they had not sent.

`python -m server scrub` compares the checkpoint of every document with its log, beside running servers or alone, prints
what is wrong, and ends with 1 if anything is.

`python -m server templates check FOLDER` says for each template file of a folder whether it is right, and if not, what
is wrong in which line; it ends with 1 if any is wrong. `python -m server places check FILE` says the same of a file of
places.
"""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from pathlib import Path

import uvicorn
import uvloop

from board import limits

from .access.links import OrganiserLink, join_link
from .app import Running, prepared, running, scrubbing
from .facilitation.template_check import check_folder
from .open_files import allow_many
from .ports.log import StorageUnavailable
from .ports.schema import OtherVersion
from .programmes.places_file import check_places
from .settings import Settings, SettingsError
from .telemetry import configure_logging
from .upkeep.scrub import Scrubbed
from .wire.frame_protocol import FrameProtocol

PING_SECONDS = 20.0
ANSWER_SECONDS = 60.0
"""A peer that answers no WebSocket ping for this long is gone. The ping waits behind a whole board on its way."""
SHUTDOWN_SECONDS = 10
"""What is waiting is committed within milliseconds; a hanging request may take this long."""


def main(command: Sequence[str]) -> int:
    """Run until interrupted, or carry out the command; returns the exit code."""
    match command:
        case ["templates", "check", folder]:
            return _printed(*check_folder(Path(folder)))
        case ["places", "check", file]:
            return _printed(*check_places(Path(file)))
        case _:
            return _run(command)


def _printed(lines: Sequence[str], code: int) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


def _run(command: Sequence[str]) -> int:
    work = _COMMANDS.get(tuple(command))
    if work is None:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        settings = Settings.read()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    configure_logging(settings)
    # The database and the organiser's link are nobody else's to read on this machine.
    os.umask(0o077)
    # uvicorn raises its signals again when it is done; as an exception, everything is closed in turn.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work(settings))
    except StorageUnavailable as error:
        sys.stderr.write(f"The database cannot be opened: {error}\nCheck DATABASE_URL, and that the database runs.\n")
        return 1
    except OtherVersion as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0


async def _prepare(settings: Settings) -> int:
    async with prepared(settings) as (_, link):
        sys.stdout.write(_link_lines(settings.address(), link))
    return 0


async def _restored(settings: Settings) -> int:
    async with prepared(settings) as (storage, _):
        count = await storage.directory.begin_epochs()
    sys.stdout.write(f"{count} boards are as the backup has them. Pages that are still open begin anew with that.\n")
    return 0


async def _scrub(settings: Settings) -> int:
    examined = wrong = 0
    async with scrubbing(settings) as scrub:
        async for scrubbed in scrub.examine_all():
            examined += 1
            for part, problem in _problems(scrubbed):
                wrong += 1
                sys.stdout.write(f"{scrubbed.document!s:<45} {part:<12} {problem}\n")
    sys.stdout.write(f"{examined} documents examined, {wrong or 'no'} problems found.\n")
    return 1 if wrong else 0


def _problems(scrubbed: Scrubbed) -> Iterator[tuple[str, str]]:
    if scrubbed.left_out is not None:
        yield "not examined", scrubbed.left_out
    for found in scrubbed.findings:
        yield found.part, found.problem


async def _serve(settings: Settings) -> int:
    allow_many()
    async with running(settings) as server:
        config = uvicorn.Config(
            server.app,
            host=settings.host,
            port=settings.port,
            ws=FrameProtocol,
            ws_max_size=limits.MAX_FRAME_BYTES,
            ws_per_message_deflate=False,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=ANSWER_SECONDS,
            forwarded_allow_ips=settings.trusted_proxies,
            # uvicorn logs whole addresses, and a plain Yjs client has its token in them.
            access_log=False,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        # What is loaded by now stays: looking through it stopped everything for some fifty milliseconds each time.
        gc.collect()
        gc.freeze()
        await _Announcing(config, settings, server).serve()
    return 0


class _Announcing(uvicorn.Server):
    """Prints the organiser's link as soon as the server answers, and ends when nothing may be saved any more."""

    def __init__(self, config: uvicorn.Config, settings: Settings, server: Running) -> None:
        super().__init__(config)
        self._settings = settings
        self._link = server.link
        self._say_goodbye = server.say_goodbye
        for task in server.vital:
            task.add_done_callback(self._stop)

    def _stop(self, _task: "asyncio.Task[None]") -> None:
        # Whoever watches over the process starts it again; a server that lives on would take edits and lose them.
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            sys.stdout.write(_announcement(self._settings.address(port), self._link))
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the waiting requests first, then what uvicorn ends."""
        await self._say_goodbye()
        await super().shutdown(sockets)


_COMMANDS: Mapping[tuple[str, ...], Callable[[Settings], Coroutine[None, None, int]]] = {
    (): _serve,
    ("prepare",): _prepare,
    ("restored",): _restored,
    ("scrub",): _scrub,
}


def _announcement(address: str, link: OrganiserLink) -> str:
    return f"\nManualboard is running on {address}\n{_link_lines(address, link)}\n"


def _link_lines(address: str, link: OrganiserLink) -> str:
    lines = [f"Organiser's link: {join_link(address, link.secret)}"]
    if link.replaced:
        lines.append("This is a new link: the file with the old one was gone, so the old one no longer works.")
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
