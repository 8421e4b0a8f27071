"""What a reader finds in a rendered report: its blocks in order, whatever the format."""

import io
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pypdfium2
from markdown_it import MarkdownIt

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "caption"}
_SILENT = {"style", "title"}
_MARKS = {"strong": "b", "caption": "b", "em": "i"}
"""Markdown has no captions: ours are bold paragraphs there."""


@dataclass
class Piece:
    """A block: its kind, and its text with the marks on each character."""

    kind: str
    marked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.marked)

    def tidy(self) -> tuple[str, list[tuple[str, str]]]:
        """Without the spaces that no format keeps, nor marks on spaces, which nobody sees."""
        kept: list[tuple[str, str]] = []
        for character, marks in self.marked:
            if not character.isspace():
                kept.append((character, marks))
            elif kept and not kept[-1][0].isspace():
                kept.append((" ", ""))
        while kept and kept[-1][0] == " ":
            kept.pop()
        return self.kind, kept


class Reader(HTMLParser):
    """Reads HTML into pieces; notes every tag and attribute it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self._stack: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._write("\n")
        if tag in {"br", "meta", "link", "img", "hr", "input"}:
            return
        if "href" in given:
            self.addresses.append(given["href"])
        self._stack.append((tag, given.get("href", "") or given.get("class", "")))
        if tag in _BLOCKS:
            self._begin(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in _SILENT for tag, _ in self._stack):
            self._write(data)

    def _begin(self, tag: str) -> None:
        open_tags = [name for name, _ in self._stack]
        if tag == "p" and {"td", "li"} & set(open_tags):
            self._write("\n")
            return
        lists = [name for name in open_tags if name in {"ul", "ol"}]
        note = "blockquote" in open_tags or ("div", "callout") in self._stack
        kind = f"{lists[-1]}{len(lists)}" if tag == "li" else "note" if note else tag
        self.pieces.append(Piece("td" if kind == "th" else "p" if kind == "caption" else kind))

    def _write(self, text: str) -> None:
        if self.pieces and any(tag in _BLOCKS for tag, _ in self._stack):
            marks = "".join(sorted(_MARKS[tag] for tag, _ in self._stack if tag in _MARKS))
            link = next((href for tag, href in self._stack if tag == "a"), "")
            self.pieces[-1].marked += [(character, marks + link) for character in text]


def read_html(source: bytes) -> Reader:
    reader = Reader()
    reader.feed(source.decode())
    reader.close()
    return reader


def markdown_to_html(source: bytes) -> bytes:
    """As GitHub's Markdown is read, raw HTML included."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html: str = parser.render(source.decode())
    return html.encode()


def html_lines(source: bytes) -> list[str]:
    return _lines(piece.text for piece in read_html(source).pieces)


def word_lines(source: bytes) -> list[str]:
    return _lines(text for _, text in word_paragraphs(source))


def word_paragraphs(source: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph of a .docx, those of tables in their places."""
    found = []
    for paragraph in word_xml(source, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "Normal" if style is None else style.get(f"{W}val", "")
        parts = (
            "\n" if node.tag == f"{W}br" else node.text or ""
            for node in paragraph.iter()
            if node.tag in {f"{W}br", f"{W}t"}
        )
        found.append((name, "".join(parts)))
    return found


def text_in(content: bytes) -> str:
    """All that can be read in a report of any format; of those that are text themselves, their source."""
    if content.startswith(b"PK"):
        return "\n".join(text for _, text in word_paragraphs(content))
    if content.startswith(b"%PDF"):
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    return content.decode()


def word_xml(source: bytes, part: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return ET.fromstring(package.read(part))  # noqa: S314


def _lines(texts: object) -> list[str]:
    lines = [line for text in texts for line in text.split("\n")]  # type: ignore[attr-defined]
    return [tidy for line in lines if (tidy := " ".join(line.split()))]
