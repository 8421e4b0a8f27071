"""Reports as plans, and what the newest build of each said."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "programme_reports",
        sa.Column("number", _ID, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["programme"], ["programmes.id"], name="fk_programme_reports_programme"),
        sa.PrimaryKeyConstraint("number", name="pk_programme_reports"),
        sa.UniqueConstraint("programme", "id", name="uq_programme_reports_programme_id"),
    )
    op.create_table(
        "report_builds",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "report"],
            ["programme_reports.programme", "programme_reports.id"],
            name="fk_report_builds_report",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("programme", "report", name="pk_report_builds"),
    )
