"""The adapters of the relay: within one process, and over Redis or Valkey between many."""

from server.ports.relay import Relay

from .memory import MemoryBus, MemoryRelay
from .pubsub import RedisRelay

__all__ = ["MemoryBus", "MemoryRelay", "RedisRelay", "open_relay"]


def open_relay(url: str | None) -> Relay:
    """Return a relay that is not started yet: on the bus at `url`, or for this process alone.

    Raises ValueError when `url` is not the address of a Redis or Valkey.
    """
    return RedisRelay(url) if url else MemoryRelay(MemoryBus())
