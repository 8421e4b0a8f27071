"""SPEC K: a Word document that was edited elsewhere comes back as suggestions."""

import io
import json
import zipfile
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from board.errors import ReportError
from board.render import render
from board.reports import build
from board.reviewing import Returned, Suggested, read_returned, suggestions_in, taken_over
from board.reviewing import returned as returned_module
from board.reviewing.suggesting import normal
from board.snapshots.projection import Projection, all_areas

from .report_boards import PROVENANCE, area, example

VECTORS = json.loads((Path(__file__).parents[1] / "fixtures" / "richtext_vectors.json").read_text("utf-8"))
AREA = "Sustainability"


def board(record: str) -> Projection:
    found = example()
    area(found, AREA)["record"] = record
    return found


def exported(projection: Projection, layout: str = "theme_sections") -> bytes:
    return render(build(layout, projection, PROVENANCE), "docx").content


def edited(content: bytes, edit: Any) -> bytes:
    """The document after somebody's edit in a word processor."""
    document, out = docx.Document(io.BytesIO(content)), io.BytesIO()
    edit(document)
    document.save(out)
    return out.getvalue()


def suggested(content: bytes, *boards: Projection) -> list[Suggested]:
    return list(suggestions_in(read_returned(content), boards))


def paragraph(document: Any, starts: str) -> Any:
    return next(each for each in document.paragraphs if each.text.startswith(starts))


def texts() -> list[str]:
    return [case["markdown"] for case in VECTORS["cases"]]


@pytest.mark.parametrize("layout", ["theme_sections", "manual_section"])
def test_K1_a_document_that_nobody_touched_suggests_nothing(layout: str) -> None:
    assert suggested(exported(example(), layout), example()) == []


def test_K1_every_text_comes_back_as_it_was_exported() -> None:
    assert texts()
    for record in texts():
        found = board(record)
        assert suggested(exported(found), found) == [], record


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab *-1.[]()\n\\é\U0001f600"), max_size=60))
def test_K1_any_text_comes_back_as_it_was_exported(record: str) -> None:
    found = board(record)
    assert suggested(exported(found), found) == []


def test_K1_the_file_names_its_snapshot() -> None:
    returned = read_returned(exported(example()))
    assert returned.digest == PROVENANCE.digest
    assert returned.is_from(PROVENANCE.digest)
    assert not returned.is_from("0" * len(PROVENANCE.digest))


def test_K1_the_file_names_its_snapshot_where_a_reader_sees_it() -> None:
    def without_properties(document: Any) -> None:
        document.core_properties.comments = ""

    returned = read_returned(edited(exported(example()), without_properties))
    assert returned.digest == ""
    assert returned.is_from(PROVENANCE.digest)


def test_K2_other_words_become_a_suggestion_on_their_area() -> None:
    found = board("We plan **early**.\n\n- one\n- two")

    def edit(document: Any) -> None:
        paragraph(document, "We plan").runs[-1].text = ", every year."
        paragraph(document, "two").add_run(" and more").italic = True

    (change,) = suggested(edited(exported(found), edit), found)
    assert change.area == area(found, AREA)["id"]
    assert change.base == "We plan **early**.\n\n- one\n- two"
    assert change.proposed == "We plan **early**, every year.\n\n- one\n- two* and more*".replace(
        "two* and", "two *and"
    )


def test_K2_a_new_paragraph_and_a_new_item_belong_to_the_text() -> None:
    found = board("First.\n\n- one\n- two\n\nLast.")

    def edit(document: Any) -> None:
        paragraph(document, "Last.").insert_paragraph_before("Between.")
        paragraph(document, "two").insert_paragraph_before("one and a half", style="List Bullet")

    (change,) = suggested(edited(exported(found), edit), found)
    assert change.proposed == "First.\n\n- one\n- one and a half\n- two\n\nBetween.\n\nLast."


@pytest.mark.parametrize("layout", ["theme_sections", "manual_section"])
@pytest.mark.parametrize("record", ["Only.", "First.\n\nLast.", "First.\n\n- one\n- two"])
def test_K2_what_is_added_below_the_last_paragraph_belongs_to_the_text(layout: str, record: str) -> None:
    found = board(record)

    def edit(document: Any) -> None:
        last = paragraph(document, record.rsplit("\n", maxsplit=1)[-1].removeprefix("- "))._p
        added = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Added.</w:t></w:r></w:p>")
        last.addnext(added)

    (change,) = suggested(edited(exported(found, layout), edit), found)
    assert change.proposed == f"{record}\n\nAdded."


@pytest.mark.parametrize("layout", ["theme_sections", "manual_section"])
def test_K2_a_last_paragraph_taken_out_with_the_end_of_its_mark_is_a_change(layout: str) -> None:
    before = board("We agree.\n\nFor now.")

    def edit(document: Any) -> None:
        gone = paragraph(document, "For now.")._p
        gone.getparent().remove(gone)

    (found,) = suggested(edited(exported(before, layout), edit), before)
    assert found.proposed == "We agree."


