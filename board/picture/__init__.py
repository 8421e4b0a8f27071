"""Pictures of a zone, an area, a launch or the whole board, from a snapshot's projection.

The layout is the page's: by structure, with every word in it. A picture has words of its own that say what it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from board.errors import ReportError
from board.fonts import FAMILY
from board.reports.model import Picture, Provenance
from board.reports.origin import snapshot_sentence
from board.reports.prose import one_line, quoted
from board.reports.source.options import ReportOptions
from board.reports.source.prepared import prepared
from board.snapshots.projection import Projection, all_areas, all_zones

from . import scene, telling
from .drawing import SMALL, Drawn, Frame, Ink, framed, number, stacked, words
from .palette import PALETTE

__all__ = ["Picture", "draw"]

_EDGE: Final = Frame(16, "ground", "ground", 0, 0)
_QUIET: Final = Ink(SMALL, colour="ink-quiet")


def draw(
    projection: Projection, provenance: Provenance, part: str | None = None, options: ReportOptions | None = None
) -> Picture:
    """Draw a part of the board by its id, or all of it, with the snapshot's name below.

    What stays in the group, and names, are left out as in reports (SPEC T5, P5). Raises ReportError for a part that is
    not there, and where there is nothing to show.
    """
    shown = prepared(projection, options or ReportOptions())
    found = _part(shown, part)
    if not found.drawn.height:
        raise ReportError("There is nothing here to make a picture of yet.")
    origin = snapshot_sentence(shown, provenance)
    description = f"{telling.described(found.sentences)} {origin}"
    whole = framed(stacked([found.drawn, words(origin, found.drawn.width, _QUIET)], 12), _EDGE)
    return Picture(_svg(whole, found.title, description), whole.width, whole.height, found.title, description)


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    drawn: Drawn
    sentences: Iterable[str]


def _part(projection: Projection, part: str | None) -> _Part:
    """Find what is to be drawn. Raises ReportError."""
    name = f"the board {quoted(projection['title'] or 'Untitled board')}"
    titles = {area["id"]: one_line(area["title"]) for area in all_areas(projection)}
    if part is None:
        return _Part(f"{name[0].upper()}{name[1:]}", scene.board(projection, titles), telling.board(projection))
    for launch in projection["launches"]:
        if launch["id"] == part:
            named = _named("template", launch["title"], name)
            return _Part(named, scene.launch(launch, titles), telling.launch(launch))
    for area in all_areas(projection):
        if area["id"] == part:
            return _Part(_named("area", area["title"], name), scene.area(area), telling.area(area))
    for zone in all_zones(projection):
        if zone["id"] == part:
            return _Part(_named("zone", zone["title"], name), scene.zone(zone), telling.zone(zone))
    raise ReportError("This part of the board is not in this snapshot. Choose a zone, an area or a template.")


def _named(what: str, title: str, board: str) -> str:
    return f"The {what} {quoted(title or 'Untitled')} of {board}"


def _svg(drawn: Drawn, title: str, description: str) -> str:
    width, height = number(drawn.width), number(drawn.height)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="title description" xml:lang="en-GB" '
        f"font-family=\"'{FAMILY}', Arial, sans-serif\">"
    )
    ground = f'<rect width="{width}" height="{height}" fill="{PALETTE["ground"]}"/>'
    named = f'<title id="title">{escape(title)}</title>', f'<desc id="description">{escape(description)}</desc>'
    return "\n".join([start, *named, ground, *drawn.marks, "</svg>", ""])
