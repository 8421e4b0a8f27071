"""The tables of programmes and of what is made from them."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint

from .column_types import Instant, RowNumber
from .tables import metadata


def _of_programme() -> tuple[sa.schema.SchemaItem, ...]:
    """What an entity of a programme is found by; `number` keeps the order of making."""
    return (
        Column("number", RowNumber, primary_key=True),
        Column("programme", ForeignKey("programmes.id"), nullable=False),
        Column("id", sa.Text, nullable=False),
        UniqueConstraint("programme", "id"),
    )


def _kept() -> tuple[sa.schema.SchemaItem, ...]:
    """The entity as JSON, read and written by `board.programmes`; what is looked up has a column beside it."""
    return (Column("revision", sa.BigInteger, nullable=False), Column("body", sa.JSON, nullable=False))


def _within_programme(column: str, table: Table) -> tuple[sa.schema.SchemaItem, ...]:
    """The reference to another entity of the same programme, and what finds the references to one that is to go."""
    key = ["programme", column]
    to = [table.c.programme, table.c.id]
    return (sa.ForeignKeyConstraint(key, to, name=f"fk_%(table_name)s_{column}"), Index(None, *key))


programmes = Table(
    "programmes",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    *_kept(),
)

programme_organisations = Table("programme_organisations", metadata, *_of_programme(), *_kept())

programme_people = Table(
    "programme_people",
    metadata,
    *_of_programme(),
    Column("organisation", sa.Text),
    Column("participant", ForeignKey("participants.id")),
    *_kept(),
    *_within_programme("organisation", programme_organisations),
    UniqueConstraint("programme", "participant"),
)

programme_groups = Table("programme_groups", metadata, *_of_programme(), *_kept())

programme_sessions = Table(
    "programme_sessions",
    metadata,
    *_of_programme(),
    Column("group", sa.Text, nullable=False),
    *_kept(),
    *_within_programme("group", programme_groups),
)

register_entries = Table(
    "register_entries",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("programme", ForeignKey("programmes.id"), nullable=False),
    Column("session", sa.Text, nullable=False),
    Column("person", sa.Text, nullable=False),
    *_kept(),
    *_within_programme("session", programme_sessions),
    *_within_programme("person", programme_people),
    UniqueConstraint("programme", "session", "person"),
)

programme_reports = Table("programme_reports", metadata, *_of_programme(), *_kept())

report_builds = Table(
    "report_builds",
    metadata,
    Column("programme", sa.Text, primary_key=True),
    Column("report", sa.Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", sa.Text),
    Column("revision", sa.BigInteger, nullable=False),
    Column("body", sa.JSON, nullable=False),
    sa.ForeignKeyConstraint(
        ["programme", "report"],
        [programme_reports.c.programme, programme_reports.c.id],
        name="fk_report_builds_report",
        ondelete="CASCADE",
    ),
)
"""The newest build of each report: what the next one is compared with."""

session_boards = Table(
    "session_boards",
    metadata,
    Column("board", ForeignKey("boards.id"), primary_key=True),
    Column("programme", sa.Text, nullable=False),
    Column("session", sa.Text, nullable=False),
    *_within_programme("session", programme_sessions),
)