def test_K2_a_text_that_a_document_has_twice_may_be_edited_in_either_place() -> None:
    found = board("As agreed.")
    report = build("theme_sections", found, PROVENANCE)
    twice = render(replace(report, blocks=(*report.blocks, *report.blocks)), "docx").content
    assert suggested(twice, found) == []
    for place in (0, 1):

        def edit(document: Any, place: int = place) -> None:
            [each for each in document.paragraphs if each.text == "As agreed."][place].add_run(" And more.")

        (change,) = suggested(edited(twice, edit), found)
        assert change.proposed == "As agreed. And more."


def test_K2_a_section_that_is_moved_takes_no_words_of_its_new_neighbours() -> None:
    found = board("First.\n\nLast.")

    def edit(document: Any) -> None:
        last = paragraph(document, "Last.")._p
        behind = last.getnext()
        behind.addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Of another section.</w:t></w:r></w:p>"))
        behind.getparent().remove(behind)

    assert suggested(edited(exported(found), edit), found) == []


def test_K1_tracked_changes_count_as_made() -> None:
    found = board("We plan early.")

    def edit(document: Any) -> None:
        target = paragraph(document, "We plan")._p
        run = target.find(qn("w:r"))
        text = run.find(qn("w:t"))
        text.text = "We plan "
        text.set(qn("xml:space"), "preserve")
        run.addnext(parse_xml(f'<w:ins {nsdecls("w")} w:id="91" w:author="R"><w:r><w:t>late.</w:t></w:r></w:ins>'))
        run.addnext(
            parse_xml(f'<w:del {nsdecls("w")} w:id="90" w:author="R"><w:r><w:delText>early.</w:delText></w:r></w:del>')
        )

    (change,) = suggested(edited(exported(found), edit), found)
    assert change.proposed == "We plan late."


def _without_ends(document: Any) -> tuple[Any, Any]:
    (start,) = [
        e for e in document.element.iter(qn("w:bookmarkStart")) if e.get(qn("w:name"), "").startswith("agreed_")
    ]
    (end,) = [e for e in document.element.iter(qn("w:bookmarkEnd")) if e.get(qn("w:id")) == start.get(qn("w:id"))]
    for each in (start, end):
        each.getparent().remove(each)
    return start, end


def test_K1_marks_may_stand_between_paragraphs_or_at_the_head_of_the_next() -> None:
    found = board("First.\n\nLast.")

    def between(document: Any) -> None:
        start, end = _without_ends(document)
        paragraph(document, "First.")._p.addprevious(start)
        paragraph(document, "Last.")._p.addnext(end)

    def at_the_next_head(document: Any) -> None:
        start, end = _without_ends(document)
        paragraph(document, "First.")._p.insert(0, start)
        paragraph(document, "Last.")._p.getnext().insert(0, end)

    content = exported(found, "manual_section")
    assert len(read_returned(edited(content, between)).texts) == 1
    assert suggested(edited(content, between), found) == []
    assert suggested(edited(content, at_the_next_head), found) == []


def test_K1_a_mark_that_libreoffice_begins_twice_is_one() -> None:
    found = board("First.\n\nLast.")

    def again(document: Any) -> None:
        start, end = _without_ends(document)
        other = deepcopy(start)
        other.set(qn("w:id"), "77")
        end.set(qn("w:id"), "77")
        paragraph(document, "First.")._p.insert(0, start)
        paragraph(document, "Last.")._p.insert(0, other)
        paragraph(document, "Last.")._p.append(end)

    assert suggested(edited(exported(found), again), found) == []
    assert len(read_returned(edited(exported(found), again)).texts) == 1


def test_K1_a_mark_that_libreoffice_splits_in_two_empty_ones_is_one() -> None:
    found = board("First.\n\nLast.")

    def split(document: Any) -> None:
        start, end = _without_ends(document)
        first, behind = paragraph(document, "First.")._p, paragraph(document, "Last.")._p.getnext()
        for number, at in (("77", first), ("78", behind)):
            one, other = deepcopy(start), deepcopy(end)
            one.set(qn("w:id"), number)
            other.set(qn("w:id"), number)
            at.insert(0, other)
            at.insert(0, one)

    assert suggested(edited(exported(found), split), found) == []


def test_K2_what_the_board_changed_since_is_no_suggestion() -> None:
    before, after = board("As exported."), board("As it is now.")
    assert suggested(exported(before), before, after) == []
    assert suggested(exported(before), after, before) == []


def test_K2_words_outside_the_agreed_texts_are_nobodys_suggestion() -> None:
    found = example()

    def edit(document: Any) -> None:
        document.add_paragraph("A remark at the end.")
        document.paragraphs[0].insert_paragraph_before("A remark at the start.")

    assert suggested(edited(exported(found), edit), found) == []


