"""The contents list of a Word document: each line is a link, with the number of its page.

The number is a field without a value, since only who sets the pages knows it. LibreOffice works it out whenever it
sets them, Word when it shows them for print or is asked to (Ctrl+A, F9); until then nothing stands there that could be
wrong. Neither is told to work it out on opening: marked so (`w:dirty`, or `w:updateFields` for all), Word asks each
reader whether to fetch data from other files, LibreOffice keeps what is there, and in a file that came by mail nothing
happens until it is unlocked. A list that Word would make itself (`TOC`) is kept by LibreOffice, too, as it was written.
Who has no numbers yet is led by the chapter that each page names at its top (`word_margins`).
"""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from board.reports.model import Captions, Contents, Heading

from .word_bookmarks import place_bookmark
from .word_xml import element, field, words

TITLE = "Contents"
_ABOVE_CAPTIONS = 240
"""Twentieths of a point over the lists of figures and tables, half of what is over a chapter: with the contents they
often fill a page.
"""


def contents_list(contents: Contents) -> Iterator[BaseOxmlElement]:
    """Yield its heading, and a line for each entry."""
    yield _paragraph("TOCHeading", [words(TITLE)])
    for entry in contents.entries:
        yield _paragraph(f"TOC{entry.level}", _line(entry))


def captions_list(captions: Captions) -> Iterator[BaseOxmlElement]:
    """Yield a heading and a line for each figure or each table."""
    yield _paragraph("TOCHeading", [words(f"{captions.of}s")], element("w:spacing", before=_ABOVE_CAPTIONS))
    for entry in captions.entries:
        yield _paragraph("TableofFigures", _line(entry))


def _line(entry: Heading) -> Sequence[BaseOxmlElement]:
    title = words(entry.title)
    if not entry.anchor:
        return [title]
    bookmark = place_bookmark(entry.anchor)
    number = field(f"PAGEREF {bookmark} \\h")
    return [element("w:hyperlink", title, element("w:r", element("w:tab")), *number, anchor=bookmark, history=1)]


def _paragraph(style: str, children: Sequence[BaseOxmlElement], *looks: BaseOxmlElement) -> BaseOxmlElement:
    return element("w:p", element("w:pPr", element("w:pStyle", val=style), *looks), *children)
