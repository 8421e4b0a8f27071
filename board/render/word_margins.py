"""What stands above and below the text of each page of a Word document: its chapter, the title, the page's number."""

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer, _Header

from .word_xml import element, field, words

_CHAPTER = 'STYLEREF "Heading 1"'
"""The chapter that a page is in, which Word finds as it sets the page (ECMA-376, part 1, 17.16.5.59)."""


def number_pages(document: Document, title: str) -> None:
    """Number the pages of a document that is written already: sections after the first go on with its foot."""
    number, last = field("PAGE", [words("1")]), field("NUMPAGES", [words("1")])
    _fill(document.sections[0].footer, "Footer", [words(f"{title}, page "), *number, words(" of "), *last])


def name_chapters(document: Document) -> None:
    """Say above each page behind the first section which chapter it is in; nothing where no program has set it yet."""
    if len(document.sections) > 1:
        _fill(document.sections[1].header, "Header", field(_CHAPTER))


def _fill(edge: _Footer | _Header, style: str, content: list[BaseOxmlElement]) -> None:
    """Write one line to the right."""
    edge.is_linked_to_previous = False
    (empty,) = edge.paragraphs
    aligned = element("w:pPr", element("w:pStyle", val=style), element("w:jc", val="right"))
    line = element("w:p", aligned, *content)
    empty._p.getparent().replace(empty._p, line)  # noqa: SLF001 -- the element is how python-docx gives what it lacks
