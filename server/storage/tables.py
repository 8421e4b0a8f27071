"""The tables, for queries; `migrations` makes them, and a test compares the two."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint

from .column_types import Instant, RoleName, RowNumber, Words

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


documents = Table(
    "documents",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("board", sa.Text, nullable=False),
    Column("epoch", sa.Text, nullable=False),
    Column("kind", sa.Text, nullable=False),
    Column("last_seq", sa.BigInteger, nullable=False),
    UniqueConstraint("board", "epoch", "kind"),
)

clients = Table(
    "clients",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("client_id", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("participant", sa.Text, nullable=False),
)

updates = Table(
    "updates",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("data", sa.LargeBinary, nullable=False),
    Column("participant", sa.Text),
    Column("at", Instant, nullable=False),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("upto_seq", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("state", sa.LargeBinary, nullable=False),
    Column("digest", sa.Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("admission", sa.LargeBinary),
)

requests = Table(
    "requests",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("id", sa.Text, primary_key=True),
    Column("answer", sa.JSON, nullable=False),
    Column("at", Instant, nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("name", Words, nullable=False),
    Column("organisation", Words),
    Column("job", Words),
    Column("created_at", Instant, nullable=False),
)

boards = Table(
    "boards",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("title", Words, nullable=False),
    Column("epoch", sa.Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", ForeignKey("participants.id")),
    Column("updated_at", Instant, nullable=False),
    Column("request", sa.Text),
    UniqueConstraint("created_by", "request"),
)

logins = Table(
    "logins",
    metadata,
    Column("secret_hash", sa.Text, primary_key=True),
    Column("participant", ForeignKey("participants.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("board", ForeignKey("boards.id"), index=True),
    Column("role", RoleName, nullable=False),
    Column("secret_hash", sa.Text, nullable=False, unique=True),
    Column("created_by", ForeignKey("participants.id")),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Column("participant", ForeignKey("participants.id")),
    Column("used_at", Instant),
)

memberships = Table(
    "memberships",
    metadata,
    Column("board", ForeignKey("boards.id"), primary_key=True),
    Column("participant", ForeignKey("participants.id"), primary_key=True, index=True),
    Column("invitation", ForeignKey("invitations.id"), primary_key=True, index=True),
    Column("role", RoleName, nullable=False),
    Column("joined_at", Instant, nullable=False),
)
"""One row for each invitation a participant used, so that revoking one leaves what others gave."""

organisers = Table(
    "organisers",
    metadata,
    Column("participant", ForeignKey("participants.id"), primary_key=True),
    Column("invitation", ForeignKey("invitations.id"), primary_key=True, index=True),
    Column("joined_at", Instant, nullable=False),
)

attendance = Table(
    "attendance",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False),
    Column("date", sa.Date, nullable=False),
    Column("participant", ForeignKey("participants.id")),
    Column("name", Words, nullable=False),
    Column("organisation", Words),
    Column("role_in_session", Words),
    Column("source", sa.Text, nullable=False),
    Column("removed", sa.Boolean, nullable=False),
    UniqueConstraint("board", "date", "participant"),
)
"""`number` keeps the order of noting. Rows added by hand have no participant, so any number fits."""

snapshots = Table(
    "snapshots",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False, index=True),
    Column("label", Words, nullable=False),
    Column("reason", sa.Text, nullable=False),
    Column("content_seq", sa.BigInteger, nullable=False),
    Column("digest", sa.Text, nullable=False),
    Column("by", ForeignKey("participants.id")),
    Column("at", Instant, nullable=False),
)

snapshot_contents = Table(
    "snapshot_contents",
    metadata,
    Column("snapshot", ForeignKey("snapshots.id"), primary_key=True),
    Column("content_state", sa.LargeBinary, nullable=False),
    Column("stage_state", sa.LargeBinary),
    Column("projection", sa.LargeBinary, nullable=False),
)

exports = Table(
    "exports",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False, index=True),
    Column("snapshot", ForeignKey("snapshots.id"), nullable=False),
    Column("layout", sa.Text, nullable=False),
    Column("file_format", sa.Text, nullable=False),
    Column("by", ForeignKey("participants.id")),
    Column("at", Instant, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("board", ForeignKey("boards.id"), nullable=False, index=True),
    Column("voters", sa.Integer),
    Column("totals", sa.JSON(none_as_null=True)),
)
"""While `totals` is null the vote is open; what it is about is on the stage."""

ballots = Table(
    "ballots",
    metadata,
    Column("vote", ForeignKey("votes.id"), primary_key=True),
    Column("participant", ForeignKey("participants.id"), primary_key=True, index=True),
    Column("dots", sa.JSON, nullable=False),
)
"""One row a person and open vote: that they have voted, and for what. Closing the vote deletes them (SPEC V3)."""

rounds = Table(
    "rounds",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False),
    Column("zone", sa.Text, nullable=False),
    Column("cell", sa.JSON),
    Column("cells", sa.Text, nullable=False, server_default="one"),
    Column("launch", sa.Text),
    Column("attribution", sa.Text, nullable=False),
    Column("by", ForeignKey("participants.id"), nullable=False),
    Column("state", sa.Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("request", sa.Text, nullable=False),
    UniqueConstraint("board", "request"),
)
"""Zone and launch are ids of the board's content."""

