"""SPEC B7 and B3: pictures of boards in a report of many, numbered, referred to, and listed, in every format."""

import io
import re
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import docx
import pikepdf
import pytest
from PIL import Image

from board import programmes
from board.building import (
    MAX_FIGURES,
    Built,
    Figure,
    FromBoard,
    Gathered,
    Part,
    ReportPlan,
    Words,
    assemble,
    faults_of,
    passages,
)
from board.picture import raster
from board.picture.paper import SIDEWAYS, UPRIGHT, letters_on, width_on
from board.picture.raster import png
from board.render import FORMATS, render
from board.reports.model import Captions, Cell, Picture, Report, Row, Section, Table, sections
from board.snapshots.projection import Projection, all_areas, all_zones

from .built_reports import AT, built, content, plan, text
from .output_boards import OutputBoard
from .report_boards import PROVENANCE, area, card, example
from .report_shapes import W, word_xml
from .test_render_pdf import claims_accessibility, names, tags

AREA = next(iter(all_areas(example())))
BOARD = FromBoard(id="board", title="The board", board="one", layout="theme_sections", figures=(Figure(of=AREA["id"]),))
SEE = Words(id="see", title="Start", text="See *[[board:figure]]*, [[board:table]] and [[board]].")
LISTED = replace(BOARD, layout="manual_section", annex=True)


def made(*parts: Part, board: Projection | None = None) -> Built:
    return assemble(plan(*parts), Gathered({("one", None): content(board)}), AT)


def pictures(report: Report) -> list[Picture]:
    return [block for each in sections(report) for block in each.blocks if isinstance(block, Picture)]


def captions(report: Report) -> dict[str, list[str]]:
    found = (block for block in report.blocks if isinstance(block, Captions))
    return {each.of: [entry.title for entry in each.entries] for each in found}


def test_B7_a_plan_with_figures_comes_back_as_it_was_kept() -> None:
    kept = plan(replace(BOARD, figures=(Figure(), Figure(of=AREA["id"], caption="How we began"))))
    assert programmes.read(ReportPlan, programmes.written(kept)) == kept


def test_B7_a_plan_of_too_many_figures_is_refused_in_words() -> None:
    most = replace(BOARD, figures=(Figure(),) * MAX_FIGURES)
    assert list(faults_of(plan(most))) == []
    [(where, sentence)] = faults_of(plan(most, replace(BOARD, id="other")))
    assert where == "parts"
    assert f"at most {MAX_FIGURES} pictures" in sentence


def test_B7_a_part_has_its_picture_with_the_snapshot_and_all_its_words() -> None:
    [picture] = pictures(built(BOARD))
    assert picture.title == f"Figure 1: The area ‘{AREA['title']}’ of the board ‘The structure of our report’"
    assert "Made from the snapshot ‘Before lunch’" in picture.description
    assert AREA["zones"][0]["title"] in picture.description


def test_B7_the_author_may_write_the_caption() -> None:
    [picture] = pictures(built(replace(BOARD, figures=(Figure(caption="Where we\nbegan"),))))
    assert picture.title == "Figure 1: Where we began"


def test_B7_pictures_stand_under_the_heading_of_their_part_and_not_of_a_section_in_it() -> None:
    report = built(replace(BOARD, figures=(Figure(), Figure(of=AREA["id"]))))
    part = next(each for each in sections(report) if each.anchor == "part-board")
    kinds = [type(block) for block in part.blocks]
    assert kinds.index(Picture) < kinds.index(Section)
    assert [each.label for each in pictures(report)] == ["Figure 1", "Figure 2"]


def test_B7_a_poster_stays_a_page_and_its_picture_stands_before_it() -> None:
    board = OutputBoard("Our poster")
    board.launch("poster", {"question": "Who helps?"})
    board.add("considerations", "Ask first")
    poster = FromBoard(id="poster", board="one", layout="one_page", figures=(Figure(),))
    report = built(poster, boards={("one", None): content(board.projection())})
    [page] = [each for each in sections(report) if each.role == "page"]
    assert not any(isinstance(block, Picture) for block in page.blocks)
    assert [each.label for each in pictures(report)] == ["Figure 1"]


@pytest.mark.parametrize("of", ["gone", "withheld"])
def test_B7_what_cannot_be_drawn_says_so_in_its_place_and_is_found(of: str) -> None:
    found = made(replace(BOARD, figures=(Figure(of=of),)))
    assert pictures(found.report) == []
    assert "This part of the board is not in this snapshot." in text(found.report)
    [lost] = [each for each in found.findings if each.code == "missing-source"]
    assert (lost.what, lost.id) == ("part", "board")
    assert "leave it out" in lost.fix


