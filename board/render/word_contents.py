"""The contents list of a Word document: a field that Word fills with page numbers, and until then our own lines."""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from board.reports.model import Captions, Contents, Heading

from .word_xml import element

TITLE = "Contents"
_INSTRUCTION = ' TOC \\o "1-3" \\h \\z \\u '
"""Headings of levels 1 to 3, each a link (ECMA-376, part 1, 17.16.5.68)."""


def contents_list(contents: Contents) -> Iterator[BaseOxmlElement]:
    """Yield its heading and a line for each entry, all within the field; marked as to be brought up to date."""
    yield _paragraph("TOCHeading", [element("w:r", element("w:t", text=TITLE))])
    last = len(contents.entries) - 1
    for index, entry in enumerate(contents.entries):
        before = _beginning() if index == 0 else []
        after = [_mark("end")] if index == last else []
        yield _paragraph(f"TOC{entry.level}", [*before, _entry(entry), *after])


def captions_list(captions: Captions) -> Iterator[BaseOxmlElement]:
    """Yield a heading and a line for each figure or each table."""
    yield _paragraph("TOCHeading", [element("w:r", element("w:t", text=f"{captions.of}s"))])
    for entry in captions.entries:
        yield _paragraph("TableofFigures", [_entry(entry)])


def _entry(entry: Heading) -> BaseOxmlElement:
    words = element("w:r", element("w:t", text=entry.title, **{"xml:space": "preserve"}))
    return element("w:hyperlink", words, anchor=entry.anchor, history=1) if entry.anchor else words


def _beginning() -> list[BaseOxmlElement]:
    instruction = element("w:instrText", text=_INSTRUCTION, **{"xml:space": "preserve"})
    return [_mark("begin", dirty="true"), element("w:r", instruction), _mark("separate")]


def _mark(kind: str, **attributes: str) -> BaseOxmlElement:
    return element("w:r", element("w:fldChar", fldCharType=kind, **attributes))


def _paragraph(style: str, children: Sequence[BaseOxmlElement]) -> BaseOxmlElement:
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *children)