private_cards = Table(
    "private_cards",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("round", ForeignKey("rounds.id"), nullable=False),
    Column("participant", ForeignKey("participants.id"), nullable=False),
    Column("id", sa.Text, nullable=False),
    Column("text", Words, nullable=False),
    Column("row", sa.Text),
    Column("column", sa.Text),
    Column("certainty", sa.Text),
    Column("revision", sa.BigInteger, nullable=False),
    Column("mark", sa.Text, nullable=False),
    UniqueConstraint("round", "participant", "id"),
)
"""The text is "" once the card was thrown away, or is on the board: what is left tells a late repeat from news, and
says no longer for which row and column it was meant.
"""

comment_counts = Table(
    "comment_counts",
    metadata,
    Column("board", ForeignKey("boards.id"), primary_key=True),
    Column("revision", sa.BigInteger, nullable=False),
    Column("told", sa.BigInteger, nullable=False),
)
"""One row a board that has comments: the number of their newest change, and up to which the open pages were told."""

comment_threads = Table(
    "comment_threads",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False),
    Column("root", sa.Text, nullable=False),
    Column("place", sa.Text, nullable=False),
    Column("resolved", sa.Boolean, nullable=False),
    Column("revision", sa.BigInteger, nullable=False),
    Index(None, "board", "revision"),
)

comments = Table(
    "comments",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("thread", ForeignKey("comment_threads.id"), nullable=False),
    Column("participant", ForeignKey("participants.id"), nullable=False),
    Column("attribution", sa.Text, nullable=False),
    Column("organisation", Words),
    Column("text", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("revision", sa.BigInteger, nullable=False),
    Column("deleted", sa.Boolean, nullable=False),
    Column("first_mark", sa.Text, nullable=False),
    Column("mark", sa.Text, nullable=False),
    UniqueConstraint("thread", "participant", "first_mark"),
)
"""`organisation` is the writer's as it was when they wrote, where it is shown. `first_mark` is that of the first
writing, `mark` that of the newest: they tell a repeat from news.
"""

mentions = Table(
    "mentions",
    metadata,
    Column("comment", ForeignKey("comments.id"), primary_key=True),
    Column("participant", ForeignKey("participants.id"), primary_key=True, index=True),
    Column("read", sa.Boolean, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("participant", sa.Text),
    Column("board", sa.Text),
    Column("action", sa.Text, nullable=False),
    Column("detail", sa.JSON, nullable=False),
    Index(None, "board"),
)
"""Names participants and boards without a reference: it outlives them."""

suggestions = Table(
    "suggestions",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("id", sa.Text, nullable=False, unique=True),
    Column("board", ForeignKey("boards.id"), nullable=False),
    Column("area", sa.Text, nullable=False),
    Column("base", Words, nullable=False),
    Column("proposed", Words, nullable=False),
    Column("by", ForeignKey("participants.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", sa.Text, nullable=False),
    Index(None, "board", "state"),
)
