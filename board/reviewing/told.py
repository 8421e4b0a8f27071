"""That a board's suggestions were changed, as the stage document says it to open pages (SPEC K4)."""

import json
from typing import Any, Final

import pycrdt

from board.content.reading import Reader, entries
from board.content.schema import STAGE
from board.stage.stage import NOW

ROOT: Final = "suggestions"
_DEFAULTS: Final = {"turn": 0, "by": None}


def shown_turn(stage: "pycrdt.Doc[Any]") -> int:
    """Return how often the stage document has told of a change; 0 before the first."""
    found = dict(entries(json.loads(str(stage.get(ROOT, type=pycrdt.Map))))).get(NOW)
    return int(Reader(ROOT, STAGE[ROOT], _DEFAULTS, []).read(NOW, found or {})["turn"])


def tell(stage: "pycrdt.Doc[Any]", by: str | None) -> int:
    """Say on the stage document that suggestions were changed, and by which participant; returns the new turn."""
    turn = shown_turn(stage) + 1
    suggestions: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    if NOW not in suggestions:
        suggestions[NOW] = pycrdt.Map(dict(_DEFAULTS))
    suggestions[NOW]["turn"] = turn
    suggestions[NOW]["by"] = by
    return turn
