"""A database of a version that kept what snapshots hold unpacked opens with all of them."""

from typing import Any

import sqlalchemy as sa

from server.storage import open_storage
from server.storage.database import Database, normalise
from server.storage.migrate import upgrade
from tests.doubles import ManualClock

NOW = ManualClock()()
STATE = b"\x00state\xff"
PROJECTION = {"title": "Thèmes \0", "areas": [1, 2.5, None, {"text": "words " * 400}]}
BOARD = {"id": "b", "title": "Themes", "epoch": "1", "created_at": NOW, "updated_at": NOW}
_TYPES: dict[str, Any] = {
    "created_at": sa.DateTime(timezone=True),
    "updated_at": sa.DateTime(timezone=True),
    "at": sa.DateTime(timezone=True),
    "content_state": sa.LargeBinary,
    "stage_state": sa.LargeBinary,
    "projection": sa.JSON,
}


def _snapshot(identifier: str, stage: bytes | None = None) -> dict[str, object]:
    return {
        "id": identifier,
        "board": "b",
        "label": "March",
        "reason": "by hand",
        "content_state": STATE,
        "stage_state": stage,
        "content_seq": 4,
        "projection": PROJECTION,
        "digest": "d",
        "at": NOW,
    }


def _insert(connection: sa.Connection, name: str, *rows: dict[str, object]) -> None:
    table = sa.table(name, *(sa.column(column, _TYPES.get(column)) for column in rows[0]))
    connection.execute(sa.insert(table), list(rows))


def _before(connection: sa.Connection) -> None:
    """Make the tables of the version before, with two snapshots."""
    upgrade(connection, "0008")
    _insert(connection, "boards", BOARD)
    _insert(connection, "snapshots", _snapshot("s1", b"stage"), _snapshot("s2"))


async def test_X1_snapshots_of_an_older_version_are_packed_and_read_as_they_were(database_url: str) -> None:
    database = Database(normalise(database_url))
    await database.administer(_before)
    await database.close()
    storage = await open_storage(database_url)
    assert [each.id for each in await storage.directory.list_snapshots("b")] == ["s2", "s1"]
    for identifier, stage in (("s1", b"stage"), ("s2", None)):
        found = await storage.directory.get_snapshot("b", identifier)
        assert found is not None
        assert (found.content_state, found.stage_state, found.projection) == (STATE, stage, PROJECTION)
    await storage.close()
