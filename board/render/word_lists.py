"""Lists of the Word document: two levels deep, tied to the built-in list styles."""

from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from .word_xml import element

_STYLES: Final = {"bullet": ("ListBullet", "ListBullet2"), "decimal": ("ListNumber", "ListNumber2")}
_SIGNS: Final = {"bullet": ("•", "–"), "decimal": ("%1.", "%2.")}
_INDENT: Final = 360


def style_of(*, ordered: bool, depth: int) -> str:
    """The built-in style of an item at depth 0 or 1."""
    return _STYLES["decimal" if ordered else "bullet"][depth]


class Lists:
    """The list definitions of one document. Numbered lists each begin at 1 again."""

    def __init__(self, document: Document) -> None:
        self._numbering = document.part.numbering_part.element
        self._styles = document.styles.element
        self._define("bullet")
        self._numbers = self._define("decimal")
        self._lowest = self._numbering.num_lst[-1]
        self._last = max(int(each.numId) for each in self._numbering.num_lst)

    def _define(self, form: str) -> int:
        """Make the two built-in styles of a form the two levels of one list; return its id."""
        first, second = (self._style(name) for name in _STYLES[form])
        number = first.find(f".//{qn('w:numId')}").get(qn("w:val"))
        listed = next(n for n in self._numbering.num_lst if str(n.numId) == number)
        abstract = int(listed.abstractNumId.val)
        self._unlink(form)
        old = next(a for a in self._abstracts() if a.get(qn("w:abstractNumId")) == str(abstract))
        self._numbering.replace(old, _two_levels(form, abstract))
        properties = second.find(f".//{qn('w:numPr')}")
        properties.clear()
        properties.extend([element("w:ilvl", val=1), element("w:numId", val=number)])
        return abstract

    def _style(self, name: str) -> Any:
        return next(s for s in self._styles if s.get(qn("w:styleId")) == name)

    def _abstracts(self) -> list[Any]:
        return list(self._numbering.findall(qn("w:abstractNum")))

    def _unlink(self, form: str) -> None:
        """A style belongs to one list: take it away from those of the empty document."""
        for link in list(self._numbering.iter(qn("w:pStyle"))):
            if link.get(qn("w:val")) in _STYLES[form]:
                link.getparent().remove(link)

    def restart(self, depth: int) -> int:
        """Begin a numbered list at depth 0 or 1; return the id that its items carry."""
        self._last += 1
        begun = element("w:lvlOverride", element("w:startOverride", val=1), ilvl=depth)
        number = element("w:num", element("w:abstractNumId", val=self._numbers), begun, numId=self._last)
        # Behind the one before: python-docx would look through all of them for a number and a place.
        self._lowest.addnext(number)
        self._lowest = number
        return self._last


def _two_levels(form: str, abstract: int) -> Any:
    levels = "".join(
        f'''<w:lvl w:ilvl="{depth}">
          <w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>
          <w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>
          <w:pPr><w:ind w:left="{_INDENT * (depth + 1)}" w:hanging="{_INDENT}"/></w:pPr>
        </w:lvl>'''
        for depth, (style, sign) in enumerate(zip(_STYLES[form], _SIGNS[form], strict=True))
    )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
