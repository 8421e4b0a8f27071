"""A room is one open document: its single writer, its members, and what they are doing.

Invariants, kept by every method (SPEC S1 to S6, A, I):
 1. `_showing` has exactly the log rows 1..last_seq; nobody is shown anything else.
 2. Its index covers the rows and every submission in `_in_flight` and `_waiting`, in that order.
 3. At most one Append of the room is under way; submissions are committed in the order of their arrival.
 4. An edit is acknowledged after the commit that makes it durable, never before, each frame once.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, assert_never

import pycrdt
import structlog

from board.admission import AdmissionIndex
from board.errors import CausalityGap
from board.ids import DocumentName
from board.steps import Steps, finished
from board.wire import codec
from server.ports.audit import Note
from server.ports.log import Append, Committed, LogRow, Repeated, Request, StorageUnavailable
from server.ports.relay import RelayedRows

from .admitting import Admission, ServerClients
from .arrivals import STEPPED_BYTES, Arrivals, Late, telling
from .audience import Audience
from .authoring import Authoring, Basis, Offload
from .durable import RoomBroken
from .live import Answer, BoardDamaged, Command, DocumentState
from .loading import Readable
from .locking import Gate
from .pending import Pending
from .presences import Presences
from .showing import Showing
from .submissions import Authored, Claim, ClientEdit, Denial, Member, ServerEdit, Submission

MAX_WAITING_BYTES = 32 * 1024 * 1024
"""What one room keeps while storage is away: hours of typing. Past it writers are sent away (1013)."""
TRY_AGAIN_LATER = 1013

_log = structlog.get_logger(__name__)


class Room:
    """One open document. All methods run on the event loop; none of them blocks it for longer than one edit takes."""

    def __init__(
        self,
        name: DocumentName,
        readable: Readable,
        *,
        server: ServerClients,
        offload: Offload,
        now: Callable[[], datetime],
        publish: Callable[[RelayedRows], None],
        publish_presence: Callable[[bytes], None],
        admitted: "Callable[[Room], None]",
        broken: "Callable[[Room], None]",
    ) -> None:
        loaded = readable.loaded
        self.name = name
        self.damaged = readable.damaged
        self.now = now
        self.presences = Presences(self, publish_presence, now)
        self._showing = Showing(
            name,
            DocumentState(readable.state, loaded.last_seq),
            broadcast=self._broadcast_update,
            publish=publish,
            broken=lambda: broken(self),
        )
        self._arrivals = Arrivals(admitted=self._arrived, broken=lambda: broken(self))
        self._after_arrivals = admitted
        self._unindexed: list[bytes] = []
        self.authoring = Authoring(self, self._arrivals, server.author, offload)
        self.version = 0
        """Changes with the content."""
        self.gate = Gate(lambda: self.doc)
        self._admission = Admission(readable.index, loaded.owners, server, self.gate)
        self._audience = Audience()
        self._pending = Pending()
        self._taken_at = 0
        self.must_readmit = False
        """A row that was read may hold what waits here as well: committed as it is, that would be stored twice."""
        self.abandoned = False
        self.shown: Callable[[], None] = lambda: None
        """Called after each change that was shown."""

    # Members

    @property
    def members(self) -> Iterable[Member]:
        """Everybody attached now."""
        return self._audience.members

    @property
    def doc(self) -> "pycrdt.Doc[Any]":
        """The document as it was shown last, to be read only."""
        return self._showing.doc

    @property
    def idle(self) -> bool:
        """True when nobody is attached and nothing waits to be committed or shown."""
        arriving = self._arrivals.busy or self.authoring.busy
        return not (self._audience or self._pending or arriving or self._showing.waiting)

    @property
    def last_seq(self) -> int:
        """The last row of the log that is known here."""
        return self._showing.last_seq

    @property
    def dirty(self) -> bool:
        """True when something waits to be committed."""
        return self._pending.waits

    def join(self, member: Member) -> None:
        """Attach a member; it asks for the state itself."""
        self._audience.join(member)

    def leave(self, member: Member) -> None:
        """Detach a member and take its presence away. What it submitted is still committed."""
        if self._audience.leave(member):
            self.presences.leave(member)

    def may_write(self, member: Member) -> bool:
        """True when this member's edits are taken: not from those who may only read, and none in a damaged document."""
        return member.role.may_edit and self.name.kind == "content" and not self.damaged

    # Reading

    def state_for(self, member: Member, state_vector: Mapping[int, int]) -> bytes:
        """Return the update that a member with this state vector lacks. Only durable edits.

        From now on the member hears every update.
        """
        state = self._showing.since(self._admission.index.clamp(state_vector))
        self._audience.listens(member)
        return state

    def state_vector(self) -> bytes:
        """Return the state vector of what is durable."""
        return self._showing.vector()

    def read(self) -> DocumentState:
        """Return the durable state; encoded once a commit."""
        return self._showing.read()

    # Writing

    def submit(self, member: Member, frame: bytes, *, whole: bool = False) -> Late:
        """Take one edit frame of a member, `whole` for a Step 2: admit it and queue it for the next commit.

        It is acknowledged by `member.saved()` when it is durable. A frame that depends on something missing is
        acknowledged with the Step 2 that the member is asked for. Raises Refusal and CodecError when it cannot be
        accepted. A frame that must wait, for its length or behind another, is admitted soon, and refused by
        `member.refuse()`; then a future comes back that gets the seconds of work that it took.
        """
        if self.abandoned:
            return None
        waiting, who = self._pending.weight + self._arrivals.weight, member.participant
        if waiting > MAX_WAITING_BYTES or self._arrivals.is_full(who):
            member.close(TRY_AGAIN_LATER, "The server cannot save at the moment.")
            return None
        if self._arrivals.busy or len(frame) > STEPPED_BYTES:
            admission = partial(self._submitting, member, frame, whole=whole)
            return self._arrivals.add(who, len(frame), lambda: telling(member, admission()))
        finished(self._submitting(member, frame, whole=whole))
        return None

    def _submitting(self, member: Member, frame: bytes, *, whole: bool = False, again: bool = False) -> Steps[None]:
        """Admit a frame. One that is admitted `again` passed the locks before."""
        membership = self._audience.membership(member)
        live = bool(membership and membership.is_live(whole=whole)) and not again
        try:
            may_write = self.may_write(member)
            self._answer((yield from self._admission.of_client(member, frame, may_write=may_write, live=live)))
        except CausalityGap:
            self._ask_for_what_is_missing(member, whole=whole)
            return
        for _ in range(membership.resync.answered() if whole and membership else 0):
            self._answer(ClientEdit.of_nothing(member))

    def _ask_for_what_is_missing(self, member: Member, *, whole: bool) -> None:
        membership = self._audience.membership(member)
        if membership is None:
            _log.info("an edit of somebody who left waits on their device", document=str(self.name))
        elif membership.resync.gap(whole=whole):
            member.tell(codec.SyncStep1(self.state_vector()))

    def _arrived(self) -> None:
        """A frame was admitted in steps: now the index can take in what came from elsewhere meanwhile."""
        self._index_rows()
        self._after_arrivals(self)

    def _answer(self, submission: ClientEdit | Denial) -> None:
        """Answer at once when nothing needs to become durable first, else in turn."""
        if submission.update or self._pending:
            self._queue(submission)
        else:
            submission.settle()

    def claim(self, client_id: int, participant: str) -> bool:
        """Return True when this client id is, or from now on is, this participant's (A5)."""
        # While a frame is admitted in steps nobody gets a client id that it may bring; presence is shown again.
        may_be_new = not (self.abandoned or self._arrivals.busy)
        return (may_be_new or self._admission.owners.of(client_id) is not None) and self._claimed(
            client_id, participant
        )

    def _claimed(self, client_id: int, participant: str) -> bool:
        owner = self._admission.owners.of(client_id)
        if owner is not None:
            return owner == participant
        if self._admission.owners.is_full(participant):
            return False
        owned = self._admission.owners.take([client_id], participant)
        if not self.damaged:
            self._queue(Claim(owned))
        return True

    def start_edit(self, command: Command, request_id: str, note: Note | None = None) -> "asyncio.Future[Answer]":
        """Queue an edit of the server; the future gets its answer when it is durable, or what the command raised.

        Raises what the command raises at once, Refusal (a full board), StorageUnavailable (much waits), BoardDamaged.
        """
        if self.damaged:
            raise BoardDamaged
        if self._pending.weight > MAX_WAITING_BYTES:
            raise StorageUnavailable("too many edits wait to be saved")
        return self.authoring.start(command, request_id, note)

    def basis(self) -> Basis:
        """Return what a command of the server is run on now."""
        return Basis(self.read().state, self._pending.updates, self._admission.signed)

    def admitting_edit(self, edit: ServerEdit, made: Authored) -> Steps[None]:
        """Admit an edit of the server and queue it for the next commit; see `authoring.Desk`."""
        yield from self._admission.of_server(edit, made)
        self._queue(edit)

    def abandon(self) -> None:
        """Give up what waits: the room will be loaded again, clients send again what was not acknowledged."""
        self.abandoned = True
        self._arrivals.abandon()
        self.authoring.abandon(StorageUnavailable("the board is being opened again"))
        self._pending.clear()

    def _queue(self, submission: Submission) -> None:
        self._pending.add(submission)
        self.version += bool(submission.update)

    # The commit

    def take(self) -> Append | None:
        """Move what waits into the commit that begins now; None when there is nothing to store."""
        self._pending.take()
        self._taken_at = self.last_seq
        requests = [Request(edit.request_id, edit.answer) for edit in self._pending.commands]
        rows, claims, notes = self._pending.rows, self._pending.claims, self._pending.notes
        append = Append(self.name, self.last_seq, rows, claims, requests, notes)
        if append.rows or append.owners or append.requests:
            return append
        self._pending.settle()
        return None

    def put_back(self) -> None:
        """The commit did not happen: everything waits again, in its old order."""
        self._pending.put_back()

    def committed(self, result: Committed) -> None:
        """Acknowledge what is durable now, and show it here and elsewhere at the room's pace."""
        rows = [row.update for row in self._pending.rows]
        # Rows that are known already and follow on these may hold what still waits.
        self.must_readmit = self.must_readmit and self.last_seq > result.last_seq
        self._pending.settle()
        self._showing.add(rows, result.last_seq, own=True)

    def repeated(self, result: Repeated) -> None:
        """A command of the commit was carried out before: it gets its first answer.

        Nothing of the commit was written; `readmit` must follow.
        """
        for edit in self._pending.commands:
            if edit.request_id == result.request.id:
                self._pending.drop(edit)
                edit.answered(result.request.answer)
        self.must_readmit = True

    @property
    def needs_owners(self) -> bool:
        """True when it depends on who owns which client id whether what waits may stand."""
        return self.must_readmit or bool(self._pending.claims)

    def may_stand(self, owners: Mapping[int, str]) -> bool:
        """True when what waits needs not be admitted again behind what others wrote, for these are the owners."""
        claims = self._pending.claims.items()
        return not self.must_readmit and all(owners.get(client, who) == who for client, who in claims)

    def stand(self, owners: Mapping[int, str]) -> bool:
        """Let what waits go behind what others wrote; returns False when they wrote nothing."""
        self._admission.owners.learn(owners)
        self._pending.put_back()
        return self.last_seq != self._taken_at

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
        self.version += 1
        self._unindexed += updates
        if not self._arrivals.busy:
            self._index_rows()
        elif self._pending.may_be_in(updates):
            self.must_readmit = True
        self.must_readmit = self.must_readmit or bool(self._pending.commands) or self._pending.stamped
        self._showing.add(updates, last_seq, own=False)

    def _index_rows(self) -> None:
        rows, self._unindexed = self._unindexed, []
        # What was stamped while these rows waited for their turn does not know of them.
        self.must_readmit = self.must_readmit or (bool(rows) and self._pending.stamped)
        for row in rows:
            is_new = self._admission.index.integrate(row)
            self.must_readmit = self.must_readmit or not is_new

    def readmit(self, index: AdmissionIndex, owners: Mapping[int, str]) -> "Sequence[asyncio.Future[float]]":
        """After a conflict: admit everything that waits again, on `index`, which covers exactly the durable rows.

        Claims at once, the rest in steps, before what arrived since. Edits of the server come last, authored anew on
        the new state; an edit of a client that no longer fits is refused. Returns a future for each.
        """
        self.must_readmit, self._unindexed = False, []
        self.version += 1
        again = self._pending.clear()
        self._admission.begin_anew(index, owners)
        for claim in again.claims:
            for client, participant in claim.owners.items():
                if not self._claimed(client, participant):
                    self.presences.disown(client)
        return self._arrivals.put_first([(each.weight, partial(self._readmitting, each)) for each in again.rest])

    def _readmitting(self, submission: ClientEdit | Denial | ServerEdit) -> Steps[None]:
        match submission:
            case ClientEdit(member, frame):
                yield from telling(member, self._submitting(member, frame, again=True))
            case Denial():
                self._answer(submission)
            case ServerEdit():
                yield from self.authoring.again(submission)
            case _:
                assert_never(submission)

    # Showing

    def show(self) -> None:
        """Show what is durable without waiting for the pace. Raises RoomBroken."""
        self._showing.show()

    def _broadcast_update(self, update: bytes) -> None:
        self.broadcast(codec.Update(update))
        self.shown()

    def broadcast(self, message: codec.Message) -> None:
        """Send a message to every member that asked for the state."""
        self._audience.send(message)
