"""Suggestions: other wordings of agreed texts that came back in an edited document."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "suggestions",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_suggestions_board"),
        sa.ForeignKeyConstraint(["by"], ["participants.id"], name="fk_suggestions_by"),
        sa.PrimaryKeyConstraint("number", name="pk_suggestions"),
        sa.UniqueConstraint("id", name="uq_suggestions_id"),
    )
    op.create_index("ix_suggestions_board_state", "suggestions", ["board", "state"])
