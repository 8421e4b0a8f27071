"""Running the room: the phase that is on and its time (SPEC F1 to F3)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pycrdt
from pydantic import BaseModel

from board.stage import stage as spots
from board.stage.stage import Checklist, Lock, StageDocument, written
from board.stage.timing import Clock
from server.api.http.bodies import PhaseStart, TimerChange
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.rooms.live import Answer, Command
from server.workers.offloaded import document

_PATH = "/api/boards/{board}/stage"


class ClockAnswer(BaseModel):
    """The phase that is on, and its time.

    `ends` is when the time is up, while it runs; `left` the seconds that a pause keeps. `now` is the server's time, to
    be compared with `ends`: the clock of a device may be wrong. `turn` is to be sent back with a command. `by` is the
    participant who changed it last. `title` and `do` are those of the phase.
    """

    now: str
    turn: int
    launch: str | None
    entry: str | None
    title: str | None
    do: str | None
    state: str
    ends: str | None
    left: float
    by: str | None

    @classmethod
    def of(cls, stage: StageDocument, now: datetime) -> "ClockAnswer":
        """Return the answer for a stage at this time."""
        clock = stage.clock()
        phase = _phase(stage.checklists().get(clock.launch or ""), clock.entry)
        return cls(
            now=written(now) or "",
            turn=clock.turn,
            launch=clock.launch,
            entry=clock.entry,
            title=phase.title if phase else None,
            do=phase.do if phase else None,
            state=clock.state,
            ends=written(clock.ends),
            left=clock.left,
            by=clock.by,
        )


class TimerRow(BaseModel):
    """A time that belongs to no phase: `ends` while it runs, `left` in seconds while it is paused.

    `turn` is to be sent back with a command about it.
    """

    state: str
    ends: str | None
    left: float
    turn: int
    by: str | None

    @classmethod
    def of(cls, timer: Clock) -> "TimerRow":
        """Return the row of a timer."""
        return cls(state=timer.state, ends=written(timer.ends), left=timer.left, turn=timer.turn, by=timer.by)


class LockRow(BaseModel):
    """A locked area or zone: what for, and the snapshot that was taken before.

    `returned` are the participants whose edits from offline came in since, where nobody is named "somebody" for all.
    """

    place: str
    root: str
    since: str
    by: str | None
    why: str
    snapshot: str | None
    returned: Sequence[str]

    @classmethod
    def of(cls, place: str, lock: Lock) -> "LockRow":
        """Return the row of a lock."""
        return cls(
            place=place,
            root=lock.root,
            since=written(lock.since) or "",
            by=lock.by,
            why=lock.why,
            snapshot=lock.snapshot,
            returned=lock.returned,
        )


class SpotRow(BaseModel):
    """A part of the board: a launch, an area or a zone."""

    root: str
    id: str


class CallRow(SpotRow):
    """Where everybody was brought last; `turn` counts the calls, `by` is the participant who called, `at` is when."""

    turn: int
    by: str | None
    at: str | None


class StageAnswer(ClockAnswer):
    """The whole stage: the phase that is on with its time, what is locked, and where everybody looks.

    `timer` is a time that belongs to no phase. `called` is where everybody was brought last, `spotlit` what is in the
    spotlight, `leader` the participant whose view is followed.
    """

    timer: TimerRow

    locks: Sequence[LockRow]
    called: CallRow | None
    spotlit: SpotRow | None
    leader: str | None

    @classmethod
    def of(cls, stage: StageDocument, now: datetime) -> "StageAnswer":
        """Return the answer for a stage at this time."""
        locks = [LockRow.of(place, lock) for place, lock in stage.locks().items()]
        room = stage.room()
        return cls(
            **ClockAnswer.of(stage, now).model_dump(),
            timer=TimerRow.of(stage.timer()),
            locks=locks,
            called=_called(room.called) if room.called else None,
            spotlit=SpotRow(root=room.spotlit.root, id=room.spotlit.id) if room.spotlit else None,
            leader=room.leader,
        )


def _called(made: spots.Call) -> CallRow:
    return CallRow(root=made.spot.root, id=made.spot.id, turn=made.turn, by=made.by, at=written(made.at))


def _phase(checklist: Checklist | None, entry: str | None) -> Any:
    name = (entry or "").partition("/")[0]
    return next((phase for phase in checklist.phases if phase.id == name), None) if checklist else None


async def shown(call: Call[Any]) -> StageAnswer:
    """Return the whole stage."""
    state = await call.services.live.read(call.access.document("stage"))
    return StageAnswer.of(StageDocument(document(state.state)), call.services.clock())


async def start(call: Call[PhaseStart]) -> StageAnswer:
    """Start a phase of any launch."""
    command = starting(call.body, call.services.clock(), by=call.participant)
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return await shown(call)


async def change_time(call: Call[TimerChange]) -> StageAnswer:
    """Pause, go on, begin the time again, or give more of it."""
    command = timing(call.body, call.services.clock(), by=call.participant)
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return await shown(call)


def starting(wanted: PhaseStart, now: datetime, *, by: str) -> Command:
    """Return the command that starts a phase, or ends the one that is on."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        stage = StageDocument(doc)
        clock = stage.clock()
        stage.set_clock(clock.turned(_started(stage, clock, wanted, now), seen=wanted.seen, by=by))
        if wanted.finish and clock.launch and clock.entry:
            stage.tick(clock.launch, clock.entry)
        if wanted.launch and wanted.entry:
            stage.set_current(wanted.launch, wanted.entry)
            stage.untick(wanted.launch, wanted.entry)
        return {"turn": clock.turn + 1}

    return command


def _started(stage: StageDocument, clock: Clock, wanted: PhaseStart, now: datetime) -> Clock:
    if wanted.launch is None or wanted.entry is None:
        return clock.ended()
    return clock.started(wanted.launch, wanted.entry, stage.minutes(wanted.launch, wanted.entry), now)


def timing(change: TimerChange, now: datetime, *, by: str) -> Command:
    """Return the command that changes the time of the phase that is on."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        stage = StageDocument(doc)
        clock = stage.clock()
        stage.set_clock(clock.turned(_timed(stage, clock, change, now), seen=change.seen, by=by))
        return {"turn": clock.turn + 1}

    return command


def _timed(stage: StageDocument, clock: Clock, change: TimerChange, now: datetime) -> Clock:
    match change.action:
        case "pause":
            return clock.paused(now)
        case "resume":
            return clock.resumed(now)
        case "extend":
            return clock.extended(change.minutes, now)
        case "restart":
            minutes = stage.minutes(clock.launch, clock.entry) if clock.launch and clock.entry else 0
            return clock.restarted(minutes, now)


ENDPOINTS = (
    Endpoint("GET", _PATH, Who.VIEW, "The phase that is on, its time, and what is locked", shown, NoBody, StageAnswer),
    Endpoint(
        "POST",
        f"{_PATH}/phase",
        Who.FACILITATE,
        "Start a phase",
        start,
        PhaseStart,
        StageAnswer,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{_PATH}/timer",
        Who.FACILITATE,
        "Pause, go on, begin again, or give more time",
        change_time,
        TimerChange,
        StageAnswer,
        problems=(409,),
    ),
)
