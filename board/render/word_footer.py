"""What stands at the foot of each page of a Word document: the title and the number of the page."""

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from .word_xml import element


def number_pages(document: Document, title: str) -> None:
    """Number the pages of a document that is written already: sections after the first go on with its foot."""
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    (empty,) = foot.paragraphs
    aligned = element("w:pPr", element("w:pStyle", val="Footer"), element("w:jc", val="right"))
    line = element("w:p", aligned, _text(f"{title}, page "), _field("PAGE"), _text(" of "), _field("NUMPAGES"))
    empty._p.getparent().replace(empty._p, line)  # noqa: SLF001 -- the element is how python-docx gives what it lacks


def _text(text: str) -> BaseOxmlElement:
    return element("w:r", element("w:t", text=text, **{"xml:space": "preserve"}))


def _field(name: str) -> BaseOxmlElement:
    """A number that the word processor fills in."""
    return element("w:fldSimple", _text("1"), instr=f" {name} ")
