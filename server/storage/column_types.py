"""What columns of the database hold, as Python has it."""

import re
from datetime import UTC, datetime

import sqlalchemy as sa

from board.roles import Role

# PostgreSQL refuses NUL and lone surrogates, which a board's text may hold; SQLite would take NUL.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Words(sa.types.TypeDecorator[str]):
    """Text of people; what PostgreSQL cannot store becomes U+FFFD, in both databases alike."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database. Refuses naive values with ValueError."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class RoleName(sa.types.TypeDecorator[Role]):
    """A role by its name."""

    impl = sa.Text
    cache_ok = True

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> Role | None:
        return None if value is None else Role(value)


# SQLite numbers rows by itself only in a column declared INTEGER.
RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")
