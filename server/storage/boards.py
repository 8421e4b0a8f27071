"""Boards, snapshots and exports in a database."""

import asyncio
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from board.ids import DocumentName
from board.roles import Role
from board.snapshots.kept import in_present_format
from server.ports.directory import Board, BoardAccess, FirstRow, UnknownEntry
from server.ports.log import Append, NewRow
from server.ports.snapshots import Export, NewSnapshot, Snapshot, SnapshotContent

from . import appending
from .entries import BOARD_ID_LENGTH, EPOCH_LENGTH, Adapter, every, exists, known, new_id, one, select
from .rights import strongest
from .sql import add_documents
from .tables import boards, documents, exports, memberships, organisers, snapshot_contents, snapshots

_KINDS = ("content", "stage")
_BOARDS = select(boards, Board)
_SNAPSHOTS = select(snapshots, Snapshot)
_HELD = (snapshot_contents.c.content_state, snapshot_contents.c.stage_state, snapshot_contents.c.projection)


class SqlBoards(Adapter):
    """The port `directory.Boards`."""

    async def create_board(
        self, title: str, created_by: str | None, first: Sequence[FirstRow] = (), *, request_id: str | None = None
    ) -> Board:
        """See Boards."""
        made = await self._requested(created_by, request_id)
        if made is not None:
            return made
        try:
            return await self._add(title, created_by, first, request_id)
        except UnknownEntry:
            # Either nobody has made it, or somebody else in this very moment.
            made = await self._requested(created_by, request_id)
            if made is None:
                raise
            return made

    async def _requested(self, created_by: str | None, request_id: str | None) -> Board | None:
        if request_id is None:
            return None
        return await self._one(_BOARDS.where(boards.c.created_by == created_by, boards.c.request == request_id), Board)

    async def _add(
        self, title: str, created_by: str | None, first: Sequence[FirstRow], request_id: str | None
    ) -> Board:
        now = self._clock()
        board = Board(new_id(BOARD_ID_LENGTH), title, new_id(EPOCH_LENGTH), now, created_by, now)
        values = {name: getattr(board, name) for name in Board.__dataclass_fields__}

        def add(connection: sa.Connection) -> Board:
            connection.execute(sa.insert(boards), {**values, "request": request_id})
            add_documents(connection, [DocumentName(board.id, board.epoch, kind) for kind in _KINDS])
            if first:
                appending.commit(connection, _appends(board, first), now)
            return _board(connection, board.id)

        with known():
            return await self._database.write(add)

    async def get_board(self, board: str) -> Board | None:
        """See Boards."""
        return await self._one(_BOARDS.where(boards.c.id == board), Board)

    async def list_boards(self, participant: str) -> Sequence[BoardAccess]:
        """See Boards."""
        return await self._database.read(lambda connection: _accesses(connection, participant))

    async def rename_board(self, board: str, title: str) -> Board:
        """See Boards."""
        change = sa.update(boards).where(boards.c.id == board).values(title=title, updated_at=self._clock())

        def rename(connection: sa.Connection) -> Board:
            connection.execute(change)
            return _board(connection, board)

        return await self._database.write(rename)

    async def begin_epochs(self) -> int:
        """See Boards."""
        epoch = new_id(EPOCH_LENGTH)
        present = sa.tuple_(documents.c.board, documents.c.epoch).in_(sa.select(boards.c.id, boards.c.epoch))

        def begin(connection: sa.Connection) -> int:
            connection.execute(sa.update(documents).where(present).values(epoch=epoch))
            return connection.execute(sa.update(boards).values(epoch=epoch)).rowcount

        return await self._database.write(begin)

    async def touch_board(self, board: str) -> None:
        """See Boards."""
        await self._carry_out(sa.update(boards).where(boards.c.id == board).values(updated_at=self._clock()))

    async def save_snapshot(self, board: str, new: NewSnapshot) -> Snapshot:
        """See Boards."""
        snapshot = Snapshot(
            id=new_id(),
            board=board,
            label=new.label,
            reason=new.reason,
            content_seq=new.content_seq,
            digest=new.digest,
            by=new.by,
            at=self._clock(),
        )
        values = {name: getattr(snapshot, name) for name in Snapshot.__dataclass_fields__}
        held = await asyncio.to_thread(_packed, new)

        def save(connection: sa.Connection) -> Snapshot:
            connection.execute(sa.insert(snapshots), values)
            connection.execute(sa.insert(snapshot_contents), {"snapshot": snapshot.id, **held})
            return Snapshot(*connection.execute(_SNAPSHOTS.where(snapshots.c.id == snapshot.id)).one())

        with known():
            return await self._database.write(save)

    async def list_snapshots(self, board: str) -> Sequence[Snapshot]:
        """See Boards."""
        newest = _SNAPSHOTS.where(snapshots.c.board == board).order_by(snapshots.c.number.desc())
        return await self._every(newest, Snapshot)

    async def get_snapshot(self, board: str, snapshot: str) -> SnapshotContent | None:
        """See Boards."""
        wanted = _SNAPSHOTS.add_columns(*_HELD).join(snapshot_contents)
        return await self._one(wanted.where(snapshots.c.board == board, snapshots.c.id == snapshot), _content)

    async def record_export(
        self, board: str, *, snapshot: str, layout: str, file_format: str, by: str | None
    ) -> Export:
        """See Boards."""
        export = Export(new_id(), board, snapshot, layout, file_format, by, self._clock())
        values = {name: getattr(export, name) for name in Export.__dataclass_fields__}

        def record(connection: sa.Connection) -> Export:
            if not exists(connection, snapshots, snapshots.c.id == snapshot, snapshots.c.board == board):
                raise UnknownEntry("This board has no such snapshot.")
            connection.execute(sa.insert(exports), values)
            return export

        with known():
            return await self._database.write(record)

    async def list_exports(self, board: str) -> Sequence[Export]:
        """See Boards."""
        newest = select(exports, Export).where(exports.c.board == board).order_by(exports.c.number.desc())
        return await self._every(newest, Export)


