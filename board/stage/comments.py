"""Comments as the documents know them: where a thread stands, how it names people, how new the newest is (SPEC C)."""

import json
from typing import Any, Final

import pycrdt

from board.content.attributed import attribution_in
from board.content.document import BoardDocument
from board.content.reading import Reader, entries
from board.content.schema import STAGE
from board.errors import EditError

from .stage import NOW

ROOT: Final = "comments"
ROOTS: Final = ("cards", "areas", "zones")
"""What a thread can stand on."""
_DEFAULTS: Final = {"revision": 0}


def attribution_at(document: BoardDocument, root: str, place: str) -> str:
    """Return how comments at a place name people: as its activity does.

    Raises EditError when there is no such card, area or zone; one that is deleted will do.
    """
    if root not in ROOTS or not document.has(root, place):
        raise EditError("This is not on the board (yet). Keep your text, and try again once it is saved.")
    match root:
        case "cards":
            return attribution_in(document, document.card(place).zone)
        case "areas":
            return attribution_in(document, document.area(place).zone)
        case _:
            return attribution_in(document, place)


def shown_revision(stage: "pycrdt.Doc[Any]") -> int:
    """Return the number of the newest change of a comment that the stage document tells of; 0 before the first."""
    found = dict(entries(json.loads(str(stage.get(ROOT, type=pycrdt.Map))))).get(NOW)
    return int(Reader(ROOT, STAGE[ROOT], _DEFAULTS, []).read(NOW, found or {})["revision"])


def show_revision(stage: "pycrdt.Doc[Any]", revision: int) -> None:
    """Say on the stage document that comments were changed; an older number says nothing."""
    if revision <= shown_revision(stage):
        return
    comments: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    if NOW not in comments:
        comments[NOW] = pycrdt.Map(dict(_DEFAULTS))
    comments[NOW]["revision"] = revision
