"""Dealing and choosing hats: each is told their own, nobody another's (SPEC H)."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from board.content.document import BoardDocument
from board.errors import EditError
from board.roles import Role
from board.stage.hats import Dealt, Hat, ShownHats, deal, hats_of, shown_hats
from server.api.http.bodies import Body
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.api.http.texts import EntityId
from server.facilitation.hats import CountWorn, GiveOut, TakeOff
from server.ports.directory import Participant
from server.rooms.live import Command
from server.workers.offloaded import document

_PATH = "/api/boards/{board}/hats/{zone}"
_MINE = f"{_PATH}/mine"
_RANDOM = secrets.SystemRandom()


class HatDeal(Body):
    """Whether the hats are dealt, or people choose theirs."""

    deal: bool


class HatChoice(Body):
    """The hat to wear: a column of the ring, null for none."""

    hat: EntityId | None


class HatsShown(BaseModel):
    """The hats of a ring as everybody may know them: `state` is on while they are worn, by `worn` people."""

    zone: str
    state: str
    turn: int
    worn: int


class WornHat(BaseModel):
    """A hat."""

    id: str
    title: str


class MyHat(HatsShown):
    """The same, with the hat of who asks, null where they wear none.

    `choice` are the hats that are not their own job.
    """

    mine: WornHat | None
    choice: Sequence[WornHat]


async def give_out(call: Call[HatDeal]) -> HatsShown:
    """Give hats out anew, and deal them to who takes part and is here, or let people choose."""
    services, zone = call.services, call.path("zone")
    hats = await _hats(call)
    if not hats:
        raise EditError("Add a hat first.")
    await _change(call, GiveOut(zone, services.hats.id, call.participant))
    _forget(call, await _shown(call))
    return await (_dealt(call, hats) if call.body.deal else _shown_answer(call))


async def deal_more(call: Call[NoBody]) -> HatsShown:
    """Deal hats to those who take part, are here and wear none: to all, where the server began anew meanwhile."""
    if call.services.hats.has_lost(await _on(call)):
        # The count may come out as it was: another turn lets every page ask what its person wears.
        await _change(call, GiveOut(call.path("zone"), call.services.hats.id, call.participant))
    return await _dealt(call, await _hats(call))


async def hats_off(call: Call[NoBody]) -> HatsShown:
    """Take all hats off: who wore which is forgotten."""
    await _change(call, TakeOff(call.path("zone"), call.participant))
    shown = await _shown(call)
    _forget(call, shown)
    return _row(call, shown)


async def mine(call: Call[Any]) -> MyHat:
    """Return the caller's own hat; nobody is given another's."""
    shown, hats = await _shown(call), await _hats(call)
    if shown.state != "on":
        _forget(call, shown)
        return MyHat(**_row(call, shown).model_dump(), mine=None, choice=[])
    worn = call.services.hats.worn_by(_ring(call), shown, call.participant)
    choice = [hat for hat in hats if hat.id not in _not_for(call, shown, hats, call.identity.participant)]
    return MyHat(
        **_row(call, shown).model_dump(),
        mine=next((WornHat(id=hat.id, title=hat.title) for hat in hats if hat.id == worn), None),
        choice=[WornHat(id=hat.id, title=hat.title) for hat in choice],
    )


async def choose(call: Call[HatChoice]) -> MyHat:
    """Wear the hat that the caller chose, or give theirs back. Which ones others wear is told to nobody."""
    shown, hats, wanted = await _on(call), await _hats(call), call.body.hat
    if wanted is None:
        call.services.hats.give_back(_ring(call), shown, call.participant)
        await _count(call, shown)
        return await mine(call)
    if wanted not in {hat.id for hat in hats}:
        raise EditError("This hat is not there any more. Choose another.")
    if wanted in _not_for(call, shown, hats, call.identity.participant):
        raise Problem(409, "own-job", "This is your own job, by what you or your organisation do. Choose another hat.")
    call.services.hats.put_on(_ring(call), shown, {call.participant: wanted})
    await _count(call, shown)
    return await mine(call)


async def deal_me(call: Call[NoBody]) -> MyHat:
    """Deal the caller a hat, in place of the one they wear."""
    shown, hats = await _on(call), await _hats(call)
    call.services.hats.give_back(_ring(call), shown, call.participant)
    await _deal_to(call, shown, hats, [call.identity.participant])
    return await mine(call)


async def not_mine(call: Call[NoBody]) -> MyHat:
    """Take back a hat that is the caller's own job, and deal them another."""
    shown, hats = await _on(call), await _hats(call)
    call.services.hats.refuse(_ring(call), shown, call.participant)
    await _deal_to(call, shown, hats, [call.identity.participant])
    return await mine(call)


