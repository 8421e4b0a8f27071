"""The adapters of the update log and the directory: SQLite, PostgreSQL, and the log in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from server.ports.directory import Directory
from server.ports.log import UpdateLog
from server.ports.voting import Votes

from .boards import SqlBoards
from .builds import SqlBuilds
from .comments import SqlComments
from .database import Database, normalise
from .memory import MemoryTables, MemoryUpdateLog
from .migrate import SqlSchema, migrate
from .openings import SqlOpenings
from .people import SqlPeople
from .postgresql_log import PostgresqlUpdateLog
from .programmes import SqlProgrammes
from .rights import SqlRights
from .rounds import SqlRounds
from .sql import SqlUpdateLog
from .suggestions import SqlSuggestions
from .votes import SqlVotes

__all__ = ["MemoryTables", "MemoryUpdateLog", "SqlDirectory", "Storage", "open_storage"]


class SqlDirectory(
    SqlBoards,
    SqlPeople,
    SqlRights,
    SqlOpenings,
    SqlRounds,
    SqlComments,
    SqlProgrammes,
    SqlBuilds,
    SqlSuggestions,
    SqlSchema,
):
    """The Directory of a Database."""


@dataclass(frozen=True, slots=True)
class Storage:
    """An open database and the ports it serves."""

    log: UpdateLog
    directory: Directory
    votes: Votes
    database: Database

    async def close(self) -> None:
        """Close all connections."""
        await self.database.close()


def _now() -> datetime:
    return datetime.now(UTC)


async def open_storage(url: str, clock: Callable[[], datetime] = _now) -> Storage:
    """Open a database and bring its tables up to date.

    `url` names SQLite (`sqlite:///board.db`) or PostgreSQL (`postgresql://...`); `clock` returns
    aware times. Raises ValueError for another address, OtherVersion where a newer version was here before,
    StorageUnavailable.
    """
    address = normalise(url)
    database = Database(address)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    kind = PostgresqlUpdateLog if address.get_backend_name() == "postgresql" else SqlUpdateLog
    return Storage(kind(database, clock), SqlDirectory(database, clock), SqlVotes(database, clock), database)
