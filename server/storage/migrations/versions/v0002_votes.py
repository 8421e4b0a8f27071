"""Open votes and the ballots in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of votes and ballots."""
    op.create_table(
        "votes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("voters", sa.Integer()),
        sa.Column("totals", sa.JSON()),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_votes_board"),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
    )
    op.create_index("ix_votes_board", "votes", ["board"])
    op.create_table(
        "ballots",
        sa.Column("vote", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("dots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_ballots_participant"),
        sa.ForeignKeyConstraint(["vote"], ["votes.id"], name="fk_ballots_vote"),
        sa.PrimaryKeyConstraint("vote", "participant", name="pk_ballots"),
    )
    op.create_index("ix_ballots_participant", "ballots", ["participant"])
