"""Numbers of captions in a Word document, and references to them: fields that Word counts anew when something moves."""

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from .word_xml import element


def label_with_number(label: str) -> list[BaseOxmlElement]:
    """Return a label such as "Figure 2" as runs in which Word counts the number (ECMA-376, part 1, 17.16.5.56)."""
    word, _, number = label.rpartition(" ")
    return [_text(f"{word} "), *field(f"SEQ {word} \\* ARABIC", [_text(number)])]


def reference(anchor: str, shown: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return runs that say what stands at a bookmark, as a link to it (17.16.5.51); until Word looks it is `shown`."""
    return field(f"REF {anchor} \\h", shown)


def field(instruction: str, shown: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return the runs of a field, with what it comes to."""
    instructed = element("w:instrText", text=f" {instruction} ", **{"xml:space": "preserve"})
    return [_mark("begin"), element("w:r", instructed), _mark("separate"), *shown, _mark("end")]


def _mark(kind: str) -> BaseOxmlElement:
    return element("w:r", element("w:fldChar", fldCharType=kind))


def _text(text: str) -> BaseOxmlElement:
    return element("w:r", element("w:t", text=text, **{"xml:space": "preserve"}))
