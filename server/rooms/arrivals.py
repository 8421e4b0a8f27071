"""What came to a room and waits for its admission, each after what came before it.

Nearly always nothing does: an edit is admitted as it comes. A large one (hours of unsent work, a pasted page) would
take everybody's time for seconds, so it is admitted in steps, between which other boards have their turns; in its own
room what comes after it waits.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog

from board.errors import CodecError, Refusal
from board.steps import Steps

from .submissions import OVERHEAD, Member

STEPPED_BYTES = 16 * 1024
"""Longer frames are admitted in steps: this much takes about ten milliseconds, and a keystroke has 30 bytes."""

MAX_ARRIVING_EACH = 8 * 1024 * 1024
"""What one participant may have waiting in one room: two frames of the longest. Somebody with many connections must not
use up what the room keeps for all."""

_END: Final = object()

Admission: TypeAlias = Callable[[], Steps[None]]
"""Begins to admit something; it may be begun anew."""

Late: TypeAlias = "asyncio.Future[float] | None"
"""For what is not admitted at once: gets the seconds of work that it took."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class Arrival:
    """A frame, or an edit of the server. `admission` begins to admit it; `done` gets the seconds that this took."""

    participant: str
    weight: int
    admission: Admission
    done: "asyncio.Future[float]"

    def worked(self, seconds: float) -> None:
        """Say that it was admitted, refused or given up, to whoever still waits for that."""
        if not self.done.done():
            self.done.set_result(seconds)


class Arrivals:
    """The queue of one room. A task works it off, and is there only while something waits.

    `admitted` is called after each. An admission answers for refusals itself; `broken` is called when it raises.
    """

    def __init__(self, *, admitted: Callable[[], None], broken: Callable[[], None]) -> None:
        self._admitted = admitted
        self._broken = broken
        self._queue: deque[Arrival] = deque()
        self._task: asyncio.Task[None] | None = None
        self.weight = 0
        """About how much memory all that waits takes, in bytes."""

    @property
    def busy(self) -> bool:
        """True while a frame is being admitted: what comes now must wait."""
        return bool(self._queue)

    def is_full(self, participant: str) -> bool:
        """True when this participant has as much waiting as one may."""
        return sum(each.weight for each in self._queue if each.participant == participant) > MAX_ARRIVING_EACH

    def add(self, participant: str, size: int, admission: Admission) -> "asyncio.Future[float]":
        """Let `size` bytes of a participant wait for their turn; the future gets the seconds of work that it took."""
        arrival = self._arrival(participant, size, admission)
        self._queue.append(arrival)
        return arrival.done

    def put_first(self, admissions: Sequence[tuple[int, Admission]]) -> "Sequence[asyncio.Future[float]]":
        """Let what came before all others be admitted again before them: `(size, admission)` of each, in order.

        It counts as nobody's. What is half admitted now begins anew after it.
        """
        first = [self._arrival("", size, admission) for size, admission in admissions]
        self._queue.extendleft(reversed(first))
        return [arrival.done for arrival in first]

    def _arrival(self, participant: str, size: int, admission: Admission) -> Arrival:
        arrival = Arrival(participant, OVERHEAD + size, admission, asyncio.get_running_loop().create_future())
        self.weight += arrival.weight
        if self._task is None:
            self._task = asyncio.create_task(self._work_off())
        return arrival

    def abandon(self) -> None:
        """Admit nothing more."""
        if self._task is not None:
            self._task.cancel()
        for arrival in self._queue:
            arrival.worked(0.0)
        self._queue.clear()
        self.weight = 0

    async def _work_off(self) -> None:
        try:
            while self._queue:
                await self._admit(self._queue[0])
        except Exception:  # noqa: BLE001  whatever it is, the other boards go on
            _log.exception("a frame could not be admitted")
            self._broken()
        finally:
            self._task = None

    async def _admit(self, arrival: Arrival) -> None:
        steps, seconds, going = arrival.admission(), 0.0, True
        while going:
            begun = time.thread_time()
            going = next(steps, _END) is not _END
            seconds += time.thread_time() - begun
            if going:
                await asyncio.sleep(0)
                if self._queue[0] is not arrival:
                    return
        self._queue.popleft()
        self.weight -= arrival.weight
        arrival.worked(seconds)
        self._admitted()
        await asyncio.sleep(0)


def telling(member: Member, steps: Steps[None]) -> Steps[None]:
    """Do the steps; when they end in a refusal, tell the member, whom nobody waits for any more."""
    try:
        yield from steps
    except (Refusal, CodecError) as error:
        member.refuse(error.code, str(error))
