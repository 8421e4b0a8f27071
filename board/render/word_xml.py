"""WordprocessingML elements in one call."""

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
