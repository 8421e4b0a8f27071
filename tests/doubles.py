"""Stand-ins that tests steer by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

from server.workers.pool import Workers

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ManualClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Move on, as `advance(minutes=5)`."""
        self.now += timedelta(**span)


class InPlace(Workers):
    """Workers whose work is done at once, in this process; `done` names it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        self.done.append(work.__name__)
        return work(*args, **kwargs)