def _appends(board: Board, first: Sequence[FirstRow]) -> Sequence[Append]:
    return [
        Append(
            DocumentName(board.id, board.epoch, row.kind),
            0,
            [NewRow(row.update, row.participant)],
            row.owners,
        )
        for row in first
    ]


def _board(connection: sa.Connection, board: str) -> Board:
    found = one(connection, _BOARDS.where(boards.c.id == board), Board)
    if found is None:
        raise UnknownEntry("There is no such board.")
    return found


def _packed(new: NewSnapshot) -> Mapping[str, bytes | None]:
    """Return what a snapshot holds as it is stored: about a quarter of its size."""
    return {
        "content_state": zlib.compress(new.content_state),
        "stage_state": None if new.stage_state is None else zlib.compress(new.stage_state),
        "projection": zlib.compress(json.dumps(new.projection).encode()),
    }


def _content(*row: Any) -> SnapshotContent:
    *about, content, stage, projection = row
    return SnapshotContent(
        Snapshot(*about),
        content_state=zlib.decompress(content),
        stage_state=None if stage is None else zlib.decompress(stage),
        projection=in_present_format(json.loads(zlib.decompress(projection))),
    )


def _accesses(connection: sa.Connection, participant: str) -> Sequence[BoardAccess]:
    newest = _BOARDS.order_by(boards.c.updated_at.desc(), boards.c.id)
    if exists(connection, organisers, organisers.c.participant == participant):
        return [BoardAccess(board, Role.FACILITATE) for board in every(connection, newest, Board)]
    joined = newest.join(memberships).where(memberships.c.participant == participant)
    rows = connection.execute(joined.add_columns(memberships.c.role))
    return _strongest_each([BoardAccess(Board(*row), role) for *row, role in rows])


def _strongest_each(given: Sequence[BoardAccess]) -> Sequence[BoardAccess]:
    """One entry a board, in the order given."""
    best: dict[str, BoardAccess] = {}
    for access in given:
        held = best.setdefault(access.board.id, access)
        best[access.board.id] = BoardAccess(access.board, strongest(held.role, access.role))
    return list(best.values())
