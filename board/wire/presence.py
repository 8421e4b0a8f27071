"""Who is here and what they are doing: the awareness protocol, bounded, stamped with who the server says it is (I1).

`PresenceBoard` keeps the latest state a client of one document. It decides what is shown to others; it sends nothing.
Encoding: y-protocols `awareness.js`, a list of (client id, clock, JSON state or `null`).
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from board import limits
from board.errors import CodecError
from board.yjs.varint import Reader, write_var_string, write_var_uint

MAX_ENTRIES = 1_000
"""y-websocket clients send everybody's state back; a board never has more clients at once."""
MAX_STAMPED_ENTRIES = 20_000
"""What one server process may show at once, each client its few."""
MAX_CLOCK = 2**32 - 1
"""The highest that is read, far below the 2^53 up to which JavaScript counts."""
MAX_CLAIMED_CLOCK = 2**31 - 1
"""A client counts its changes from 0, and ours go on from there. From one that claims more we count on from here: two
thousand million changes stay below MAX_CLOCK, above which nobody could read what is shown."""
MAX_USER_BYTES = 2_048
"""What the server stamps: an id, a colour, and a name and an organisation of 200 characters, four bytes each."""
MAX_STAMPED_BYTES = limits.MAX_AWARENESS_STATE_BYTES + MAX_USER_BYTES

SHOWN_KEYS = ("cursor", "editing", "dragging", "selected", "view", "reaction", "lowers")
"""Keys of a client's state that others may see, beside the stamped `user` and `hand`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One client's state; None means that it left."""

    client_id: int
    clock: int
    state: Mapping[str, Any] | None


def decode(update: bytes) -> list[Entry]:
    """Read a client's awareness update; some clients send back what the server stamped.

    Raises CodecError for wrong bytes, a state of which others would be shown over 4 KiB, and one that is no JSON object
    or could not be sent on: every state goes to everybody, so one that a single program cannot read would silence the
    board.
    """
    entries = _read(update, MAX_ENTRIES)
    for entry in entries:
        _check_length(_shown(entry.state or {}), limits.MAX_AWARENESS_STATE_BYTES)
    return entries


def decode_stamped(update: bytes) -> list[Entry]:
    """Read an awareness update of a server, whose states carry who it is as well. Raises CodecError like `decode`."""
    return _read(update, MAX_STAMPED_ENTRIES)


def encode(entries: Iterable[Entry]) -> bytes:
    """Return the awareness update that carries `entries`."""
    listed = list(entries)
    out = bytearray()
    write_var_uint(out, len(listed))
    for entry in listed:
        write_var_uint(out, entry.client_id)
        write_var_uint(out, entry.clock)
        write_var_string(out, _written(entry.state))
    return bytes(out)


def _written(state: Mapping[str, Any] | None) -> str:
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


class PresenceBoard:
    """The states shown on one document, by client id.

    Clocks only grow, so that a client which left and comes back with its old clock is shown at once.
    """

    def __init__(self) -> None:
        self._shown: dict[int, Entry] = {}
        self._clocks: dict[int, int] = {}
        self._changed: set[int] = set()
        self._hands: dict[int, str] = {}

    def show(self, client_id: int, clock: int, state: Mapping[str, Any], user: Mapping[str, Any], at: str) -> None:
        """Show a client's state with `user`, who the server says it is; `at` is the server's time (ISO 8601, UTC).

        A raised hand is shown with the time since when it is up. A client that comes back with it up keeps its turn.
        """
        shown = _shown(state)
        if state.get("hand"):
            shown["hand"] = {"since": self._hands.setdefault(client_id, at)}
        else:
            self._hands.pop(client_id, None)
        self._put(client_id, min(clock, MAX_CLAIMED_CLOCK), {**shown, "user": dict(user)})

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

    def participant_of(self, client_id: int) -> str | None:
        """Return who shows a state under this client id now, as the server stamped it."""
        shown = self._shown.get(client_id)
        user = shown.state.get("user") if shown and shown.state else None
        return user.get("id") if isinstance(user, Mapping) else None

    def everyone(self) -> list[Entry]:
        """Return all states now shown."""
        return list(self._shown.values())


def _shown(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what others may see of a client's state."""
    return {key: state[key] for key in SHOWN_KEYS if key in state}


def _read(update: bytes, most: int) -> list[Entry]:
    reader = Reader(update)
    entries = [_read_entry(reader) for _ in range(reader.count(most, 3))]
    reader.done()
    return entries


def _read_entry(reader: Reader) -> Entry:
    client_id, clock, text = reader.var_uint(), reader.var_uint(), reader.var_bytes()
    if clock > MAX_CLOCK:
        raise CodecError("the clock of a presence state is too high")
    if len(text) > MAX_STAMPED_BYTES:
        raise CodecError(f"a presence state is over {MAX_STAMPED_BYTES} bytes")
    state = _state(text)
    _check_length(state, MAX_STAMPED_BYTES)
    return Entry(client_id, clock, state)


def _check_length(state: Mapping[str, Any] | None, longest: int) -> None:
    """Raise CodecError when a state is too long as we write it, which may be longer: 1e15 has 18 characters then."""
    if len(_written(state).encode()) > longest:
        raise CodecError(f"a presence state is over {longest} bytes")


def _state(text: bytes) -> Mapping[str, Any] | None:
    try:
        state = json.loads(text.decode("utf-8"))
        fits = _can_be_sent(state, limits.MAX_ANY_DEPTH)
    except (ValueError, RecursionError):
        raise CodecError("a presence state is not JSON") from None
    if not fits or not isinstance(state, dict | None):
        raise CodecError("a presence state is not a JSON object")
    return state


def _can_be_sent(value: Any, depth: int) -> bool:
    """True when other programs can read the value. Raises UnicodeEncodeError for half a surrogate pair."""
    match value:
        case float():
            return math.isfinite(value)
        case str():
            value.encode("utf-8")
            return True
        case list():
            return depth > 0 and all(_can_be_sent(item, depth - 1) for item in value)
        case dict():
            return depth > 0 and all(_can_be_sent(key, 0) and _can_be_sent(value[key], depth - 1) for key in value)
        case _:
            return True