def test_K2_an_area_that_another_board_has_is_left_alone() -> None:
    other = example()
    for each in all_areas(other):
        each["id"] = f"other-{each['id']}"
    assert suggested(edited(exported(example()), lambda d: paragraph(d, "Funding").add_run("!")), other) == []


def test_K3_a_suggestion_is_taken_over_beside_what_others_wrote_meanwhile() -> None:
    change = Suggested("a", "One two three four five.", "One TWO three four five.")
    assert taken_over("One two three four five.", change) == "One TWO three four five."
    assert taken_over("One two three four FIVE.", change) == "One TWO three four FIVE."


def test_K3_where_both_changed_the_same_words_a_person_decides() -> None:
    change = Suggested("a", "One two three.", "One TWO three.")
    assert taken_over("One 2 three.", change) is None


WORDS = st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=6).map(" ".join)


@given(base=WORDS, mine=WORDS, theirs=WORDS)
def test_K3_taking_over_agrees_with_each_side_where_the_other_is_still(base: str, mine: str, theirs: str) -> None:
    assert taken_over(base, Suggested("a", base, theirs)) == theirs
    assert taken_over(mine, Suggested("a", base, base)) == mine
    merged, mirrored = taken_over(mine, Suggested("a", base, theirs)), taken_over(theirs, Suggested("a", base, mine))
    assert merged == mirrored


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    b'<w:bookmarkStart w:id="1" w:name="agreed_x"/><w:r><w:t>&a;</w:t></w:r><w:bookmarkEnd w:id="1"/>'
    b"</w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", b"PK\x03\x04 cut short", _zip(other=b"<a/>"), _zip(word__document=b"<broken")],
)
def test_K1_what_is_no_word_document_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ReportError, match="no Word document"):
        read_returned(content)


def _packed(method: int) -> bytes:
    """A file whose part is no longer what was packed."""
    out, part = io.BytesIO(), json.dumps(list(range(999))).encode()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr("word/document.xml", part)
    content = bytearray(out.getvalue())
    content[60:90] = bytes(30)
    return bytes(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_K1_what_cannot_be_unpacked_is_refused_in_words(method: int) -> None:
    with pytest.raises(ReportError, match="no Word document"):
        read_returned(_packed(method))


def _listed(level: str) -> bytes:
    numbers = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    text = '<w:bookmarkStart w:id="1" w:name="agreed_x"/><w:r><w:t>One</w:t></w:r><w:bookmarkEnd w:id="1"/>'
    body = f"<w:body><w:p>{numbers}{text}</w:p></w:body>"
    return _zip(word__document=f"<w:document {nsdecls('w')}>{body}</w:document>".encode())


@pytest.mark.parametrize("level", ["-3", "", "7"])
def test_K1_an_odd_level_of_a_list_is_one_that_there_is(level: str) -> None:
    assert [text.strip() for text in read_returned(_listed(level)).texts.values()] == ["- One"]


@pytest.mark.parametrize("level", ["x", "9" * 5000])
def test_K1_a_level_that_is_no_number_is_refused_in_words(level: str) -> None:
    with pytest.raises(ReportError, match="no Word document"):
        read_returned(_listed(level))


def test_K1_a_text_that_no_area_could_hold_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    found = board("We plan early.")
    content = edited(exported(found), lambda document: paragraph(document, "We plan").add_run(" And late."))
    assert suggested(content, found)
    monkeypatch.setattr(returned_module, "MAX_TEXT", 20)
    with pytest.raises(ReportError, match="longer than 20 characters"):
        read_returned(content)


def test_K1_entities_of_a_hostile_file_are_not_resolved() -> None:
    try:
        texts = read_returned(_zip(word__document=ENTITIES)).texts
    except ReportError:
        return
    assert "root:" not in "".join(texts.values())


def test_K1_a_file_that_is_too_large_packed_or_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = exported(example())
    monkeypatch.setattr(returned_module, "MAX_PART", 100)
    with pytest.raises(ReportError):
        read_returned(content)
    monkeypatch.setattr(returned_module, "MAX_FILE", 100)
    with pytest.raises(ReportError, match="larger than"):
        read_returned(content)


def test_K1_an_address_that_could_run_something_is_text() -> None:
    found = board("See [this](https://example.org).")
    content = exported(found)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    links = "word/_rels/document.xml.rels"
    parts[links] = parts[links].replace(b"https://example.org", b"javascript:alert(1)")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    (change,) = suggested(out.getvalue(), found)
    assert change.proposed == "See this."


def test_normal_form_is_a_fixed_point() -> None:
    for record in texts():
        assert normal(normal(record)) == normal(record), record


def test_K2_a_returned_text_without_any_board_suggests_nothing() -> None:
    assert list(suggestions_in(Returned({"agreed_x": "Words"}, ""), [])) == []
