"""The report of the programme, exported and read back, read as the published one is read: field by field."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from board.reports.model import Block, Cell, Flow, List, ListItem, Section, Table
from board.reports.parts.annex import TITLE as ANNEX
from board.text.richtext import Paragraph, Run
from client.demo.published import PublishedReport
from client.demo.published.figures import Cited, Framework, GroupTable, KeySteps, LeadershipTable, Poster, SessionColumn
from client.demo.published.report import LEVELS, Recommendation
from client.demo.published.sections import Line, Part, ReportSection
from client.demo.published.tables import Point

from .from_published import STRANDS

_NUMBER: Final = re.compile(r"^(?:\d+(?:\.\d+)* )?(?:Box \d+: )?")
_CITED: Final = re.compile(r"(?P<author>.+) \((?P<year>\d{4})\)\. (?P<title>.+)\.")
_REFERS: Final = re.compile(r" \(see box (\d): [^)]*\)")
_RESTS_ON: Final = re.compile(r"See (‘.*’)\.")
_PART: Final = "part-"
_SETS: Final = ("set_1", "set_2", "set_3")
_Kind = TypeVar("_Kind", Section, Paragraph, List, Table)


def headings_of(blocks: Iterable[Block]) -> Mapping[str, str]:
    """Return the heading of each part of the plan by its id, in a format that says which part a section is (JSON)."""
    return {
        each.anchor.removeprefix(_PART): each.title for each in _all_sections(blocks) if each.anchor.startswith(_PART)
    }


def fields_of(blocks: Iterable[Block], headings: Mapping[str, str]) -> PublishedReport:
    """Return what an export of the report says at the places where the published one does.

    `headings` are those of the parts by their ids. Raises KeyError for what is not there.
    """
    named = {section.title: section for section in _all_sections(blocks)}
    parts = {part: named[title] for part, title in headings.items()}
    objectives = _items(parts["objectives"])
    return PublishedReport(
        groups=[_group(parts[each]) for each in _SETS],
        key_steps=_key_steps(parts["key_steps"]),
        framework=_framework(parts["framework"]),
        poster=_poster(parts["poster"]),
        leadership=_leadership(parts["leadership"]),
        themes=_themes(parts["themes"]),
        brief={level: _items(_named(parts["brief"], level)) for level in LEVELS},
        recommendations={level: _recommendations(_named(parts["recommendations"], level)) for level in LEVELS},
        objectives=dict.fromkeys(("1", "3.2.1", "5.1"), objectives),
        acknowledged=0,
    )


def _group(part: Section) -> GroupTable:
    rows = _rows(_one(part, Table))
    return GroupTable(
        theme=_said(rows["Theme"]),
        pillar=_said(rows["Family hub pillar"]),
        facilitated_by=_said(rows["Facilitated by"]),
        attendees=_said(rows["Attendees"]),
        key_question=_said(rows["Key question"]),
        learning=_points(rows["Summary of learning"][0].flow),
        councils=_said(rows["County council and unitary authorities involved"]),
        icbs=_said(rows["ICBs involved"]),
    )


def _key_steps(part: Section) -> KeySteps:
    """Read the columns of the table back into the order of the published text."""
    question, response = map(_words, _of_type(part, Paragraph))
    table = _one(part, Table)
    _, *strands = table.columns
    cells = [[_text(cell.flow) for cell in row.cells] for row in table.rows]
    order = {place: (row, column) for column, places in enumerate(STRANDS) for row, place in enumerate(places)}
    steps = [cells[row][column] for _, (row, column) in sorted(order.items())]
    return KeySteps(question, response, strands, steps)


def _framework(part: Section) -> Framework:
    question = _words(_one(part, Paragraph))
    said = {_title(box): " ".join(map(_words, _of_type(box, Paragraph))) for box in _of_type(part, Section)}
    refers = [_REFERS.findall(text) for text in said.values()]
    return Framework(question, {title: _REFERS.sub("", text) for title, text in said.items()}, refers)


def _poster(part: Section) -> Poster:
    named = {_title(each): each for each in _of_type(part, Section)}
    own = ("Considerations", "Open questions", "References", "Examples by place", "Who took part")
    [helps] = [title for title in named if title not in own]
    return Poster(
        question=_runs(_one(part, Paragraph).runs),
        considerations=_items(named["Considerations"]),
        references=[_cited(text) for text in _items(named["References"])],
        open_questions=_items(named["Open questions"]),
        participants=_items(named["Who took part"]),
        examples=dict(map(_example, _one(named["Examples by place"], List).items)),
        helps_title=helps,
        helps=_items(named[helps]),
    )


def _example(item: ListItem) -> tuple[str, Sequence[str]]:
    """A place with what is done there; a single example stands on the same line."""
    label, *text = item.runs
    return label.text.rstrip(":"), _below(item) or [_runs(text)]


def _cited(text: str) -> Cited:
    found = _CITED.fullmatch(text)
    return Cited(found["author"], found["year"], found["title"]) if found else Cited("", "", text)


def _leadership(part: Section) -> LeadershipTable:
    table = _one(part, Table)
    rows = _rows(table)
    _, *columns = table.columns
    areas, learning = rows["Local areas represented"], rows["Skills development and reflection"]
    sessions = [
        SessionColumn(_said([area]), column.partition(": ")[2], _points(learned.flow))
        for column, area, learned in zip(columns, areas, learning, strict=True)
    ]
    return LeadershipTable(_said(rows["Attendees"]), sessions)


def _themes(part: Section) -> ReportSection:
    """The agreed texts; the annex stands beside them."""
    intro = " ".join(map(_words, _of_type(part, Paragraph)))
    areas = [each for each in _of_type(part, Section) if _title(each) != ANNEX]
    return ReportSection(_title(part), intro, [Part(_title(area), list(_lines(area))) for area in areas])


def _lines(area: Section) -> Iterator[Line]:
    for block in area.blocks:
        match block:
            case Paragraph(runs):
                yield Line("text", _runs(runs))
            case List():
                yield from (Line("bullet", _runs(item.runs)) for item in block.items)
            case _:
                pass


def _recommendations(level: Section) -> Sequence[Recommendation]:
    return [_recommendation(each) for each in _of_type(level, Section)]


def _recommendation(section: Section) -> Recommendation:
    said = [line for block in _of_type(section, Paragraph) for line in _typed_lines(block)]
    rests_on = [found[1] for line in said if (found := _RESTS_ON.fullmatch(line))]
    return Recommendation(_title(section), [line for line in said if not _RESTS_ON.fullmatch(line)], " ".join(rests_on))


def _typed_lines(paragraph: Paragraph) -> Sequence[str]:
    return [line.strip() for line in "".join(run.text for run in paragraph.runs).split("\n")]


def _all_sections(blocks: Iterable[Block]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _all_sections(block.blocks)


def _of_type(section: Section, kind: type[_Kind]) -> list[_Kind]:
    return [block for block in section.blocks if isinstance(block, kind)]


def _one(section: Section, kind: type[_Kind]) -> _Kind:
    """The first block of a kind. Raises KeyError."""
    for block in _of_type(section, kind):
        return block
    raise KeyError(f"{section.title}: {kind.__name__}")


def _named(part: Section, title: str) -> Section:
    return {_title(each): each for each in _of_type(part, Section)}[title]


def _title(section: Section) -> str:
    """The heading without numbers that the report gave it."""
    return _NUMBER.sub("", section.title)


def _rows(table: Table) -> Mapping[str, Sequence[Cell]]:
    return {row.header: row.cells for row in table.rows}


def _said(cells: Sequence[Cell]) -> str:
    return _text(cells[0].flow)


def _text(flow: Iterable[Flow]) -> str:
    return " ".join(_runs(block.runs) for block in flow if isinstance(block, Paragraph))


def _points(flow: Iterable[Flow]) -> Sequence[Point]:
    items = [item for block in flow if isinstance(block, List) for item in block.items]
    return [Point(_runs(item.runs), tuple(_below(item))) for item in items]


def _items(section: Section) -> Sequence[str]:
    return [_runs(item.runs) for item in _one(section, List).items]


def _below(item: ListItem) -> Sequence[str]:
    return [_runs(each.runs) for inner in item.lists for each in inner.items]


def _words(paragraph: Paragraph) -> str:
    """A paragraph without the label in front of it."""
    first, *rest = paragraph.runs
    return _runs(rest if first.bold and first.text.endswith(":") else paragraph.runs)


def _runs(runs: Iterable[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())
