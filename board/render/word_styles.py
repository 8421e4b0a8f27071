"""The house style of the Word document: what the built-in styles look like where no host document
says otherwise, and its pages.
"""

from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .word_xml import element

_FONT: Final = "Arial"
_WORD_2013: Final = "15"
"""The newest mode there is; below it Word says "Compatibility Mode" over the document."""
_INK, _QUIET, _MARK = "1B2327", "4C5A62", "0B5A6B"
_LINE, _SHADE = "98A4AB", "EEF2F4"
BODY_SIZE = 22
"""Half points: 11 pt, with Arial what the public sector's accessibility guides ask for at least."""

# Paragraph style: (half points, twentieths of a point before, after, colour, more run properties)
_HEADINGS: Final[dict[str, tuple[int, int, int, str]]] = {
    "Title": (52, 0, 240, _INK),
    "Heading 1": (38, 480, 140, _INK),
    "Heading 2": (30, 400, 120, _INK),
    "Heading 3": (25, 300, 80, _MARK),
    "Heading 4": (22, 240, 60, _INK),
    "Heading 5": (22, 200, 60, _QUIET),
    "Heading 6": (22, 200, 60, _QUIET),
    "Caption": (20, 240, 100, _INK),
    "Subtitle": (28, 0, 120, _QUIET),
}
_LISTS: Final = ("List Bullet", "List Bullet 2", "List Number", "List Number 2")
_CALLOUT = f"""
<w:pPr {nsdecls("w")}>
  <w:keepNext/>
  <w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{_MARK}"/></w:pBdr>
  <w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>
  <w:spacing w:before="60" w:after="180"/>
  <w:ind w:left="240"/>
</w:pPr>"""
_DEFAULTS = f"""
<w:rPr {nsdecls("w")}>
  <w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
  <w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/>
  <w:lang w:val="{{language}}" w:eastAsia="en-US" w:bidi="ar-SA"/>
</w:rPr>"""
_HYPERLINK = f"""
<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink">
  <w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>
  <w:uiPriority w:val="99"/><w:unhideWhenUsed/>
  <w:rPr><w:color w:val="{_MARK}"/><w:u w:val="single"/></w:rPr>
</w:style>"""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:styleId="TableGrid">
  <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
  <w:pPr><w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>
  <w:tblPr>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>{_BORDERS}</w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="firstCol">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""

_CONTENTS_LINE = f"""
<w:style {nsdecls("w")} w:type="paragraph" w:styleId="TOC{{level}}">
  <w:name w:val="toc {{level}}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
  <w:uiPriority w:val="39"/><w:unhideWhenUsed/>
  <w:pPr>
    <w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{{width}}"/></w:tabs>
    <w:spacing w:before="{{before}}" w:after="20" w:line="252" w:lineRule="auto"/>
    <w:ind w:left="{{indent}}"/>
  </w:pPr>
</w:style>"""
_CAPTIONS_LINE = f"""
<w:style {nsdecls("w")} w:type="paragraph" w:styleId="TableofFigures">
  <w:name w:val="table of figures"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
  <w:uiPriority w:val="99"/><w:unhideWhenUsed/>
  <w:pPr>
    <w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{{width}}"/></w:tabs>
    <w:spacing w:before="0" w:after="20" w:line="252" w:lineRule="auto"/>
  </w:pPr>
</w:style>"""
_CONTENTS_STEP = 284
"""How far each level of the contents list is indented, in twentieths of a point: half a centimetre."""

_SHORT_SIDE, _LONG_SIDE = 11906, 16838
"""A4 in twentieths of a point."""
_MARGIN, _SIDEWAYS_MARGIN = 1304, 720
_WIDTH = _SHORT_SIDE - 2 * _MARGIN
"""Of the text on an upright page."""
_EDGES: Final[dict[str, Any]] = {"header": 708, "footer": 708, "gutter": 0}


