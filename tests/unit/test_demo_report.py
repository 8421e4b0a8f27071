"""The report of the demo's programme, built from its boards, and held against the published one field by field."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from board.building import Built
from board.programmes import bundled_places
from board.render import render
from client.demo.content import load
from client.demo.programme.content import ProgrammeContent, load_programme
from client.demo.programme.differing import EXPLANATIONS, Difference, differing, unexplained, unused
from client.demo.programme.exported import read_exported
from client.demo.programme.from_published import with_published
from client.demo.programme.run import printed_findings
from client.demo.published import PublishedReport, read_published
from client.demo.published.against import icbs_named, places_of
from client.demo.wording import Block, read_docx, read_html, read_markdown
from tests.demo_report import built

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
    return places_of(read_exported(exported), PLACES)


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
    text = words("markdown", render(made.report, "markdown").content)
    # Only the tools: they are used on the live board, which people make.
    assert text.count("There is nothing to show here yet.") == 2


def test_B4_every_recommendation_leads_back_to_what_a_set_learned(made: Built) -> None:
    report = json.loads(render(made.report, "json").content)
    (trail,) = [block for block in report["blocks"] if block.get("anchor") == "part-trail"]
    (table,) = trail["blocks"]
    learned = {row["header"] for row in table["rows"] if "Learning strip" in json.dumps(row["cells"])}
    assert len(learned) == 13
    assert learned == {row["header"] for row in table["rows"]}


@pytest.mark.parametrize("fmt", ["docx", "html", "markdown"])
def test_X3_every_field_reads_the_same_in_every_format(made: Built, fmt: str) -> None:
    fields = said(render(made.report, "json").content)
    page = words("html", render(made.report, "html").content)
    verbatim = {place: text for place, text in fields.items() if text and text in page}
    assert len(verbatim) > 150
    text = words(fmt, render(made.report, fmt).content)
    assert [place for place, each in verbatim.items() if each not in text] == []


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
