"""What admits edits, beside each checkpoint."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; checkpoints of before have nothing in it."""
    op.add_column("checkpoints", sa.Column("admission", sa.LargeBinary()))
