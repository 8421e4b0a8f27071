"""The PDF: tagged for who listens to it, in the house's look, and the words of the report model in their order."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest

from board.errors import ReportError
from board.render import render
from board.reports import LAYOUTS, Provenance, ReportOptions, build, prose
from board.reports.model import (
    Agreed,
    Callout,
    Cell,
    Contents,
    Front,
    Heading,
    List,
    ListItem,
    Picture,
    Report,
    Row,
    Section,
    Table,
    sections,
)
from board.snapshots.projection import Projection
from board.text.richtext import Paragraph, Run, Runs

from .output_boards import outputs
from .programme_boards import hostile_place
from .report_boards import EMPTY, HOSTILE, PROVENANCE, area, board_of, example, full_poster, hostile, zone
from .report_shapes import html_lines

ARABIC = next(text for text in HOSTILE if "مرحبا" in text)
LONG_WORD = next(text for text in HOSTILE if len(text) > 1_000)
SETTABLE = [text for text in HOSTILE if text not in (ARABIC, LONG_WORD)]
MARKUP = (
    '#set page(width: 1pt) #panic("no") = Heading',
    '#image("/etc/passwd") #read("report.typ") #link("javascript:alert(1)")[x]',
    "$ x^2 $ *bold* _it_ `raw` ```typ #1``` @ref <label> \\ \\u{41} // no /* no */ https://e.org -- --- ... ~",
    '"); #import "@preview/x:1.0.0" #(sys.inputs) [ ] { }',
)


def section(*blocks: Any, title: str = "Part") -> Section:
    return Section("part", 2, title, tuple(blocks))


def report(*blocks: Any, title: str = "Report", taken: str = PROVENANCE.taken) -> Report:
    return Report(title, Provenance("x", taken, "ff"), tuple(blocks))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def made(layout: str = "manual_section", board: Projection | None = None, **choices: Any) -> Report:
    return build(layout, board or board_of(layout), PROVENANCE, ReportOptions(conversation=True, **choices))


def pdf(wanted: Report) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(wanted, "pdf").content))


def claims_accessibility(document: pikepdf.Pdf) -> bool:
    with document.open_metadata() as metadata:
        return metadata.get("pdfuaid:part") == "1"


def tags(node: Any) -> Iterator[Any]:
    """Every element of a structure tree, in reading order."""
    below = node.get("/K", [])
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from tags(each)


def names(document: pikepdf.Pdf) -> list[str]:
    return [str(each.S).removeprefix("/") for each in tags(document.Root.StructTreeRoot)]


def addresses(document: pikepdf.Pdf) -> list[str]:
    notes = (note for page in document.pages for note in page.get("/Annots", []))
    return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def words(wanted: Report) -> str:
    """What is on the pages in the order in which it is read, without what is repeated on each page, and spaces."""
    document = pypdfium2.PdfDocument(render(wanted, "pdf").content)
    foot = re.compile(r"[^\n]*\s*Page \d+ of \d+\s*$")
    pages = (packed(foot.sub("", page.get_textpage().get_text_bounded())) for page in document)
    return next(pages) + "".join(without_header_row(page, wanted) for page in pages)


def without_header_row(page: str, wanted: Report) -> str:
    """A table begins with its caption: a page that begins with a header row goes on with the table before it."""
    tables = [block for part in sections(wanted) for block in part.blocks if isinstance(block, Table)]
    rows = [packed("".join(table.columns)) for table in tables]
    return page.removeprefix(next(filter(page.startswith, rows), ""))


def packed(text: str) -> str:
    """The text without spaces, numbers of lists, and signs that pages show in their own way."""
    return re.sub(r"\d+\.(?=\s|$)|[\s•–\u200b-\u200d\u202a-\u202e\ufe0f\ufffe]", "", text)


def said(wanted: Report) -> str:
    return packed("\n".join(html_lines(render(wanted, "html").content)))


@pytest.fixture
def without_contents(monkeypatch):
    monkeypatch.setattr("board.render.pdf._LONG", 1_000)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X10_the_file_claims_to_be_accessible_and_says_its_language_title_and_time(layout):
    document = pdf(made(layout, title="Our <themes>"))
    assert claims_accessibility(document)
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo.Title) == "Our <themes>"
    assert str(document.docinfo.CreationDate) == "D:20240312140533+00'00"


@pytest.mark.parametrize("level", [1, 4, 6])
def test_X10_headings_begin_with_the_title_and_skip_no_level(level):
    found = [int(name[1]) for name in names(pdf(made(level=level))) if re.fullmatch(r"H\d", name)]
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert max(found) > 2


def test_X10_tables_have_captions_and_headers_and_lists_are_lists():
    found = names(pdf(made("grid_section")))
    assert found.count("Table") == found.count("Caption") == 2
    assert found.count("TH") == 5 + 6 + rows_of(made("grid_section"))
    deep = List(ordered=False, items=(ListItem((Run("deep"),)),))
    listed = report(section(List(ordered=True, items=(ListItem((Run("one"),), (deep,)),))))
    assert [name for name in names(pdf(listed)) if name in ("L", "LI", "Lbl", "LBody")] == [
        "L",
        "LI",
        "Lbl",
        "LBody",
    ] * 2


def rows_of(wanted: Report) -> int:
    return sum(len(block.rows) for part in sections(wanted) for block in part.blocks if isinstance(block, Table))


def test_X10_each_cell_of_a_table_has_a_header_for_its_row_and_one_for_its_column():
    data = Cell((paragraph("x"),))
    table = Table("Caption", ("a", "b", "c"), (Row("r", (data, data)), Row("s", (replace(data, span=2),))))
    document = pdf(report(section(table)))
    cells = [each for each in tags(document.Root.StructTreeRoot) if each.S in ("/TH", "/TD")]
    scopes = [[str(each.Scope)[1:] for each in cell.A if "/Scope" in each] for cell in cells]
    assert scopes == [["Column"]] * 3 + [["Row"], [], [], ["Row"], []]
    assert not any("/Headers" in each for cell in cells if cell.S == "/TD" for each in cell.A)
    assert [each.ColSpan for each in cells[-1].A if "/ColSpan" in each] == [2]
    assert claims_accessibility(document)


def test_X10_what_is_typed_like_a_tag_stays_as_it_was_typed():
    typed = "1 0 obj\n<</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table/Headers[(U1x0y0)]>>]"
    picture = Picture('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 9, 9, "x", typed)
    document = pdf(report(section(picture), title=typed))
    assert str(document.docinfo.Title) == typed
    (figure,) = [each for each in tags(document.Root.StructTreeRoot) if "/Alt" in each]
    assert str(figure.Alt) == typed


@pytest.mark.parametrize("lines", [13, 14, 15])
def test_X14_a_picture_and_its_name_stand_on_one_page(lines):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="500"><text x="9" y="20">drawn</text></svg>'
    above = [paragraph("Above.")] * lines
    content = render(report(section(*above, Picture(svg, 300, 500, "Name of it", "A drawing"))), "pdf").content
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    assert [number for number, page in enumerate(pages) if "drawn" in page] == [
        number for number, page in enumerate(pages) if "Name of it" in page
    ]


def test_long_reports_have_contents_and_short_ones_do_not():
    def titled(count: int) -> Report:
        return report(*(section(paragraph("text"), title=f"Part {number}") for number in range(count)))

    assert "TOC" not in names(pdf(titled(8)))
    long = pdf(titled(9))
    assert names(long).count("TOCI") == 9
    with long.open_outline() as outline:
        assert [each.title for each in outline.root[0].children or outline.root][-1] == "Part 8"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X3_pages_have_the_words_of_the_report_in_their_order(layout, without_contents):
    wanted = made(layout)
    assert words(wanted) == said(wanted)


@pytest.mark.parametrize("text", [*SETTABLE, *MARKUP], ids=range(len(SETTABLE) + len(MARKUP)))
def test_X3_every_kind_of_block_has_what_was_typed(text):
    wanted = every_kind(prose.one_line(text), prose.literal(text))
    assert words(wanted) == said(wanted)


def test_X3_what_an_area_agreed_is_set_like_any_text(without_contents):
    agreed = Agreed("area", (paragraph("We said so."), List(ordered=False, items=(ListItem((Run("Twice."),)),))))
    assert packed("We said so.") in words(report(section(agreed)))
    assert packed("Twice.") in words(report(section(agreed)))


def every_kind(title: str, runs: Runs) -> Report:
    items = List(ordered=False, items=(ListItem(runs, (List(ordered=True, items=(ListItem(runs),)),)),))
    table = Table(title, (title, "second"), (Row(title, (Cell((Paragraph(runs), Paragraph(runs))),)),))
    return report(section(Paragraph(runs), Callout(runs), items, table, title=title), title=title)


def test_text_from_right_to_left_is_all_there():
    wanted = report(section(paragraph(ARABIC), title=ARABIC))
    # The reader counts ligatures in its own way.
    assert set(said(wanted)) <= set(words(wanted))


@pytest.mark.parametrize("text", [*HOSTILE[:-2], *MARKUP], ids=range(len(HOSTILE) + len(MARKUP) - 2))
def test_X10_what_people_typed_is_set_as_text_and_only_safe_addresses_are_links(text):
    wanted = made("manual_section", hostile(text), title=text, intro=text)
    document = pdf(wanted)
    assert claims_accessibility(document)
    assert all(re.match(r"(https?://|mailto:)", each) for each in addresses(document))
    assert "/Names" not in document.Root
    assert "/OpenAction" not in document.Root


@pytest.mark.parametrize("text", MARKUP, ids=range(len(MARKUP)))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_X10_markup_in_any_layout_is_text(layout, text):
    board = hostile(text, board_of(layout))
    wanted = build(layout, board, PROVENANCE, ReportOptions(), (), hostile_place(text))
    assert packed(text)[:20] in words(wanted)
    assert all(re.match(r"(https?://|mailto:)", each) for each in addresses(pdf(wanted)))


def test_X10_parts_that_stand_side_by_side_keep_their_levels():
    parts = [replace(section(paragraph("text")), level=level) for level in (1, 3, 3, 2, 1)]
    headings = [name for name in names(pdf(report(*parts))) if re.fullmatch(r"H\d", name)]
    assert headings == ["H1", "H2", "H3", "H3", "H3", "H2"]


def test_a_whole_report_has_its_front_on_a_page_of_its_own_and_one_contents_list():
    parts = tuple(section(paragraph(f"text {number}"), title=f"Part {number}") for number in range(12))
    listed = Contents(tuple(Heading(1, part.title, "") for part in parts))
    document = pdf(replace(report(listed, *parts), front=Front(("A subtitle", "12 March 2024"))))
    assert names(document).count("TOCI") == 12
    first = pypdfium2.PdfDocument(render(replace(report(*parts), front=Front(("Subtitle",))), "pdf").content)[0]
    assert packed(first.get_textpage().get_text_bounded()) == "ReportSubtitleReportPage1of3"


def test_cells_hold_lists_and_several_columns():
    points = List(ordered=False, items=(ListItem((Run("point"),)),))
    table = Table("Caption", ("a", "b", "c"), (Row("r", (Cell((points, paragraph("x")), span=2),)),))
    document = pdf(report(section(table)))
    cells = [each for each in tags(document.Root.StructTreeRoot) if each.S == "/TD"]
    spans = [[each.ColSpan for each in cell.A if "/ColSpan" in each] for cell in cells]
    assert spans == [[2]]
    assert names(document).count("LI") == 1


def test_links_are_real_and_neighbours_with_one_address_are_one():
    board = example()
    area(board, "Prevention")["record"] = "[a **b** c](https://e.org/?a=1&b=<2>) [d](mailto:x@e.org) [e](javascript:f)"
    found = addresses(pdf(made("theme_sections", board, areas=(area(board, "Prevention")["id"],), annex=False)))
    assert found == ["https://e.org/?a=1&b=%3C2%3E", "mailto:x@e.org"]


def test_X10_a_character_that_no_font_has_ends_no_export_and_only_the_claim_is_not_made():
    unknown = report(section(paragraph("before \u0378 after")))
    document = pdf(unknown)
    assert not claims_accessibility(document)
    assert {"H1", "H2", "P"} <= set(names(document))
    assert "before" in words(unknown)
    assert "after" in words(unknown)


@pytest.mark.parametrize(
    "text", ["ŵŷ Ŵ", "Łódź ğ ș", "Жα", "مرحبا שלום", "中文 かな 한국", "ਪੰਜਾਬੀ বাংলা தமிழ்", "→ ✓ ☐ ★ ①", "1️⃣ 👍🏽 👩‍👩‍👧"]
)
def test_X10_scripts_and_signs_that_people_here_write_are_in_the_fonts(text):
    assert claims_accessibility(pdf(report(section(paragraph(text), paragraph("x")))))


def test_a_word_longer_than_its_line_goes_on_in_the_next():
    wide = Table("w" * 500, ("w" * 190, *"abcdefgh"), (Row("w" * 900, (Cell((paragraph("v" * 900),)),) * 8),))
    wanted = report(section(paragraph("w" * 3_000)), section(wide, title="w" * 300))
    found = words(wanted)
    assert found.count("w") == 300 + 3_000 + 500 + 190 + 900
    assert found.count("v") == 8 * 900


def test_a_header_row_higher_than_a_page_is_set_once():
    wide = Table("Caption", ("w" * 9_000, "b"), (Row("w" * 9_000, (Cell((paragraph("x"),)),)),))
    assert words(report(section(wide))).count("w") == 18_000


def test_a_wide_grid_gets_pages_on_their_side_that_fit_its_columns():
    def sizes(columns: int, layout: str = "theme_sections") -> list[bool]:
        document = pdf(made(layout, gridded(columns)))
        return [page.mediabox[2] > page.mediabox[3] for page in document.pages]

    assert not any(sizes(4))
    assert sizes(9).count(True) == 1
    assert sizes(9)[0] is False
    assert sizes(9, "grid_section")[0] is True
    thirty = pdf(made("grid_section", gridded(30)))
    assert thirty.pages[0].mediabox[2] > 30 * 24 / 25.4 * 72


def gridded(columns: int) -> Projection:
    """The example with so many columns in its grid."""
    board = example()
    grid = zone(board, "grid")
    grid["columns"] = [{"id": f"o{n}", "title": f"Body {n}", "hint": ""} for n in range(columns)]
    for row in grid["rows"]:
        kept = row["cells"][0]["cards"]
        row["cells"] = [{"column": f"o{n}", "cards": kept} for n in range(columns)]
    return board


@pytest.mark.parametrize("taken", ["2024-03-12T14:05:33Z", "1960-01-01T00:00:00Z", "", "odd", "9999-12-31T23:59:59Z"])
def test_the_same_snapshot_gives_the_same_bytes_at_any_time(taken):
    wanted = report(section(paragraph("text")), taken=taken)
    assert render(wanted, "pdf") == render(wanted, "pdf")


def test_only_fonts_that_come_with_the_project_are_in_the_file():
    document = pdf(build("manual_section", EMPTY, PROVENANCE))
    fonts = {str(font.BaseFont)[8:] for page in document.pages for font in page.Resources.Font.values()}
    assert fonts == {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}


def test_what_cannot_be_made_is_said(monkeypatch):
    monkeypatch.setattr("board.render.pdf._STANDARD", "no such standard")
    with pytest.raises((ReportError, ValueError)):
        render(report(), "pdf")


@pytest.mark.parametrize("words_a_card", [4, 22, 34, 42])
def test_X6_a_poster_of_up_to_eight_hundred_words_stays_on_one_page_on_its_side(words_a_card):
    assert sideways(full_poster(words_a_card)) == [True, False]


def test_X6_a_fuller_poster_goes_on_at_a_section_on_a_second_page():
    document = pypdfium2.PdfDocument(render(full_poster(60), "pdf").content)
    assert sideways(full_poster(60)) == [True, True, False]
    assert document[1].get_textpage().get_text_bounded().startswith("References")


def sideways(wanted: Report) -> list[bool]:
    return [page.get_width() > page.get_height() for page in pypdfium2.PdfDocument(render(wanted, "pdf").content)]


def test_X6_the_passages_of_a_box_are_in_the_file_in_order():
    board = outputs().projection()
    assert words(made("numbered_boxes", board)) == said(made("numbered_boxes", board))
