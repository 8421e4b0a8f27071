"""How often one network address may try to join: the secrets cannot be guessed, the server can be kept busy."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

WINDOW = timedelta(minutes=1)
FAILED_LINKS = 30
"""Wrong links an address and minute: a room of 22 behind one address with a worn-out link still gets its answer."""
NEW_PEOPLE = 300
"""New participants an address and minute: many times the largest meeting, yet a bound on what a link can make."""
ADDRESSES = 10_000
"""Addresses remembered at once; the one unheard of for longest is forgotten first."""

Clock = Callable[[], datetime]


@dataclass(slots=True)
class _Count:
    since: datetime
    tries: int = 0


class Attempts:
    """Counts what an address did in the current window; in memory, bounded, of this process alone."""

    def __init__(self, limit: int, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def exhausted(self, address: str) -> bool:
        """True when the address has used up its window."""
        return self._current(address).tries >= self._limit

    def note(self, address: str) -> None:
        """Count one."""
        self._current(address).tries += 1

    def _current(self, address: str) -> _Count:
        key, now = network_of(address), self._clock()
        count = self._counts.get(key)
        if count is None or now - count.since >= WINDOW:
            count = self._counts[key] = _Count(now)
        self._counts.move_to_end(key)
        if len(self._counts) > ADDRESSES:
            self._counts.popitem(last=False)
        return count


def network_of(address: str) -> str:
    """Return what counts as one address: a household or office has a whole IPv6 /64, and would never run out."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    return str(IPv6Address(int(parsed) >> 64 << 64)) if isinstance(parsed, IPv6Address) else address
