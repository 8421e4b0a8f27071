"""Tables for spreadsheets, and the model as JSON with its schema."""

import csv
import io
import json
import zipfile

import jsonschema
import pytest
from hypothesis import given, settings

from board.errors import ReportError
from board.render import render
from board.render.data import VERSION, schema
from board.render.spreadsheet import ABOUT, harmless
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import Cell, List, ListItem, Provenance, Report, Row, Section, Table
from board.text.richtext import Paragraph, Run

from .report_boards import EMPTY, HOSTILE, PROVENANCE, example, hostile
from .test_render import some_reports


def files(report: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render(report, "csv").content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def with_tables(*tables: Table) -> Report:
    return Report("Report", Provenance("x", "2024-03-12T14:05:33Z", "ff"), (Section("part", 2, "Part", tables),))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_X13_every_table_is_a_file_of_its_own_and_the_snapshot_is_named():
    found = files(build("grid_section", example(), PROVENANCE))
    assert list(found) == ["01 Dis-integration grid.csv", "02 Connecting conversations, one in each row.csv", ABOUT]
    grid = rows(found["01 Dis-integration grid.csv"])
    assert grid[0] == ["Question", "Families", "Public health", "VCSE", "Taken together"]
    assert grid[1][:2] == ["What is the problem?", "Help stops when a project ends (they said it)"]
    assert "taken on 12 March 2024 at 14:05 UTC" in found[ABOUT].decode("utf-8-sig")


def test_X13_files_are_what_excel_reads():
    table = Table("Café", ("a", "b"), (Row("é", (Cell((paragraph('say "x"\nand y'),)),)),))
    [content, _] = files(with_tables(table)).values()
    assert content == b'\xef\xbb\xbf"a","b"\r\n"\xc3\xa9","say ""x""\nand y"\r\n'


def test_X13_lists_are_lines_and_a_merged_cell_is_in_the_first_of_its_columns():
    points = List(ordered=True, items=(ListItem((Run("one"),), (List(False, (ListItem((Run("deep"),)),)),)),))
    table = Table("T", ("a", "b", "c", "d"), (Row("r", (Cell((points,), span=2), Cell((paragraph("x"),)))),))
    assert rows(next(iter(files(with_tables(table)).values())))[1] == ["r", "1. one\n  • deep", "", "x"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1", "＝1", "|cmd", "%x"])
def test_X13_nothing_is_taken_for_a_formula(text):
    assert harmless(text) == f"'{text}"
    table = Table("T", (text, text), (Row(text, (Cell((paragraph(text),)),)),))
    told = rows(next(iter(files(with_tables(table)).values())))
    assert all(cell.startswith("'") for row in told for cell in row)


@pytest.mark.parametrize("text", ["a=b", "12 March", "'quoted", "", "1-2"])
def test_X13_what_is_no_formula_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_X13_hostile_captions_give_names_that_every_system_takes(text):
    found = files(build("grid_section", hostile(text), PROVENANCE))
    for name, content in found.items():
        assert len(name) < 80
        assert not set(name) & set('\\/:*?"<>|\0\n')
        if name != ABOUT:
            assert not [cell for row in rows(content) for cell in row if cell[:1] in {"=", "+", "-", "@"} and cell]


def test_X13_a_report_without_tables_says_so():
    with pytest.raises(ReportError, match="no table"):
        render(build("grid_section", EMPTY, PROVENANCE), "csv")


def test_X13_the_same_report_gives_the_same_file():
    made = [render(build("grid_section", example(), PROVENANCE), "csv") for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0].media_type, made[0].extension) == ("application/zip", "zip")


# JSON


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X13_the_schema_is_one_and_every_layout_follows_it(layout):
    jsonschema.Draft202012Validator.check_schema(schema())
    told = json.loads(render(build(layout, example(), PROVENANCE, ReportOptions(conversation=True)), "json").content)
    jsonschema.validate(told, schema())
    assert told["version"] == VERSION


@settings(max_examples=50, deadline=None)
@given(some_reports)
def test_X13_every_report_follows_the_schema(report):
    jsonschema.validate(json.loads(render(report, "json").content), schema())


def test_X13_version_1_keeps_its_keys():
    """Who raises the version may change this; who does not may only add."""
    kept = {
        "provenance": {"type", "label", "taken", "digest"},
        "paragraph": {"type", "runs"},
        "run": {"type", "text", "bold", "italic", "link"},
        "list": {"type", "ordered", "items"},
        "list_item": {"type", "runs", "lists"},
        "callout": {"type", "runs"},
        "cell": {"type", "flow", "span"},
        "row": {"type", "header", "cells"},
        "table": {"type", "caption", "columns", "rows"},
        "section": {"type", "role", "level", "title", "blocks", "anchor"},
    }
    told = schema()
    assert VERSION == 1
    assert {"version", "type", "title", "provenance", "blocks", "language", "front"} <= set(told["required"])
    for name, keys in kept.items():
        assert keys <= set(told["$defs"][name]["required"])


def test_X13_what_is_no_report_is_refused_by_the_schema():
    told = json.loads(render(build("grid_section", example(), PROVENANCE), "json").content)
    told["blocks"][0]["type"] = "nonsense"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema())
