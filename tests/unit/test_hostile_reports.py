"""What is typed is text in a report of many boards, and in the tables of every report (SPEC X3, X13)."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest

from board.building import (
    FromBoard,
    FromGroup,
    FromProgramme,
    Gathered,
    Part,
    References,
    ReportPlan,
    Trail,
    Words,
    assemble,
)
from board.limits import MAX_TITLE
from board.render import render
from board.reports import LAYOUTS, prose
from board.reports.model import Report
from board.text.clean_text import clean_line

from .built_reports import AT, content
from .programme_boards import hostile_place
from .report_boards import HOSTILE, board_of, hostile
from .report_shapes import W, html_lines, markdown_to_html, read_html, word_lines, word_xml
from .test_render import OUR_ATTRIBUTES, OURS, reports
from .test_render_data import files, rows

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u00a0=1", "＝1", "|cmd", "%x", "=cmd|' /C calc'!A0", "-- no list")
"""What a spreadsheet would run, each as all that is typed."""
FORMULA_SIGNS = set("=+-@＝＋－＠|%\t\r")
PLAIN = "Learning together"
TYPED = [text for text in HOSTILE if len(text) < 1_000]
"""A word of ten thousand letters is long in every place of a large report: it is set in those of one board."""


def built(text: str) -> Report:
    """A report with a part of every kind, where every text that people can type is this one."""
    place = hostile_place(text)
    programme = replace(
        place.whole.programme,
        title=text,
        purpose=text,
        objectives=tuple(replace(each, text=text) for each in place.whole.programme.objectives),
    )
    whole = replace(place.whole, programme=programme)
    boards = {layout: hostile(text, board_of(layout)) for layout in LAYOUTS}
    gathered = Gathered({(key, None): content(board, meeting="lead1") for key, board in boards.items()}, whole)
    return assemble(_plan(text), gathered, AT).report


def _plan(text: str) -> ReportPlan:
    line = clean_line(text)[:MAX_TITLE]
    parts: list[Part] = [
        Words(id="words", title=line, text=text),
        *(FromBoard(id=f"b-{key}", board=key, layout=key, title=line, intro=text, annex=True) for key in LAYOUTS),
        FromGroup(id="group", group="one", layout="group_summary", title=line, intro=text),
        FromGroup(id="side", group="lead", layout="session_matrix", title=line, intro=text),
        FromProgramme(id="aims", what="objectives", title=line),
        References(id="references", title=line),
        Trail(id="trail", title=line),
    ]
    return ReportPlan(id="plan", title=line, subtitle=line, by=line, numbered=True, contents=True, parts=tuple(parts))


def word_instructions(report: Report) -> set[str]:
    """What Word is told to do in fields, without the names of places in the document."""
    source = word_xml(render(report, "docx").content, "word/document.xml")
    typed = [each.text or "" for each in source.iter(f"{W}instrText")]
    typed += [each.get(f"{W}instr", "") for each in source.iter(f"{W}fldSimple")]
    return {re.sub(r"_[0-9A-Za-z_]+|\d+", "", each) for each in typed}


@pytest.mark.parametrize("text", TYPED, ids=range(len(TYPED)))
def test_X3_no_tag_attribute_address_or_field_of_a_built_report_comes_from_the_text(text: str) -> None:
    report, plain = built(text), built(PLAIN)
    for name in ("html", "html_fragment"):
        page, ours = (read_html(render(each, name).content) for each in (report, plain))
        assert page.tags <= ours.tags | OURS
        assert page.attributes <= ours.attributes | OUR_ATTRIBUTES
        assert all(re.match(r"(https?://|mailto:|#)", each) for each in page.addresses)
    from_markdown = read_html(markdown_to_html(render(report, "markdown").content))
    assert from_markdown.tags <= OURS | {"blockquote"}
    assert word_instructions(report) <= word_instructions(plain)


@pytest.mark.parametrize("text", TYPED, ids=range(len(TYPED)))
def test_X3_hostile_text_of_a_built_report_comes_out_as_text(text: str) -> None:
    longest = max(prose.one_line(text).split(), key=len)
    report = built(text)
    assert any(longest in line for line in html_lines(render(report, "html").content))
    assert any(longest in line for line in word_lines(render(report, "docx").content))
    assert any(longest in line for line in html_lines(markdown_to_html(render(report, "markdown").content)))


def with_tables(text: str) -> Iterator[Report]:
    """Every report that has tables: of each layout, those of the programme included, and of many boards."""
    yield built(text)
    yield from (each for each in reports(text) if _has_table(each))


def _has_table(report: Report) -> bool:
    return "<table" in render(report, "html").content.decode()


@pytest.mark.parametrize("text", [*TYPED, *FORMULAS], ids=range(len(TYPED) + len(FORMULAS)))
def test_X13_no_table_of_any_report_has_a_cell_that_is_taken_for_a_formula(text: str) -> None:
    found = 0
    for report in with_tables(text):
        for name, table in files(report).items():
            assert not set(name) & set('\\/:*?"<>|\0\n\r')
            if name.endswith(".csv"):
                cells = [cell for row in rows(table) for cell in row]
                assert not [cell for cell in cells if cell.strip()[:1] in FORMULA_SIGNS and cell.strip()]
                found += 1
    assert found > len(LAYOUTS) // 2


def test_X13_each_file_of_tables_can_be_unpacked_beside_the_others() -> None:
    for report in with_tables("=1+1"):
        with zipfile.ZipFile(io.BytesIO(render(report, "csv").content)) as found:
            names = [name.casefold() for name in found.namelist()]
        assert len(names) == len(set(names))
