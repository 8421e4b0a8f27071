"""A poster in Word's format, laid out by LibreOffice: one page on its side, or two that begin with a section."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from board.render import render
from tests.unit.report_boards import full_poster


def laid_out(words_a_card: int, folder: Path) -> pypdfium2.PdfDocument:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    file = folder / "poster.docx"
    file.write_bytes(render(full_poster(words_a_card), "docx").content)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", own, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return pypdfium2.PdfDocument(file.with_suffix(".pdf"))


@pytest.mark.parametrize("words_a_card", [20, 34])
def test_X6_a_page_on_its_side_holds_a_full_poster(words_a_card, tmp_path):
    pages = list(laid_out(words_a_card, tmp_path))
    assert [page.get_width() > page.get_height() for page in pages] == [True, False]


def test_X6_a_fuller_one_goes_on_at_a_section(tmp_path):
    pages = list(laid_out(60, tmp_path))
    assert [page.get_width() > page.get_height() for page in pages] == [True, True, False]
    assert pages[1].get_textpage().get_text_bounded().startswith("References")
