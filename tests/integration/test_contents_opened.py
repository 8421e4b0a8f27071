"""The contents of a report in Word's format, laid out by LibreOffice: each number is that of its heading's page."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from board.render import render
from client.demo.content import load
from client.demo.programme.content import load_programme
from tests.demo_report import built

_LINE = re.compile(r"(?P<title>.*[^. ])[. ]*[. ](?P<page>\d+)")


def pages_of(source: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    file = folder / "report.docx"
    file.write_bytes(source)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", own, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file.with_suffix(".pdf"))]


def test_X16_the_numbers_in_the_contents_are_those_of_the_pages(tmp_path):
    report = built(load_programme(load())).report
    pages = pages_of(render(report, "docx").content, tmp_path)
    lines = [found for line in pages[1].splitlines()[1:-1] if (found := _LINE.fullmatch(line.strip()))]
    assert len(lines) > 20
    assert [line["title"] for line in lines if line["title"] not in pages[int(line["page"]) - 1]] == []
    assert len({line["page"] for line in lines}) > 8
    assert all(page.strip() for page in pages)
