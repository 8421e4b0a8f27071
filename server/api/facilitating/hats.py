"""What hats say: written through the server, so that nothing in the document tells who wore the hat (SPEC I4)."""

import secrets
from typing import Any

from pydantic import BaseModel

from board.edits import Place
from board.stage.stage import StageDocument
from server.api.http.bodies import HatText, NewHatCard
from server.api.http.problem import Problem, check_kind
from server.api.http.routes import Call, Endpoint, Who
from server.facilitation.commands import RewriteAsHat, WriteAsHat
from server.workers.offloaded import document as opened

_PATH = "/api/boards/{board}/hat-cards"


class HatCard(BaseModel):
    """The id of a hat's card."""

    card: str


async def write(call: Call[NewHatCard]) -> HatCard:
    """Put a card under a hat."""
    body = call.body
    _check_text(body.text)
    place = Place(body.zone, (body.cell[0], body.cell[1]))
    command = WriteAsHat(secrets.token_urlsafe(12), place, body.text, await _locked(call))
    answer = await call.services.live.edit(call.access.document("content"), command, request_id=body.request_id)
    check_kind(answer, "card")
    return HatCard(card=answer["card"])


async def rewrite(call: Call[HatText]) -> HatCard:
    """Change the text of a hat's card."""
    _check_text(call.body.text)
    command = RewriteAsHat(call.path("card"), call.body.text, await _locked(call))
    request_id = call.body.request_id or secrets.token_urlsafe(12)
    answer = await call.services.live.edit(call.access.document("content"), command, request_id=request_id)
    check_kind(answer, "card")
    return HatCard(card=answer["card"])


async def _locked(call: Call[Any]) -> frozenset[str]:
    """Return what is locked for the caller (SPEC F7)."""
    if call.access.role.may_facilitate:
        return frozenset()
    stage = await call.services.live.read(call.access.document("stage"))
    return frozenset(StageDocument(opened(stage.state)).locks())


def _check_text(text: str) -> None:
    if not text.strip():
        raise Problem(422, "body", "Write what the hat says.")


ENDPOINTS = (
    Endpoint("POST", _PATH, Who.EDIT, "Write as a hat", write, NewHatCard, HatCard, status=201, problems=(409,)),
    Endpoint(
        "PUT", f"{_PATH}/{{card}}", Who.EDIT, "Change what a hat says", rewrite, HatText, HatCard, problems=(409,)
    ),
)
