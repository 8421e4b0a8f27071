"""A report as a Word document, in built-in styles alone: pasted text takes the host's look."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, takewhile
from typing import assert_never

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from board.picture.paper import SIDEWAYS, UPRIGHT, width_on
from board.picture.raster import png
from board.reports.model import (
    Agreed,
    Block,
    Callout,
    Captions,
    Cell,
    Contents,
    Flow,
    Front,
    List,
    Picture,
    Report,
    Section,
    Table,
    captioned,
)
from board.text.richtext import Paragraph, Run, Runs

from .shape import is_right_to_left, is_wide
from .word_bookmarks import MOST_TIMES, agreed_bookmark, behind, place_bookmark
from .word_columns import WHOLE_WIDTH, widths_of
from .word_contents import captions_list, contents_list
from .word_lists import Lists, style_of
from .word_margins import name_chapters, number_pages
from .word_package import new_document, packed
from .word_poster import COLUMNS, arranged
from .word_references import label_with_number, reference
from .word_styles import BODY_SIZE, frame, page
from .word_xml import element

_TITLE_ALONE = 2
"""What the body holds when nothing but the title is written: the title, and the page's properties."""
_CALLOUT = "IntenseQuote"
_HEADING = "Heading"
_LONGEST_NAME = 255
_MOST_TOGETHER = 5
"""Paragraphs of a cell up to which its row stays on one page: a longer one would leave half a page empty before it."""
_AFTER_TABLE = 160
"""Twentieths of a point between a table and what follows without a space of its own."""


def render(report: Report) -> bytes:
    """The document as .docx; the same report gives the same bytes."""
    document = new_document(report)
    _Writer(document).write(report)
    if report.front:
        number_pages(document, report.title)
        name_chapters(document)
    return packed(document, report.provenance.taken)


