"""Asking for the turn to merge two areas, so that no two people merge the same at once (SPEC D8)."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pycrdt
from starlette.responses import Response

from board.content.document import BoardDocument
from board.stage.merge_turns import check_areas, take_turn
from server.api.http.bodies import Body
from server.api.http.routes import Call, Endpoint, Who
from server.api.http.texts import EntityId
from server.rooms.live import Answer


class TwoAreas(Body):
    """Two areas to be merged."""

    one: EntityId
    other: EntityId


@dataclass(frozen=True, slots=True)
class TakeTurn:
    """Give a participant the turn to merge two areas, on the stage document; `gone` are the areas that are deleted."""

    areas: tuple[str, str]
    by: str
    now: datetime
    gone: Collection[str]

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the areas. Raises EditError."""
        take_turn(doc, self.areas, self.by, self.now, self.gone)
        return {"areas": list(self.areas)}


async def ask(call: Call[TwoAreas]) -> Response:
    """Give the caller the turn, or say why not; the caller then merges, as an edit of their own."""
    one, other = call.body.one, call.body.other
    content = await call.services.live.read(call.access.document("content"))
    gone = await asyncio.to_thread(lambda: check_areas(BoardDocument.from_state(content.state), one, other))
    command = TakeTurn((one, other), call.participant, call.services.clock(), gone)
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return Response(status_code=204)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/api/boards/{board}/merge-turns",
        Who.EDIT,
        "Ask for the turn to merge two areas",
        ask,
        TwoAreas,
        status=204,
        problems=(409,),
    ),
)
