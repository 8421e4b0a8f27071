"""The report of the demo's programme, built from its boards, and held against the published one field by field."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from board.building import Built
from board.programmes import bundled_places
from board.render import render
from board.reports.model import Block as ReportBlock
from board.reports.model import Picture, Section
from client.demo.content import load
from client.demo.participant import DemoFailed
from client.demo.programme.content import ProgrammeContent, load_programme
from client.demo.programme.differing import EXPLANATIONS, Difference, differing, unexplained, unused
from client.demo.programme.exported import fields_of, headings_of
from client.demo.programme.from_published import with_published
from client.demo.programme.holding import held_against, printed_findings, said_in_each
from client.demo.programme.report import LIVE, planned
from client.demo.programme.run import ProgrammeOutcome
from client.demo.published import PublishedReport, read_published
from client.demo.published.against import icbs_named, places_of
from client.demo.read_back import FORMATS, read_back
from client.demo.read_back.nesting import nested
from client.demo.wording import Block, read_docx, read_html, read_markdown
from tests.demo_report import built
from tests.pdf_structure import read_pdf

ROOT = Path(__file__).parents[2]
REPORT = Path(os.environ.get("REPORT") or ROOT.parent / "shared" / "report" / "start-for-life-report.txt")
PLACES = bundled_places()


@pytest.fixture(scope="module")
def ours() -> ProgrammeContent:
    return load_programme(load())


@pytest.fixture(scope="module")
def made(ours: ProgrammeContent) -> Built:
    return built(ours)


@pytest.fixture(scope="module")
def published() -> PublishedReport:
    if not REPORT.exists():
        pytest.skip(f"report not present: {REPORT}")
    return read_published(REPORT.read_text("utf-8"))


@pytest.fixture(scope="module")
def from_published(published: PublishedReport) -> Built:
    return built(with_published(load_programme(load()), published))


@pytest.fixture(scope="module")
def exported(from_published: Built) -> bytes:
    return render(from_published.report, "json").content


def said(exported: bytes) -> Mapping[str, str]:
    return said_in_each({"json": exported})["json"]


def read(fmt: str, file: bytes) -> list[Block]:
    match fmt:
        case "docx":
            return read_docx(file)
        case "html":
            return read_html(file.decode())
        case _:
            return read_markdown(file.decode())


def words(fmt: str, file: bytes) -> str:
    return " ".join(" ".join(block.text for block in read(fmt, file)).split())


def test_B2_every_part_of_the_plan_says_something(made: Built) -> None:
    assert [found for found in made.findings if found.code in ("missing-source", "orphan-cross-reference")] == []
    # Only the tools: they are used on the live board, which people make.
    empty = [found.place for found in made.findings if found.code == "empty-part"]
    assert [place.partition(":")[0] for place in empty] == ["A tool in use"] * 2


def test_B4_every_recommendation_leads_back_to_what_a_set_learned(made: Built) -> None:
    report = json.loads(render(made.report, "json").content)
    (trail,) = [block for block in report["blocks"] if block.get("anchor") == "part-trail"]
    (table,) = trail["blocks"]
    learned = {row["header"] for row in table["rows"] if "Learning strip" in json.dumps(row["cells"])}
    assert len(learned) == 13
    assert {len(row["cells"][2]["flow"]) for row in table["rows"]} == {2}
    assert learned == {row["header"] for row in table["rows"]}


def test_X3_every_field_reads_the_same_in_every_format(made: Built) -> None:
    report = made.report
    read = said_in_each({fmt: render(report, fmt).content for fmt in FORMATS})
    assert len(read["json"]) > 200
    assert {fmt: differing(read["json"], each) for fmt, each in read.items()} == {fmt: [] for fmt in FORMATS}


def test_B7_the_report_has_a_figure_that_reads_the_same_in_every_format(made: Built) -> None:
    found = {fmt: figures(read_back(fmt, render(made.report, fmt).content)) for fmt in FORMATS}
    assert [title for title, _ in found["json"]] == ["Figure 1: The key steps as the set wrote them on its board"]
    assert "Made from the snapshot" in found["json"][0][1]
    assert found == dict.fromkeys(FORMATS, found["json"])
    assert figures(nested(read_pdf(render(made.report, "pdf").content))) == found["json"]


def figures(blocks: tuple[ReportBlock, ...]) -> list[tuple[str, str]]:
    """The name and the words of each picture."""
    own = [(block.title, block.description) for block in blocks if isinstance(block, Picture)]
    return own + [figure for block in blocks if isinstance(block, Section) for figure in figures(block.blocks)]


@pytest.fixture(scope="module")
def pdf(from_published: Built) -> bytes:
    return render(from_published.report, "pdf").content


def test_X10_the_tags_of_the_pdf_say_every_field_that_is_published(
    published: PublishedReport, exported: bytes, pdf: bytes
) -> None:
    headings = headings_of(read_back("json", exported))
    heard = places_of(fields_of(nested(read_pdf(pdf)), headings), PLACES)
    assert differing(said(exported), heard) == []
    assert list(map(str, unexplained(differing(places_of(published, PLACES), heard)))) == []


@pytest.mark.parametrize("reader", ["PDFium", "pdftotext"])
def test_X10_who_searches_the_pdf_finds_every_field(from_published: Built, pdf: bytes, reader: str) -> None:
    fields = said(render(from_published.report, "json").content)
    page = words("html", render(from_published.report, "html").content)
    verbatim = {place: without_spaces(text) for place, text in fields.items() if text and text in page}
    assert len(verbatim) > 190
    text = without_spaces(pdf_text(pdf, reader).replace(from_published.report.title, ""))
    assert [place for place, each in verbatim.items() if not is_found(each, text)] == []


def is_found(field: str, text: str) -> bool:
    """Whole, or in two pieces: a cell may go on on the next page or column, behind the beginnings of its neighbours."""
    return field in text or any(field[:cut] in text and field[cut:] in text for cut in range(len(field)))


def pdf_text(pdf: bytes, reader: str) -> str:
    """The text of the pages without their numbers."""
    if reader == "PDFium":
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    else:
        pages = by_pdftotext(pdf).split("\f")
    return " ".join(re.sub(r"Page \d+ of \d+\s*$", "", page) for page in pages)


def by_pdftotext(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe\x02-]", "", text)


def test_the_export_is_the_published_report_but_for_what_is_explained(
    published: PublishedReport, exported: bytes
) -> None:
    places = places_of(published, PLACES)
    assert len(places) > 200
    found = differing(places, said(exported))
    assert list(map(str, unexplained(found))) == []
    assert [why.place for why in unused(found)] == []


def test_the_second_sets_icbs_and_most_fields_are_the_same(published: PublishedReport, exported: bytes) -> None:
    different = {each.place for each in differing(places_of(published, PLACES), said(exported))}
    assert "Figure 5, Integration: ICBs" not in different
    assert {place for place in different if place.startswith(("4.3", "Figure 7", "Figure 8"))} == set()
    assert len(different) < 40


def test_what_is_worded_in_two_ways_differs_by_those_words_alone(published: PublishedReport, exported: bytes) -> None:
    found = {each.place: each for each in differing(places_of(published, PLACES), said(exported))}
    assert changed(found["1, National 1"]) == ({"long", "term", "transformation."}, {"long-term", "transformation"})
    assert changed(found["1, Regional 2"]) == ({"Invest", "development."}, {"Investment", "development"})
    step = found["Figure 6: step “Ensuring leaders from”"]
    assert f"{step.exported} {found['Figure 6: step “Identifying community spaces”'].exported}" == step.published


def changed(difference: Difference) -> tuple[set[str], set[str]]:
    before, after = set(difference.published.split()), set(difference.exported.split())
    return before - after, after - before


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Figure 5, Health inequalities: ICBs", "devon"),
        ("Figure 5, Integration: ICBs", "devon"),
        ("Figure 5, Mental health: learning 3, below 2", ""),
        ("Figure 6: strand 1", "Something"),
        ("Figure 7: box 2", "Something"),
        ("Figure 7: boxes referred to in 4", "2"),
        ("Figure 8: list 3", ""),
        ("Figure 9: attendees", "21 unique attendees"),
        ("4.3, Prevention: paragraph 2", "Something"),
        ("1, Local 2", "Respect the context"),
        ("5.2, Local 3: paragraph 1", ""),
        ("a place that the report does not have", "Something"),
    ],
)
def test_what_is_done_to_an_export_is_found(published: PublishedReport, exported: bytes, place: str, text: str) -> None:
    harmed = {**said(exported), place: text}
    assert [each.place for each in unexplained(differing(places_of(published, PLACES), harmed))] == [place]


def test_what_is_done_to_one_format_alone_is_found(
    published: PublishedReport, from_published: Built, tmp_path: Path
) -> None:
    files = {fmt: tmp_path / fmt for fmt in FORMATS}
    for fmt, file in files.items():
        file.write_bytes(render(from_published.report, fmt).content)
    ours = load_programme(load())
    names = {name: name for name in (*ours.boards, LIVE)}
    outcome = ProgrammeOutcome(ours, {}, planned(ours, names), (), files, {})
    assert next(held_against(published, outcome)).endswith("the same in each, all for a reason.")
    page = files["html"].read_text("utf-8")
    files["html"].write_text(page.replace("22 unique attendees", "23 unique attendees"), "utf-8")
    with pytest.raises(DemoFailed, match=r"(?s)published one:\nIn html: Figure 9: attendees: [^\n]*$"):
        next(held_against(published, outcome))


def test_every_reason_is_a_sentence_of_its_own() -> None:
    reasons = [why.reason for why in EXPLANATIONS]
    assert len(set(reasons)) == len(reasons)
    assert all(reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize(
    ("text", "icbs"),
    [
        ("Devon, Bristol, North Somerset and South Gloucestershire and Cornwall", ["bnssg", "cornwall", "devon"]),
        ("Cornwall and the Isles of Scilly; Dorset", ["cornwall", "dorset"]),
        ("Bath and North East Somerset, Swindon and Wiltshire; Somerset", ["bsw", "somerset"]),
        ("", []),
    ],
)
def test_G3_the_icb_of_three_councils_is_one_body(text: str, icbs: list[str]) -> None:
    assert icbs_named(text, PLACES) == icbs


def test_nobody_who_took_part_is_named(published: PublishedReport, from_published: Built) -> None:
    text = words("markdown", render(from_published.report, "markdown").content)
    assert not [group.facilitated_by for group in published.groups if group.facilitated_by in text]


def test_the_checker_finds_what_the_published_report_got_wrong(published: PublishedReport) -> None:
    content = with_published(load_programme(load()), published)
    found = [(each.code, each.place, each.message) for each in printed_findings(published, content)]
    assert found == [
        ("icb-mismatch", "Health inequalities", "The group leaves out Dorset, where people came from."),
        ("facilitator-counted", "Mental health", "1 facilitator is counted among the attendees."),
        (
            "icb-mismatch",
            "Mental health",
            "The group names Cornwall and the Isles of Scilly, and nobody came from there.",
        ),
        (
            "totals-differ",
            content.whole.programme.title,
            "The groups have 8, 12 and 4 attendees, 24 together; they are 21 people, for some came to several groups.",
        ),
    ]
    # As many as are thanked, none of whom facilitated: this the report does not say, and nothing here makes it so.
    assert published.acknowledged == 24
