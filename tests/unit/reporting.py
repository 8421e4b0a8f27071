"""Makes reports of the example board, and reads their words."""

from typing import Any

from board.reports import ReportOptions, build
from board.reports.model import (
    Agreed,
    Block,
    Callout,
    Captions,
    Contents,
    List,
    ListItem,
    Picture,
    Report,
    Section,
    Table,
    sections,
)
from board.snapshots.projection import Projection
from board.text.richtext import Paragraph, Runs

from .report_boards import PROVENANCE, example

PEOPLE: list[dict[str, Any]] = [
    {"name": "Ada Verne", "organisation": "Plymouth City Council", "role": "Chair"},
    {"name": "Bo Lindqvist", "organisation": "NHS Devon", "role": ""},
    {"name": "Cy", "organisation": "Plymouth City Council", "role": None},
]


def make(layout: str, projection: Projection | None = None, **choices: object) -> Report:
    people = choices.pop("people", PEOPLE)
    options = ReportOptions(**choices)  # type: ignore[arg-type]
    return build(layout, projection or example(), PROVENANCE, options, people)  # type: ignore[arg-type]


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """Every piece of text, in reading order."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(runs) | Callout(runs):
                found.append(text_of(runs))
            case List(_, items):
                found += _item_lines(items)
            case Table(caption, columns, rows):
                found += [caption, *columns]
                for row in rows:
                    found += [row.header, *(line for cell in row.cells for line in lines(cell.flow))]
            case Section(title=title, blocks=inner):
                found += [title, *lines(inner)]
            case Agreed(flow=flow):
                found += lines(flow)
            case Picture(title=title):
                found.append(title)
            case Contents(entries) | Captions(entries=entries):
                found += [entry.title for entry in entries]
    return found


def _item_lines(items: tuple[ListItem, ...]) -> list[str]:
    return [line for item in items for line in (text_of(item.runs), *lines(item.lists))]


def section(report: Report, title: str) -> Section:
    return next(each for each in sections(report) if each.title == title)


def said(report: Report) -> str:
    return "\n".join(lines(report.blocks))
