"""What is typed is text also beside the text: in the words of pictures, names of bookmarks, and JSON."""

import io
import json
import re
from html.parser import HTMLParser

import docx
import pytest

from board.render import render
from board.reports import Provenance, prose
from board.reports.model import Agreed, Picture, Report, Section
from board.text.richtext import Paragraph, Run

from .report_boards import HOSTILE
from .report_shapes import W, word_xml

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def report(text: str) -> Report:
    words = prose.one_line(text)
    agreed = Agreed(words, (Paragraph((Run("We agree."),)),))
    blocks = (agreed, Picture(SVG, 9, 9, words, words))
    return Report("Report", Provenance("x", "2024-03-12T14:05:33Z", "ff"), (Section("area", 1, words, blocks),))


class Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.attributes.append(dict(attrs))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_X14_the_words_of_a_picture_are_text(text):
    words = prose.one_line(text)
    page = Images()
    page.feed(render(report(text), "html").content.decode())
    (image,) = page.attributes
    assert image["alt"] == words
    assert set(image) == {"src", "alt", "width", "height"}
    document = docx.Document(io.BytesIO(render(report(text), "docx").content))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == words


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_K1_a_bookmark_has_no_letter_of_what_is_typed(text):
    source = word_xml(render(report(text), "docx").content, "word/document.xml")
    names = [each.get(f"{W}name", "") for each in source.iter(f"{W}bookmarkStart")]
    assert [re.sub(r"_[0-9a-f]{32}$", "", name) for name in names] == ["agreed", "behind"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_X13_json_has_what_is_typed_as_one_string(text):
    section = json.loads(render(report(text), "json").content)["blocks"][0]
    words = prose.one_line(text)
    assert (section["title"], section["blocks"][1]["description"]) == (words, words)
    assert section["blocks"][0]["area"] == words
