"""Reading exports back: what was written is found again, whatever the format; in a PDF by its tags."""

import pytest

from board.render import render
from board.reports import Provenance
from board.reports.model import Block, Callout, Cell, List, ListItem, Picture, Report, Row, Section, Table
from board.text.richtext import Paragraph, Run
from client.demo.read_back import FORMATS, read_back
from client.demo.read_back.nesting import nested
from tests.pdf_structure import read_pdf


def paragraph(*runs: Run) -> Paragraph:
    return Paragraph(runs)


def bullets(*texts: str) -> List:
    return List(ordered=False, items=tuple(ListItem((Run(text),)) for text in texts))


def cell(*flow: Paragraph | List, span: int = 1) -> Cell:
    return Cell(flow, span)


PLAIN = Table(
    "Table 1: Steps",
    ("Step", "First", "Second"),
    (Row("1", (cell(paragraph(Run("one"))), cell(paragraph(Run("two"))))), Row("2", (cell(), cell()))),
)
WITH_SPANS = Table(
    "Table 2: Sessions",
    ("Session", "1: Leading", "2: Minding, well"),
    (
        Row("Areas", (cell(paragraph(Run("Bristol"))), cell(paragraph(Run("Torbay"))))),
        Row("Attendees", (cell(paragraph(Run("5 people")), span=2),)),
        Row("Learning", (cell(bullets("slow", "hard")), cell(paragraph(Run("much")), bullets("more")))),
        Row("Nothing in the first", (cell(), cell(bullets("late")))),
    ),
)
NESTED = List(
    ordered=True,
    items=(ListItem((Run("outer"),), (bullets("inner", "deeper"),)), ListItem((Run("last", bold=True),))),
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
SHOWN = Picture(SVG, 9, 9, "Figure 1: The board", "Goal: nothing written yet. Note: Begin.", "Figure 1", "figure_1")
SECTIONS = (
    Section(
        "part",
        1,
        "One",
        (
            paragraph(Run("Question:", bold=True), Run(" what helps?\nA second line.")),
            Callout((Run("Draft, not yet agreed", bold=True),)),
            NESTED,
            SHOWN,
            Section("part", 2, "Within", (bullets("a"), PLAIN)),
        ),
    ),
    Section("part", 1, "Two", (WITH_SPANS,)),
)
REPORT = Report("The report", Provenance("x", "2024-03-12T14:05:33Z", "ff"), SECTIONS)


def told(block: "Block | Cell | ListItem") -> object:
    """What a block says and how it is built, without levels of headings and what a list of one format looks like."""
    match block:
        case Section():
            return block.title, [told(each) for each in block.blocks]
        case Table():
            rows = [(row.header, [told(each) for each in row.cells]) for row in block.rows]
            return block.caption, block.columns[1:], rows
        case Cell():
            return block.span, [told(each) for each in block.flow]
        case List():
            return block.ordered, [told(each) for each in block.items]
        case ListItem():
            return words(block.runs), [told(each) for each in block.lists]
        case Paragraph(runs) | Callout(runs):
            return words(runs)
        case Picture():
            return block.title, block.description
        case _:
            raise AssertionError(block)


def words(runs: tuple[Run, ...]) -> list[tuple[str, bool]]:
    return [("\n".join(line.strip() for line in run.text.split("\n")), run.bold) for run in runs if run.text.strip()]


def parts(blocks: tuple[Block, ...]) -> list[object]:
    """The sections under the report's title; in Markdown they stand beside it."""
    title, *beside = blocks
    assert isinstance(title, Section)
    assert title.title == REPORT.title
    return [told(each) for each in (*title.blocks, *beside)]


@pytest.mark.parametrize("fmt", FORMATS)
def test_X3_a_report_is_read_back_as_it_was_built(fmt):
    assert parts(read_back(fmt, render(REPORT, fmt).content)) == [told(each) for each in SECTIONS]


def test_X10_the_tags_of_a_pdf_have_the_report_in_the_order_in_which_it_was_built():
    assert parts(nested(read_pdf(render(REPORT, "pdf").content))) == [told(each) for each in SECTIONS]
