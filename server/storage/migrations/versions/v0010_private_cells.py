"""Private rounds that are written cell by cell."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add where each writes in a round, and for which cell a card is meant."""
    op.add_column("rounds", sa.Column("cells", sa.Text(), nullable=False, server_default="one"))
    for name in ("row", "column", "certainty"):
        op.add_column("private_cards", sa.Column(name, sa.Text()))
