"""Who is attached to a room, and who of them hears what happens in it."""

from collections.abc import Iterable

from board.wire import codec

from .membership import Membership
from .submissions import Member


class Audience:
    """The members of one room."""

    def __init__(self) -> None:
        self._members: dict[Member, Membership] = {}

    def __len__(self) -> int:
        return len(self._members)

    @property
    def members(self) -> Iterable[Member]:
        """Everybody attached now."""
        return self._members.keys()

    def join(self, member: Member) -> None:
        """Attach a member."""
        self._members[member] = Membership()

    def leave(self, member: Member) -> bool:
        """Detach a member; returns False when it was not attached."""
        return self._members.pop(member, None) is not None

    def listens(self, member: Member) -> None:
        """Let a member hear all that is sent from now on."""
        self._members[member].hears = True

    def membership(self, member: Member) -> Membership | None:
        """Return how far a member has come; None when it has left."""
        return self._members.get(member)

    def send(self, message: codec.Message) -> None:
        """Send a message to every member that hears, encoded once an address."""
        frames: dict[str | None, bytes] = {}
        for member, membership in list(self._members.items()):
            if membership.hears:
                frame = frames.get(member.address)
                if frame is None:
                    frame = frames[member.address] = codec.encode(message, member.address)
                member.send(frame)
