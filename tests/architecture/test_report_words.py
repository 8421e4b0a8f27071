"""The report that the demo may read as it runs is not ours: no passage of it and nobody's name is in our files."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = Path(os.environ.get("REPORT") or ROOT.parent / "shared" / "report" / "start-for-life-report.txt")
RUN = 8
"""So many words in a row are a quotation."""
BODY = ["bath", "and", "north", "east", "somerset", "swindon", "and", "wiltshire"]
"""A public body's name is nobody's wording."""
LONGEST = 2_000_000
"""Larger files are no text that anybody wrote."""


@pytest.fixture(scope="module")
def report() -> str:
    if not REPORT.exists():
        pytest.skip(f"report not present: {REPORT}")
    return REPORT.read_text("utf-8")


@pytest.fixture(scope="module")
def ours() -> dict[str, list[str]]:
    """The words of each of our text files."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    texts = {name: readable(ROOT / name) for name in filter(None, listed.stdout.split("\0"))}
    return {name: words(text) for name, text in texts.items() if text}


def readable(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > LONGEST:
        return ""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower().replace("’", "'"))


def runs(found: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(found[place:] for place in range(length)), strict=False)


def is_heading(line: str) -> bool:
    return line.lstrip().startswith("#") or line.startswith("Figure ")


def passages(report: str) -> set[tuple[str, ...]]:
    """All runs of eight words in the report's prose and bullets; headings may be named."""
    lines = [re.sub(r"<[^>]*>", " ", line) for line in report.splitlines()]
    named = {run for line in lines if is_heading(line) for run in runs(words(line), RUN)}
    return {run for line in lines if not is_heading(line) for run in runs(words(line), RUN)} - named


def recommendations(report: str) -> list[tuple[str, ...]]:
    """Titles of the recommendations: they are wording, not headings that anybody may use."""
    section = report.partition("\n## 5.2 ")[2].partition("\n## 6. ")[0]
    titles = [tuple(words(line)) for line in section.splitlines() if is_heading(line)]
    return [title for title in titles if len(title) > 2]


def people(report: str) -> list[tuple[str, ...]]:
    """Names of those who are acknowledged or who facilitated."""
    thanked = report.partition("\n# Acknowledgements")[2].partition("\n# Contents")[0]
    names = [line.strip("#* ") for line in thanked.splitlines() if is_heading(line)]
    names += re.findall(r"Facilitated by\t(.*?)\t", report)
    return [tuple(words(name)) for name in names if len(words(name)) > 1]


def holding(ours: dict[str, list[str]], wanted: set[tuple[str, ...]]) -> list[str]:
    lengths = {len(passage) for passage in wanted}
    return [
        f"{name}: {' '.join(run)}"
        for name, found in ours.items()
        for length in lengths
        for run in runs(found, length)
        if run in wanted
    ]


def test_the_reading_of_the_report_finds_what_it_looks_for(report: str) -> None:
    assert len(passages(report)) > 5_000
    assert len(recommendations(report)) > 10
    assert len(people(report)) > 20


def test_a_quotation_would_be_found() -> None:
    sentence = "One two three four five six seven eight nine."
    assert holding({"a.md": words(f"We say: {sentence}")}, passages(f"# Title\n\n{sentence}")) != []
    assert holding({"a.md": words("One two three. Four five six, and seven.")}, passages(sentence)) == []


def test_no_passage_of_the_report_is_in_our_files(report: str, ours: dict[str, list[str]]) -> None:
    assert holding(ours, passages(report) - set(runs(BODY, RUN))) == []


def test_no_recommendation_title_is_in_our_files(report: str, ours: dict[str, list[str]]) -> None:
    assert holding(ours, set(recommendations(report))) == []


def test_no_participants_name_is_in_our_files(report: str, ours: dict[str, list[str]]) -> None:
    assert holding(ours, set(people(report))) == []
