"""The organisation that a comment is shown with is kept with it, not looked up when it is read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_COMMENTS = sa.table("comments", sa.column("participant"), sa.column("attribution"), sa.column("organisation"))
_PARTICIPANTS = sa.table("participants", sa.column("id"), sa.column("organisation"))


def upgrade() -> None:
    """Add the column; an older comment keeps the organisation that it was shown with until now, the writer's newest."""
    op.add_column("comments", sa.Column("organisation", sa.Text()))
    newest = sa.select(_PARTICIPANTS.c.organisation).where(_PARTICIPANTS.c.id == _COMMENTS.c.participant)
    shown = sa.update(_COMMENTS).where(_COMMENTS.c.attribution == "organisation")
    op.execute(shown.values(organisation=newest.scalar_subquery()))