def apply_house_style(document: Document, language: str) -> None:
    """Give the built-in styles their look, the document its language and its page."""
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    defaults.replace(defaults[0], parse_xml(_DEFAULTS.format(language=language)))
    spacing = styles.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    spacing.set(qn("w:after"), "140")
    for name, look in _HEADINGS.items():
        _restyle(_style(styles, name), *look)
    _restyle_callout(_style(styles, "Intense Quote"))
    styles.replace(_style(styles, "Table Grid"), parse_xml(_TABLE))
    styles.append(parse_xml(_HYPERLINK))
    for level in (1, 2, 3):
        before, indent = 120 if level == 1 else 0, (level - 1) * _CONTENTS_STEP
        styles.append(parse_xml(_CONTENTS_LINE.format(level=level, before=before, indent=indent, width=_WIDTH)))
    styles.append(parse_xml(_CAPTIONS_LINE.format(width=_WIDTH)))
    for name in _LISTS:
        _space_list(_style(styles, name))
    _set_language(document, language)
    body = document.element.body
    body.replace(body[-1], page(sideways=False))


def _style(styles: Any, name: str) -> Any:
    wanted = {name, name[0].lower() + name[1:]}
    return next(s for s in styles if s.tag == qn("w:style") and s[0].get(qn("w:val")) in wanted)


def _restyle(style: Any, size: int, before: int, after: int, colour: str) -> None:
    properties = style.find(qn("w:pPr"))
    for name in ("w:pBdr", "w:contextualSpacing", "w:spacing"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    outline = properties.find(qn("w:outlineLvl"))
    spacing = element("w:spacing", before=before, after=after, line=252, lineRule="auto")
    if outline is None:
        properties.append(spacing)
    else:
        outline.addprevious(spacing)
    if properties.find(qn("w:keepNext")) is None:
        properties.insert(0, element("w:keepNext"))
    style.replace(style.find(qn("w:rPr")), _heading_font(size, colour))


def _heading_font(size: int, colour: str) -> BaseOxmlElement:
    return element(
        "w:rPr",
        element("w:b"),
        element("w:bCs"),
        element("w:color", val=colour),
        element("w:sz", val=size),
        element("w:szCs", val=size),
    )


def _restyle_callout(style: Any) -> None:
    style.replace(style.find(qn("w:pPr")), parse_xml(_CALLOUT))
    style.replace(style.find(qn("w:rPr")), element("w:rPr"))


def _space_list(style: Any) -> None:
    # Contextual spacing would set a nested list apart from its item.
    contextual = style.find(f"{qn('w:pPr')}/{qn('w:contextualSpacing')}")
    contextual.getparent().replace(contextual, element("w:spacing", after=80))


def _set_language(document: Document, language: str) -> None:
    theme = document.settings.element.find(qn("w:themeFontLang"))
    theme.set(qn("w:val"), language)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def page(*, sideways: bool, columns: int = 1, goes_on: bool = False) -> BaseOxmlElement:
    """The properties of A4 pages, upright or sideways; `goes_on` begins on the page of what comes before."""
    width, height = (_LONG_SIDE, _SHORT_SIDE) if sideways else (_SHORT_SIDE, _LONG_SIDE)
    margin = _SIDEWAYS_MARGIN if sideways else _MARGIN
    turned = {"orient": "landscape"} if sideways else {}
    return element(
        "w:sectPr",
        element("w:type", val="continuous" if goes_on else "nextPage"),
        element("w:pgSz", w=width, h=height, **turned),
        element("w:pgMar", top=margin, right=margin, bottom=margin, left=margin, **_EDGES),
        *([element("w:cols", num=columns, space=margin)] if columns > 1 else []),
    )


def frame() -> BaseOxmlElement:
    """Lines around a paragraph; those that follow one another share them."""
    sides = (
        element(f"w:{side}", val="single", sz=8, space=6, color=_MARK) for side in ("top", "left", "bottom", "right")
    )
    return element("w:pBdr", *sides)