def test_B7_a_picture_too_large_to_be_read_is_refused_in_words_and_the_report_is_built() -> None:
    with patch.object(raster, "_MOST_PIXELS", 1000):
        found = made(BOARD)
    assert pictures(found.report) == []
    assert "too large to be read" in text(found.report)
    assert [each.id for each in found.findings if each.code == "missing-source"] == ["board"]


def test_B7_letters_that_are_too_small_on_paper_are_found() -> None:
    small = replace(BOARD, figures=(Figure(of=area(example(), "Prevention")["id"]),))
    assert not [each for each in made(small).findings if each.code == "small-picture"]
    wide = made(replace(BOARD, figures=(Figure(),)), board=_broad())
    assert [each.id for each in wide.findings if each.code == "small-picture"] == ["board"]
    assert len(pictures(wide.report)) == 1


def _broad() -> Projection:
    """A board of many areas side by side."""
    board = example()
    zone = next(each for each in all_zones(board) if each["kind"] == "areas")
    zone["areas"] = [{**AREA, "id": f"area{number}"} for number in range(8)]
    return board


def named_board() -> Projection:
    """A board with a card that says whose it is, in an activity that names people."""
    board = example()
    board["launches"] = [{**one, "attribution": "name"} for one in board["launches"]]
    zone = next(each for each in board["launches"][0]["zones"] if "cards" in each)
    zone["cards"] = [{**card("Signed"), "by": "Ada Verne"}]
    return board


def test_X11_a_figure_names_nobody_whom_its_part_does_not_name() -> None:
    whole = replace(BOARD, figures=(Figure(),))
    for part, is_named in ((whole, True), (replace(whole, attribution="none"), False)):
        [picture] = pictures(made(part, board=named_board()).report)
        assert ("Ada Verne" in picture.svg) is is_named
        assert "Ada Verne" not in "".join(each.text for each in passages(made(part, board=named_board()).parts))


def test_X11_a_figure_leaves_out_what_stays_in_the_group() -> None:
    set_ = OutputBoard("Our set")
    set_.launch("action_learning_set", {})
    set_.add("issue", "What nobody else shall read")
    part = FromBoard(id="a", board="one", layout="manual_section", figures=(Figure(),))
    [picture] = pictures(made(part, board=set_.projection()).report)
    assert "What nobody else shall read" not in picture.svg + picture.description
    assert "Claiming airspace" in picture.svg


def test_B3_figures_and_tables_have_numbers_of_their_own_and_a_list_each() -> None:
    report = built(LISTED, replace(LISTED, id="again", figures=(Figure(caption="All of it"), Figure(of=AREA["id"]))))
    listed = captions(report)
    assert [each.partition(":")[0] for each in listed["Figure"]] == ["Figure 1", "Figure 2", "Figure 3"]
    assert listed["Figure"][1] == "Figure 2: All of it"
    tables = [each.partition(":")[0] for each in listed["Table"]]
    assert tables == [f"Table {number}" for number in range(1, len(tables) + 1)]
    assert len(tables) >= 2


def test_B3_a_report_without_figures_or_contents_has_no_list_of_them() -> None:
    assert captions(built(Words(id="a", title="One", text="Words."))) == {}
    assert captions(built(LISTED, contents=False)) == {}


def test_B3_references_to_figures_follow_a_new_order() -> None:
    other = replace(LISTED, id="other", title="Other")
    assert "See Figure 1, Table 1 and section ‘2 The board’." in text(built(SEE, LISTED, other))
    assert "See Figure 2, Table " in text(built(SEE, other, LISTED))
    second = replace(SEE, text="See [[board:figure2]].")
    both = replace(LISTED, figures=(Figure(), Figure(of=AREA["id"])))
    assert "See Figure 2." in text(built(second, both))


def test_B3_a_reference_to_a_figure_that_is_not_there_is_found() -> None:
    found = made(replace(SEE, text="See [[board:figure2]]."), BOARD)
    assert [each.id for each in found.findings if each.code == "orphan-cross-reference"] == ["see"]
    assert "(this part is not in the report)" in text(found.report)


def test_B3_the_name_of_a_part_is_no_markup_where_it_is_referred_to() -> None:
    assert "section ‘2 A *new* start’" in text(built(SEE, replace(LISTED, title="A *new* start")))


