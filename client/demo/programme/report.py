"""The report of the programme: its plan, with the ids that the boards have on the server."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from board.building import ReportPlan
from board.programmes import read

from .content import ProgrammeContent

LIVE: Final = "live"
"""How the plan's file names the board that people made live."""
THEMES: Final = "themes"
"""The part with the themes; the words in front of it are those in front of them on the live board."""


def planned(content: ProgrammeContent, boards: Mapping[str, str]) -> ReportPlan:
    """Return the plan; `boards` has the id of each board by its name. Raises KeyError, ProgrammeError."""
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("plan.toml").read_text("utf-8"))
    return read(ReportPlan, {**raw, "parts": list(_parts(raw["parts"], content, boards))})


def _parts(
    parts: list[dict[str, Any]], content: ProgrammeContent, boards: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for part in parts:
        board = {"board": boards[part["board"]]} if "board" in part else {}
        intro = {"intro": content.live.intro} if part["id"] == THEMES else {}
        yield {**part, **board, **intro}
