"""Stand-ins that tests steer by hand."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Move on, as `advance(minutes=5)`."""
        self.now += timedelta(**span)
