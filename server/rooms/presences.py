"""Presence in a room: who may show what under which client id, sent out at most every so often.

Never stored. Several changes of one client between two sends become one, the latest (SPEC I1).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from board.wire import codec, presence

from .pace import Pace
from .submissions import Member

MAX_CLIENT_IDS = 20
"""Client ids that one member may show presence under; a Yjs client has one, and shows those of its own other tabs."""
SILENT_SWEEPS = 4
"""A client renews its state every 15 s; after 40 s without word from its process it is gone."""


def present() -> datetime:
    """Return the present, aware, in UTC."""
    return datetime.now(UTC)


class _Room(Protocol):
    def claim(self, client_id: int, participant: str) -> bool: ...
    def broadcast(self, message: codec.Message) -> None: ...


class Presences:
    """The presence states of one room: those of its members, and those that other processes send."""

    def __init__(self, room: _Room, publish: Callable[[bytes], None], now: Callable[[], datetime] = present) -> None:
        self._now = now
        self._room = room
        self._publish = publish
        self._board = presence.PresenceBoard()
        self._shown_by: dict[int, Member] = {}
        self._used: dict[Member, set[int]] = {}
        self._silent: dict[int, int] = {}
        self._pace = Pace(self._flush)

    def receive(self, member: Member, update: bytes) -> None:
        """Show a member's states, stamped with who it is. States under others' client ids are left out (A5).

        Raises CodecError.
        """
        for entry in presence.decode(update):
            if entry.state is None:
                self._take_away(member, entry.client_id)
            elif self._is_own(member, entry.client_id):
                self._silent.pop(entry.client_id, None)
                self._shown_by[entry.client_id] = member
                at = self._now().isoformat(timespec="milliseconds")
                self._board.show(entry.client_id, entry.clock, entry.state, member.user, at)
        self._pace.soon()

    def _is_own(self, member: Member, client_id: int) -> bool:
        if self._board.participant_of(client_id) not in (None, member.participant):
            return False
        used = self._used.setdefault(member, set())
        if client_id not in used and len(used) >= MAX_CLIENT_IDS:
            return False
        if not self._room.claim(client_id, member.participant):
            return False
        used.add(client_id)
        return True

    def _take_away(self, member: Member, client_id: int) -> None:
        if self._shown_by.get(client_id) is member:
            self.disown(client_id)

    def disown(self, client_id: int) -> None:
        """Take away what is shown under a client id."""
        self._shown_by.pop(client_id, None)
        self._silent.pop(client_id, None)
        self._board.leave(client_id)

    def leave(self, member: Member) -> None:
        """Take away all that a member showed."""
        for client_id in self._used.pop(member, ()):
            self._take_away(member, client_id)
        self._pace.soon()

    def relay(self, update: bytes) -> None:
        """Show what another process sent. Raises CodecError."""
        entries = presence.decode_stamped(update)
        self._flush()
        for entry in entries:
            if entry.state is None and entry.client_id in self._shown_by:
                # It left there because it came here.
                continue
            self._shown_by.pop(entry.client_id, None)
            self._silent[entry.client_id] = 0
            self._board.relay(entry)
        self._send(self._board.take_changes())

    def forget_silent(self) -> None:
        """Take away what another process showed and renews no more: it may have died. Called at each sweep."""
        self._flush()
        for client_id in list(self._silent):
            self._silent[client_id] += 1
            if self._silent[client_id] > SILENT_SWEEPS:
                self.disown(client_id)
        self._send(self._board.take_changes())

    def everyone(self) -> codec.Awareness:
        """Return all states now shown, as one message."""
        return codec.Awareness(presence.encode(self._board.everyone()))

    def _flush(self) -> None:
        changes = self._board.take_changes()
        if changes:
            self._publish(self._send(changes))

    def _send(self, changes: list[presence.Entry]) -> bytes:
        update = presence.encode(changes)
        if changes:
            self._room.broadcast(codec.Awareness(update))
        return update
