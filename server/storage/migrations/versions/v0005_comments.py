"""Comments in threads, and who is mentioned in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comment_counts",
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_comment_counts_board"),
        sa.PrimaryKeyConstraint("board", name="pk_comment_counts"),
    )
    op.create_table(
        "comment_threads",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_comment_threads_board"),
        sa.PrimaryKeyConstraint("number", name="pk_comment_threads"),
        sa.UniqueConstraint("id", name="uq_comment_threads_id"),
    )
    op.create_index("ix_comment_threads_board_revision", "comment_threads", ["board", "revision"])
    _make_comments()


def _make_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("first_mark", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["comment_threads.id"], name="fk_comments_thread"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_comments_participant"),
        sa.PrimaryKeyConstraint("number", name="pk_comments"),
        sa.UniqueConstraint("id", name="uq_comments_id"),
        sa.UniqueConstraint("thread", "participant", "first_mark", name="uq_comments_thread_participant_first_mark"),
    )
    op.create_table(
        "mentions",
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["comment"], ["comments.id"], name="fk_mentions_comment"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_mentions_participant"),
        sa.PrimaryKeyConstraint("comment", "participant", name="pk_mentions"),
    )
    op.create_index("ix_mentions_participant", "mentions", ["participant"])