def _forget(call: Call[Any], shown: ShownHats) -> None:
    """Drop who wore what is not on any more."""
    call.services.hats.forget(_ring(call), upto=shown.turn - 1 if shown.state == "on" else shown.turn)


async def _dealt(call: Call[Any], hats: Sequence[Hat]) -> HatsShown:
    shown, people = await _on(call), await _taking_part(call)
    without = [each for each in people if call.services.hats.worn_by(_ring(call), shown, each.id) is None]
    await _deal_to(call, shown, hats, without)
    return await _shown_answer(call)


async def _deal_to(call: Call[Any], shown: ShownHats, hats: Sequence[Hat], people: Sequence[Participant]) -> None:
    held, ring = call.services.hats, _ring(call)
    to = [Dealt(each.id, _not_for(call, shown, hats, each)) for each in people]
    dealt = deal(hats, to, list(held.worn(ring, shown).values()), _RANDOM.shuffle)
    held.put_on(ring, shown, dealt)
    await _count(call, shown)


def _not_for(call: Call[Any], shown: ShownHats, hats: Sequence[Hat], person: Participant) -> frozenset[str]:
    """Return the hats that somebody may not wear: their own job, by their words or because they said so."""
    work = f"{person.job or ''} {person.organisation or ''}"
    own = frozenset(hat.id for hat in hats if hat.is_job_of(work))
    return own | call.services.hats.refused_by(_ring(call), shown, person.id)


async def _taking_part(call: Call[Any]) -> Sequence[Participant]:
    """Return who is here and takes part; who runs the board has no hat unless they choose one."""
    here = set(call.services.live.present(call.board.id))
    members = await call.services.directory.list_members(call.board.id)
    return [each.participant for each in members if each.role is Role.EDIT and each.participant.id in here]


async def _on(call: Call[Any]) -> ShownHats:
    shown = await _shown(call)
    if shown.state != "on":
        raise Problem(409, "hats-off", "The hats are off. Ask the facilitator to give them out.")
    return shown


async def _shown(call: Call[Any]) -> ShownHats:
    state = await call.services.live.read(call.access.document("stage"))
    return shown_hats(document(state.state)).get(call.path("zone"), ShownHats())


async def _shown_answer(call: Call[Any]) -> HatsShown:
    return _row(call, await _shown(call))


def _row(call: Call[Any], shown: ShownHats) -> HatsShown:
    return HatsShown(zone=call.path("zone"), state=shown.state, turn=shown.turn, worn=shown.worn)


async def _hats(call: Call[Any]) -> Sequence[Hat]:
    state = await call.services.live.read(call.access.document("content"))
    return await asyncio.to_thread(lambda: hats_of(BoardDocument.from_state(state.state), call.path("zone")))


async def _count(call: Call[Any], shown: ShownHats) -> None:
    async with call.services.hats.telling:
        worn = len(call.services.hats.worn(_ring(call), shown))
        await _change(call, CountWorn(call.path("zone"), shown.turn, worn))


async def _change(call: Call[Any], command: Command) -> None:
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))


def _ring(call: Call[Any]) -> tuple[str, str]:
    return call.board.id, call.path("zone")


ENDPOINTS = (
    Endpoint("POST", _PATH, Who.FACILITATE, "Give hats out", give_out, HatDeal, HatsShown, problems=(409, 421)),
    Endpoint(
        "POST",
        f"{_PATH}/deal",
        Who.FACILITATE,
        "Deal hats to those without",
        deal_more,
        NoBody,
        HatsShown,
        problems=(409, 421),
    ),
    Endpoint("DELETE", _PATH, Who.FACILITATE, "Hats off", hats_off, NoBody, HatsShown, problems=(409,)),
    Endpoint("GET", _MINE, Who.EDIT, "My own hat", mine, NoBody, MyHat, problems=(409, 421)),
    Endpoint("PUT", _MINE, Who.EDIT, "Choose a hat, or give mine back", choose, HatChoice, MyHat, problems=(409, 421)),
    Endpoint("POST", f"{_MINE}/deal", Who.EDIT, "Deal me a hat", deal_me, NoBody, MyHat, problems=(409, 421)),
    Endpoint(
        "POST",
        f"{_MINE}/own-job",
        Who.EDIT,
        "Say that this is my own job, for another hat",
        not_mine,
        NoBody,
        MyHat,
        problems=(409, 421),
    ),
)
