"""The Word document: built-in styles, real lists, tables and links, and the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.enum.section import WD_ORIENT

from board.render import render
from board.reports import LAYOUTS, Provenance, ReportOptions, build
from board.reports.model import (
    Block,
    Cell,
    Contents,
    Front,
    Heading,
    List,
    ListItem,
    Report,
    Row,
    Section,
    Table,
)
from board.reports.prose import formatted
from board.snapshots.projection import Projection
from board.text.richtext import Paragraph, Run

from .output_boards import outputs
from .report_boards import HOSTILE, PROVENANCE, area, board_of, example, full_poster, hostile, zone
from .report_shapes import W, word_paragraphs, word_xml

BUILT_IN = {
    *{"Normal", "Title", "Caption", "IntenseQuote", "ListBullet", "ListBullet2", "ListNumber"},
    *{"ListNumber2", *(f"Heading{level}" for level in range(1, 7))},
}
NUMBERED = "1. one\n   1. one a\n   2. one b\n2. two\n   1. two a\n\nThen:\n\n1. again\n- bullet\n  - deep"


def word(
    layout: str = "manual_section",
    board: Projection | None = None,
    provenance: Provenance = PROVENANCE,
    **choices: Any,
) -> bytes:
    report = build(layout, board or board_of(layout), provenance, ReportOptions(**choices))
    return render(report, "docx").content


def with_record(text: str) -> Projection:
    board = example()
    area(board, "Prevention")["record"] = text
    return board


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_built_in_styles_and_no_direct_fonts_or_colours(layout):
    source = word(layout)
    assert {style for style, _ in word_paragraphs(source)} <= BUILT_IN
    document = word_xml(source, "word/document.xml")
    allowed = {f"{W}{name}" for name in ("rStyle", "b", "bCs", "i", "iCs", "rtl")}
    assert {each.tag for run in document.iter(f"{W}rPr") for each in run} <= allowed
    assert {each.get(f"{W}val") for each in document.iter(f"{W}rStyle")} <= {"Hyperlink"}
    assert {each.get(f"{W}val") for each in document.iter(f"{W}tblStyle")} <= {"TableGrid"}


def test_a_report_with_a_title_page_numbers_its_pages_and_a_section_to_be_pasted_does_not():
    report = build("manual_section", example(), PROVENANCE)
    whole = render(replace(report, title="A & B", front=Front(("By us",))), "docx").content
    first = docx.Document(io.BytesIO(whole)).sections[0]
    (line,) = first.footer.paragraphs
    assert line.text.startswith("A & B, page ")
    assert [each.text for each in line._p.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert docx.Document(io.BytesIO(render(report, "docx").content)).sections[0].footer.is_linked_to_previous


def with_contents(*parts: Section) -> bytes:
    listed = Contents(tuple(Heading(part.level, part.title, part.anchor) for part in parts))
    return render(Report("A year", PROVENANCE, (listed, *parts), front=Front(("By us",))), "docx").content


def chapter(title: str, *blocks: Block, level: int = 1) -> Section:
    return Section("part", level, title, blocks, anchor=f"part-{title}")


def test_X16_each_line_of_the_contents_has_the_number_of_its_page_which_nobody_has_to_ask_for():
    source = with_contents(chapter("One", Paragraph((Run("Words"),))), chapter("One, below", level=2), chapter("Two"))
    document = word_xml(source, "word/document.xml")
    lines = [each for each in document.iter(f"{W}p") if "TOC" in str(style_of(each)) and each.find(f"{W}hyperlink")]
    asked = ["".join(each.text or "" for each in line.iter(f"{W}instrText")).split() for line in lines]
    marked = {each.get(f"{W}name"): each for each in document.iter(f"{W}bookmarkStart")}
    assert [(first, last) for first, _, last in asked] == [("PAGEREF", "\\h")] * 3
    assert [name for _, name, _ in asked] == list(marked)
    # ECMA-376, part 1, 17.13.6.2 and Word: forty letters, digits and low lines.
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", str(name), re.ASCII) for name in marked)
    forms = [[each.get(f"{W}fldCharType") for each in line.iter(f"{W}fldChar")] for line in lines]
    assert forms == [["begin", "separate", "end"]] * 3
    # What Word asks its reader about before it opens the file.
    assert f"{W}dirty" not in {name for each in document.iter() for name in each.attrib}
    assert word_xml(source, "word/settings.xml").find(f"{W}updateFields") is None


def style_of(paragraph: ET.Element) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def test_X16_each_page_behind_the_contents_names_its_chapter():
    front, text = docx.Document(io.BytesIO(with_contents(chapter("One"), chapter("Two")))).sections
    assert front.header.is_linked_to_previous
    (line,) = text.header.paragraphs
    assert [each.text for each in line._p.iter(f"{W}instrText")] == [' STYLEREF "Heading 1" ']
    assert text.footer.is_linked_to_previous


def test_wide_parts_one_after_the_other_leave_no_page_empty():
    wide = Table("Cells", tuple("ABCDEFG"), (Row("1", tuple(Cell() for _ in range(6))),))
    sections = docx.Document(io.BytesIO(with_contents(chapter("One", wide), chapter("Two", wide)))).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        *[WD_ORIENT.LANDSCAPE] * 2,
        WD_ORIENT.PORTRAIT,
    ]


def test_a_column_is_as_broad_as_its_longest_word_and_texts_share_the_rest():
    rows = (Row("Representatives", (Cell((Paragraph((Run("of every council " * 20),)),)),)),)
    source = render(Report("x", PROVENANCE, (Table("Who", ("", "Said"), rows),)), "docx").content
    narrow, broad = [int(each.get(f"{W}w", "")) for each in word_xml(source, "word/document.xml").iter(f"{W}gridCol")]
    assert narrow / 5000 * 80 > len("Representatives")
    assert broad > 2.5 * narrow


def test_a_row_stays_on_one_page_unless_it_is_long():
    items = [tuple(ListItem((Run(f"Point {n}"),)) for n in range(count)) for count in (5, 6)]
    rows = tuple(Row("Learning", (Cell((List(ordered=False, items=each),)),)) for each in items)
    report = build("manual_section", example(), PROVENANCE)
    content = render(replace(report, blocks=(Table("What was learned", ("Field", "Said"), rows),)), "docx").content
    table = word_xml(content, "word/document.xml").find(f".//{W}tbl")
    assert table is not None
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")] == [True, True, False]


def test_headings_begin_at_the_chosen_level():
    styles = [style for style, text in word_paragraphs(word(level=3)) if text == "Sustainability"]
    assert styles == ["Heading3"]


def test_R1_lists_are_two_deep_and_each_numbered_list_starts_again():
    source = word(board=with_record(NUMBERED))
    listed = [
        (style, text)
        for style, text in word_paragraphs(source)
        if text in {"one", "one a", "two a", "again", "bullet", "deep"}
    ]
    assert listed == [
        *[("ListNumber", "one"), ("ListNumber2", "one a"), ("ListNumber2", "two a")],
        *[("ListNumber", "again"), ("ListBullet", "bullet"), ("ListBullet2", "deep")],
    ]
    numbers = list_ids(source)
    assert numbers["one"] == numbers["two"] != numbers["again"]
    assert numbers["one a"] == numbers["one b"] != numbers["two a"]
    restarted = {
        each.get(f"{W}numId")
        for each in word_xml(source, "word/numbering.xml").iter(f"{W}num")
        if each.find(f"{W}lvlOverride/{W}startOverride[@{W}val='1']") is not None
    }
    assert set(numbers.values()) <= restarted


def list_ids(source: bytes) -> dict[str, str | None]:
    """The id of the list that each numbered paragraph belongs to, by its text."""
    found = {}
    for paragraph in word_xml(source, "word/document.xml").iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
            found[text] = number.get(f"{W}val")
    return found


def test_tables_have_header_rows_that_repeat_and_rows_that_stay_whole():
    tables = list(word_xml(word("grid_section"), "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(f"{W}tr")
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert headers == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        assert caption is not None
        assert caption.get(f"{W}val")
        widths = [int(cell.get(f"{W}w", "0")) for cell in rows[0].iter(f"{W}tcW")]
        assert abs(sum(widths) - 5000) <= len(widths)


def test_a_merged_cell_takes_the_width_of_its_columns_and_a_list_in_a_cell_is_one():
    bullets = List(ordered=False, items=(ListItem((Run("one"),)),))
    rows = (
        Row("Attendees", (Cell((Paragraph((Run("22 people"),)),), span=2),)),
        Row("Learning", (Cell((bullets,)), Cell())),
    )
    table = Table("Sessions", ("", "One", "Two"), rows)
    source = render(Report("x", PROVENANCE, (table,)), "docx").content
    columns, merged, _ = word_xml(source, "word/document.xml").iter(f"{W}tr")
    widths = [int(width.get(f"{W}w", "")) for width in columns.iter(f"{W}tcW")]
    assert [span.get(f"{W}val") for span in merged.iter(f"{W}gridSpan")] == ["2"]
    assert [int(width.get(f"{W}w", "")) for width in merged.iter(f"{W}tcW")] == [widths[0], sum(widths[1:])]
    assert ("ListBullet", "one") in word_paragraphs(source)


def property_of(section: ET.Element, name: str) -> str | None:
    part, attribute = (f"{W}{each}" for each in name.split("/"))
    found = section.find(part)
    return None if found is None else found.get(attribute)


def test_X6_a_poster_stands_on_a_page_on_its_side_in_columns():
    source = word_xml(word("one_page"), "word/document.xml")
    names = ("pgSz/orient", "type/val", "cols/num")
    pages = [[property_of(each, name) for name in names] for each in source.iter(f"{W}sectPr")]
    assert pages == [
        ["landscape", "nextPage", None],
        ["landscape", "continuous", "3"],
        [None, "nextPage", None],
    ]
    upright = word_xml(word("one_page", landscape=False), "word/document.xml")
    assert len(list(upright.iter(f"{W}sectPr"))) == 1


def test_X6_a_fuller_poster_has_smaller_letters_and_stays_on_its_page():
    document = word_xml(render(full_poster(30), "docx").content, "word/document.xml")
    assert {each.get(f"{W}val") for each in document.iter(f"{W}sz")} == {"19"}
    assert len(list(document.iter(f"{W}sectPr"))) == 3


def test_X6_a_poster_that_no_page_holds_goes_on_at_a_section_in_letters_of_the_usual_size():
    document = word_xml(render(full_poster(44), "docx").content, "word/document.xml")
    assert not list(document.iter(f"{W}sz"))
    kinds = [property_of(each, "type/val") for each in document.iter(f"{W}sectPr")]
    assert kinds == ["nextPage", "continuous", "nextPage", "nextPage"]
    paragraphs = list(document.iter(f"{W}p"))
    (_, second, _) = [number for number, each in enumerate(paragraphs) if each.find(f"{W}pPr/{W}sectPr") is not None]
    assert "".join(each.text or "" for each in paragraphs[second + 1].iter(f"{W}t")) == "References"


def test_X6_a_place_stays_with_its_first_example():
    document = word_xml(word("one_page", outputs().projection()), "word/document.xml")
    kept = [each for each in document.iter(f"{W}p") if each.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in kept] == ["Bristol"]


def test_X6_the_passages_of_a_box_are_framed_and_nothing_else_is():
    source = word_xml(word("numbered_boxes"), "word/document.xml")
    framed = [
        "".join(each.text or "" for each in p.iter(f"{W}t"))
        for p in source.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pBdr") is not None
    ]
    assert framed[0].startswith("Situation: ")
    assert "Nothing is written in this box yet." in framed
    assert not [text for text in framed if text.startswith(("Question: How do", "Box", "A word"))]


def test_a_wide_grid_gets_pages_on_their_side():
    board = example()
    grid = zone(board, "grid")
    grid["columns"] = [{"id": f"o{n}", "title": f"Body {n}", "hint": ""} for n in range(9)]
    for row in grid["rows"]:
        kept = row["cells"][0]["cards"]
        row["cells"] = [{"column": f"o{n}", "cards": kept} for n in range(9)]
    pages = word_xml(word("theme_sections", board), "word/document.xml").iter(f"{W}pgSz")
    assert [each.get(f"{W}orient", "portrait") for each in pages] == [
        *["portrait", "landscape", "portrait"],
    ]
    alone = word_xml(word("grid_section", board), "word/document.xml").iter(f"{W}pgSz")
    assert [each.get(f"{W}orient", "portrait") for each in alone] == ["landscape", "portrait"]


def test_links_are_real_and_only_to_the_web_and_to_mail():
    record = "[a](https://e.org/?a=1&b=<2>) [b](mailto:x@e.org) [c](javascript:alert(1)) [d](file:///c)"
    source = word(board=with_record(record))
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://e.org/?a=1&amp;b=%3C2%3E"' in relations
    assert 'Target="mailto:x@e.org"' in relations
    assert "javascript" not in relations
    assert "file:" not in relations
    assert any("[c](javascript:alert(1))" in text for _, text in word_paragraphs(source))


def test_the_document_says_its_language_title_and_time():
    document = docx.Document(io.BytesIO(word(title="Our <themes>")))
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Our <themes>", "en-GB")
    assert properties.created == properties.modified == datetime.fromisoformat("2024-03-12T14:05:33Z")
    assert properties.author == ""
    languages = word_xml(word(), "word/styles.xml").iter(f"{W}lang")
    assert {each.get(f"{W}val") for each in languages} == {"en-GB"}


@pytest.mark.parametrize("taken", ["2024-03-12T14:05:33Z", "1970-01-01T00:00:00Z", "", "odd", "9999-12-31T23:59:59Z"])
def test_the_same_snapshot_gives_the_same_bytes_at_any_time(taken):
    provenance = Provenance("x", taken, "ff")
    first, second = word(provenance=provenance), word(provenance=provenance)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert len({each.date_time for each in package.infolist()}) == 1
        assert package.testzip() is None


def test_right_to_left_paragraphs_are_marked():
    source = word(board=with_record("مرحبا **عالم**\n\nEnglish, with مرحبا inside"))
    paragraphs = {
        "".join(each.text or "" for each in p.iter(f"{W}t")): p
        for p in word_xml(source, "word/document.xml").iter(f"{W}p")
    }
    arabic, english = paragraphs["مرحبا عالم"], paragraphs["English, with مرحبا inside"]
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in arabic.iter(f"{W}r"))
    assert english.find(f".//{W}bidi") is None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_field_object_or_macro_comes_from_the_text(text):
    for layout in LAYOUTS:
        source = word(layout, hostile(text, board_of(layout)))
        tags = {each.tag.removeprefix(W) for each in word_xml(source, "word/document.xml").iter()}
        assert not tags & {"fldSimple", "fldChar", "instrText", "object", "drawing", "altChunk"}
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            assert not [each for each in package.namelist() if "vba" in each or "embed" in each]


def test_line_breaks_and_spaces_are_kept():
    assert formatted("one\ntwo")[0].runs == (Run("one\ntwo"),)  # type: ignore[union-attr]
    assert ("Normal", "one\ntwo") in word_paragraphs(word(board=with_record("one\ntwo")))
