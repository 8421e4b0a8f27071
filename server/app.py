"""The composition root: the only place that knows which storage, relay and clock the server runs on."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette

from .access.admittance import Door
from .access.auth import Auth
from .access.links import OrganiserLink, organiser_link
from .api import Services, api_routes
from .pages import page_routes
from .relay import open_relay
from .rooms.durable import DurableDocument
from .rooms.hub import Hub
from .settings import Settings
from .storage import Storage, open_storage
from .upkeep.compaction import Compaction
from .upkeep.scrub import Scrub
from .upkeep.takeover import until_taken_over
from .wire.gateway import Gateway
from .workers.gaps import Gaps
from .workers.pool import Workers


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Running:
    """The application, the organiser's link, and the tasks without which nothing may be saved.

    These are what commits, and what watches whose tables these are: when one ends by itself, the server must. Leaving
    `running` raises what it ended with. `say_goodbye` ends what would hold up a shutdown.
    """

    app: Starlette
    say_goodbye: Callable[[], Awaitable[None]]
    link: OrganiserLink
    vital: Sequence["asyncio.Task[None]"]


@contextlib.asynccontextmanager
async def prepared(settings: Settings) -> AsyncIterator[tuple[Storage, OrganiserLink]]:
    """Yield the open database, with its tables as this version needs them, and the organiser's link.

    Servers that share both may do this side by side, once one has done it. Raises StorageUnavailable when the database
    cannot be opened, OtherVersion when it is a newer version's, OSError when DATA_DIR cannot be written.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    storage = await open_storage(settings.database, now)
    try:
        yield storage, await organiser_link(storage.directory, settings, now)
    finally:
        await storage.close()


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator["Running"]:
    """Open everything the server needs, yield what runs, close everything in turn.

    Raises what `prepared` does, OtherVersion also where a newer version has taken over the database meanwhile.
    """
    async with contextlib.AsyncExitStack() as stack:
        storage, link = await stack.enter_async_context(prepared(settings))
        relay = open_relay(settings.redis_url or None)
        await relay.start()
        stack.push_async_callback(relay.stop)
        workers = stack.enter_context(Workers())
        # A process of their own: a launch, and the snapshot before it, do not wait until others made their exports.
        authors = stack.enter_context(Workers())
        # The first document brings modules with it; not for the first who opens a board to wait for.
        DurableDocument()
        hub = Hub(storage.log, relay, clock=time.monotonic, offload=authors.run, now=now)
        compaction = Compaction(storage.log, Gaps(workers), now, settings.log_retention)
        hub.tails.on_long(compaction.checkpoint)
        scrub = Scrub(storage.log, Gaps(workers), hub)
        vital = [_started(stack, hub.run()), _started(stack, until_taken_over(storage.directory))]
        _started(stack, compaction.run())
        _started(stack, scrub.run(now))
        auth = Auth(storage.directory, settings, now)
        services = Services(storage.directory, storage.votes, hub, auth, settings, workers, authors, now)
        # What is wrong in an organisation's own templates is in the log from the start.
        await services.templates.shelf()
        _started(stack, services.private.run())
        _started(stack, services.comments.run())
        app, gateway = _application(services, hub, scrub)
        stack.push_async_callback(gateway.close)
        yield Running(app, gateway.close, link, vital)


@contextlib.asynccontextmanager
async def scrubbing(settings: Settings) -> AsyncIterator[Scrub]:
    """Yield what examines the documents of the database, beside the servers that may be running on it.

    Raises StorageUnavailable, OtherVersion.
    """
    storage = await open_storage(settings.database, now)
    try:
        with Workers() as workers:
            yield Scrub(storage.log, workers, pause=0)
    finally:
        await storage.close()


def _application(services: Services, hub: Hub, scrub: Scrub) -> tuple[Starlette, Gateway]:
    directory = services.directory
    services.metrics.sessions.set_function(hub.sessions)
    services.metrics.damaged.set_function(lambda: len({*hub.damaged(), *scrub.damaged}))
    hub.ask_roles(directory.role_of)
    hub.edited.on_edited(directory.touch_board)
    hub.edited.on_quiet(services.snapshots.when_quiet)
    gateway = Gateway(hub, Door(services.auth), services.metrics)
    return Starlette(routes=[*gateway.routes(), *api_routes(services), *page_routes(services.settings)]), gateway


def _started(stack: contextlib.AsyncExitStack, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    """Return the task that does this work until the stack is left."""
    task = asyncio.create_task(work)
    stack.push_async_callback(_ended, task)
    return task


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
