"""Bringing a database to the tables this version needs."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from .database import Database

_SCRIPTS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x4D616E75616C
"""Any number that nobody else takes: "Manual" in ASCII."""


async def migrate(database: Database) -> None:
    """Run the migrations that are missing, all or none.

    Safe when several processes start together: SQLite's write lock or a lock of PostgreSQL's lets
    one do it while the others wait. Raises StorageUnavailable.
    """
    await database.administer(upgrade)


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Run the migrations that are missing up to a revision, in the connection's transaction."""
    _wait_for_others(connection)
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _wait_for_others(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
