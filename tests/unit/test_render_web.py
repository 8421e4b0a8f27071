"""The web page: one file, accessible, printable; the fragment: the same without the page."""

import re
from typing import Any

import pytest

from board.render import render
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import Cell, List, ListItem, Report, Row, Table
from board.snapshots.projection import Projection
from board.text.richtext import Paragraph, Run

from .report_boards import HOSTILE, PROVENANCE, board_of, hostile
from .report_shapes import read_html


def page(
    layout: str = "manual_section",
    name: str = "html",
    board: Projection | None = None,
    **choices: Any,
) -> str:
    report = build(layout, board or board_of(layout), PROVENANCE, ReportOptions(**choices))
    return render(report, name).content.decode()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_page_says_its_language_title_and_encoding(layout):
    text = page(layout, title="A & B <c>")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert '<meta charset="utf-8">' in text
    assert "<title>A &amp; B &lt;c&gt;</title>" in text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("level", range(1, 7))
def test_the_page_has_one_first_heading_whatever_the_level(layout, level):
    headings = re.findall(r"<h(\d)", page(layout, level=level))
    assert headings.count("1") == 1
    assert headings[0] == "1"


def test_the_fragment_has_the_levels_that_were_asked_for_and_no_page_around_it():
    text = page(name="html_fragment", level=1)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", text)[2:4] == ["Sustainability", "Prevention"]
    assert not read_html(text.encode()).tags & {"html", "head", "style", "title", "body", "main"}


@pytest.mark.parametrize("text", [None, *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_nothing_comes_from_outside_and_nothing_runs(text):
    source = page(board=hostile(text) if text else None)
    found = read_html(source.encode())
    assert not found.tags & {"script", "link", "img", "iframe", "object", "form", "input"}
    assert not [name for name in found.attributes if name.startswith("on") or name == "src"]
    style = source[source.index("<style>") : source.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'; style-src 'unsafe-inline'" in source


def test_tables_have_captions_and_scopes():
    text = page("grid_section")
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        assert "<caption" in table
        rows = re.findall(r"<tr>.*?</tr>", table)
        assert '<th scope="col"' in rows[0]
        assert "<td" not in rows[0]
        assert all(row.count('<th scope="row"') == 1 for row in rows[1:])


def test_every_block_of_text_finds_its_own_direction():
    text = page("theme_sections")
    blocks = re.findall(r"<(?:p|li|h\d|td|th|caption)\b[^>]*>", text)
    assert [block for block in blocks if 'dir="auto"' not in block and "<td" not in block] == []


def test_the_page_prints_on_paper_that_fits():
    style = page()
    assert "@page { size: A4;" in style
    assert "@page wide { size: A4 landscape;" in style
    assert "thead { display: table-header-group; }" in style


def test_a_merged_cell_stands_under_all_its_columns():
    bullets = List(
        ordered=False, items=(ListItem((Run("one"),), (List(ordered=False, items=(ListItem((Run("a"),)),)),)),)
    )
    rows = (
        Row("Attendees", (Cell((Paragraph((Run("22 people"),)),), span=2),)),
        Row("Learning", (Cell((bullets,)), Cell())),
    )
    table = Table("Sessions", ("", "One", "Two"), rows)
    text = render(Report("x", PROVENANCE, (table,)), "html_fragment").content.decode().replace("\n", "")
    assert '<td colspan="2"><p dir="auto">22 people</p></td></tr>' in text
    assert '<td><ul><li dir="auto">one<ul><li dir="auto">a</li></ul></li></ul></td><td></td></tr>' in text
