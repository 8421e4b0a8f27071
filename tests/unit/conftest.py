"""A hub on the in-memory log with one empty document, for tests of rooms."""

import pytest

from server.relay import open_relay
from server.rooms.hub import Hub
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME


@pytest.fixture
async def log() -> MemoryUpdateLog:
    log = MemoryUpdateLog()
    await log.create([NAME])
    return log


@pytest.fixture
async def hub(log: MemoryUpdateLog) -> Hub:
    return Hub(log, open_relay(None), clock=lambda: 0.0)
