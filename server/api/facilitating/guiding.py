"""Guiding everybody: bringing them to a part of the board, the spotlight, and following a view (SPEC F4 to F6)."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.stage.stage import Spot, StageDocument
from server.api.http.bodies import SpotChoice
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.rooms.live import Answer, Command

from .stage import StageAnswer, shown

_PATH = "/api/boards/{board}/stage"


async def bring(call: Call[SpotChoice]) -> StageAnswer:
    """Bring everybody to a part of the board, once."""
    spot, now = await _spot(call), call.services.clock()
    return await _changed(call, lambda stage: stage.call(spot, by=call.participant, at=now))


async def light(call: Call[SpotChoice]) -> StageAnswer:
    """Put a part of the board in the spotlight."""
    spot = await _spot(call)
    return await _changed(call, lambda stage: stage.put_spotlight(spot))


async def darken(call: Call[NoBody]) -> StageAnswer:
    """End the spotlight."""
    return await _changed(call, lambda stage: stage.put_spotlight(None))


async def lead(call: Call[NoBody]) -> StageAnswer:
    """Let everybody's view follow the caller's."""
    return await _changed(call, lambda stage: stage.lead(call.participant))


async def release(call: Call[NoBody]) -> StageAnswer:
    """Let everybody's view go free."""
    return await _changed(call, lambda stage: stage.lead(None))


async def _spot(call: Call[SpotChoice]) -> Spot:
    """Return the part that is asked for; raises Problem when the board has none."""
    spot = Spot(call.body.root, call.body.id)
    content = await call.services.live.read(call.access.document("content"))
    if not await asyncio.to_thread(_is_there, content.state, spot):
        raise Problem(404, "unknown", "This board has no such part (any more).")
    return spot


def _is_there(state: bytes, spot: Spot) -> bool:
    board = BoardDocument.from_state(state)
    return board.has(spot.root, spot.id) and board.value(spot.root, spot.id, "deleted") is None


async def _changed(call: Call[Any], change: Callable[[StageDocument], None]) -> StageAnswer:
    await call.services.live.edit(call.access.document("stage"), staging(change), request_id=secrets.token_urlsafe(12))
    return await shown(call)


def staging(change: Callable[[StageDocument], None]) -> Command:
    """Return the command that makes a change of the stage."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        change(StageDocument(doc))
        return {}

    return command


ENDPOINTS = (
    Endpoint("POST", f"{_PATH}/call", Who.FACILITATE, "Bring everybody to a part", bring, SpotChoice, StageAnswer),
    Endpoint(
        "PUT", f"{_PATH}/spotlight", Who.FACILITATE, "Put a part in the spotlight", light, SpotChoice, StageAnswer
    ),
    Endpoint("DELETE", f"{_PATH}/spotlight", Who.FACILITATE, "End the spotlight", darken, NoBody, StageAnswer),
    Endpoint("PUT", f"{_PATH}/leader", Who.FACILITATE, "Let all views follow mine", lead, NoBody, StageAnswer),
    Endpoint("DELETE", f"{_PATH}/leader", Who.FACILITATE, "Let all views go free", release, NoBody, StageAnswer),
)
