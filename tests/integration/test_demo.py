"""The demo, played on a real server, and what it takes home; with the report at hand, its section 4.3 word for word."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pytest
import pytest_asyncio

from board.snapshots.projection import all_areas, all_zones, cards_in
from client.demo.checking import agreed_wording, body, check_body
from client.demo.compare import differences
from client.demo.programme.differing import EXPLANATIONS
from client.demo.programme.holding import held_against
from client.demo.programme.run import FORMATS as REPORT_FORMATS
from client.demo.published import read_published
from client.demo.run import COMPARED, FORMATS, LAYOUTS, Outcome, run
from client.demo.wording import Block, read_docx, read_html, read_markdown, wording

ROOT = Path(__file__).parents[2]
REPORT = Path(os.environ.get("REPORT") or ROOT.parent / "shared" / "report" / "start-for-life-report.txt")
EVERY_FILE = [(layout, fmt) for layout in LAYOUTS for fmt in FORMATS]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def said() -> list[str]:
    return []


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def outcome(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Outcome:
    return await run(tmp_path_factory.mktemp("demo"), os.environ, said.append)


@pytest.fixture(scope="module")
def report_text() -> str:
    if not REPORT.exists():
        pytest.skip(f"report not present: {REPORT}")
    return REPORT.read_text("utf-8")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def from_report(report_text: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Outcome]:
    said: list[str] = []
    yield await run(tmp_path_factory.mktemp("report"), os.environ, said.append, REPORT)


class Balance(HTMLParser):
    """Every element is closed by its own end."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag not in ("meta", "br", "link", "hr", "img", "col"):
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def exported(outcome: Outcome, layout: str, fmt: str) -> bytes:
    return outcome.files[layout, fmt].read_bytes()


def themes(outcome: Outcome, fmt: str) -> list[Block]:
    return body(fmt, exported(outcome, "theme_sections", fmt), exported(outcome, "theme_sections", "json"))


def section_4_3(report: str) -> list[Block]:
    """The section as any reader of Markdown sees it, without page numbers: not read by the demo's own reader."""
    _, _, rest = report.partition("\n## 4.3 ")
    raw, _, _ = rest.partition("\n## 5. ")
    return wording(read_markdown("## " + re.sub(r"(?m)^\s*\$.*\$\s*$", "", raw)))


