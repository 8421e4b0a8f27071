"""How many live sockets one network address may have at once, counted before anybody is asked who they are.

Each costs memory from its first byte on, and one machine could open them without end. A hospital or a council comes
from one address, so the bound is far above a meeting; connections by plain HTTP have bounds of their own
(`http_gateway`).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from .limits import network_of

MAX_SOCKETS_EACH = 2_000
"""A trust's five hundred people with four tabs each; a socket and its documents take some tens of KiB."""
TOO_MANY = "Too many connections are open from your network. Close other tabs with boards and try again."
"""The page knows it by its beginning."""


class Crowding:
    """Counts open sockets by address; an IPv6 network of one site (/64) counts as one."""

    def __init__(self, most: int = MAX_SOCKETS_EACH) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Yield whether there is a place for one more socket from this address, which is taken while the block runs."""
        network = network_of(address)
        has_place = self._open[network] < self._most
        self._open[network] += has_place
        try:
            yield has_place
        finally:
            self._open[network] -= has_place
            if not self._open[network]:
                del self._open[network]
