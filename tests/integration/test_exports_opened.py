"""Exports opened by other programs: Pandoc reads the Markdown, the web page and the Word document;
Mammoth reads the Word document; what each finds is what we wrote.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mammoth
import pypandoc  # type: ignore[import-untyped]
import pytest

from board.render import render
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import Report
from tests.unit.report_boards import HOSTILE, PROVENANCE, area, board_of, hostile
from tests.unit.report_shapes import html_lines, read_html

RECORD = (
    "Start *here*, with **what stays**.\n\n1. one\n   - one a\n   - one b\n2. two\n\n"
    "See the [guide](https://www.gov.uk/guide).\n\n1. again"
)


def report(layout: str, text: str | None = None) -> Report:
    board = hostile(text) if text else board_of(layout)
    if not text and layout in ("manual_section", "theme_sections"):
        area(board, "Prevention")["record"] = RECORD
    return build(layout, board, PROVENANCE, ReportOptions(conversation=True))


def pandoc(source: bytes, read: str, folder: Path) -> dict[str, Any]:
    """The document as Pandoc understands it."""
    file = folder / f"report.{read}"
    file.write_bytes(source)
    found: dict[str, Any] = json.loads(pypandoc.convert_file(file, "json", format=read))
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "t" in value:
            yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def words(value: Any) -> list[str]:
    """Every word in order, whatever the marks."""
    spelt = "".join(
        node["c"] if node["t"] == "Str" else node["c"][1] if node["t"] == "Code" else " " for node in nodes(value)
    )
    return spelt.split()


def headings(document: dict[str, Any]) -> list[tuple[int, str]]:
    return [
        (node["c"][0], " ".join(words(node["c"][2]))) for node in nodes(document["blocks"]) if node["t"] == "Header"
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X3_pandoc_finds_the_same_headings_in_every_format(layout, tmp_path):
    made = report(layout)
    found = {
        read: headings(pandoc(render(made, name).content, read, tmp_path))
        for name, read in (("html", "html"), ("markdown", "gfm"), ("docx", "docx"))
    }
    assert found["html"] == found["gfm"]
    # Pandoc takes the title of a Word document for what it is, not for a heading.
    assert found["docx"] == found["html"][1:]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X3_pandoc_finds_the_same_lists_tables_and_links_in_every_format(layout, tmp_path):
    made = report(layout)
    kinds = ("BulletList", "OrderedList", "Table", "Link", "Emph")

    def counted(name: str, read: str) -> dict[str, int]:
        document = pandoc(render(made, name).content, read, tmp_path)
        found = [node["t"] for node in nodes(document["blocks"])]
        return {kind: found.count(kind) for kind in kinds}

    assert counted("html", "html") == counted("markdown", "gfm") == counted("docx", "docx")


def test_R1_pandoc_finds_numbered_lists_that_start_again(tmp_path):
    document = pandoc(render(report("theme_sections"), "docx").content, "docx", tmp_path)
    lists = [node["c"] for node in nodes(document["blocks"]) if node["t"] == "OrderedList"]
    assert [(each[0][0], len(each[1])) for each in lists] == [(1, 1), (1, 2), (1, 1)]
    inner = [node["t"] for node in nodes(lists[1][1])]
    assert inner.count("BulletList") == 1


def test_pandoc_finds_header_rows_in_the_tables_of_the_word_document(tmp_path):
    document = pandoc(render(report("grid_section"), "docx").content, "docx", tmp_path)
    tables = [node["c"] for node in nodes(document["blocks"]) if node["t"] == "Table"]
    header_rows = [table[3][1] for table in tables]
    assert [len(rows) for rows in header_rows] == [1, 1]
    assert words(header_rows[0]) == ["Question", "Families", "Public", "health", "VCSE", "Taken", "together"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_mammoth_reads_the_word_document_as_the_web_page(layout):
    made = report(layout)
    read = mammoth.convert_to_html(io.BytesIO(render(made, "docx").content))
    unknown = [each.message for each in read.messages if "Intense Quote" not in each.message]
    assert [each for each in unknown if "Caption" not in each and "Title" not in each] == []
    assert html_lines(read.value.encode()) == html_lines(render(made, "html").content)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_opened_as_text(text, tmp_path):
    # The record of a board holds everything that the other layouts hold.
    made = report("manual_section", text)
    read = mammoth.convert_to_html(io.BytesIO(render(made, "docx").content))
    assert html_lines(read.value.encode()) == html_lines(render(made, "html").content)
    assert not read_html(read.value.encode()).tags & {"script", "img", "iframe"}
    document = pandoc(render(made, "markdown").content, "gfm", tmp_path)
    raw = {node["c"][1] for node in nodes(document) if node["t"] in {"RawInline", "RawBlock"}}
    assert raw <= {"<br>", "<!-- -->"}
    assert not [node for node in nodes(document) if node["t"] in {"Image", "CodeBlock", "Math"}]
