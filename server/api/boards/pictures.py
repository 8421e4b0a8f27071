"""Pictures of the board or a part of it, and the words for who does not see them (SPEC X11)."""

from dataclasses import dataclass
from typing import Final

from board.reports import ReportOptions
from server.api.http.bodies import NewPicture
from server.api.http.files import File
from server.api.http.routes import Call, Endpoint, Who
from server.programmes.surroundings import provenance
from server.workers.pictured import Pictured, pictured

from .exports import wanted_snapshot

_LAYOUT: Final = "picture"
"""What the record of exports calls it."""


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    extension: str


_KINDS: Final = {
    "svg": _Kind("image/svg+xml", "svg"),
    "png": _Kind("image/png", "png"),
    "text": _Kind("text/plain; charset=utf-8", "txt"),
}


async def picture(call: Call[NewPicture]) -> File:
    """Make a picture as a file, and note that it was made."""
    body, services = call.body, call.services
    kept = await wanted_snapshot(call, body.snapshot)
    options = ReportOptions(withheld=body.withheld, attribution=body.attribution)
    wanted = Pictured(kept.projection, provenance(kept.snapshot), body.part, options)
    made = await services.workers.run_telling(call.tell, pictured, wanted, body.format)
    await services.directory.record_export(
        call.board.id, snapshot=kept.snapshot.id, layout=_LAYOUT, file_format=body.format, by=call.participant
    )
    services.metrics.exported(_LAYOUT, body.format)
    kind = _KINDS[body.format]
    return File(made.name, kind.extension, kind.media_type, made.content, kept.snapshot.id)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/api/boards/{board}/pictures",
        Who.VIEW,
        "Make a picture",
        picture,
        NewPicture,
        media=sorted({each.media_type.partition(";")[0] for each in _KINDS.values()}),
        problems=(422,),
        long=True,
    ),
)
