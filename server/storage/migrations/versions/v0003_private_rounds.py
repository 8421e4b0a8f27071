"""Private rounds and what is written in them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rounds",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("cell", sa.JSON()),
        sa.Column("launch", sa.Text()),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_rounds_board"),
        sa.ForeignKeyConstraint(["by"], ["participants.id"], name="fk_rounds_by"),
        sa.PrimaryKeyConstraint("number", name="pk_rounds"),
        sa.UniqueConstraint("id", name="uq_rounds_id"),
        sa.UniqueConstraint("board", "request", name="uq_rounds_board_request"),
    )
    op.create_table(
        "private_cards",
        sa.Column("number", _ID, nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_private_cards_round"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_private_cards_participant"),
        sa.PrimaryKeyConstraint("number", name="pk_private_cards"),
        sa.UniqueConstraint("round", "participant", "id", name="uq_private_cards_round_participant_id"),
    )
