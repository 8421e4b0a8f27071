"""Taking out a whole programme, after its sender saw what goes with it and wrote its title (SPEC G15)."""

from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from board.errors import ProgrammeError
from board.programmes import name_key
from server.api.http.bodies import Body
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.api.http.texts import Title
from server.ports.programmes import Extent, NotAsSeen

from .in_programme import PATH, no_programme, noting, programme_of

_REMOVAL: Final = f"{PATH}/removal"


class Removal(BaseModel):
    """What would go with a programme. Of `extent` all goes but the boards, which stay, as boards of no session."""

    title: str
    extent: Extent


class RemoveProgramme(Body):
    """A whole programme to be taken out: its title, and what its sender saw of it."""

    title: Title
    extent: Extent


async def asked(call: Call[NoBody]) -> Removal:
    """Return what would go with a programme."""
    kept = await programme_of(call)
    extent = await call.services.directory.extent_of(kept.programme.entity.id)
    if extent is None:
        raise no_programme()
    return Removal(title=kept.programme.entity.title, extent=extent)


async def removed(call: Call[RemoveProgramme]) -> Response:
    """Take out a whole programme."""
    programme, extent = (await programme_of(call)).programme.entity, call.body.extent
    if name_key(call.body.title) != name_key(programme.title):
        raise ProgrammeError([("title", f"Write the programme’s title: ‘{programme.title}’.")])
    counts = {name: str(getattr(extent, name)) for name in ("groups", "sessions", "people", "reports", "boards")}
    note = noting(call, "took out whole programme", programme=programme.id, **counts)
    try:
        await call.services.directory.discard_programme(programme.id, extent, note)
    except NotAsSeen:
        detail = "Something of this programme was changed meanwhile, so nothing was taken out. Look at what goes now."
        raise Problem(409, "not-as-seen", detail) from None
    return Response(status_code=204)


ENDPOINTS = (
    Endpoint("GET", _REMOVAL, Who.ORGANISER, "What would go with a programme", asked, NoBody, Removal),
    Endpoint(
        "POST",
        _REMOVAL,
        Who.ORGANISER,
        "Take out a whole programme",
        removed,
        RemoveProgramme,
        status=204,
        problems=(409, 422),
    ),
)
