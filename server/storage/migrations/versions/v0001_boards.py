"""Boards, their documents and logs, and the people on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make all tables of the first version, each after those it refers to."""
    _audit()
    _documents()
    _participants()
    _boards()
    _checkpoints()
    _clients()
    _logins()
    _requests()
    _updates()
    _attendance()
    _invitations()
    _snapshots()
    _exports()
    _memberships()
    _organisers()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", _ID, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("participant", sa.Text()),
        sa.Column("board", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_board", "audit", ["board"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("board", "epoch", "kind", name="uq_documents_board_epoch_kind"),
    )


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("job", sa.Text()),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_participants"),
    )


def _boards() -> None:
    op.create_table(
        "boards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("created_by", sa.Text()),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.Column("request", sa.Text()),
        sa.ForeignKeyConstraint(["created_by"], ["participants.id"], name="fk_boards_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
        sa.UniqueConstraint("created_by", "request", name="uq_boards_created_by_request"),
    )


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("document", _ID, nullable=False),
        sa.Column("upto_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_checkpoints_document"),
        sa.PrimaryKeyConstraint("document", "upto_seq", name="pk_checkpoints"),
    )


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("document", _ID, nullable=False),
        sa.Column("client_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_clients_document"),
        sa.PrimaryKeyConstraint("document", "client_id", name="pk_clients"),
    )


def _logins() -> None:
    op.create_table(
        "logins",
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("last_seen_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_logins_participant"),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_logins"),
    )
    op.create_index("ix_logins_participant", "logins", ["participant"])


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("document", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_requests_document"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_requests"),
    )


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("document", _ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("participant", sa.Text()),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_updates_document"),
        sa.PrimaryKeyConstraint("document", "seq", name="pk_updates"),
    )


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("participant", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("role_in_session", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_attendance_board"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_attendance_participant"),
        sa.PrimaryKeyConstraint("number", name="pk_attendance"),
        sa.UniqueConstraint("board", "date", "participant", name="uq_attendance_board_date_participant"),
        sa.UniqueConstraint("id", name="uq_attendance_id"),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text()),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT),
        sa.Column("revoked_at", _INSTANT),
        sa.Column("participant", sa.Text()),
        sa.Column("used_at", _INSTANT),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_invitations_board"),
        sa.ForeignKeyConstraint(["created_by"], ["participants.id"], name="fk_invitations_created_by"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_invitations_participant"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("secret_hash", name="uq_invitations_secret_hash"),
    )
    op.create_index("ix_invitations_board", "invitations", ["board"])


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content_state", sa.LargeBinary(), nullable=False),
        sa.Column("stage_state", sa.LargeBinary()),
        sa.Column("content_seq", sa.BigInteger(), nullable=False),
        sa.Column("projection", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_snapshots_board"),
        sa.ForeignKeyConstraint(["by"], ["participants.id"], name="fk_snapshots_by"),
        sa.PrimaryKeyConstraint("number", name="pk_snapshots"),
        sa.UniqueConstraint("id", name="uq_snapshots_id"),
    )
    op.create_index("ix_snapshots_board", "snapshots", ["board"])


def _exports() -> None:
    op.create_table(
        "exports",
        sa.Column("number", _ID, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("file_format", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_exports_board"),
        sa.ForeignKeyConstraint(["by"], ["participants.id"], name="fk_exports_by"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="fk_exports_snapshot"),
        sa.PrimaryKeyConstraint("number", name="pk_exports"),
        sa.UniqueConstraint("id", name="uq_exports_id"),
    )
    op.create_index("ix_exports_board", "exports", ["board"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("joined_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["board"], ["boards.id"], name="fk_memberships_board"),
        sa.ForeignKeyConstraint(["invitation"], ["invitations.id"], name="fk_memberships_invitation"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_memberships_participant"),
        sa.PrimaryKeyConstraint("board", "participant", "invitation", name="pk_memberships"),
    )
    op.create_index("ix_memberships_invitation", "memberships", ["invitation"])
    op.create_index("ix_memberships_participant", "memberships", ["participant"])


def _organisers() -> None:
    op.create_table(
        "organisers",
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("joined_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["invitation"], ["invitations.id"], name="fk_organisers_invitation"),
        sa.ForeignKeyConstraint(["participant"], ["participants.id"], name="fk_organisers_participant"),
        sa.PrimaryKeyConstraint("participant", "invitation", name="pk_organisers"),
    )
    op.create_index("ix_organisers_invitation", "organisers", ["invitation"])
