"""A room is one open document: its single writer, its members, and what they are doing.

Invariants, kept by every method (SPEC S1 to S6, A, I):
 1. `_showing` has exactly the log rows 1..last_seq; nobody is shown anything else.
 2. `_index` covers the rows and every submission in `_in_flight` and `_waiting`, in that order.
 3. At most one Append of the room is under way; submissions are committed in the order of their arrival.
 4. An edit is acknowledged after the commit that makes it durable, never before, each frame once.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, assert_never

import pycrdt
import structlog

from board import codec
from board.admission import AdmissionIndex
from board.errors import CausalityGap, CodecError, Refusal
from board.ids import DocumentName

from .authoring import authored
from .durable import RoomBroken
from .live import Answer, BoardDamaged, Command, DocumentState
from .loading import Readable
from .locking import Gate
from .membership import Membership
from .ownership import Ownership
from .ports import (
    Append,
    Committed,
    LogRow,
    NewRow,
    RelayedRows,
    Repeated,
    Request,
    StorageUnavailable,
)
from .presences import Presences
from .showing import Showing
from .submissions import SERVER, Claim, ClientEdit, Denial, Member, ServerEdit, Submission

MAX_WAITING_BYTES = 32 * 1024 * 1024
"""What one room keeps while storage is away: hours of typing. Past it writers are sent away (1013)."""
MAX_APPEND_BYTES = 2 * 1024 * 1024
"""What one room puts into one commit, so that a large paste does not hold up the other rooms."""
TRY_AGAIN_LATER = 1013

_log = structlog.get_logger(__name__)


def _nothing() -> None:
    """Do nothing: nobody listens."""


class Room:
    """One open document. All methods run on the event loop; none of them blocks it for longer than one edit takes."""

    def __init__(
        self,
        name: DocumentName,
        readable: Readable,
        *,
        server_client: int,
        publish: Callable[[RelayedRows], None],
        publish_presence: Callable[[bytes], None],
        broken: "Callable[[Room], None]",
    ) -> None:
        loaded = readable.loaded
        self.name = name
        self.damaged = readable.damaged
        self.presences = Presences(self, publish_presence)
        self._showing = Showing(
            name,
            loaded,
            broadcast=self._broadcast_update,
            publish=publish,
            broken=lambda: broken(self),
        )
        self._server_client = server_client
        self._owners = Ownership(loaded.owners)
        self._index = readable.index
        self._members: dict[Member, Membership] = {}
        self._waiting: deque[Submission] = deque()
        self._in_flight: list[Submission] = []
        self._waiting_bytes = 0
        self._must_readmit = False
        self.abandoned = False
        self.gate = Gate(lambda: self.doc)
        self.shown: Callable[[], None] = _nothing
        """Called after each change that was shown."""

    # Members

    @property
    def members(self) -> Iterable[Member]:
        """Everybody attached now."""
        return self._members.keys()

    @property
    def doc(self) -> "pycrdt.Doc[Any]":
        """The document as it was shown last, to be read only."""
        return self._showing.doc

    @property
    def idle(self) -> bool:
        """True when nobody is attached and nothing waits to be committed or shown."""
        return not (self._members or self._waiting or self._in_flight or self._showing.waiting)

    @property
    def last_seq(self) -> int:
        """The last row of the log that is known here."""
        return self._showing.last_seq

    @property
    def dirty(self) -> bool:
        """True when something waits to be committed."""
        return bool(self._waiting)

    def join(self, member: Member) -> None:
        """Attach a member; it asks for the state itself."""
        self._members[member] = Membership()

    def leave(self, member: Member) -> None:
        """Detach a member and take its presence away. What it submitted is still committed."""
        if self._members.pop(member, None) is not None:
            self.presences.leave(member)

    def may_write(self, member: Member) -> bool:
        """True when this member's edits are taken: not from those who may only read, and none in a damaged document."""
        return member.role.may_edit and self.name.kind == "content" and not self.damaged

    # Reading

    def state_for(self, member: Member, state_vector: Mapping[int, int]) -> bytes:
        """Return the update that a member with this state vector lacks. Only durable edits.

        From now on the member hears every update.
        """
        state = self._showing.since(self._index.clamp(state_vector))
        self._members[member].hears = True
        return state

    def state_vector(self) -> bytes:
        """Return the state vector of what is durable."""
        return self._showing.vector()

    def read(self) -> DocumentState:
        """Return the durable state; encoded once a commit."""
        return self._showing.read()

    # Writing

    def submit(self, member: Member, frame: bytes, *, whole: bool = False, again: bool = False) -> None:
        """Take one edit frame of a member, `whole` for a Step 2: admit it and queue it for the next commit.

        One that is admitted `again` passed the locks before.
        It is acknowledged by `member.saved()` when it is durable. A frame that depends on something missing is
        acknowledged with the Step 2 that the member is asked for. Raises Refusal and CodecError when it cannot be
        accepted.
        """
        if self.abandoned:
            return
        attachment = self._members[member]
        resync, live = attachment.resync, attachment.is_live(whole=whole) and not again
        try:
            self._admit(member, frame, live=live)
        except CausalityGap:
            if resync.gap(whole=whole):
                member.tell(codec.SyncStep1(self.state_vector()))
            return
        for _ in range(resync.answered() if whole else 0):
            self._answer(ClientEdit.of_nothing(member))

    def _admit(self, member: Member, frame: bytes, *, live: bool = False) -> None:
        if self._waiting_bytes > MAX_WAITING_BYTES:
            member.close(TRY_AGAIN_LATER, "The server cannot save at the moment.")
            return
        try:
            admitted = self._index.admit(
                frame,
                owner_of=self._owners.asked_by(member.participant),
                participant=member.participant,
                may_write=self.may_write(member),
                check=self.gate.check(member, live=live),
            )
        except Refusal as refusal:
            if refusal.code != "rights":
                raise
            self._answer(Denial(member))
            return
        owners = self._owners.take(admitted.new_clients, member.participant)
        self._answer(ClientEdit(member, frame, admitted.update, owners))

    def _answer(self, submission: ClientEdit | Denial) -> None:
        """Answer at once when nothing needs to become durable first, else in turn."""
        if submission.update or self._in_flight or self._waiting:
            self._queue(submission)
        else:
            submission.settle()

    def claim(self, client_id: int, participant: str) -> bool:
        """Return True when this client id is, or from now on is, this participant's (A5)."""
        owner = self._owners.of(client_id)
        if owner is not None:
            return owner == participant
        if self._owners.is_full(participant) or self.abandoned:
            return False
        owned = self._owners.take([client_id], participant)
        if not self.damaged:
            self._queue(Claim(owned))
        return True

    def start_edit(self, command: Command, request_id: str) -> "asyncio.Future[Answer]":
        """Queue an edit of the server; the future gets its answer when it is durable.

        Raises what the command raises, Refusal when the board is full, StorageUnavailable when too much waits already,
        BoardDamaged.
        """
        if self.damaged:
            raise BoardDamaged
        for waiting in [*self._in_flight, *self._waiting]:
            if isinstance(waiting, ServerEdit) and waiting.request_id == request_id:
                return waiting.done
        if self._waiting_bytes > MAX_WAITING_BYTES:
            raise StorageUnavailable("too many edits wait to be saved")
        edit = ServerEdit(command, request_id, asyncio.get_running_loop().create_future())
        self._author(edit)
        self._queue(edit)
        return edit.done

    def _author(self, edit: ServerEdit) -> None:
        pending = [submission.update for submission in [*self._in_flight, *self._waiting] if submission.update]
        edit.answer, written = authored(self.read().state, pending, self._server_client, edit.command)
        edit.update, edit.owners = b"", {}
        for update in written:
            admitted = self._index.admit(update, owner_of=self._owners.of, participant=SERVER, may_write=True)
            edit.update = admitted.update
            edit.owners = self._owners.take(admitted.new_clients, SERVER)

    def abandon(self) -> None:
        """Give up what waits: the room will be loaded again, clients send again what was not acknowledged."""
        self.abandoned = True
        for submission in [*self._in_flight, *self._waiting]:
            if isinstance(submission, ServerEdit):
                submission.failed(StorageUnavailable("the board is being opened again"))
        self._in_flight, self._waiting, self._waiting_bytes = [], deque(), 0

    def _queue(self, submission: Submission) -> None:
        self._waiting.append(submission)
        self._waiting_bytes += submission.weight

    # The commit

    def take(self) -> Append | None:
        """Move what waits into the commit that begins now; None when there is nothing to store."""
        size = 0
        while self._waiting and size <= MAX_APPEND_BYTES:
            submission = self._waiting.popleft()
            self._in_flight.append(submission)
            self._waiting_bytes -= submission.weight
            size += len(submission.update)
        append = Append(
            self.name,
            self.last_seq,
            [NewRow(s.update, s.author) for s in self._in_flight if s.update],
            {client: owner for s in self._in_flight for client, owner in s.owners.items()},
            [Request(s.request_id, s.answer) for s in self._in_flight if isinstance(s, ServerEdit)],
        )
        if append.rows or append.owners or append.requests:
            return append
        self._settle_all()
        return None

    def put_back(self) -> None:
        """The commit did not happen: everything waits again, in its old order."""
        self._waiting.extendleft(reversed(self._in_flight))
        self._waiting_bytes += sum(s.weight for s in self._in_flight)
        self._in_flight = []

    def committed(self, result: Committed) -> None:
        """Acknowledge what is durable now, and show it here and elsewhere at the room's pace."""
        rows = [s.update for s in self._in_flight if s.update]
        self._settle_all()
        self._showing.add(rows, result.last_seq, own=True)

    def repeated(self, result: Repeated) -> None:
        """A command of the commit was carried out before: it gets its first answer.

        Nothing of the commit was written; `readmit` must follow.
        """
        again = [s for s in self._in_flight if isinstance(s, ServerEdit) and s.request_id == result.request.id]
        for edit in again:
            self._in_flight.remove(edit)
            edit.answered(result.request.answer)
        self._must_readmit = True

    def may_stand(self, owners: Mapping[int, str]) -> bool:
        """True when what waits needs not be admitted again, for the log has no new row and these owners."""
        claimed = (claim for submission in self._in_flight for claim in submission.owners.items())
        return not self._must_readmit and all(owners.get(client, who) == who for client, who in claimed)

    def follow(self, rows: Sequence[LogRow]) -> None:
        """Take in rows read from the log; those already known change nothing. Raises RoomBroken when one is missing."""
        fresh = [row for row in rows if row.seq > self.last_seq]
        if not fresh:
            return
        if fresh[0].seq != self.last_seq + 1:
            raise RoomBroken(f"rows before {fresh[0].seq} are missing from {self.name}")
        self.take_in([row.update for row in fresh], fresh[-1].seq)

    def take_in(self, updates: Sequence[bytes], last_seq: int) -> None:
        """Take in what another process committed: the rows that follow directly on ours, up to `last_seq`."""
        for update in updates:
            self._index.integrate(update)
        self._must_readmit = self._must_readmit or bool(self._in_flight)
        self._showing.add(updates, last_seq, own=False)

    def readmit(self, index: AdmissionIndex, owners: Mapping[int, str]) -> None:
        """After a conflict: admit everything that waits again, on `index`, which covers exactly the durable rows.

        An edit of the server is authored anew on the new state, an edit of a client that no longer fits is refused.
        """
        self.put_back()
        self._must_readmit = False
        again, self._waiting, self._waiting_bytes = self._waiting, deque(), 0
        self._index, self._owners = index, Ownership(owners)
        for submission in again:
            self._readmit(submission)

    def _readmit(self, submission: Submission) -> None:
        match submission:
            case ClientEdit(member, frame):
                self._readmit_frame(member, frame)
            case Denial():
                self._answer(submission)
            case Claim(owners):
                for client, participant in owners.items():
                    if not self.claim(client, participant):
                        self.presences.disown(client)
            case ServerEdit():
                self._author_again(submission)
            case _:
                assert_never(submission)

    def _readmit_frame(self, member: Member, frame: bytes) -> None:
        try:
            if member in self._members:
                self.submit(member, frame, again=True)
            else:
                self._admit(member, frame)
        except CausalityGap:
            _log.info("an edit of somebody who left waits on their device", document=str(self.name))
        except (Refusal, CodecError) as error:
            member.refuse(error.code, str(error))

    def _author_again(self, edit: ServerEdit) -> None:
        try:
            self._author(edit)
        except Exception as error:  # noqa: BLE001  whoever waits for the edit is told, whatever it is
            edit.failed(error)
            return
        self._queue(edit)

    def _settle_all(self) -> None:
        settled, self._in_flight = self._in_flight, []
        for submission in settled:
            submission.settle()

    # Showing

    def show(self) -> None:
        """Show what is durable without waiting for the pace. Raises RoomBroken."""
        self._showing.show()

    def _broadcast_update(self, update: bytes) -> None:
        self.broadcast(codec.Update(update))
        self.shown()

    def broadcast(self, message: codec.Message) -> None:
        """Send a message to every member that asked for the state."""
        self._send_to([m for m, attachment in self._members.items() if attachment.hears], message)

    @staticmethod
    def _send_to(members: Iterable[Member], message: codec.Message) -> None:
        """Send a message, encoded once an address."""
        frames: dict[str | None, bytes] = {}
        for member in members:
            frame = frames.get(member.address)
            if frame is None:
                frame = frames[member.address] = codec.encode(message, member.address)
            member.send(frame)
