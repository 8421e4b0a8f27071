"""What admits the edits of one room: its index, who owns which client id, its locks, and what signs and marks cards."""

from collections.abc import Mapping
from dataclasses import dataclass

from board.admission import AdmissionIndex, Admitted, Signer, Touch
from board.errors import CausalityGap, Refusal
from board.steps import Steps

from .locking import Gate
from .ownership import Ownership
from .submissions import SERVER, Authored, ClientEdit, Denial, Member, ServerEdit


@dataclass(frozen=True, slots=True)
class ServerClients:
    """Client ids of the server in one room: that of its edits, and that with which it signs cards and marks what stays
    in the group (SPEC P10, T5).

    They are two, for an edit is worked out elsewhere from a clock of its id on, and cards go on being made meanwhile.
    """

    author: int
    signer: int


class Admission:
    """Admits edits by `index`, which covers the rows and all that waits (see `room`)."""

    def __init__(self, index: AdmissionIndex, owners: Mapping[int, str], server: ServerClients, gate: Gate) -> None:
        self.index = index
        self.owners = Ownership(owners)
        self._gate = gate
        self._server = server
        self._signed_before = 0

    @property
    def signed(self) -> int:
        """A number that only grows, with everything that is signed, and when all begins anew."""
        return self._signed_before + self.index.signed

    def begin_anew(self, index: AdmissionIndex, owners: Mapping[int, str]) -> None:
        """Admit by another index from now on, which covers the durable rows alone."""
        self._signed_before = self.signed + 1
        self.index, self.owners = index, Ownership(owners)

    def of_client(self, member: Member, frame: bytes, *, may_write: bool, live: bool) -> Steps[ClientEdit | Denial]:
        """Admit a frame of a member, with what the server says of its cards. Raises as `AdmissionIndex.admitting`."""
        participant, index = member.participant, self.index
        try:
            admitted = yield from index.admitting(
                frame,
                owner_of=self.owners.asked_by(participant),
                participant=participant,
                may_write=may_write,
                check=self._gate.check(member, live=live),
                signer=Signer(self._server.signer, member.signature),
            )
        except Refusal as refusal:
            if refusal.code != "rights":
                raise
            return Denial(member)
        if index is not self.index:  # A conflict came between two steps.
            return (yield from self.of_client(member, frame, may_write=may_write, live=live))
        return ClientEdit(member, frame, admitted.update, self._owned(admitted, participant), stamped=admitted.stamped)

    def _owned(self, admitted: Admitted, participant: str) -> Mapping[int, str]:
        owned = self.owners.take(admitted.new_clients, participant)
        return {**owned, **self.owners.take([self._server.signer], SERVER)} if admitted.stamped else owned

    def of_server(self, edit: ServerEdit, made: Authored) -> Steps[None]:
        """Admit an edit of the server. Raises CausalityGap when it must be made anew.

        It must where its client id is not where it was when the edit was made, and where the edit says how activities
        attribute and something was signed since: it would not know of that.
        """
        index = self.index
        if index.clock_of(self._server.author) != made.clock:
            raise CausalityGap("the room's client id has gone on, or back")
        edit.bind(made)
        check = None if made.signed == self.signed else _attributes_nothing
        for update in made.updates:
            admitted = yield from index.admitting_servers(
                update, owner_of=self.owners.of, participant=SERVER, check=check
            )
            if index is not self.index:
                raise CausalityGap("a conflict came between two steps")
            edit.update = admitted.update
            edit.owners = self.owners.take(admitted.new_clients, SERVER)


def _attributes_nothing(touches: frozenset[Touch]) -> None:
    """Raise CausalityGap where an activity that is there is said to attribute in another way."""
    made = {touch.entity for touch in touches if touch.root == "launches" and touch.field is None}
    if any(touch.field == "attribution" and touch.entity not in made for touch in touches):
        raise CausalityGap("something was signed since the edit was made")
