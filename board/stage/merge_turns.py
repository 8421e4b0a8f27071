"""Whose turn it is to merge two areas: two who merge the same at once would join its texts twice (SPEC D8).

The merge itself is an edit of its maker, who can undo it; only the turn is the server's to give, on the stage.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import pycrdt

from board.content.document import BoardDocument
from board.content.reading import Reader, entries
from board.content.schema import STAGE
from board.edits.places import shown_area
from board.errors import EditError

from .stage import moment, written

ROOT: Final = "merges"
HOLDS: Final = timedelta(minutes=2)
"""A merge is on its way for less than a second; after this, whoever asked has lost their network."""
_DEFAULTS: Final[Mapping[str, Any]] = {"other": None, "by": None, "since": None}


class Merging(EditError):
    """Somebody else merges one of the areas just now."""


@dataclass(frozen=True, slots=True)
class MergeTurn:
    """Somebody merges an area with the `other`, since this time."""

    other: str
    by: str
    since: datetime


def check_areas(content: BoardDocument, one: str, other: str) -> frozenset[str]:
    """Return the areas of the board that are deleted. Raises EditError where one of the two is, or is none."""
    board = content.read()
    for area in (one, other):
        shown_area(board, area)
    if one == other:
        raise EditError("Choose another area to merge with.")
    return frozenset(area.id for area in board.areas.values() if area.deleted is not None)


def take_turn(stage: "pycrdt.Doc[Any]", areas: tuple[str, str], by: str, now: datetime, gone: Collection[str]) -> None:
    """Give a participant the turn to merge these areas. Raises Merging while somebody else has it with one of them.

    A turn is over when its merge is there, which is when one of its areas is `gone`, or when it has lasted too long.
    """
    turns = _turns(stage)
    for area in areas:
        held = turns.get(area)
        if held and held.by != by and not {area, held.other} & {*gone} and now - held.since < HOLDS:
            raise Merging("Somebody else is merging one of these areas just now. Look at them again in a moment.")
    root = _root(stage)
    for area, other in (areas, areas[::-1]):
        root[area] = pycrdt.Map(asdict(MergeTurn(other, by, now)) | {"since": written(now)})


def _turns(stage: "pycrdt.Doc[Any]") -> dict[str, MergeTurn]:
    reader = Reader(ROOT, STAGE[ROOT], _DEFAULTS, [])
    read = ((key, reader.read(key, value)) for key, value in entries(json.loads(str(_root(stage)))))
    turns = ((key, values["other"], values["by"], moment(values["since"])) for key, values in read)
    return {key: MergeTurn(other, by, since) for key, other, by, since in turns if other and by and since}


def _root(stage: "pycrdt.Doc[Any]") -> "pycrdt.Map[Any]":
    root: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    return root
