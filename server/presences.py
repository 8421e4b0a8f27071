"""Presence in a room: who may show what under which client id, sent out at most every so often.

Never stored. Several changes of one client between two sends become one, the latest (SPEC I1).
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

from board import codec, presence

from .submissions import Member

PACE = 0.04
"""Seconds between two sends of a busy room: 25 pictures a second look smooth. The first after a pause goes at once."""


class _Room(Protocol):
    def claim(self, client_id: int, participant: str) -> bool: ...
    def broadcast(self, message: codec.Message) -> None: ...


class Presences:
    """The presence states of one room."""

    def __init__(self, room: _Room, publish: Callable[[bytes], None]) -> None:
        self._room = room
        self._publish = publish
        self._board = presence.PresenceBoard()
        self._clients: dict[Member, set[int]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._flush_again = False

    def receive(self, member: Member, update: bytes) -> None:
        """Show a member's states, stamped with who it is. States under others' client ids are left out (A5).

        Raises CodecError.
        """
        for entry in presence.decode(update):
            if entry.state is None:
                self._take_away(member, entry.client_id)
            elif self._is_own(member, entry.client_id):
                self._board.show(entry.client_id, entry.clock, entry.state, member.user)
        self._flush_soon()

    def _is_own(self, member: Member, client_id: int) -> bool:
        shown_by = next((m for m, clients in self._clients.items() if client_id in clients), None)
        if shown_by is not None and shown_by.participant != member.participant:
            return False
        if not self._room.claim(client_id, member.participant):
            return False
        if shown_by is not None and shown_by is not member:
            self._clients[shown_by].discard(client_id)
        self._clients.setdefault(member, set()).add(client_id)
        return True

    def _take_away(self, member: Member, client_id: int) -> None:
        if client_id in self._clients.get(member, ()):
            self._clients[member].discard(client_id)
            self._board.leave(client_id)

    def leave(self, member: Member) -> None:
        """Take away all that a member showed."""
        for client_id in self._clients.pop(member, ()):
            self._board.leave(client_id)
        self._flush_soon()

    def relay(self, update: bytes) -> None:
        """Show what another process sent. Raises CodecError."""
        for entry in presence.decode(update):
            self._board.relay(entry)
        self._send(self._board.take_changes())

    def everyone(self) -> codec.Awareness:
        """Return all states now shown, as one message."""
        return codec.Awareness(presence.encode(self._board.everyone()))

    def _flush_soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PACE, self._paced)
            self._publish(self._send(self._board.take_changes()))
        else:
            self._flush_again = True

    def _paced(self) -> None:
        self._timer = None
        if self._flush_again:
            self._flush_again = False
            self._flush_soon()

    def _send(self, changes: list[presence.Entry]) -> bytes:
        update = presence.encode(changes)
        if changes:
            self._room.broadcast(codec.Awareness(update))
        return update
