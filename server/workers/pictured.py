"""Pictures, made in the worker process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, assert_never, cast

from board.picture import Picture, draw
from board.picture.raster import png
from board.progress import Progress, Tell
from board.reports import Provenance, ReportOptions
from board.snapshots.projection import Projection

PictureFormat = Literal["svg", "png", "text"]


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a picture is made from; `part` is the id of a zone, an area or a launch, None for the whole board."""

    projection: Mapping[str, Any]
    provenance: Provenance
    part: str | None
    options: ReportOptions


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The bytes of a picture or of the words for it, and what it is called."""

    name: str
    content: bytes


def pictured(tell: Tell, wanted: Pictured, file_format: PictureFormat) -> PictureFile:
    """Return a picture as a file of a format; `text` are the words for who does not see it. Raises ReportError."""
    tell(Progress("Drawing the picture"))
    made = draw(cast(Projection, wanted.projection), wanted.provenance, wanted.part, wanted.options)
    return PictureFile(made.title, _content(made, file_format))


def _content(made: Picture, file_format: PictureFormat) -> bytes:
    match file_format:
        case "svg":
            return made.svg.encode()
        case "png":
            return png(made)
        case "text":
            return f"{made.title}\n\n{made.description}\n".encode()
        case _:
            assert_never(file_format)
