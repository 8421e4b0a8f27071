"""Indexes that find what refers to an entity of a programme.

Without them PostgreSQL looked, for each entity that was taken out, through all of its programme that refers to one.
"""

from alembic import op

revision = "0012"
down_revision = "0011"

_REFERENCES = (
    ("programme_people", "organisation"),
    ("programme_sessions", "group"),
    ("register_entries", "session"),
    ("register_entries", "person"),
    ("session_boards", "session"),
)


def upgrade() -> None:
    """Make them."""
    for table, column in _REFERENCES:
        op.create_index(f"ix_{table}_programme_{column}", table, ["programme", column])
