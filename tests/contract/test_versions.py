"""A database whose tables another version of the server has changed is not used by this one."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import sqlalchemy as sa

from server.ports.schema import OtherVersion
from server.storage import Storage, open_storage
from server.storage.database import Database
from tests.contract.conftest import ask

NEWER = "9999"


async def stamp(database: Database, version: str) -> None:
    stamped = sa.update(sa.table("alembic_version", sa.column("version_num"))).values(version_num=version)
    await database.write(lambda connection: connection.execute(stamped))


@pytest_asyncio.fixture
async def newer(storage: Storage) -> AsyncIterator[Storage]:
    """An open database that a newer version has taken over meanwhile."""
    [version] = await ask(storage.database, "SELECT version_num FROM alembic_version")
    await storage.directory.check_version()
    await stamp(storage.database, NEWER)
    yield storage
    await stamp(storage.database, str(version))
    await storage.directory.check_version()


async def test_a_database_of_a_newer_version_is_not_opened_and_is_left_as_it_is(
    newer: Storage, database_url: str
) -> None:
    with pytest.raises(OtherVersion, match=r"they are 9999.* Start the newer version of the server, or restore"):
        await open_storage(database_url)
    assert await ask(newer.database, "SELECT version_num FROM alembic_version") == [NEWER]


async def test_a_server_that_runs_finds_that_a_newer_version_has_changed_the_tables(newer: Storage) -> None:
    with pytest.raises(OtherVersion, match="they are 9999"):
        await newer.directory.check_version()
