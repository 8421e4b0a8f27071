"""The hub holds the open rooms, each loaded once, kept while used and unloaded once, and joins other processes.

It is the `LiveBoards` of the REST API: an edit of the server goes through the same room and the same commit as an edit
of a person.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import structlog

from board.errors import BoardError
from board.ids import DocumentName
from board.roles import Role
from server.ports.audit import Note
from server.ports.log import RowsGone, StorageUnavailable, UpdateLog
from server.ports.relay import Relay, RelayedNotice, RelayedPresence, RelayedRows, RelayLost, RelayMessage

from .admitting import ServerClients
from .arrivals import Late
from .authoring import Offload, at_once
from .committer import Committer
from .conflicts import Conflicts
from .durable import RoomBroken
from .edited import EditedBoards
from .fairness import Joining
from .live import Answer, BoardDamaged, Command, DocumentState
from .loading import load_document
from .locking import Locking
from .missed import MissedRows
from .presences import present
from .regularly import regularly
from .room import TRY_AGAIN_LATER, Room
from .standing import FORBIDDEN, RoleOf, Standing
from .submissions import Member
from .tails import Tails

IDLE_SECONDS = 30.0
"""An empty room stays open this long: people reload pages."""
SWEEP_SECONDS = 10.0
CATCH_UP_SECONDS = 2.0
"""While the relay is lost, rooms read the log this often."""

_log = structlog.get_logger(__name__)


class Hub:
    """All open rooms of this process. `run` must be running while it is used."""

    def __init__(
        self,
        log: UpdateLog,
        relay: Relay,
        *,
        clock: Callable[[], float],
        offload: Offload = at_once,
        now: Callable[[], datetime] = present,
    ) -> None:
        self._log = log
        self._relay = relay
        self._clock = clock
        self._offload = offload
        self._now = now
        self._loading: dict[DocumentName, asyncio.Task[Room]] = {}
        self._rooms: dict[DocumentName, Room] = {}
        self._used: dict[DocumentName, float] = {}
        self._relay_lost = False
        self._locking = Locking(self)
        self.edited = EditedBoards(clock, lambda board: not any(self._members(board)))
        self.committer = Committer(log, Conflicts(log, self._catch_up), broken=self.drop)
        self.joining = Joining()
        self.missed = MissedRows(log, self._all, self._catch_up)
        self.standing = Standing(self._all)
        self.tails = Tails(self._all)

    def _all(self) -> Sequence[Room]:
        return list(self._rooms.values())

    def ask_roles(self, role_of: RoleOf) -> None:
        """Ask who may still be here, and as what, when a notice may have been lost."""
        self.standing.ask(role_of)

    # Rooms

    async def open(self, name: DocumentName) -> Room:
        """Return the room of a document, loading it when needed. Raises UnknownDocument, StorageUnavailable."""
        while True:
            room = self._rooms.get(name)
            if room is not None:
                self._used[name] = self._clock()
                return room
            task = self._loading.get(name)
            if task is None:
                task = self._loading[name] = asyncio.create_task(self._load(name))
                task.add_done_callback(_hear)
            await asyncio.shield(task)

    async def enter(self, name: DocumentName) -> Room:
        """Return the room for somebody who comes in, with all that is durable by now.

        They may have seen on another server what was not heard of here: sent back, it would be taken for their own.
        Raises what `open` raises, RoomBroken.
        """
        while True:
            known = self._rooms.get(name)
            room = await self.open(name)
            if room is known:
                await self._catch_up(room)
            if self._rooms.get(name) is room:  # Else it was closed meanwhile: nobody in it would be answered.
                return room

    async def _load(self, name: DocumentName) -> Room:
        await self._relay.follow(name.board)
        try:
            return await self._loaded(name)
        finally:
            try:
                if name not in self._rooms:
                    await self._unfollow(name)
            finally:
                # Not later: whoever waited for a load that is over would not let anybody else in.
                del self._loading[name]

    async def _loaded(self, name: DocumentName) -> Room:
        readable = await load_document(self._log, name)
        loaded = readable.loaded
        room = Room(
            name,
            readable,
            server=ServerClients(_client_id(), _client_id()),
            # The stage is small, for it is one launch after the other.
            offload=self._offload if name.kind == "content" else at_once,
            now=self._now,
            publish=self._publish_rows,
            publish_presence=lambda update: self._relay.publish(RelayedPresence(name, update)),
            admitted=self.committer.wake,
            broken=self.drop,
        )
        self._rooms[name] = room
        self._used[name] = self._clock()
        self.tails.opened(name, loaded.checkpoint.upto_seq if loaded.checkpoint else 0)
        try:
            # What was committed while the index was built came by the relay to no room.
            await self._catch_up(room)
        except BaseException:
            self.drop(room)
            raise
        self._locking.follow(room)
        return room

    def drop(self, room: Room) -> None:
        """Forget a room that cannot go on; its members come back and it is loaded from its log."""
        self._forget(room)
        self.committer.forget(room)
        room.abandon()
        for member in list(room.members):
            member.close(TRY_AGAIN_LATER, "This board is being opened again.")

    def _forget(self, room: Room) -> None:
        if self._rooms.get(room.name) is room:
            del self._rooms[room.name]
            self._locking.forget(room.name)
            self._used.pop(room.name, None)
            self.tails.forget(room.name)

    def submit(self, room: Room, member: Member, frame: bytes, *, whole: bool = False) -> Late:
        """Hand a member's edit to its room and see that it is committed; see `Room.submit`."""
        waiting = room.submit(member, frame, whole=whole)
        self.committer.wake(room, member)
        return waiting

    def show_presence(self, room: Room, member: Member, update: bytes) -> None:
        """Hand a member's presence to its room. Raises CodecError."""
        room.presences.receive(member, update)
        self.committer.wake(room)

    # LiveBoards

    async def read(self, document: DocumentName) -> DocumentState:
        """Return the durable state of a document. Raises UnknownDocument, StorageUnavailable."""
        return (await self._readable(document)).read()

    async def answered(self, document: DocumentName, request_id: str) -> Answer | None:
        """Return the answer of a command that was carried out, or None."""
        found = await self._log.answer(document, request_id)
        return None if found is None else found.answer

    async def edit(
        self, document: DocumentName, command: Command, *, request_id: str, note: Note | None = None
    ) -> Answer:
        """Carry out a command once per request id; see `live.LiveBoards`."""
        before = await self.answered(document, request_id)
        if before is not None:
            return before
        room = await self._readable(document)
        done = room.start_edit(command, request_id, note)
        done.add_done_callback(_hear)
        self.committer.wake(room)
        return await asyncio.shield(done)

    def withdraw(self, document: DocumentName, request_id: str) -> None:
        """Stop an edit that is being worked out; see `live.LiveBoards`."""
        room = self._rooms.get(document)
        if room is not None:
            room.authoring.withdraw(request_id)

    async def _readable(self, document: DocumentName) -> Room:
        """Return the room of a document. Raises BoardDamaged where nothing of it can be read."""
        try:
            return await self.open(document)
        except RoomBroken as error:
            raise BoardDamaged from error

    async def close_sessions(self, board: str, participants: Collection[str], reason: str) -> None:
        """End the sessions of these participants on a board, in every process."""
        self._close_here(board, participants, reason)
        self._relay.publish(RelayedNotice(board, {"close": sorted(participants), "reason": reason}))

    async def change_role(self, board: str, participant: str, role: Role) -> None:
        """Give a participant's sessions another role, in every process."""
        self._change_here(board, participant, role)
        self._relay.publish(RelayedNotice(board, {"participant": participant, "role": role.value}))

    def _change_here(self, board: str, participant: str, role: Role) -> None:
        for member in list(self._members(board)):
            if member.participant == participant:
                member.change_role(role)

    def _close_here(self, board: str, participants: Collection[str], reason: str) -> None:
        for member in list(self._members(board)):
            if member.participant in participants:
                member.close(FORBIDDEN, reason)

    def present(self, board: str) -> Sequence[str]:
        """Return the participants connected to a board through this process."""
        return sorted({member.participant for member in self._members(board)})

    def opened(self, document: DocumentName) -> Room | None:
        """Return the room of a document if it is open."""
        return self._rooms.get(document)

    def damaged(self) -> Collection[DocumentName]:
        """Return the open documents that cannot be read to their end."""
        return {room.name for room in self._rooms.values() if room.damaged}

    def sessions(self) -> float:
        """Return how many documents are open, counted once a connection."""
        return sum(len(list(room.members)) for room in self._rooms.values())

    def _members(self, board: str) -> Iterator[Member]:
        for name, room in self._rooms.items():
            if name.board == board:
                yield from list(room.members)

    # Other processes

    async def run(self) -> None:
        """Commit, relay and tidy up until cancelled; then commit what still waits."""
        committing = asyncio.create_task(self.committer.run())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._follow_relay())
                tasks.create_task(regularly(SWEEP_SECONDS, self.sweep, "tidying up"))
                tasks.create_task(regularly(CATCH_UP_SECONDS, self._catch_up_while_lost, "catching up"))
                tasks.create_task(self.tails.run())
                tasks.create_task(self.missed.run())
                tasks.create_task(self.standing.run())
                tasks.create_task(self._locking.run())
                await asyncio.shield(committing)
        finally:
            self.committer.stop()
            await committing
            self._show_all()
            await self.tails.end()

    def _show_all(self) -> None:
        """Tell the other processes what is durable and not shown yet; nobody else would before the next edit."""
        for room in self._all():
            with contextlib.suppress(RoomBroken):
                room.show()

    def _publish_rows(self, rows: RelayedRows) -> None:
        self.edited.note(rows.document.board)
        self._relay.publish(rows)

    async def _follow_relay(self) -> None:
        async for message in self._relay.messages():
            try:
                await self._receive(message)
            except Exception as error:  # noqa: BLE001  whatever came, the log is the truth
                _log.warning("a message of the relay was left out, the log will be read", error=repr(error))
                self._relay_lost = True

    async def _receive(self, message: RelayMessage) -> None:
        match message:
            case RelayedRows(document):
                await self._receive_rows(self._rooms.get(document), message)
            case RelayedPresence(document, update):
                room = self._rooms.get(document)
                if room is not None:
                    room.presences.relay(update)
            case RelayedNotice(board, {"participant": str(participant), "role": str(role)}):
                self._change_here(board, participant, Role(role))
            case RelayedNotice(board, payload):
                self._close_here(board, payload.get("close", ()), payload.get("reason", ""))
            case RelayLost():
                self._relay_lost = True

    async def _receive_rows(self, room: Room | None, rows: RelayedRows) -> None:
        if room is None or room.damaged or rows.last_seq <= room.last_seq:
            return
        if rows.update and rows.first_seq == room.last_seq + 1:
            self._take_in(room, rows)
        else:
            await self._catch_up(room)

    def _take_in(self, room: Room, rows: RelayedRows) -> None:
        try:
            room.take_in([rows.update], rows.last_seq)
        except (RoomBroken, BoardError):
            self.drop(room)
            raise

    async def _catch_up(self, room: Room) -> None:
        """Read what others committed. A room that cannot take it in is dropped; raises RoomBroken then."""
        if room.damaged:
            return
        try:
            room.follow(await self._log.read_after(room.name, room.last_seq))
        except (RoomBroken, RowsGone, BoardError) as error:
            self.drop(room)
            raise RoomBroken(f"{room.name} lost its place in the log") from error

    async def _catch_up_while_lost(self) -> None:
        if self._relay_lost:
            # What is lost while the logs are read is read the next time.
            self._relay_lost = False
            if not await self._catch_up_all():
                self._relay_lost = True

    async def _catch_up_all(self) -> bool:
        whole = True
        for room in self._all():
            try:
                await self._catch_up(room)
                await self.standing.check(room)
            except StorageUnavailable:
                return False
            except Exception:  # noqa: BLE001  whatever it is, the other boards go on
                _log.exception("a board could not be brought up to date", document=str(room.name))
                whole = False
        return whole

    # Tidying up

    async def sweep(self) -> None:
        """Tell of boards that were edited or fell quiet, unload rooms that nobody uses. Raises StorageUnavailable."""
        for room in self._rooms.values():
            room.presences.forget_silent()
        await self.edited.tell()
        for room in self._all():
            await self._tidy(room)

    async def _tidy(self, room: Room) -> None:
        if self._rooms.get(room.name) is not room:
            return
        if not room.idle or self._locking.is_needed(room.name):
            self._used[room.name] = self._clock()
        elif self._clock() - self._used.get(room.name, 0.0) > IDLE_SECONDS:
            self._forget(room)
            await self._unfollow(room.name)

    async def _unfollow(self, name: DocumentName) -> None:
        """Stop hearing of a board when none of its documents is open, or being opened by somebody else."""
        others = {other for other in (*self._rooms, *self._loading) if other != name}
        if not any(other.board == name.board for other in others):
            await self._relay.unfollow(name.board)


def _hear(work: "asyncio.Future[Any]") -> None:
    """Take note of how shared work ended: whoever waited for it has its error, and they may all have given up."""
    if not work.cancelled():
        work.exception()


def _client_id() -> int:
    """Return a new client id of Yjs."""
    return secrets.randbelow(2**32 - 1) + 1
