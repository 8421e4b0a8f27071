"""Programmes with their groups, sessions, registers and people, and which board belongs to which session."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table("programmes", *_entity("programmes"), sa.UniqueConstraint("id", name="uq_programmes_id"))
    _create("programme_organisations")
    _create(
        "programme_people",
        sa.Column("organisation", sa.Text()),
        sa.Column("participant", sa.Text()),
        _reference("programme_people", "organisation", "programme_organisations"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_programme_people_participant"),
        sa.UniqueConstraint("programme", "participant", name="uq_programme_people_programme_participant"),
    )
    _create("programme_groups")
    _create(
        "programme_sessions",
        sa.Column("group", sa.Text(), nullable=False),
        _reference("programme_sessions", "group", "programme_groups"),
    )
    op.create_table(
        "register_entries",
        *_numbered("register_entries"),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["programme"], ["programmes.id"], name="fk_register_entries_programme"),
        _reference("register_entries", "session", "programme_sessions"),
        _reference("register_entries", "person", "programme_people"),
        sa.UniqueConstraint("programme", "session", "person", name="uq_register_entries_programme_session_person"),
    )
    op.create_table(
        "session_boards",
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_session_boards_board"),
        _reference("session_boards", "session", "programme_sessions"),
        sa.PrimaryKeyConstraint("board", name="pk_session_boards"),
    )


def _create(table: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *_entity(table),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["programme"], ["programmes.id"], name=f"fk_{table}_programme"),
        sa.UniqueConstraint("programme", "id", name=f"uq_{table}_programme_id"),
        *more,
    )


def _entity(table: str) -> Sequence[sa.schema.SchemaItem]:
    return (*_numbered(table), sa.Column("id", sa.Text(), nullable=False))


def _numbered(table: str) -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("number", _ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=f"pk_{table}"),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    columns = [f"{to}.programme", f"{to}.id"]
    return sa.ForeignKeyConstraint(["programme", column], columns, name=f"fk_{table}_{column}")
