"""Bringing a database to the tables this version needs."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from server.ports.schema import OtherVersion

from .database import Database
from .entries import Adapter

_SCRIPTS = Path(__file__).parent / "migrations"
_VERSION = sa.select(sa.column("version_num", sa.Text())).select_from(sa.table("alembic_version"))
_ADVISORY_LOCK = 0x4D616E75616C
"""Any number that nobody else takes: "Manual" in ASCII."""


async def migrate(database: Database) -> None:
    """Run the migrations that are missing, all or none.

    Safe when several processes start together: SQLite's write lock or a lock of PostgreSQL's lets
    one do it while the others wait. Raises OtherVersion where a newer version was here before, and changes nothing
    then; StorageUnavailable.
    """
    await database.administer(upgrade)


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Run the migrations that are missing up to a revision, in the connection's transaction."""
    _wait_for_others(connection)
    _check_known(MigrationContext.configure(connection).get_current_revision())
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _wait_for_others(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))


class SqlSchema(Adapter):
    """The port `schema.Schema`."""

    async def check_version(self) -> None:
        """See Schema."""
        found: str | None = await self._database.read_each(lambda connection: connection.scalar(_VERSION))
        if found != _known()[0]:
            raise _other(found)


def _check_known(found: str | None) -> None:
    if found is not None and found not in _known():
        raise _other(found)


@cache
def _known() -> tuple[str, ...]:
    """Return the versions of the tables to which this version of the server can bring a database, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def _other(found: str | None) -> OtherVersion:
    return OtherVersion(
        f"The database's tables are of another version of the server (they are {found}, this one uses {_known()[0]}). "
        "Start the newer version of the server, or restore the backup that was made before the upgrade."
    )
