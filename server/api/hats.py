"""What hats say: written through the server, so that nothing in the document tells who wore the hat (SPEC I4)."""

import secrets
from typing import Any

import pycrdt
from pydantic import BaseModel

from board.admission import Touch
from board.document import BoardDocument
from board.edits import Place, add_card, set_card_text
from board.errors import EditError
from board.locks import places_touched
from board.stage import StageDocument
from server.live import Answer, Command
from server.offloaded import document as opened

from .bodies import HatText, NewHatCard
from .problem import Problem, check_kind
from .routes import Call, Endpoint, Who

_PATH = "/api/boards/{board}/hat-cards"
_KIND = "hat"


class HatCard(BaseModel):
    """The id of a hat's card."""

    card: str


async def write(call: Call[NewHatCard]) -> HatCard:
    """Put a card under a hat."""
    body = call.body
    _check_text(body.text)
    place = Place(body.zone, (body.cell[0], body.cell[1]))
    command = writing(secrets.token_urlsafe(12), place, body.text, await _locked(call))
    answer = await call.services.live.edit(call.access.document("content"), command, request_id=body.request_id)
    check_kind(answer, "card")
    return HatCard(card=answer["card"])


async def rewrite(call: Call[HatText]) -> HatCard:
    """Change the text of a hat's card."""
    _check_text(call.body.text)
    command = rewriting(call.path("card"), call.body.text, await _locked(call))
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


def _check_open(board: BoardDocument, zone: str | None, locked: frozenset[str]) -> None:
    if zone and places_touched([Touch("zones", zone, None, None)], locked, board):
        raise EditError("The facilitator has locked this part of the board. Keep your text, and ask.")


def writing(card: str, place: Place, text: str, locked: frozenset[str]) -> Command:
    """Return the command that adds a hat's card."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        document = BoardDocument(doc)
        _check_ring(document, place.zone)
        _check_open(document, place.zone, locked)
        add_card(document, card, _KIND, place, text=text)
        return {"card": card}

    return command


def rewriting(card: str, text: str, locked: frozenset[str]) -> Command:
    """Return the command that changes the text of a hat's card."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        document = BoardDocument(doc)
        found = document.card(card)
        _check_ring(document, found.zone)
        _check_open(document, found.zone, locked)
        if found.deleted is not None:
            raise EditError("This card was deleted. Bring it back from the Deleted list, then change it.")
        set_card_text(document, card, text)
        return {"card": card}

    return command


def _check_ring(document: BoardDocument, zone: str | None) -> None:
    if zone is None or document.zone(zone).kind != "ring":
        raise EditError("Only cards under a hat are written this way. Write other cards on the board itself.")


def _check_text(text: str) -> None:
    if not text.strip():
        raise Problem(422, "body", "Write what the hat says.")


ENDPOINTS = (
    Endpoint("POST", _PATH, Who.EDIT, "Write as a hat", write, NewHatCard, HatCard, status=201, problems=(409,)),
    Endpoint(
        "PUT", f"{_PATH}/{{card}}", Who.EDIT, "Change what a hat says", rewrite, HatText, HatCard, problems=(409,)
    ),
)