class _Writer:
    """Writes blocks to the end of the document's body."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._body = document.element.body
        self._end = self._body[-1]
        self._lists = Lists(document)
        self._links: dict[str, str] = {}
        self._bookmarks = 0
        self._behind = ""
        self._times = Counter[str]()
        self._framed = False
        self._sideways = False
        self._captions = frozenset[str]()
        self._size: int | None = None

    def write(self, report: Report) -> None:
        self._captions = frozenset(block.anchor for block in captioned(report.blocks))
        self._add(self._paragraph((Run(report.title),), "Title"))
        at = self._front(report.front, report.blocks) if report.front else 0
        self._blocks(report.blocks[at:])

    def _front(self, front: Front, blocks: Sequence[Block]) -> int:
        """The rest of the title page and the lists of contents, if any; returns how many blocks stand there.

        They are a section of their own: what follows begins on a page of its own, and names its chapters.
        """
        for line in front.lines:
            self._add(self._paragraph((Run(line),), "Subtitle"))
        lists = list(takewhile(lambda block: isinstance(block, Contents | Captions), blocks))
        if lists:
            self._add(element("w:p", element("w:r", element("w:br", type="page"))))
        self._blocks(lists)
        self._end_page(page(sideways=False))
        return len(lists)

    def _add(self, child: BaseOxmlElement) -> None:
        if self._behind and child.tag == qn("w:p"):
            self._bookmark([child], self._behind)
            self._behind = ""
        # By its end, which is found at once: the place of a child is counted from the first one.
        self._end.addprevious(child)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph() | List():
                self._flow_below(block)
            case Agreed():
                self._agreed(block)
            case Callout(runs):
                self._add(self._paragraph(runs, _CALLOUT))
            case Table():
                self._table(block)
            case Section():
                self._section(block)
            case Picture():
                self._picture(block)
            case Contents():
                for paragraph in contents_list(block):
                    self._add(paragraph)
            case Captions():
                for paragraph in captions_list(block):
                    self._add(paragraph)
            case _:
                assert_never(block)

    def _flow_below(self, block: Flow) -> None:
        """Paragraphs; the first one not close under a table."""
        for paragraph in self._flow(block):
            if self._end.getprevious().tag == qn("w:tbl"):
                paragraph.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(_AFTER_TABLE))
            self._add(paragraph)

    def _section(self, section: Section) -> None:
        wide = is_wide(section)
        if wide and len(self._body) > _TITLE_ALONE and not self._is_page_ended():
            self._end_page(page(sideways=False))
        self._heading(section)
        match section.role:
            case "page":
                self._columns(section.blocks)
            case "box":
                self._framed = True
                self._blocks(section.blocks)
                self._framed = False
            case _:
                self._sideways = wide
                self._blocks(section.blocks)
                self._sideways = False
                if wide:
                    self._end_page(page(sideways=True))

    def _heading(self, section: Section) -> None:
        heading = self._paragraph((Run(section.title),), f"{_HEADING}{section.level}")
        if section.anchor:
            self._bookmark([heading], place_bookmark(section.anchor))
        self._add(heading)

    def _picture(self, picture: Picture) -> None:
        """The picture with its words, and its name below."""
        width = width_on(picture, SIDEWAYS if self._sideways else UPRIGHT)
        inline = self._part.new_pic_inline(io.BytesIO(png(picture, paper=width)), width=Mm(width), height=None)
        inline.docPr.set("name", picture.title[:_LONGEST_NAME])
        inline.docPr.set("descr", picture.description)
        with_caption = element("w:pPr", element("w:keepNext"))
        self._add(element("w:p", with_caption, element("w:r", element("w:drawing", inline))))
        self._caption(picture.title, picture)

    def _caption(self, words: str, block: Table | Picture) -> None:
        """The caption, with its label as a number that Word counts, at a bookmark for references."""
        caption = self._paragraph((Run(words.removeprefix(block.label)),), "Caption")
        if block.label:
            properties = caption[0]
            for run in reversed([*self._bookmarked(label_with_number(block.label), place_bookmark(block.anchor))]):
                properties.addnext(run)
        self._add(caption)

    def _agreed(self, block: Agreed) -> None:
        """The text between the ends of a bookmark, by which it is found when the document comes back.

        A word processor leaves out of a bookmark what is added at its end, so what follows has one, too.
        """
        paragraphs = [paragraph for each in block.flow for paragraph in self._flow(each)]
        self._times[block.area] += 1
        time = self._times[block.area]
        name = agreed_bookmark(block.area, time) if time <= MOST_TIMES else ""
        if name:
            self._bookmark(paragraphs, name)
        for paragraph in paragraphs:
            self._add(paragraph)
        self._behind = behind(name)

    def _bookmark(self, paragraphs: Sequence[BaseOxmlElement], name: str) -> None:
        """Mark these paragraphs, so that links lead to them."""
        start, end = self._bookmarked([], name)
        paragraphs[0].insert(1 if paragraphs[0].find(qn("w:pPr")) is not None else 0, start)
        paragraphs[-1].append(end)

    def _bookmarked(self, runs: Sequence[BaseOxmlElement], name: str) -> list[BaseOxmlElement]:
        """These runs between the ends of a bookmark."""
        self._bookmarks += 1
        start = element("w:bookmarkStart", id=self._bookmarks, **{"w:name": name})
        return [start, *runs, element("w:bookmarkEnd", id=self._bookmarks)]

    def _columns(self, blocks: Sequence[Block]) -> None:
        """What leads the page goes over its whole width, and its parts into columns."""
        lead = list(takewhile(lambda block: not isinstance(block, Section), blocks))
        self._blocks(lead)
        self._end_page(page(sideways=True))
        set_in = arranged(lead, blocks[len(lead) :])
        self._size = None if set_in.size == BODY_SIZE else set_in.size
        for number, parts in enumerate(set_in.pages):
            self._blocks(parts)
            self._end_page(page(sideways=True, columns=COLUMNS, goes_on=number == 0))
        self._size = None

    def _end_page(self, properties: BaseOxmlElement) -> None:
        """Give all since the last end these properties; by its last paragraph, for one more could need a page more."""
        last = self._end.getprevious()
        if last.tag == qn("w:p") and not self._is_page_ended():
            last.get_or_add_pPr().append(properties)
        else:
            self._add(element("w:p", element("w:pPr", properties)))

    def _is_page_ended(self) -> bool:
        """True when nothing was written since the last end."""
        return self._end.getprevious().find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None

    def _flow(self, block: Flow) -> Iterator[BaseOxmlElement]:
        if isinstance(block, Paragraph):
            yield self._paragraph(block.runs)
        else:
            yield from self._list(block, 0)

    def _list(self, block: List, depth: int) -> Iterator[BaseOxmlElement]:
        number = (self._lists.restart(depth), depth) if block.ordered else None
        style = style_of(ordered=block.ordered, depth=depth)
        for item in block.items:
            yield self._paragraph(item.runs, style, number, keep_next=bool(item.lists))
            for below in item.lists:
                yield from self._list(below, depth + 1)

    def _table(self, table: Table) -> None:
        self._caption(table.caption, table)
        widths = list(widths_of(table))
        grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        rows = (self._row([_header(row.header), *row.cells], widths) for row in table.rows)
        first = self._row(list(map(_header, table.columns)), widths, is_header=True)
        self._add(element("w:tbl", _table_properties(table), grid, first, *rows))

    def _row(self, cells: Iterable[Cell], widths: Sequence[int], *, is_header: bool = False) -> BaseOxmlElement:
        spare = iter(widths)
        filled = [self._cell(cell, sum(islice(spare, cell.span))) for cell in cells]
        longest = max(len(cell.findall(qn("w:p"))) for cell in filled)
        marks = [
            *([element("w:cantSplit")] if longest <= _MOST_TOGETHER else []),
            *([element("w:tblHeader")] if is_header else []),
        ]
        return element("w:tr", element("w:trPr", *marks), *filled)

    def _cell(self, cell: Cell, width: int) -> BaseOxmlElement:
        spans = [element("w:gridSpan", val=cell.span)] if cell.span > 1 else []
        size = element("w:tcPr", element("w:tcW", w=width, type="pct"), *spans)
        flow = cell.flow or (Paragraph(()),)
        return element("w:tc", size, *(paragraph for block in flow for paragraph in self._flow(block)))

    def _paragraph(
        self,
        runs: Runs,
        style: str | None = None,
        number: tuple[int, int] | None = None,
        *,
        keep_next: bool = False,
    ) -> BaseOxmlElement:
        backwards = is_right_to_left("".join(run.text for run in runs))
        size = None if style and style.startswith(_HEADING) else self._size
        properties = [
            *([element("w:pStyle", val=style)] if style else []),
            *([element("w:keepNext")] if keep_next else []),
            *([_numbered(*number)] if number is not None else []),
            *([frame()] if self._framed else []),
            *([element("w:bidi")] if backwards else []),
            *([element("w:rPr", *_sized(size))] if size else []),
        ]
        start = [element("w:pPr", *properties)] if properties else []
        return element("w:p", *start, *self._inline(runs, size))

    def _inline(self, runs: Runs, size: int | None) -> Iterator[BaseOxmlElement]:
        for link, group in groupby(runs, key=lambda run: run.link):
            written = [_run(run, size) for run in group]
            if link is None:
                yield from written
            elif link.startswith("#"):
                yield from self._reference(link[1:], written)
            else:
                yield element("w:hyperlink", *written, **{"r:id": self._link(link)})

    def _reference(self, anchor: str, written: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """A link to a place in the document; to a caption, one that says the number it has by now."""
        if anchor in self._captions:
            return reference(place_bookmark(anchor), written)
        return [element("w:hyperlink", *written, anchor=place_bookmark(anchor), history=1)]

    def _link(self, address: str) -> str:
        if address not in self._links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self._links[address] = self._part.relate_to(address, kind, is_external=True)
        return self._links[address]


def _header(text: str) -> Cell:
    return Cell((Paragraph((Run(text),)),))


def _numbered(number: int, depth: int) -> BaseOxmlElement:
    return element("w:numPr", element("w:ilvl", val=depth), element("w:numId", val=number))


def _run(run: Run, size: int | None) -> BaseOxmlElement:
    backwards = is_right_to_left(run.text)
    properties = [
        *([element("w:rStyle", val="Hyperlink")] if run.link else []),
        *([element("w:b"), element("w:bCs")] if run.bold else []),
        *([element("w:i"), element("w:iCs")] if run.italic else []),
        *_sized(size),
        *([element("w:rtl")] if backwards else []),
    ]
    start = [element("w:rPr", *properties)] if properties else []
    return element("w:r", *start, *_lines(run.text))


def _sized(size: int | None) -> list[BaseOxmlElement]:
    """Properties of letters of so many half points, that of a list's sign included; nothing for those of the style."""
    return [element("w:sz", val=size), element("w:szCs", val=size)] if size else []


def _lines(text: str) -> Iterator[BaseOxmlElement]:
    for index, line in enumerate(text.split("\n")):
        if index:
            yield element("w:br")
        if line:
            yield element("w:t", text=line, **{"xml:space": "preserve"})


def _table_properties(table: Table) -> BaseOxmlElement:
    return element(
        "w:tblPr",
        element("w:tblStyle", val="TableGrid"),
        element("w:tblW", w=WHOLE_WIDTH, type="pct"),
        element("w:tblLook", val="06A0", firstRow=1, firstColumn=1, noHBand=1, noVBand=1),
        element("w:tblCaption", val=table.caption),
    )
