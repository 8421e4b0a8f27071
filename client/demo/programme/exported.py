"""The report of the programme, exported as JSON, read as the published one is read: field by field."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from client.demo.published import PublishedReport
from client.demo.published.figures import Cited, Framework, GroupTable, KeySteps, LeadershipTable, Poster, SessionColumn
from client.demo.published.report import LEVELS, Recommendation
from client.demo.published.sections import Line, Part, ReportSection
from client.demo.published.tables import Point

from .from_published import STRANDS

Json: TypeAlias = Mapping[str, Any]
_NUMBER: Final = re.compile(r"^(?:\d+(?:\.\d+)* )?(?:Box \d+: )?")
_CITED: Final = re.compile(r"(?P<author>.+) \((?P<year>\d{4})\)\. (?P<title>.+)\.")
_REFERS: Final = re.compile(r" \(see box (\d): [^)]*\)")
_RESTS_ON: Final = re.compile(r"See (‘.*’)\.")
_SETS: Final = ("set_1", "set_2", "set_3")


def read_exported(exported: bytes) -> PublishedReport:
    """Return what an export of the report says at the places where the published one does. Raises KeyError."""
    report: Json = json.loads(exported)
    parts = {part["anchor"].removeprefix("part-"): part for part in _all_sections(report)}
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


def _group(part: Json) -> GroupTable:
    rows = _rows(_one(part, "table"))
    return GroupTable(
        theme=_said(rows["Theme"]),
        pillar=_said(rows["Family hub pillar"]),
        facilitated_by=_said(rows["Facilitated by"]),
        attendees=_said(rows["Attendees"]),
        key_question=_said(rows["Key question"]),
        learning=_points(rows["Summary of learning"][0]["flow"]),
        councils=_said(rows["County council and unitary authorities involved"]),
        icbs=_said(rows["ICBs involved"]),
    )


def _key_steps(part: Json) -> KeySteps:
    """Read the columns of the table back into the order of the published text."""
    question, response = map(_words, _of_type(part, "paragraph"))
    table = _one(part, "table")
    _, *strands = table["columns"]
    cells = [[_text(cell["flow"]) for cell in row["cells"]] for row in table["rows"]]
    order = {place: (row, column) for column, places in enumerate(STRANDS) for row, place in enumerate(places)}
    steps = [cells[row][column] for _, (row, column) in sorted(order.items())]
    return KeySteps(question, response, strands, steps)


def _framework(part: Json) -> Framework:
    question = _words(_one(part, "paragraph"))
    said = {_title(box): " ".join(map(_words, _of_type(box, "paragraph"))) for box in _of_type(part, "section")}
    refers = [_REFERS.findall(text) for text in said.values()]
    return Framework(question, {title: _REFERS.sub("", text) for title, text in said.items()}, refers)


def _poster(part: Json) -> Poster:
    named = {_title(each): each for each in _of_type(part, "section")}
    own = ("Considerations", "Open questions", "References", "Examples by place", "Who took part")
    [helps] = [title for title in named if title not in own]
    return Poster(
        question=_runs(_one(part, "paragraph")["runs"]),
        considerations=_items(named["Considerations"]),
        references=[_cited(text) for text in _items(named["References"])],
        open_questions=_items(named["Open questions"]),
        participants=_items(named["Who took part"]),
        examples=dict(map(_example, _one(named["Examples by place"], "list")["items"])),
        helps_title=helps,
        helps=_items(named[helps]),
    )


def _example(item: Json) -> tuple[str, Sequence[str]]:
    """A place with what is done there; a single example stands on the same line."""
    label, *text = item["runs"]
    return label["text"].rstrip(":"), _below(item) or [_runs(text)]


def _cited(text: str) -> Cited:
    found = _CITED.fullmatch(text)
    return Cited(found["author"], found["year"], found["title"]) if found else Cited("", "", text)


def _leadership(part: Json) -> LeadershipTable:
    table = _one(part, "table")
    rows = _rows(table)
    _, *columns = table["columns"]
    areas, learning = rows["Local areas represented"], rows["Skills development and reflection"]
    sessions = [
        SessionColumn(_said([area]), column.partition(": ")[2], _points(learned["flow"]))
        for column, area, learned in zip(columns, areas, learning, strict=True)
    ]
    return LeadershipTable(_said(rows["Attendees"]), sessions)


def _themes(part: Json) -> ReportSection:
    intro = " ".join(map(_words, _of_type(part, "paragraph")))
    areas = [each for each in _of_type(part, "section") if each["role"] == "area"]
    return ReportSection(_title(part), intro, [Part(_title(area), list(_lines(area))) for area in areas])


def _lines(area: Json) -> Iterator[Line]:
    for agreed in _of_type(area, "agreed"):
        for block in agreed["flow"]:
            if block["type"] == "paragraph":
                yield Line("text", _runs(block["runs"]))
            else:
                yield from (Line("bullet", _runs(item["runs"])) for item in block["items"])


def _recommendations(level: Json) -> Sequence[Recommendation]:
    return [_recommendation(each) for each in _of_type(level, "section")]


def _recommendation(section: Json) -> Recommendation:
    said = [line for block in _of_type(section, "paragraph") for line in _raw(block["runs"])]
    rests_on = [found[1] for line in said if (found := _RESTS_ON.fullmatch(line))]
    return Recommendation(_title(section), [line for line in said if not _RESTS_ON.fullmatch(line)], " ".join(rests_on))


def _raw(runs: Sequence[Json]) -> Sequence[str]:
    return "".join(run["text"] for run in runs).split("\n")


def _all_sections(holder: Json) -> Iterator[Json]:
    for section in _of_type(holder, "section"):
        yield section
        yield from _all_sections(section)


def _of_type(holder: Json, kind: str) -> list[Json]:
    return [block for block in holder["blocks"] if block["type"] == kind]


def _one(holder: Json, kind: str) -> Json:
    """The first block of a kind. Raises KeyError."""
    for block in _of_type(holder, kind):
        return block
    raise KeyError(f"{holder['title']}: {kind}")


def _named(part: Json, title: str) -> Json:
    return {_title(each): each for each in _of_type(part, "section")}[title]


def _title(section: Json) -> str:
    """The heading without numbers that the report gave it."""
    return _NUMBER.sub("", str(section["title"]))


def _rows(table: Json) -> Mapping[str, Sequence[Json]]:
    return {row["header"]: row["cells"] for row in table["rows"]}


def _said(cells: Sequence[Json]) -> str:
    return _text(cells[0]["flow"])


def _text(flow: Sequence[Json]) -> str:
    return " ".join(_runs(block["runs"]) for block in flow if block["type"] == "paragraph")


def _points(flow: Sequence[Json]) -> Sequence[Point]:
    items = [item for block in flow if block["type"] == "list" for item in block["items"]]
    return [Point(_runs(item["runs"]), tuple(_below(item))) for item in items]


def _items(section: Json) -> Sequence[str]:
    return [_runs(item["runs"]) for item in _one(section, "list")["items"]]


def _below(item: Json) -> Sequence[str]:
    return [_runs(each["runs"]) for inner in item["lists"] for each in inner["items"]]


def _words(paragraph: Json) -> str:
    """A paragraph without the label in front of it."""
    first, *rest = paragraph["runs"]
    return _runs(rest if first["bold"] and first["text"].endswith(":") else paragraph["runs"])


def _runs(runs: Sequence[Json]) -> str:
    return " ".join("".join(run["text"] for run in runs).split())
