"""Figures 5 to 9 of the report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .sections import Part, SectionNotFound, read_between
from .tables import Point, fields_of, points_of, tables_between

_ROW: Final = {
    "theme": "Theme",
    "pillar": "Family hub pillar",
    "facilitated_by": "Facilitated by",
    "attendees": "Attendees",
    "key_question": "Key question",
    "councils": "County council and unitary authorities involved",
    "icbs": "ICBs involved",
}
_NEW_STEP: Final = re.compile(r"(?<=\.)\s+(?=[A-Z][a-z]+ing\b)")
"""Every step begins with a gerund; two stand in one paragraph."""
_CITED: Final = re.compile(r"(?P<author>.+?)\s+(?P<year>\d{4})\.\s+(?P<title>.+?)\.?")
BOX_REFERENCE: Final = re.compile(r"\bbox (\d)")
_PERSON: Final = re.compile(
    r"[A-Z]\w+ [A-Z]\w+(?:, (?P<role>[^-]+?))? - (?P<place>.+?)(?=\s[A-Z]\w+ [A-Z]\w+(?:,| - )|$)"
)
"""A name, what its owner does, and where; the next one follows on the same line."""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A table of Figure 5."""

    theme: str
    pillar: str
    facilitated_by: str
    attendees: str
    key_question: str
    learning: Sequence[Point]
    councils: str
    icbs: str


@dataclass(frozen=True, slots=True)
class KeySteps:
    """Figure 6 with the question and response before it, in the order of the text.

    The text lost which step is of which strand, and has two `steps` in one of its `paragraphs`.
    """

    question: str
    response: str
    strands: Sequence[str]
    paragraphs: Sequence[str]

    @property
    def steps(self) -> Sequence[str]:
        """Each step by itself."""
        return [step for text in self.paragraphs for step in _NEW_STEP.split(text)]


@dataclass(frozen=True, slots=True)
class Framework:
    """Figure 7: the text of each box by its title, in order; `refers` has the numbers of boxes that each refers to."""

    question: str
    boxes: Mapping[str, str]
    refers: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference of Figure 8."""

    author: str
    year: str
    title: str


@dataclass(frozen=True, slots=True)
class Poster:
    """Figure 8; `examples` are by place, `participants` are roles and organisations without names."""

    question: str
    considerations: Sequence[str]
    references: Sequence[Cited]
    open_questions: Sequence[str]
    participants: Sequence[str]
    examples: Mapping[str, Sequence[str]]
    helps_title: str
    helps: Sequence[str]


@dataclass(frozen=True, slots=True)
class SessionColumn:
    """A column of Figure 9; `skill` is the heading of its learning, where it has one."""

    areas: str
    skill: str
    learning: Sequence[Point]


@dataclass(frozen=True, slots=True)
class LeadershipTable:
    """Figure 9."""

    attendees: str
    sessions: Sequence[SessionColumn]


def read_groups(report: str) -> Sequence[GroupTable]:
    """Return the tables of Figure 5. Raises SectionNotFound."""
    tables = tables_between(report, "Figure 5: Summary", "For each ALS")
    return [_group(fields_of(rows)) for rows in tables]


def _group(fields: Mapping[str, Sequence[str]]) -> GroupTable:
    try:
        said = {name: fields[row][0] for name, row in _ROW.items()}
        return GroupTable(learning=points_of(fields["Summary of learning"]), **said)
    except KeyError as error:
        raise SectionNotFound(f"A table of Figure 5 has no row {error}.") from None


def read_key_steps(report: str) -> KeySteps:
    """Return Figure 6. Raises SectionNotFound."""
    before, *_ = read_between(report, "For each ALS", "Figure 6: Output")[1:]
    question, response = (text.partition(": ")[2] for text in before.paragraphs)
    *_, figure = read_between(report, "Figure 6: Output", "Integration")
    first, second, *paragraphs = figure.paragraphs
    return KeySteps(question, response, (first, second), paragraphs)


def read_framework(report: str) -> Framework:
    """Return Figure 7. Raises SectionNotFound."""
    *_, before = read_between(report, "Key steps for", "Figure 7: Output")
    question = before.paragraphs[0].partition(": ")[2]
    parts = read_between(report, "Figure 7: Output of learning from integration", "Figure 8: Output")
    boxes = {box.title: " ".join(box.paragraphs) for box in parts if box.title}
    return Framework(question, boxes, [BOX_REFERENCE.findall(text) for text in boxes.values()])


def read_poster(report: str) -> Poster:
    """Return Figure 8. Raises SectionNotFound."""
    parts = [part for part in read_between(report, "Figure 8: Output of learning from mental", "4.2.2") if part.title]
    named = {part.title: part for part in parts}
    references = named["References"]
    *_, last = parts
    return Poster(
        question=parts[0].paragraphs[0],
        considerations=named["Considerations for practice"].bullets,
        references=[_cited(text) for text in references.bullets],
        open_questions=references.paragraphs,
        participants=list(_participants(named["Participants"])),
        examples={part.title.rstrip(":"): _examples(part) for part in parts if part.title.endswith(":")},
        helps_title=last.paragraphs[-1].rstrip(":"),
        helps=last.bullets,
    )


def _examples(part: Part) -> Sequence[str]:
    return [text for text in part.paragraphs if not text.endswith(":")]


def _cited(text: str) -> Cited:
    found = _CITED.fullmatch(text)
    if found is None:
        raise SectionNotFound(f"“{text}” is no reference.")
    return Cited(found["author"], found["year"], found["title"])


def _participants(part: Part) -> Iterator[str]:
    """Roles and organisations, without the names before them."""
    for found in _PERSON.finditer(" ".join(part.paragraphs)):
        yield ", ".join(filter(None, (found["role"], found["place"])))


def read_leadership(report: str) -> LeadershipTable:
    """Return Figure 9. Raises SectionNotFound."""
    [rows] = tables_between(report, "Figure 9: Summary", "## 4.3")
    named = {first: cells for first, *cells in rows}
    areas, learning = named["Local areas represented"], named["Skills development and reflection"]
    columns = [_column(place, points_of([said])) for place, said in zip(areas, learning, strict=False) if place]
    return LeadershipTable(named["Attendees"][0], columns)


def _column(areas: str, points: Sequence[Point]) -> SessionColumn:
    first, *others = points
    if first.text.endswith("."):
        return SessionColumn(areas, "", points)
    return SessionColumn(areas, first.text, others)
