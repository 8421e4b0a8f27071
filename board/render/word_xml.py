"""WordprocessingML elements in one call."""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(name: str, *children: BaseOxmlElement, text: str | None = None, **attributes: str | int) -> BaseOxmlElement:
    """An element such as `w:p`; an attribute without a prefix gets `w:`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key if ":" in key else f"w:{key}"), str(value))
    for child in children:
        made.append(child)
    if text is not None:
        made.text = text
    return made


def words(text: str) -> BaseOxmlElement:
    """A run of text in which every space counts."""
    return element("w:r", element("w:t", text=text, **{"xml:space": "preserve"}))


def field(instruction: str, shown: Sequence[BaseOxmlElement] = ()) -> list[BaseOxmlElement]:
    """The runs of a field; `shown` is what it reads as until a word processor works it out."""
    asked = element("w:r", element("w:instrText", text=f" {instruction} ", **{"xml:space": "preserve"}))
    return [_mark("begin"), asked, _mark("separate"), *shown, _mark("end")]


def _mark(kind: str) -> BaseOxmlElement:
    return element("w:r", element("w:fldChar", fldCharType=kind))
