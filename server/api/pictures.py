"""Pictures of the board or a part of it, and the words for who does not see them (SPEC X11)."""

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from board.reports import ReportOptions
from server.programmes.surroundings import provenance
from server.workers.pictured import Pictured, pictured

from .bodies import NewPicture
from .exports import attachment, wanted_snapshot
from .routes import Call, Endpoint, Who
from .wanted import while_wanted

_LAYOUT: Final = "picture"
"""What the record of exports calls it."""


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    extension: str


_FILES: Final = {
    "svg": _File("image/svg+xml", "svg"),
    "png": _File("image/png", "png"),
    "text": _File("text/plain; charset=utf-8", "txt"),
}


async def picture(call: Call[NewPicture]) -> Response:
    """Make a picture as a file, and note that it was made."""
    body, services = call.body, call.services
    kept = await wanted_snapshot(services, call.board, body.snapshot, by=call.participant)
    options = ReportOptions(withheld=body.withheld, attribution=body.attribution)
    wanted = Pictured(kept.projection, provenance(kept.snapshot), body.part, options)
    made = await while_wanted(call.request, services.workers.run(pictured, wanted, body.format))
    await services.directory.record_export(
        call.board.id, snapshot=kept.snapshot.id, layout=_LAYOUT, file_format=body.format, by=call.participant
    )
    services.metrics.exported(_LAYOUT, body.format)
    file = _FILES[body.format]
    headers = {
        "Content-Disposition": attachment(made.name, file.extension),
        "X-Snapshot": kept.snapshot.id,
    }
    return Response(made.content, headers=headers, media_type=file.media_type)


ENDPOINTS = (
    Endpoint(
        "POST",
        "/api/boards/{board}/pictures",
        Who.VIEW,
        "Make a picture",
        picture,
        NewPicture,
        media=sorted({each.media_type.partition(";")[0] for each in _FILES.values()}),
        problems=(422,),
    ),
)
