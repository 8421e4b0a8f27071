"""A room is one open document: its single writer, its members, and what they are doing.

Invariants, kept by every method (SPEC S1 to S6, A, I):
 1. `_doc` holds exactly the log rows 1..last_seq; nobody is shown anything else.
 2. `_index` covers the rows and every submission in `_in_flight` and `_waiting`, in that order.
 3. At most one Append of the room is under way; submissions are committed in the order of their arrival.
 4. An edit is acknowledged after the commit that makes it durable, never before, each frame once.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pycrdt

from board import codec, limits
from board.admission import AdmissionIndex
from board.errors import CausalityGap, CodecError, EditError, Refusal
from board.ids import DocumentName
from board.update import encode_state_vector

from .live import Answer, Command, DocumentState
from .ports import Append, Committed, LoadedDocument, LogRow, NewRow, Repeated, Request
from .presences import Presences
from .submissions import SERVER, Claim, ClientEdit, Member, ServerEdit, Submission

MAX_WAITING_BYTES = 8 * 1024 * 1024
"""What one room keeps while storage is away: hours of typing. Past it writers are sent away (1013)."""
MAX_APPEND_BYTES = 2 * 1024 * 1024
"""What one room puts into one commit, so that a large paste does not hold up the other rooms."""
MAX_RESYNCS = 3
"""How often in a row a member is asked to resync for the same gap before its document is refused."""
TRY_AGAIN_LATER = 1013


class RoomBroken(Exception):
    """pycrdt failed on a committed row: the room must be dropped and loaded again from its log."""


class _Attachment:
    """A member's frames that wait for what they depend on, and how often it was asked to resync.

    It hears updates from the moment it asked for the state: what it is sent is then whole and in order.
    """

    def __init__(self) -> None:
        self.hears = False
        self.held: deque[bytes] = deque()
        self.resyncs = 0

    def hold(self, frame: bytes) -> None:
        self.held.append(frame)
        self.resyncs += 1
        too_much = sum(map(len, self.held)) > limits.MAX_UPDATE_BYTES or len(self.held) > limits.MAX_HELD_FRAMES
        if too_much or self.resyncs > limits.MAX_HELD_FRAMES * MAX_RESYNCS:
            raise Refusal("gap", "Some earlier edits are missing. They are kept on your device: reload the page.")


class Room:
    """One open document. All methods run on the event loop; none of them blocks it for longer than one edit takes."""

    def __init__(
        self,
        name: DocumentName,
        loaded: LoadedDocument,
        index: AdmissionIndex,
        *,
        server_client: int,
        publish_presence: Callable[[bytes], None],
    ) -> None:
        self.name = name
        self.last_seq = loaded.last_seq
        self.presences = Presences(self, publish_presence)
        self._server_client = server_client
        self._owners = dict(loaded.owners)
        self._index = index
        self._doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self._members: dict[Member, _Attachment] = {}
        self._waiting: deque[Submission] = deque()
        self._in_flight: list[Submission] = []
        self._waiting_bytes = 0
        self._state: tuple[int, bytes] | None = None
        checkpoint = [loaded.checkpoint.state] if loaded.checkpoint else []
        self._integrate([*checkpoint, *(row.update for row in loaded.tail)])

    # Members

    @property
    def members(self) -> Iterable[Member]:
        """Everybody attached now."""
        return self._members.keys()

    @property
    def idle(self) -> bool:
        """True when nobody is attached and nothing waits to be committed."""
        return not (self._members or self._waiting or self._in_flight)

    @property
    def dirty(self) -> bool:
        """True when something waits to be committed."""
        return bool(self._waiting)

    def join(self, member: Member) -> None:
        """Attach a member; it asks for the state itself."""
        self._members[member] = _Attachment()

    def leave(self, member: Member) -> None:
        """Detach a member and take its presence away. What it submitted is still committed."""
        if self._members.pop(member, None) is not None:
            self.presences.leave(member)

    # Reading

    def state_for(self, member: Member, state_vector: Mapping[int, int]) -> bytes:
        """Return the update that a member with this state vector lacks. Only durable edits.

        From now on the member hears every update.
        """
        self._members[member].hears = True
        known = self._index.clamp(state_vector)
        if not known:
            return self.read().state
        return self._doc.get_update(encode_state_vector(known))

    def state_vector(self) -> bytes:
        """Return the state vector of what is durable."""
        return self._doc.get_state()

    def read(self) -> DocumentState:
        """Return the durable state; encoded once a commit."""
        if self._state is None or self._state[0] != self.last_seq:
            self._state = (self.last_seq, self._doc.get_update())
        return DocumentState(self._state[1], self.last_seq)

    # Writing

    def submit(self, member: Member, frame: bytes) -> None:
        """Take one edit frame of a member: admit it and queue it for the next commit.

        It is acknowledged by `member.saved()` when it is durable. A frame that depends on something missing waits and
        the member is asked to resync. Raises Refusal and CodecError when it cannot be accepted.
        """
        attachment = self._members[member]
        try:
            self._admit(member, frame)
        except CausalityGap:
            attachment.hold(frame)
            member.tell(codec.SyncStep1(self.state_vector()))
            return
        self._retry_held(member, attachment)

    def _retry_held(self, member: Member, attachment: _Attachment) -> None:
        for _ in range(len(attachment.held)):
            frame = attachment.held.popleft()
            try:
                self._admit(member, frame)
            except CausalityGap:
                attachment.held.append(frame)
        if not attachment.held:
            attachment.resyncs = 0

    def _admit(self, member: Member, frame: bytes) -> None:
        if self._waiting_bytes > MAX_WAITING_BYTES:
            member.close(TRY_AGAIN_LATER, "The server cannot save at the moment.")
            return
        admitted = self._index.admit(
            frame,
            owner_of=self._owners.get,
            participant=member.participant,
            may_write=member.role.may_edit and self.name.kind == "content",
        )
        if admitted.covered and not (self._in_flight or self._waiting):
            member.saved()
            return
        self._queue(ClientEdit(member, frame, admitted.update, self._own(admitted.new_clients, member.participant)))

    def _own(self, clients: Iterable[int], participant: str) -> Mapping[int, str]:
        fresh = {client: participant for client in clients if client not in self._owners}
        self._owners.update(fresh)
        return fresh

    def claim(self, client_id: int, participant: str) -> bool:
        """Return True when this client id is, or from now on is, this participant's (A5)."""
        owner = self._owners.get(client_id)
        if owner is None:
            self._queue(Claim(self._own([client_id], participant)))
            return True
        return owner == participant

    def start_edit(self, command: Command, request_id: str) -> "asyncio.Future[Answer]":
        """Queue an edit of the server; the future gets its answer when it is durable. Raises EditError."""
        for waiting in [*self._in_flight, *self._waiting]:
            if isinstance(waiting, ServerEdit) and waiting.request_id == request_id:
                return waiting.done
        edit = ServerEdit(command, request_id, asyncio.get_running_loop().create_future())
        self._author(edit)
        self._queue(edit)
        return edit.done

    def _author(self, edit: ServerEdit) -> None:
        copy: pycrdt.Doc[Any] = pycrdt.Doc(client_id=self._server_client)
        with copy.transaction():
            for update in [self.read().state, *self._pending_updates()]:
                copy.apply_update(update)
        written: list[bytes] = []
        subscription = copy.observe(lambda event: written.append(event.update))
        with copy.transaction():
            edit.answer = edit.command(copy)
        copy.unobserve(subscription)
        self._admit_own(edit, written)

    def _admit_own(self, edit: ServerEdit, written: Sequence[bytes]) -> None:
        edit.update, edit.owners = b"", {}
        for update in written:
            admitted = self._index.admit(update, owner_of=self._owners.get, participant=SERVER, may_write=True)
            edit.update = admitted.update
            edit.owners = self._own(admitted.new_clients, SERVER)

    def _pending_updates(self) -> list[bytes]:
        return [submission.update for submission in [*self._in_flight, *self._waiting] if submission.update]

    def _queue(self, submission: Submission) -> None:
        self._waiting.append(submission)
        self._waiting_bytes += len(submission.update)

    # The commit

    def take(self) -> Append | None:
        """Move what waits into the commit that begins now; None when there is nothing to store."""
        size = 0
        while self._waiting and size <= MAX_APPEND_BYTES:
            submission = self._waiting.popleft()
            self._in_flight.append(submission)
            size += len(submission.update)
        self._waiting_bytes -= size
        append = Append(
            self.name,
            self.last_seq,
            [NewRow(s.update, _author_of(s)) for s in self._in_flight if s.update],
            {client: owner for s in self._in_flight for client, owner in s.owners.items()},
            [Request(s.request_id, s.answer) for s in self._in_flight if isinstance(s, ServerEdit)],
        )
        if append.rows or append.owners or append.requests:
            return append
        self._settle()
        return None

    def put_back(self) -> None:
        """The commit did not happen: everything waits again, in its old order."""
        self._waiting.extendleft(reversed(self._in_flight))
        self._waiting_bytes += sum(len(s.update) for s in self._in_flight)
        self._in_flight = []

    def committed(self, result: Committed) -> bytes:
        """Acknowledge, integrate and show what is durable now; returns the merged update for the other processes."""
        rows = [s.update for s in self._in_flight if s.update]
        self.last_seq = max(self.last_seq, result.last_seq)
        self._settle()
        return self._show(rows)

    def repeated(self, result: Repeated) -> None:
        """A command of the commit was carried out before: it gets its first answer.

        Nothing of the commit was written; `readmit` must follow.
        """
        again = [s for s in self._in_flight if isinstance(s, ServerEdit) and s.request_id == result.request.id]
        for edit in again:
            self._in_flight.remove(edit)
            _answer(edit, result.request.answer)

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
        self.last_seq = last_seq
        self._show(updates)

    def readmit(self, index: AdmissionIndex, owners: Mapping[int, str]) -> None:
        """After a conflict: admit everything that waits again, on `index`, which covers exactly the durable rows.

        An edit of the server is authored anew on the new state, an edit of a client that no longer fits is refused.
        """
        self.put_back()
        again, self._waiting, self._waiting_bytes = self._waiting, deque(), 0
        self._index, self._owners = index, dict(owners)
        for submission in again:
            self._readmit(submission)

    def _readmit(self, submission: Submission) -> None:
        match submission:
            case ClientEdit(member, frame):
                self._readmit_frame(member, frame)
            case Claim(owners):
                for client, participant in owners.items():
                    if not self.claim(client, participant):
                        self.presences.disown(client)
            case ServerEdit():
                self._author_again(submission)

    def _readmit_frame(self, member: Member, frame: bytes) -> None:
        try:
            self._admit(member, frame)
        except CausalityGap:
            member.tell(codec.SyncStep1(self.state_vector()))
            if member in self._members:
                self._members[member].held.append(frame)
        except (Refusal, CodecError) as error:
            member.refuse(error.code, str(error))

    def _author_again(self, edit: ServerEdit) -> None:
        try:
            self._author(edit)
        except EditError as error:
            edit.done.set_exception(error)
            return
        self._queue(edit)

    def _settle(self) -> None:
        settled, self._in_flight = self._in_flight, []
        for submission in settled:
            match submission:
                case ClientEdit(member):
                    member.saved()
                case ServerEdit():
                    _answer(submission, submission.answer)
                case Claim():
                    pass

    # Showing

    def _show(self, updates: Sequence[bytes]) -> bytes:
        merged = self._integrate(updates)
        if merged:
            self._send_to([m for m, attachment in self._members.items() if attachment.hears], codec.Update(merged))
        return merged

    def _integrate(self, updates: Sequence[bytes]) -> bytes:
        """Apply durable updates in one transaction; returns its single event, b"" when nothing changed."""
        events: list[bytes] = []
        subscription = self._doc.observe(lambda event: events.append(event.update))
        try:
            with self._doc.transaction(origin="log"):
                for update in updates:
                    self._doc.apply_update(update)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # pycrdt's PanicException is not an Exception
            raise RoomBroken(f"{self.name} cannot take in a committed row") from error
        finally:
            self._doc.unobserve(subscription)
        return events[0] if events else b""

    def broadcast(self, message: codec.Message) -> None:
        """Send a message to every member."""
        self._send_to(list(self._members), message)

    @staticmethod
    def _send_to(members: Iterable[Member], message: codec.Message) -> None:
        """Send a message, encoded once an address."""
        frames: dict[str | None, bytes] = {}
        for member in members:
            frame = frames.get(member.address)
            if frame is None:
                frame = frames[member.address] = codec.encode(message, member.address)
            member.send(frame)


def _author_of(submission: Submission) -> str | None:
    return submission.member.participant if isinstance(submission, ClientEdit) else None


def _answer(edit: ServerEdit, answer: Answer) -> None:
    if not edit.done.done():
        edit.done.set_result(answer)
