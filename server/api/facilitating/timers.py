"""A timer that belongs to no phase: five minutes in pairs, or a break (SPEC F11)."""

import secrets
from datetime import datetime
from typing import Any

import pycrdt

from board.stage.stage import StageDocument
from board.stage.timing import Clock
from server.api.http.bodies import FreeTimerChange
from server.api.http.routes import Call, Endpoint, Who
from server.rooms.live import Answer, Command

from .stage import StageAnswer, shown


async def change(call: Call[FreeTimerChange]) -> StageAnswer:
    """Start the timer, pause it, let it go on, give more time, or stop it."""
    command = timing(call.body, call.services.clock(), by=call.participant)
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return await shown(call)


def timing(change: FreeTimerChange, now: datetime, *, by: str) -> Command:
    """Return the command that changes the timer."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        stage = StageDocument(doc)
        timer = stage.timer()
        stage.set_timer(timer.turned(_changed(timer, change, now), seen=change.seen, by=by))
        return {"turn": timer.turn + 1}

    return command


def _changed(timer: Clock, change: FreeTimerChange, now: datetime) -> Clock:
    match change.action:
        case "start":
            return timer.begun(change.minutes, now)
        case "pause":
            return timer.paused(now)
        case "resume":
            return timer.resumed(now)
        case "extend":
            return timer.extended(change.minutes, now)
        case "stop":
            return timer.ended()


ENDPOINTS = (
    Endpoint(
        "POST",
        "/api/boards/{board}/stage/free-timer",
        Who.FACILITATE,
        "Start, pause, extend or stop a timer without a phase",
        change,
        FreeTimerChange,
        StageAnswer,
        problems=(409,),
    ),
)
