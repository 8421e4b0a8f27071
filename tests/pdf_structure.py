"""A tagged PDF, read by its tags alone as somebody hears it: headings, paragraphs, lists and tables in their order."""

import ctypes
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from board.reports.model import Cell, Flow, Heading, List, ListItem, Picture, Row, Table
from board.text.richtext import Paragraph, Run, Runs, join_runs
from client.demo.read_back.nesting import Found

_BROKEN_WORD = "\x02"
"""How PDFium spells a hyphen that ends a line."""


@dataclass(frozen=True)
class Piece:
    """Text that has one mark: a line, or a stretch of one; `line` is the same for what stands on one line."""

    text: str
    line: tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree: the tags and pieces in it, and the attributes that say something of cells."""

    name: str
    inner: Sequence["Tag | Piece"]
    span: int = 1
    scope: str = ""
    alt: str = ""

    @property
    def tags(self) -> list["Tag"]:
        return [each for each in self.inner if isinstance(each, Tag)]


def read_pdf(exported: bytes) -> Iterator[Found]:
    """Yield what the tags say, without the list of contents."""
    for tag in structure(exported).tags:
        yield from _blocks(tag)


def structure(exported: bytes) -> Tag:
    """Return the root of the structure tree, with the text of each element."""
    pieces = _pieces(exported)
    with pikepdf.open(io.BytesIO(exported)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        return _tag(document.Root.StructTreeRoot, numbers, pieces, None)


def _tag(node: Any, numbers: Mapping[Any, int], pieces: Mapping[tuple[int, int], Piece], page: int | None) -> Tag:
    page = numbers[node.Pg.objgen] if "/Pg" in node else page
    below = node.get("/K", [])
    inner: list[Tag | Piece] = []
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, int):
            # A picture that is drawn has a mark and no text.
            inner += [pieces[page or 0, each]] if (page or 0, each) in pieces else []
        elif "/S" in each:
            inner.append(_tag(each, numbers, pieces, page))
        elif "/MCID" in each:
            inner.append(pieces[numbers[each.Pg.objgen] if "/Pg" in each else page or 0, int(each.MCID)])
    given = node.get("/A", [])
    attributes = list(given) if isinstance(given, pikepdf.Array) else [given]
    span = next((int(each.ColSpan) for each in attributes if "/ColSpan" in each), 1)
    scope = next((str(each.Scope)[1:] for each in attributes if "/Scope" in each), "")
    return Tag(str(node.get("/S", "/Document"))[1:], inner, span, scope, str(node.get("/Alt", "")))


def _pieces(exported: bytes) -> Mapping[tuple[int, int], Piece]:
    """The text of each piece of marked content by the number of its page and its own."""
    found: dict[tuple[int, int], Piece] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(exported)):
        text = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            key = number, pdfium.FPDFPageObj_GetMarkedContentID(item)
            before = found[key].text if key in found else ""
            found[key] = Piece(before + _text(item, text), (number, round(item.get_matrix().f)))
    return found


def _text(item: Any, page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(item, page, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0").replace(_BROKEN_WORD, "-")


def _blocks(tag: Tag) -> Iterator[Found]:
    match tag.name:
        case "TOC":
            pass
        case "Div" if [each.name for each in tag.tags] == ["Caption", "Figure"]:
            caption, figure = tag.tags
            yield Picture("", 0, 0, _words(caption), figure.alt)
        case "P" | "L":
            yield _own(tag)
        case "Table":
            yield _table(tag)
        case name if name.startswith("H"):
            yield Heading(int(name[1:]), _words(tag), "")
        case _:
            for each in tag.tags:
                yield from _blocks(each)


def _own(tag: Tag) -> Flow:
    return _list(tag) if tag.name == "L" else Paragraph(_runs(tag.inner))


def _list(tag: Tag) -> List:
    """A list within a list belongs to the item before it (ISO 32000-1, 14.8.4.3.3)."""
    items: list[ListItem] = []
    ordered = False
    for each in tag.tags:
        if each.name == "LI":
            label, *said = each.tags
            ordered = _words(label)[:1].isdigit()
            items.append(ListItem(_runs(said)))
        else:
            items[-1] = ListItem(items[-1].runs, (*items[-1].lists, _list(each)))
    return List(ordered, tuple(items))


def _table(tag: Tag) -> Table:
    caption = next((_words(each) for each in tag.tags if each.name == "Caption"), "")
    head, *body = [row for part in tag.tags for row in (part.tags if part.name != "TR" else [part]) if row.name == "TR"]
    rows = (Row(_words(first), tuple(map(_cell, cells))) for first, *cells in (row.tags for row in body))
    return Table(caption, tuple(map(_words, head.tags)), tuple(rows))


def _cell(tag: Tag) -> Cell:
    return Cell(tuple(map(_own, tag.tags)), tag.span)


def _words(tag: Tag) -> str:
    return " ".join("".join(run.text for run in _runs(tag.inner)).split())


def _runs(inner: Iterable[Tag | Piece]) -> Runs:
    """The text with its line breaks and what is bold (Typst tags it `Strong`)."""
    pieces = list(_spelt(inner, bold=False))
    follow = [*(piece for piece, _ in pieces[1:]), Piece("", (0, 0))]
    return join_runs(
        Run(_followed(piece, after), bold=bold) for (piece, bold), after in zip(pieces, follow, strict=False)
    )


def _followed(piece: Piece, after: Piece) -> str:
    """The text, with a line break where somebody ended the line; between two objects PDFium may add a space."""
    if piece.line == after.line:
        return piece.text.rstrip() if after.text.startswith(" ") else piece.text
    return piece.text if piece.text.endswith((" ", "-")) or not after.text else f"{piece.text}\n"


def _spelt(inner: Iterable[Tag | Piece], *, bold: bool) -> Iterator[tuple[Piece, bool]]:
    for each in inner:
        if isinstance(each, Piece):
            yield each, bold
        else:
            yield from _spelt(each.inner, bold=bold or each.name == "Strong")
