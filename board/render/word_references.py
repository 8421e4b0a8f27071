"""Numbers of captions in a Word document, and references to them: fields that Word counts anew when something moves."""

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from .word_xml import field, words


def label_with_number(label: str) -> list[BaseOxmlElement]:
    """Return a label such as "Figure 2" as runs in which Word counts the number (ECMA-376, part 1, 17.16.5.56)."""
    word, _, number = label.rpartition(" ")
    return [words(f"{word} "), *field(f"SEQ {word} \\* ARABIC", [words(number)])]


def reference(anchor: str, shown: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return runs that say what stands at a bookmark, as a link to it (17.16.5.51); until Word looks it is `shown`."""
    return field(f"REF {anchor} \\h", shown)
