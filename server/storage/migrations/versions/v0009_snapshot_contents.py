"""What a snapshot holds, in a table of its own and packed.

It was the largest thing in the database by far, and lists of snapshots read past it. A server of the version before
cannot take or open snapshots meanwhile; boards go on.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_BEFORE = sa.table(
    "snapshots",
    sa.column("id", sa.Text),
    sa.column("content_state", sa.LargeBinary),
    sa.column("stage_state", sa.LargeBinary),
    sa.column("projection", sa.JSON),
)


def upgrade() -> None:
    """Move and pack what is there, one snapshot after the other."""
    contents = op.create_table(
        "snapshot_contents",
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("content_state", sa.LargeBinary(), nullable=False),
        sa.Column("stage_state", sa.LargeBinary()),
        sa.Column("projection", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="fk_snapshot_contents_snapshot"),
        sa.PrimaryKeyConstraint("snapshot", name="pk_snapshot_contents"),
    )
    connection = op.get_bind()
    for identifier in connection.scalars(sa.select(_BEFORE.c.id)).all():
        row = connection.execute(sa.select(_BEFORE).where(_BEFORE.c.id == identifier)).mappings().one()
        connection.execute(sa.insert(contents), _packed(dict(row)))
    for name in ("content_state", "stage_state", "projection"):
        op.drop_column("snapshots", name)


def _packed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    stage = row["stage_state"]
    return {
        "snapshot": row["id"],
        "content_state": zlib.compress(row["content_state"]),
        "stage_state": None if stage is None else zlib.compress(stage),
        "projection": zlib.compress(json.dumps(row["projection"]).encode()),
    }
