"""Finds that another version of the server has taken over the database: this one must not go on with it."""

import asyncio

import structlog

from server.ports.log import StorageUnavailable
from server.ports.schema import OtherVersion, Schema

LOOK_SECONDS = 5.0
"""One small question; so long an older server still writes to tables that it does not know."""

_log = structlog.get_logger(__name__)


async def until_taken_over(schema: Schema) -> None:
    """Look again and again, until cancelled. Raises OtherVersion once the tables are another version's."""
    while True:
        try:
            await schema.check_version()
        except StorageUnavailable as error:
            _log.warning("whose tables these are is asked again", error=str(error))
        except OtherVersion:
            raise
        except Exception:  # noqa: BLE001  whatever it is, the boards go on
            _log.exception("whose tables these are cannot be told, it is asked again")
        await asyncio.sleep(LOOK_SECONDS)
