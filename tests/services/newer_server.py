"""A board server of a version that does not exist yet: its tables are called NEWER, and are the same.

`python -m tests.services.newer_server` brings the database to them when it starts, as a newer version does.
"""

import sys
from importlib import import_module
from unittest.mock import patch

import sqlalchemy as sa

from server import storage
from server.__main__ import main
from server.storage.database import Database
from tests.services.board_server import BoardServer

NEWER = "9999"
_TAKE_OVER = sa.text(f"UPDATE alembic_version SET version_num = '{NEWER}'")  # noqa: S608


class NewerServer(BoardServer):
    """Such a server for tests."""

    module = "tests.services.newer_server"


async def _take_over(database: Database) -> None:
    await database.administer(lambda connection: connection.execute(_TAKE_OVER))


if __name__ == "__main__":
    migrations = import_module("server.storage.migrate")
    with patch.object(migrations, "_known", lambda: (NEWER,)), patch.object(storage, "migrate", _take_over):
        sys.exit(main(sys.argv[1:]))