@pytest.mark.parametrize("name", FORMATS)
def test_B7_every_format_has_number_caption_and_words_of_a_figure(name: str) -> None:
    report = built(SEE, LISTED)
    told = render(report, name).content
    match name:
        case "docx":
            said = "".join(each.text or "" for each in word_xml(told, "word/document.xml").iter(f"{W}t"))
            said += " ".join(docx_descriptions(told))
        case "pdf":
            document = pikepdf.open(io.BytesIO(told))
            assert claims_accessibility(document)
            assert names(document).count("Figure") == 1
            said = " ".join(str(each.Alt) for each in tags(document.Root.StructTreeRoot) if "/Alt" in each)
            said += "Figure 1: The area"
        case _:
            said = told.decode()
    assert "Figure 1: The area" in said
    assert "Train staff across agencies together" in said
    assert render(report, name).content == told


def docx_descriptions(source: bytes) -> list[str]:
    return [shape._inline.docPr.get("descr") for shape in docx.Document(io.BytesIO(source)).inline_shapes]


def fields(source: bytes) -> list[tuple[str, str]]:
    """The instruction of every field of a Word document, and what it shows."""
    found: list[list[str]] = []
    for each in word_xml(source, "word/document.xml").iter():
        match each.tag.removeprefix(W), each.get(f"{W}fldCharType"):
            case "instrText", _:
                found.append([(each.text or "").strip(), ""])
            case "t", _ if found and found[-1][-1] != "end":
                found[-1][1] += each.text or ""
            case "fldChar", "end":
                found[-1].append("end")
            case _:
                pass
    return [(instruction, shown) for instruction, shown, _ in found]


def test_B3_in_word_captions_count_themselves_and_references_follow() -> None:
    source = render(built(SEE, LISTED, replace(LISTED, id="again")), "docx").content
    found = fields(source)
    assert [shown for instruction, shown in found if instruction == "SEQ Figure \\* ARABIC"] == ["1", "2"]
    numbers = [shown for instruction, shown in found if instruction == "SEQ Table \\* ARABIC"]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    references = [each for each in found if each[0].startswith("REF ")]
    assert references == [("REF figure_1 \\h", "Figure 1"), ("REF table_1 \\h", "Table 1")]
    assert at_bookmark(source, "figure_1") == "Figure 1"
    assert at_bookmark(source, "table_1") == "Table 1"


def at_bookmark(source: bytes, name: str) -> str:
    """What stands between the ends of a bookmark: what a reference to it will say."""
    said, inside = "", None
    for each in word_xml(source, "word/document.xml").iter():
        if each.tag == f"{W}bookmarkStart" and each.get(f"{W}name") == name:
            inside = each.get(f"{W}id")
        elif each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == inside:
            return said
        elif each.tag == f"{W}t" and inside:
            said += each.text or ""
    raise AssertionError(name)


def test_B3_on_the_web_page_references_and_lists_lead_to_their_captions() -> None:
    page = render(built(SEE, LISTED), "html").content.decode()
    assert '<em><a href="#figure_1">Figure 1</a></em>' in page
    assert '<a href="#part-board">section ‘2 The board’</a>' in page
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert len(ids) == len(re.findall(r' id="', page))


def test_B3_in_the_pdf_references_lead_to_their_places() -> None:
    document = pikepdf.open(io.BytesIO(render(built(SEE, LISTED), "pdf").content))
    links: list[Any] = [each for page in document.pages for each in page.get("/Annots", pikepdf.Array())]
    assert len([each for each in links if "/Dest" in each or each.A.S == "/GoTo"]) >= len(SEE.text.split("[[")) - 1


def test_X11_a_picture_on_a_page_on_its_side_stays_on_it() -> None:
    tall = Picture("<svg/>", 800, 2000, "Tall", "Tall.")
    assert width_on(tall, SIDEWAYS) * 2000 / 800 <= SIDEWAYS.height
    assert width_on(tall) * 2000 / 800 <= UPRIGHT.height
    assert letters_on(tall) == pytest.approx(14 * width_on(tall) / 800 / 25.4 * 72)
    wide = Table("Wide", tuple("abcdefgh"), (Row("a", (Cell(),) * 7),))
    [drawn] = pictures(built(BOARD))
    section = Section("part", 1, "Wide", (wide, replace(drawn, width=800, height=2000)))
    [shape] = docx.Document(io.BytesIO(render(Report("x", PROVENANCE, (section,)), "docx").content)).inline_shapes
    assert shape.width.mm == pytest.approx(width_on(tall, SIDEWAYS), abs=0.1)


def test_X11_a_picture_for_paper_has_no_more_pixels_than_a_printer_shows() -> None:
    [picture] = pictures(built(BOARD))
    assert abs(pixels_across(png(picture)) - picture.width * 2) <= 1
    assert abs(pixels_across(png(picture, paper=20.0)) - picture.width) <= 1


def pixels_across(source: bytes) -> int:
    return Image.open(io.BytesIO(source)).width
