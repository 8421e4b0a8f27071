"""The wording of a text, whatever its format: headings, paragraphs and bullets, one after the other.

What a format adds is taken away: levels of headings, emphasis, links' addresses, white space. What is left can be
compared with the text that was agreed, word for word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Literal

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "bullet", "cell"]

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_HTML_KINDS: dict[str, Kind] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(("p", "blockquote", "figcaption", "dt", "dd", "address", "pre"), "paragraph"),
    "li": "bullet",
    **dict.fromkeys(("td", "th", "caption"), "cell"),
}
_HTML_HIDDEN = ("head", "style", "script", "template")
_BREAKS = ("br", "hr")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, bullet (numbered ones too) or table cell; `level` is of a heading, else 0."""

    kind: Kind
    text: str
    level: int = 0

    def __str__(self) -> str:
        return f"{self.kind} “{self.text}”"


def plain(text: str) -> str:
    """Return the text on one line, in composed Unicode, without invisible characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def read_markdown(source: str) -> list[Block]:
    """Return the wording of CommonMark with tables."""
    return list(_from_tokens(MarkdownIt("commonmark").enable("table").parse(source)))


def read_html(source: str) -> list[Block]:
    """Return the wording of an HTML page as a browser shows it."""
    reader = _HtmlReader()
    reader.feed(source)
    reader.close()
    reader.end_block()
    return reader.blocks


def read_docx(source: bytes) -> list[Block]:
    """Return the wording of a Word document, without its headers and footers."""
    document = docx.Document(BytesIO(source))
    blocks = [block for item in document.iter_inner_content() for block in _from_docx(item)]
    return [block for block in blocks if block.text]


def without_sections(blocks: Iterable[Block], titles: Collection[str]) -> list[Block]:
    """Return the blocks without the sections under these headings, their own sections included."""
    kept, leaving = [], 0
    for block in blocks:
        if block.kind == "heading" and (not leaving or block.level <= leaving):
            leaving = block.level if block.text in titles else 0
        if not leaving:
            kept.append(block)
    return kept


def wording(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the levels of their headings."""
    return [replace(block, level=0) for block in blocks]


def _from_tokens(tokens: Sequence[Token]) -> Iterator[Block]:
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            kind = _kind_of(opened)
            yield Block(kind, plain(_inline_text(token)), int(opened[-1].tag[1]) if kind == "heading" else 0)
        elif token.type in ("fence", "code_block"):
            yield Block("paragraph", plain(token.content))
        elif token.type == "html_block":
            yield from read_html(token.content)


def _kind_of(opened: Sequence[Token]) -> Kind:
    match opened[-1].type:
        case "heading_open":
            return "heading"
        case "td_open" | "th_open":
            return "cell"
        case _:
            return "bullet" if any(token.type == "list_item_open" for token in opened) else "paragraph"


def _inline_text(token: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
        if child.type != "html_inline"
    )


def _from_docx(item: Paragraph | Table) -> Iterator[Block]:
    if isinstance(item, Table):
        for row in item.rows:
            for cell in row.cells:
                yield Block("cell", plain(cell.text))
        return
    style = item.style.name if item.style is not None and item.style.name else ""
    heading = re.fullmatch(r"Heading (\d)", style)
    if heading or style == "Title":
        yield Block("heading", plain(item.text), int(heading[1]) if heading else 1)
    else:
        yield Block("bullet" if style.startswith("List") else "paragraph", plain(item.text))


class _HtmlReader(HTMLParser):
    """Gathers the text of each block element; what a block holds beside inner blocks is a block too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._opened: list[str] = []
        self._hidden = 0
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _HTML_HIDDEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self._text.append(" ")
        elif tag in _HTML_KINDS or tag in ("ul", "ol", "table", "section", "div"):
            self.end_block()
            self._opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HTML_HIDDEN:
            self._hidden -= 1
        elif tag in self._opened:
            self.end_block()
            while self._opened.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def end_block(self) -> None:
        """Close the block that text was gathered for."""
        text, self._text = plain("".join(self._text)), []
        if not text:
            return
        kinds = [_HTML_KINDS[tag] for tag in self._opened if tag in _HTML_KINDS]
        inner = kinds[-1] if kinds else "paragraph"
        kind: Kind = next((each for each in ("cell", "bullet") if each in kinds and inner != "heading"), inner)
        level = int(self._opened[-1][1]) if kind == "heading" else 0
        self.blocks.append(Block(kind, text, level))
