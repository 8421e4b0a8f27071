"""What a report consists of, in order; kept, so that it can be built again when a board moves on (SPEC B1).

Plans are read and written as JSON like the entities of a programme (`board.programmes.read`, `written`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from board import limits
from board.programmes.model import EntityId, Line, Prose, Strict, Title

MAX_REPORTS: Final = 100
"""Of a programme: a report for each group, each year, and drafts."""
MAX_PARTS: Final = 300
"""The report that this is made for has some sixty headings."""
MAX_FIGURES: Final = 30
"""Of a report: a picture takes some half a second of a worker process, which others wait for, and has a minute."""

Attribution = Literal["name", "organisation", "hat", "none"]
Level = Annotated[int, Field(ge=1, le=3)]
"""How deep a part's heading stands: 1 for a chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part(Strict):
    """A stretch of the report under a heading; without a title it has the one of what it comes from."""

    id: EntityId
    level: Level = 1
    title: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(_Part):
    """The author's own words; `[[id]]` in them refers to another part, `[[id:table]]` and `[[id:figure]]` to its first
    table and picture, `[[id:table2]]` to its second.
    """

    kind: Literal["words"] = "words"
    text: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Strict):
    """A picture of an area, a launch or a zone of a part's board, `of` which this is the id; None: the whole board.

    Without a caption it has the name of what it shows.
    """

    of: EntityId | None = None
    caption: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromBoard(_Part):
    """What a layout makes of a board, after an `intro` in the author's own words, which may refer to parts.

    `areas` and `launches` are ids in the wanted order; None means all. A layout picks from one of them, and the other
    then means nothing. `snapshot` pins one; None means the newest at each build.
    `figures` are pictures of the same snapshot, which stand before the part's first section.
    """

    kind: Literal["board"] = "board"
    board: EntityId
    layout: EntityId
    snapshot: EntityId | None = None
    areas: Annotated[tuple[EntityId, ...], Field(max_length=limits.MAX_LIST)] | None = None
    launches: Annotated[tuple[EntityId, ...], Field(max_length=limits.MAX_LIST)] | None = None
    annex: bool = False
    attribution: Attribution | None = None
    intro: Prose = ""
    figures: Annotated[tuple[Figure, ...], Field(max_length=MAX_FIGURES)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FromGroup(_Part):
    """What a layout makes of a group of the programme, with what the boards of its sessions say was learned.

    `board` names the one board that says it; None means all of them. `intro` is as in `FromBoard`.
    """

    kind: Literal["group"] = "group"
    group: EntityId
    layout: EntityId
    board: EntityId | None = None
    intro: Prose = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromProgramme(_Part):
    """What the programme says of itself."""

    kind: Literal["programme"] = "programme"
    what: Literal["objectives", "parameters", "phases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class References(_Part):
    """Every reference on the boards of this report, each once, by author."""

    kind: Literal["references"] = "references"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail(_Part):
    """From each recommendation of this report back to the cards and sessions that it came from."""

    kind: Literal["trail"] = "trail"


Part: TypeAlias = Words | FromBoard | FromGroup | FromProgramme | References | Trail


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan(Strict):
    """A report as it is planned. `subtitle`, `by` and `date` stand on the title page; `numbered` numbers headings."""

    id: EntityId
    title: Title
    subtitle: Line = ""
    by: Line = ""
    date: dt.date | None = None
    numbered: bool = True
    contents: bool = True
    parts: Annotated[tuple[Annotated[Part, Field(discriminator="kind")], ...], Field(max_length=MAX_PARTS)] = ()


def words_of(part: Part) -> str:
    """Return what the author wrote in a part, in which references are read."""
    match part:
        case Words(text=text):
            return text
        case FromBoard(intro=intro) | FromGroup(intro=intro):
            return intro
        case _:
            return ""


def faults_of(plan: ReportPlan) -> Iterator[tuple[str, str]]:
    """Tell where a plan has an id twice, for references could not tell the two apart, and where too many pictures."""
    for part, times in Counter(part.id for part in plan.parts).items():
        if times > 1:
            yield "parts", f"'{part}' is there twice."
    if (pictures := sum(len(part.figures) for part in plan.parts if isinstance(part, FromBoard))) > MAX_FIGURES:
        yield "parts", f"A report has at most {MAX_FIGURES} pictures, and these are {pictures}."
