"""What the demo writes: `board.toml`, or with the agreed texts of a report in place of ours when one is given."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any, Self

from .published.sections import Part, ReportSection


@dataclass(frozen=True, slots=True)
class Note:
    """A card. Without a kind it is what its zone makes.

    `key` names it in its file; `refs` name other cards or headings of its board. `source` is `board/key` of a card that
    this one stands for.
    """

    text: str
    kind: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    tags: Sequence[str] = ()
    refs: Sequence[str] = ()
    key: str = ""
    source: str = ""

    @classmethod
    def read(cls, value: str | Mapping[str, Any]) -> Self:
        """Read a card that is written as its text alone, or as a table with what it has.

        `items` become lines below the text; what is no name of ours is a field of the card.
        """
        if isinstance(value, str):
            return cls(value)
        given = dict(value)
        text = "\n- ".join([given.pop("text", ""), *given.pop("items", ())])
        kind = given.pop("kind", "source" if "source" in given else None)
        own = {name: given.pop(name) for name in ("tags", "refs", "key", "source") if name in given}
        return cls(text, kind, given, **own)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part: a role, never a person's name."""

    name: str
    organisation: str
    job: str
    role: str
    in_session: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its conversation; `parameters` and `conversation` are by the title of the lane."""

    title: str
    record: str
    goal: str = ""
    differences: Sequence[Note] = ()
    parameters: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    conversation: Mapping[str, Sequence[Note]] = field(default_factory=dict)

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """Read an area of the file."""
        return cls(
            title=value["title"],
            record=value["record"].strip(),
            goal=value["goal"],
            differences=_notes(value["differences"]),
            parameters={lane: _notes(cards) for lane, cards in value["parameters"].items()},
            conversation={lane: _notes(cards) for lane, cards in value["conversation"].items()},
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A dis-integration grid: for each column a text and its certainty for each row, and a verdict for each row."""

    area: str
    issue: str
    cells: Mapping[str, Sequence[tuple[str, str]]]
    verdicts: Sequence[str]
    gaps: Sequence[Note]
    conversations: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Hats:
    """A round of hats: for each hat what it says to each prompt."""

    area: str
    issue: str
    says: Mapping[str, Sequence[str]]
    surprised: Sequence[Note]
    changes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything on the board."""

    title: str
    intro: str
    purpose: str
    key_question: str
    people: Sequence[Person]
    areas: Sequence[Area]
    learning: Sequence[Note]
    parking: Sequence[Note]
    resources: Sequence[Note]
    grid: Grid
    hats: Hats

    def with_report(self, section: ReportSection) -> Self:
        """Return the same with the title, intro and agreed texts of a report's section.

        Its themes become the areas, in its order; one that has no area here has its text alone.
        """
        ours = {area.title.casefold(): area for area in self.areas}
        areas = [_agreed(ours.get(theme.title.casefold()), theme) for theme in section.parts]
        titles = [area.title for area in areas]
        return replace(
            self,
            title=section.title,
            intro=section.intro,
            areas=areas,
            grid=replace(self.grid, area=_among(titles, self.grid.area)),
            hats=replace(self.hats, area=_among(titles, self.hats.area)),
        )


def load() -> Content:
    """Return the demo's own content."""
    raw = tomllib.loads(files(__package__).joinpath("board.toml").read_text("utf-8"))
    return Content(
        title=raw["title"],
        intro=raw["intro"],
        purpose=raw["purpose"].strip(),
        key_question=raw["key_question"],
        people=[Person(**person) for person in raw["people"]],
        areas=[Area.read(area) for area in raw["areas"]],
        learning=_notes(raw["learning"]["cards"]),
        parking=_notes(raw["parking"]["cards"]),
        resources=_notes(raw["resources"]["cards"]),
        grid=_grid(raw["grid"]),
        hats=_hats(raw["hats"]),
    )


def _grid(raw: Mapping[str, Any]) -> Grid:
    cells = {column: [(text, certainty) for text, certainty in rows] for column, rows in raw["cells"].items()}
    return Grid(raw["area"], raw["issue"], cells, raw["verdicts"], _notes(raw["gaps"]), _notes(raw["conversations"]))


def _hats(raw: Mapping[str, Any]) -> Hats:
    return Hats(raw["area"], raw["issue"], raw["says"], _notes(raw["surprised"]), _notes(raw["changes"]))


def _notes(values: Sequence[str | Mapping[str, str]]) -> Sequence[Note]:
    return [Note.read(value) for value in values]


def _agreed(ours: Area | None, theme: Part) -> Area:
    return replace(ours, title=theme.title, record=theme.record) if ours else Area(theme.title, theme.record)


def _among(titles: Sequence[str], wanted: str) -> str:
    """Return the title that is meant, in its own spelling, or the first one."""
    return next((title for title in titles if title.casefold() == wanted.casefold()), titles[0])
