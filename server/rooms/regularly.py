"""Work that is done now and then as long as the server runs, and never ends it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from server.ports.log import StorageUnavailable

_log = structlog.get_logger(__name__)


async def regularly(seconds: float, work: Callable[[], Awaitable[object]], what: str) -> None:
    """Do the work, now and after each pause of so many seconds, until cancelled.

    What it raises is logged, with `what` as the name of the work.
    """
    while True:
        try:
            await work()
        except StorageUnavailable as error:
            _log.warning("some work waits for storage", work=what, error=str(error))
        except Exception:  # noqa: BLE001  whatever it is, the boards go on
            _log.exception("some work failed, it is tried again", work=what)
        await asyncio.sleep(seconds)
