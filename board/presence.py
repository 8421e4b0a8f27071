"""Who is here and what they are doing: the awareness protocol, bounded, stamped with who the server says it is (I1).

`PresenceBoard` keeps the latest state a client of one document. It decides what is shown to others; it sends nothing.
Encoding: y-protocols `awareness.js`, a list of (client id, clock, JSON state or `null`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import limits
from .errors import CodecError
from .varint import Reader, write_var_string, write_var_uint

MAX_ENTRIES = 1_000
"""y-websocket clients send everybody's state back; a board never has more clients at once."""

SHOWN_KEYS = ("cursor", "editing", "dragging", "selected", "view")
"""Keys of a client's state that others may see, beside the stamped `user`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One client's state; None means that it left."""

    client_id: int
    clock: int
    state: Mapping[str, Any] | None


def decode(update: bytes) -> list[Entry]:
    """Read an awareness update. Raises CodecError for wrong bytes, a state over 4 KiB or one that is no JSON object."""
    reader = Reader(update)
    entries = [_read_entry(reader) for _ in range(reader.count(MAX_ENTRIES, 3))]
    reader.done()
    return entries


def encode(entries: Iterable[Entry]) -> bytes:
    """Return the awareness update that carries `entries`."""
    listed = list(entries)
    out = bytearray()
    write_var_uint(out, len(listed))
    for entry in listed:
        write_var_uint(out, entry.client_id)
        write_var_uint(out, entry.clock)
        write_var_string(out, json.dumps(entry.state, ensure_ascii=False, separators=(",", ":")))
    return bytes(out)


class PresenceBoard:
    """The states shown on one document, by client id.

    Clocks only grow, so that a client which left and comes back with its old clock is shown at once.
    """

    def __init__(self) -> None:
        self._shown: dict[int, Entry] = {}
        self._clocks: dict[int, int] = {}
        self._changed: set[int] = set()

    def show(self, client_id: int, clock: int, state: Mapping[str, Any], user: Mapping[str, Any]) -> None:
        """Show a client's state with `user`, who the server says it is."""
        shown = {key: state[key] for key in SHOWN_KEYS if key in state}
        self._put(client_id, clock, {**shown, "user": dict(user)})

    def relay(self, entry: Entry) -> None:
        """Show, or take away, a state that another server process has already stamped."""
        if entry.state is None:
            self.leave(entry.client_id)
        else:
            self._put(entry.client_id, entry.clock, entry.state)

    def leave(self, client_id: int) -> None:
        """Take a client's state away."""
        if client_id in self._shown:
            del self._shown[client_id]
            self._clocks[client_id] += 1
            self._changed.add(client_id)

    def _put(self, client_id: int, clock: int, state: Mapping[str, Any]) -> None:
        clock = max(clock, self._clocks.get(client_id, -1) + 1)
        self._clocks[client_id] = clock
        self._shown[client_id] = Entry(client_id, clock, state)
        self._changed.add(client_id)

    def take_changes(self) -> list[Entry]:
        """Return the latest state of every client that changed since the last call (None for those who left)."""
        changes = [self._shown.get(c) or Entry(c, self._clocks[c], None) for c in sorted(self._changed)]
        self._changed.clear()
        return changes

    def everyone(self) -> list[Entry]:
        """Return all states now shown."""
        return list(self._shown.values())


def _read_entry(reader: Reader) -> Entry:
    client_id, clock, text = reader.var_uint(), reader.var_uint(), reader.var_string()
    if len(text.encode()) > limits.MAX_AWARENESS_STATE_BYTES:
        raise CodecError(f"a presence state is over {limits.MAX_AWARENESS_STATE_BYTES} bytes")
    return Entry(client_id, clock, _state(text))


def _state(text: str) -> Mapping[str, Any] | None:
    try:
        state = json.loads(text)
    except (ValueError, RecursionError):
        raise CodecError("a presence state is not JSON") from None
    if state is not None and not isinstance(state, dict):
        raise CodecError("a presence state is not a JSON object")
    return state
