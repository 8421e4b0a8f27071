"""A connection's membership of one room."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from board.errors import Refusal
from board.limits import MAX_LABEL
from board.roles import Role
from board.stage.stage import written
from board.wire import codec
from server.access.admittance import Admittance
from server.rooms.room import TRY_AGAIN_LATER, Room


class Carrier(Protocol):
    """The connection that carries a member's messages."""

    def send(self, frame: bytes) -> None:
        """Send a frame."""

    def close(self, code: int, reason: str) -> None:
        """Close the socket soon."""

    def refuse(self, attachment: "Attachment", code: str, reason: str) -> None:
        """End one document of the connection."""

    def count_refusal(self, attachment: "Attachment", error: Refusal) -> None:
        """Note that an edit was refused."""


@lru_cache(maxsize=4096)
def _answer(address: str, *, saved: bool) -> bytes:
    """Return the frame that answers an edit; hundreds go out each second."""
    return codec.encode(codec.SyncStatus(saved), address)


class Attachment:
    """A connection's membership of one room: the room's `Member`."""

    def __init__(self, connection: Carrier, admittance: Admittance, room: Room, address: str | None) -> None:
        self._connection = connection
        self._admittance = admittance
        self.room = room
        self.address = address
        self._left = False

    def leave(self) -> None:
        """Detach from the room. The address may be opened anew: what is answered late is nobody's any more."""
        self._left = True
        self.room.leave(self)

    @property
    def participant(self) -> str:
        """Who it is, by id."""
        return self._admittance.participant

    @property
    def role(self) -> Role:
        """What they may do on this board."""
        return self._admittance.role

    def change_role(self, role: Role) -> None:
        """Take on another role at once. Nothing that the member wrote is lost: the document stays open (SPEC F8).

        Who could not write has to open it anew, for a client learns only then that it may.
        """
        could_write = self.role.may_edit
        self._admittance = replace(self._admittance, role=role)
        if could_write is not role.may_edit:
            self.close(TRY_AGAIN_LATER, "Your role on this board was changed.")
        elif self.room.name.kind == "stage":
            self.tell_place()

    @property
    def may_write(self) -> bool:
        """True when this member may edit and the board can take edits; the stage is read by all."""
        return self.role.may_edit and not self.room.damaged

    @property
    def user(self) -> Mapping[str, Any]:
        """What others may know of them: who they are, and whether they facilitate."""
        return {**self._admittance.user, "role": self.role.value}

    def signature(self, attribution: str) -> str | None:
        """Return what signs a card of theirs, as long as a card can say it; None for nothing."""
        said = self._admittance.user["name"] if attribution == "name" else self._admittance.organisation
        return said[:MAX_LABEL] if said else None

    def send(self, frame: bytes) -> None:
        """Put a frame in the connection's outbox."""
        self._connection.send(frame)

    def tell(self, message: codec.Message) -> None:
        """Send one message about this document, unless it was left."""
        if not self._left:
            self.send(codec.encode(message, self.address))

    def tell_place(self) -> None:
        """Tell the server's time, which what the stage says is measured in (SPEC F2), and the member's role."""
        told = {"now": written(self.room.now()), "role": self.role.value}
        self.tell(codec.Stateless(json.dumps(told)))

    def saved(self) -> None:
        """Acknowledge one edit frame; the plain dialect has no such message."""
        self._answer(saved=True)

    def denied(self) -> None:
        """Say of one edit frame that it was refused because of the role; the document stays open (I2)."""
        self._connection.count_refusal(self, Refusal("rights", "You can read this board but not change it."))
        self._answer(saved=False)

    def _answer(self, *, saved: bool) -> None:
        if self.address is not None and not self._left:
            self.send(_answer(self.address, saved=saved))

    def refuse(self, code: str, reason: str) -> None:
        """End this document with a reason, unless it was left."""
        if not self._left:
            self._connection.refuse(self, code, reason)

    def close(self, code: int, reason: str) -> None:
        """Close the whole connection."""
        self._connection.close(code, reason)
