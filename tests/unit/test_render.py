"""All formats say the same, and what people typed stays text (SPEC X3)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.render import FORMATS, render
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import Block, Cell, List, ListItem, Provenance, Report, Row, Section, Table
from board.text.richtext import Paragraph, Run, Runs, join_runs

from .programme_boards import hostile_place
from .report_boards import EMPTY, HOSTILE, PROVENANCE, board_of, hostile
from .report_shapes import (
    Piece,
    html_lines,
    markdown_to_html,
    read_html,
    word_lines,
    word_paragraphs,
)

PEOPLE = [{"name": "Ada Verne", "organisation": "Plymouth City Council", "role": "Chair"}]
OURS = {
    *{"html", "head", "meta", "title", "style", "body", "main", "section", "div"},
    *{"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "strong", "em", "a", "br"},
    *{"table", "caption", "thead", "tbody", "tr", "th", "td"},
}
OUR_ATTRIBUTES = {
    *{"lang", "charset", "http-equiv", "content", "name", "class", "role", "dir"},
    *{"href", "rel", "scope", "border", "colspan", "tabindex", "aria-label"},
}


def reports(text: str | None = None) -> list[Report]:
    options = ReportOptions(conversation=True, title=text or "", intro=text or "")
    people = [{"name": text, "organisation": text, "role": text}] if text else PEOPLE
    boards = {layout: board_of(layout) for layout in LAYOUTS}
    if text:
        boards = {layout: hostile(text, board) for layout, board in boards.items()}
    place = hostile_place(text or "Learning together")
    return [build(layout, board, PROVENANCE, options, people, place) for layout, board in boards.items()]


def lines_of(report: Report) -> dict[str, list[str]]:
    rendered = {name: render(report, name).content for name in ("html", "markdown", "docx")}
    return {
        "html": html_lines(rendered["html"]),
        "markdown": html_lines(markdown_to_html(rendered["markdown"])),
        "docx": word_lines(rendered["docx"]),
    }


def in_turn(report: Report) -> Report:
    """The report as Markdown has it: tables with lists or merged cells are written out, row by row."""
    return replace(report, blocks=tuple(_in_turn(report.blocks)))


def _in_turn(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Section():
                yield replace(block, blocks=tuple(_in_turn(block.blocks)))
            case Table(_, _, rows) if any(is_special(cell) for row in rows for cell in row.cells):
                yield from _rows(block)
            case _:
                yield block


def is_special(cell: Cell) -> bool:
    return cell.span > 1 or any(isinstance(each, List) for each in cell.flow)


def _rows(table: Table) -> Iterator[Block]:
    yield Paragraph((Run(table.caption, bold=True),))
    for row in table.rows:
        yield Paragraph((Run(row.header, bold=True),))
        at = 1
        for cell in row.cells:
            under = " and ".join(table.columns[at : at + cell.span])
            yield from [Paragraph((Run(under, italic=True),))] if cell.flow and len(table.columns) > 2 else []
            yield from cell.flow
            at += cell.span


@pytest.mark.parametrize("text", [None, *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_X3_every_format_says_the_same_in_the_same_order(text):
    for report in reports(text):
        found = lines_of(report)
        assert found["html"] == found["docx"]
        assert found["markdown"] == lines_of(in_turn(report))["html"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_out_as_text(text):
    typed = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\ud800\u2028\ufffe]", " ", text).split())
    longest = max(typed.split(), key=len)
    for report in reports(text):
        for lines in lines_of(report).values():
            assert any(longest in line.replace("\ufffd", " ") for line in lines)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_tag_attribute_or_address_comes_from_the_text(text):
    for report in reports(text):
        for name in ("html", "html_fragment"):
            page = read_html(render(report, name).content)
            assert page.tags <= OURS
            assert page.attributes <= OUR_ATTRIBUTES
            assert all(re.match(r"(https?://|mailto:)", each) for each in page.addresses)
        from_markdown = read_html(markdown_to_html(render(report, "markdown").content))
        assert from_markdown.tags <= OURS | {"blockquote"}
        assert all(re.match(r"(https?://|mailto:)", each) for each in from_markdown.addresses)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(name):
    for report, again in zip(reports(), reports(), strict=True):
        assert render(report, name) == render(again, name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_board_is_rendered_in_every_format(layout, name):
    rendered = render(build(layout, EMPTY, PROVENANCE), name)
    assert rendered.extension == FORMATS[name].extension
    assert len(rendered.content) > 100


def test_the_json_is_the_model():
    report = reports()[0]
    found = json.loads(render(report, "json").content)
    assert found["type"] == "report"
    assert found["provenance"] == {
        "type": "provenance",
        "label": "12 March, after talking",
        "taken": "2024-03-12T14:05:33Z",
        "digest": PROVENANCE.digest,
    }
    first = found["blocks"][0]
    assert (first["type"], first["role"], first["level"]) == ("section", "part", 2)
    assert first["blocks"][0]["runs"][0]["text"].startswith("A report that leaders can use")


# Any formatting, in every format

LETTERS = [*"ab1éم😀", " ", "\n", *"*_[]()<>&!#+-=.|`~\\$", "&amp;", "http://e.org", "1. "]
words = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=8).map("".join)
links = st.sampled_from([None, None, None, "https://e.org/a_(b)?c=1&copy=2;", "mailto:a@e.org"])
texts = (
    st.lists(st.builds(Run, words, st.booleans(), st.booleans(), links), min_size=1, max_size=5)
    .map(join_runs)
    .filter(lambda runs: all(run.text.strip() for run in runs))
)


def tidy(runs: Runs) -> Runs:
    """Text as reports hold it: lines without spaces at their ends, none of them blank."""
    lines = re.sub(r"\s*\n\s*", "\n", "".join(run.text for run in runs))
    same = lines == "".join(run.text for run in runs) and lines == lines.strip()
    return runs if same else join_runs(run_on_one_line(run) for run in runs)


def run_on_one_line(run: Run) -> Run:
    return Run("x" + " ".join(run.text.split()) + "x", run.bold, run.italic, run.link)


runs = texts.map(tidy)
items = st.builds(ListItem, runs)
flat = st.builds(List, st.booleans(), st.lists(items, min_size=1, max_size=3).map(tuple))
nested = st.builds(ListItem, runs, st.lists(flat, max_size=2).map(tuple))
lists = st.builds(List, st.booleans(), st.lists(nested, min_size=1, max_size=3).map(tuple))
paragraphs = st.builds(Paragraph, runs)
cells = st.builds(Cell, st.lists(st.one_of(paragraphs, lists), max_size=2).map(tuple))
merged = st.lists(paragraphs, max_size=2).map(tuple).map(lambda flow: (Cell(flow, span=2),))
titles = runs.map(lambda found: " ".join("".join(run.text for run in found).split()))
tables = st.builds(
    Table,
    titles,
    st.tuples(titles, titles, titles),
    st.lists(st.builds(Row, titles, st.one_of(st.tuples(cells, cells), merged)), max_size=2).map(tuple),
)
blocks = st.lists(st.one_of(paragraphs, lists, tables), max_size=4).map(tuple)
some_reports = st.builds(
    Report,
    titles,
    st.just(Provenance("", "", "")),
    st.builds(Section, st.just("part"), st.integers(2, 6), titles, blocks).map(lambda s: (s,)),
)


def shape(pieces: list[Piece]) -> list[object]:
    """Kinds and marked text, but for the marks that Markdown needs to show a header."""
    shaped: list[object] = []
    for piece in pieces:
        kind, marked = piece.tidy()
        shaped.append((kind, [(c, "" if kind == "td" else m) for c, m in marked]))
    return shaped


@settings(max_examples=300, deadline=None)
@given(some_reports)
def test_X3_markdown_has_the_structure_and_marks_of_the_web_page(report):
    page = read_html(render(in_turn(report), "html").content)
    again = read_html(markdown_to_html(render(report, "markdown").content))
    assert shape(again.pieces) == shape(page.pieces)


@settings(max_examples=100, deadline=None)
@given(some_reports)
def test_X3_word_has_the_text_of_the_web_page(report):
    rendered = render(report, "docx").content
    assert word_lines(rendered) == html_lines(render(report, "html").content)
    assert word_paragraphs(rendered)[0][0] == "Title"