def test_every_section_is_there_in_every_format(outcome: Outcome) -> None:
    assert set(outcome.files) == set(EVERY_FILE)
    assert all(path.stat().st_size > 500 for path in outcome.files.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_opens_it_with_real_headings(outcome: Outcome, layout: str) -> None:
    document = docx.Document(BytesIO(exported(outcome, layout, "docx")))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert "Heading 2" in styles
    assert document.core_properties.title == outcome.content.title


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_web_page_is_whole(outcome: Outcome, layout: str) -> None:
    page = exported(outcome, layout, "html").decode()
    balance = Balance()
    balance.feed(page)
    assert balance.opened == []
    assert page.lower().startswith("<!doctype html>")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X3_all_formats_have_the_same_headings(outcome: Outcome, layout: str) -> None:
    found = [
        read_docx(exported(outcome, layout, "docx")),
        read_html(exported(outcome, layout, "html").decode()),
        read_markdown(exported(outcome, layout, "markdown").decode()),
    ]
    headings = [[block.text for block in blocks if block.kind == "heading"] for blocks in found]
    assert headings[0] == headings[1] == headings[2]
    assert headings[0][0] == outcome.content.title


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X2_every_section_names_its_snapshot(outcome: Outcome, layout: str) -> None:
    report = json.loads(exported(outcome, layout, "json"))
    assert report["provenance"]["label"] == "End of the third leadership group"
    assert "End of the third leadership group" in exported(outcome, layout, "markdown").decode()


@pytest.mark.parametrize("fmt", COMPARED)
def test_the_section_says_what_was_agreed(outcome: Outcome, fmt: str) -> None:
    assert differences(agreed_wording(outcome.content), themes(outcome, fmt)) == []


def test_the_comparison_finds_what_is_done_to_a_section(outcome: Outcome) -> None:
    report = exported(outcome, "theme_sections", "json")
    whole = exported(outcome, "theme_sections", "markdown").decode()
    bullet = "- hold boards responsible for early help as a whole, not for the hub programme alone\n"
    assert bullet in whole
    for harmed, word in (
        (whole.replace(bullet, ""), "Lost"),
        (whole.replace(bullet, bullet * 2), "Twice"),
        (whole.replace("responsible for early help", "responsible for late help"), "became"),
    ):
        (told,) = check_body(outcome.content, "markdown", harmed.encode(), report)
        assert word in told


@pytest.mark.parametrize("fmt", COMPARED)
def test_grid_and_hats_are_in_the_section_but_not_in_its_body(outcome: Outcome, fmt: str) -> None:
    whole = exported(outcome, "theme_sections", fmt)
    blocks = (
        read_docx(whole)
        if fmt == "docx"
        else read_html(whole.decode())
        if fmt == "html"
        else read_markdown(whole.decode())
    )
    titles = " ".join(block.text for block in blocks if block.kind == "heading")
    assert "Dis-integration grid" in titles
    assert "Wearing different hats" in titles
    assert "About this document" in titles
    kept = " ".join(block.text for block in themes(outcome, fmt))
    assert "Dis-integration" not in kept
    assert "Parent or carer" not in kept


def test_the_board_is_as_the_group_left_it(outcome: Outcome) -> None:
    areas = list(all_areas(outcome.projection))
    assert [area["title"] for area in areas] == [area.title for area in outcome.content.areas]
    assert all(area["status"] == "agreed" for area in areas)
    assert {launch["template"] for launch in outcome.projection["launches"]} == {
        "manualize",
        "dis_integration_grid",
        "wearing_different_hats",
    }
    kinds = {card["kind"] for zone in all_zones(outcome.projection) for card in cards_in(zone)}
    assert {"parameter", "goal", "difference", "example", "reference", "hat", "gap"} <= kinds
    assert outcome.projection["broken"] == []


def test_the_register_has_organisations_and_roles(outcome: Outcome) -> None:
    present = {(row["name"], row["organisation"], row["role_in_session"]) for row in outcome.register}
    assert present == {(each.name, each.organisation, each.in_session) for each in outcome.content.people}


def test_I4_who_wore_a_hat_is_told_nowhere(outcome: Outcome) -> None:
    names = [person.name for person in outcome.content.people]
    for fmt in ("html", "markdown", "json"):
        text = exported(outcome, "hats_section", fmt).decode()
        assert not [name for name in names if name in text]


LINES_OF_A_SCREEN = 24
"""A terminal as it opens, with what the report's checker found among it."""


def test_it_gives_a_short_account(outcome: Outcome, said: list[str]) -> None:
    account = "\n".join(said)
    assert "All 5 copies and the server's are the same, and saved." in account
    assert said[-1] == "The server was stopped."
    assert len(said) < LINES_OF_A_SCREEN


def test_the_programme_has_a_board_for_each_session_and_one_report(outcome: Outcome) -> None:
    programme = outcome.programme
    assert programme is not None
    assert programme.boards["live"] == outcome.board
    assert len(programme.boards) == len(set(programme.boards.values())) == 20
    assert [found for found in programme.findings if found["code"] == "missing-source"] == []
    assert set(programme.files) == set(REPORT_FORMATS)


def test_G12_commitments_come_back_in_the_next_session_with_what_became_of_them(outcome: Outcome) -> None:
    assert outcome.programme is not None
    boards = {board: name for name, board in outcome.programme.boards.items()}
    found = [each for group in outcome.programme.commitments.values() for each in group]
    assert len({(each["board"], each["what"]) for each in found}) == len(found) > 9
    invited, collected, led = outcome.programme.commitments["integration"]
    told = [(boards[each["board"]], each["outcome"]) for each in invited["progress"]]
    assert told == [("integration_2", "Partly"), ("integration_3", "Done")]
    assert all(each["what_worked"] for each in invited["progress"])
    assert [invited["done"], collected["done"], led["progress"]] == [True, False, []]
    outcomes = {said["outcome"] for each in found for said in each["progress"]}
    assert outcomes == {"Done", "Partly", "Not done", "Changed"}


def test_X3_the_programmes_report_has_the_same_headings_in_every_format(outcome: Outcome) -> None:
    assert outcome.programme is not None
    files = {fmt: path.read_bytes() for fmt, path in outcome.programme.files.items()}
    found = [read_docx(files["docx"]), read_html(files["html"].decode()), read_markdown(files["markdown"].decode())]
    of_contents = ("Contents", "Figures", "Tables")
    headings = [
        [each.text for each in blocks if each.kind == "heading" and each.text not in of_contents] for blocks in found
    ]
    assert headings[0] == headings[1] == headings[2]
    assert "3.2 Integration" in headings[0]


def test_X2_the_programmes_report_names_every_board_and_what_was_said_with_hats(outcome: Outcome) -> None:
    assert outcome.programme is not None
    text = " ".join(block.text for block in read_markdown(outcome.programme.files["markdown"].read_text("utf-8")))
    titles = [board.title for board in outcome.programme.content.boards.values()]
    assert [title for title in titles if title not in text] == []
    assert "There is nothing in a grid" not in text
    assert "There is nothing in a round of hats" not in text
    assert "What a hat says is imagined" in text


async def test_a_report_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "client.demo",
        cwd=ROOT,
        env={**os.environ, "REPORT": str(tmp_path / "nowhere.txt")},
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await process.communicate()
    assert process.returncode == 1
    assert b"nowhere.txt" in told
    assert b"Traceback" not in told


@pytest.mark.parametrize("fmt", COMPARED)
def test_section_4_3_comes_out_word_for_word(report_text: str, from_report: Outcome, fmt: str) -> None:
    assert len(section_4_3(report_text)) > 20
    found = wording(themes(from_report, fmt))
    title, *rest = section_4_3(report_text)
    assert [Block("heading", title.text.removeprefix("4.3 ")), *rest] == found, "\n".join(
        differences([title, *rest], found)
    )


@pytest.mark.parametrize("fmt", COMPARED)
def test_not_a_word_of_section_4_3_is_lost_or_added(report_text: str, from_report: Outcome, fmt: str) -> None:
    """The same without any reading of structure: the words of the file, in their order."""
    raw = report_text.partition("\n## 4.3 ")[2].partition("\n## 5. ")[0]
    words = re.sub(r"\$[^$\n]*\$", " ", re.sub(r"(?m)^(#+|-) |\*+", " ", raw)).split()
    assert " ".join(block.text for block in themes(from_report, fmt)).split() == words


def test_the_programmes_report_is_held_against_the_published_one(report_text: str, from_report: Outcome) -> None:
    assert from_report.programme is not None
    account, *lines = held_against(read_published(report_text), from_report.programme)
    assert account.startswith("Held against the published report at 220 places, as docx, html, markdown, json: ")
    checker = lines.index("The checker, on a programme with the ICBs as they are printed:")
    assert checker == len(EXPLANATIONS)
    assert len(lines[checker + 1 :]) == 4
