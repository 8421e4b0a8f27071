"""Locking areas and zones (SPEC F7)."""

import asyncio
import secrets
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.limits import MAX_LABEL
from board.stage.stage import Lock, StageDocument
from server.api.boards.going_back import edited, went_back, what_became
from server.api.http.answers import Restored, StoppedReturn
from server.api.http.bodies import NewLock, Restore
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.commands import BringBack
from server.ports.audit import Note
from server.rooms.live import Answer, Command

from .stage import StageAnswer, shown

_PATH = "/api/boards/{board}/stage/locks/{place}"


async def lock(call: Call[NewLock]) -> StageAnswer:
    """Lock an area or zone; the board as it is is kept first. One that is locked stays as it is."""
    services, place = call.services, call.path("place")
    before = await shown(call)
    if any(each.place == place for each in before.locks):
        return before
    content = await services.live.read(call.access.document("content"))
    root, title = await asyncio.to_thread(found_part, content.state, place)
    label = f"Before locking “{title}”"[:MAX_LABEL]
    kept = await services.snapshots.take(call.board, "before lock", by=call.participant, label=label)
    made = Lock(root, services.clock(), call.participant, call.body.why or "", kept.id)
    await services.live.edit(call.access.document("stage"), locking(place, made), request_id=secrets.token_urlsafe(12))
    return await shown(call)


async def unlock(call: Call[NoBody]) -> StageAnswer:
    """Open an area or zone again."""
    command = unlocking(call.path("place"))
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return await shown(call)


async def bring_back(call: Call[Restore]) -> Restored:
    """Bring a locked area or zone back as it was when it was locked; the board as it is is kept first (SPEC F7, L4)."""
    return await went_back(call, lambda: _bring_back(call))


async def stop(call: Call[Restore]) -> StoppedReturn:
    """Stop bringing a part back; where it is too late for that, say what was changed."""
    return StoppedReturn(applied=(await what_became(call)).get("applied"))


async def _bring_back(call: Call[Restore]) -> Answer:
    place, when = call.path("place"), call.services.clock().isoformat()
    held = next((each for each in (await shown(call)).locks if each.place == place), None)
    kept = await call.services.snapshots.to_go_back_to(call.board, held.snapshot) if held and held.snapshot else None
    if held is None or kept is None:
        raise Problem(404, "unknown", "This part is not locked (any more). The snapshots have it as it was.")
    root = held.root
    note = Note("brought part back", call.participant, {"snapshot": kept.snapshot.id, "place": place})
    return await edited(call, kept, lambda before: BringBack(kept.content, root, place, when, before), note)


def found_part(state: bytes, place: str) -> tuple[str, str]:
    """Return which root an area or zone is in, and its title. Raises Problem when it is not on the board."""
    board = BoardDocument.from_state(state)
    if board.has("zones", place):
        return "zones", board.zone(place).title
    if board.has("areas", place):
        return "areas", board.area(place).title
    raise Problem(404, "unknown", "This board has no such area or zone.")


def locking(place: str, lock: Lock) -> Command:
    """Return the command that locks a place."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        StageDocument(doc).lock(place, lock)
        return {"place": place}

    return command


def unlocking(place: str) -> Command:
    """Return the command that opens a place."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        StageDocument(doc).unlock(place)
        return {"place": place}

    return command


ENDPOINTS = (
    Endpoint("PUT", _PATH, Who.FACILITATE, "Lock an area or zone", lock, NewLock, StageAnswer),
    Endpoint("DELETE", _PATH, Who.FACILITATE, "Open an area or zone", unlock, NoBody, StageAnswer),
    Endpoint(
        "POST",
        f"{_PATH}/restore",
        Who.FACILITATE,
        "Bring an area or zone back as it was locked",
        bring_back,
        Restore,
        Restored,
        problems=(409,),
        long=True,
    ),
    Endpoint(
        "POST",
        f"{_PATH}/restore/stop",
        Who.FACILITATE,
        "Stop bringing an area or zone back",
        stop,
        Restore,
        StoppedReturn,
        problems=(409,),
    ),
)
