"""A report as a web page, read back by the elements that a browser finds in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, TypeAlias

from board.reports.model import Callout, Cell, Flow, Heading, List, ListItem, Picture, Row, Table
from board.text.richtext import Paragraph, Run, Runs, join_runs

from .nesting import Found

_VOID: Final = ("br", "hr", "img", "link", "meta")
_LISTS: Final = ("ul", "ol")
_OWN: Final = ("p", *_LISTS)
"""Elements that stand for themselves in a cell or an item; what stands beside them there is a paragraph."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEFT_AWAY: Final = ("head", "nav")


@dataclass(slots=True)
class _Element:
    tag: str
    classes: Sequence[str] = ()
    span: int = 1
    alt: str = ""
    inner: "list[_Node]" = field(default_factory=list)


_Node: TypeAlias = _Element | str


def read(exported: bytes) -> Iterator[Found]:
    """Yield what the page says, without its list of contents."""
    return blocks_of(exported.decode())


def blocks_of(source: str) -> Iterator[Found]:
    """Yield the blocks of a page, or of a part of one."""
    tree = _Tree()
    tree.feed(source)
    tree.close()
    return _blocks(tree.root)


class _Tree(HTMLParser):
    """Builds the tree of elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("html")
        self._opened = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        element = _Element(
            tag, (given.get("class") or "").split(), int(given.get("colspan") or 1), given.get("alt") or ""
        )
        self._opened[-1].inner.append(element)
        if tag not in _VOID:
            self._opened.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self._opened[1:]):
            while self._opened.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._opened[-1].inner.append(data)


def _blocks(holder: _Element) -> Iterator[Found]:
    for each in _elements(holder):
        yield from _block(each)


def _block(element: _Element) -> Iterator[Found]:
    if element.tag in _HEADINGS:
        yield Heading(int(element.tag[1]), _words(element), "")
    elif element.tag == "table":
        yield _table(element)
    elif element.tag == "figure":
        yield _figure(element)
    elif element.tag == "blockquote" or "callout" in element.classes:
        yield Callout(_runs(element))
    elif element.tag in _OWN:
        yield _own(element)
    elif element.tag not in _LEFT_AWAY:
        yield from _blocks(element)


def _figure(element: _Element) -> Picture:
    """The name of a picture and its words; the picture itself is not read."""
    said = {each.tag: each for each in _elements(element)}
    return Picture("", 0, 0, _words(said["figcaption"]), said["img"].alt)


def _own(element: _Element) -> Flow:
    return _list(element) if element.tag in _LISTS else Paragraph(_runs(element))


def _list(element: _Element) -> List:
    return List(element.tag == "ol", tuple(_item(each) for each in _elements(element)))


def _item(element: _Element) -> ListItem:
    said = [each for each in element.inner if isinstance(each, str) or each.tag not in _LISTS]
    below = tuple(_list(each) for each in _elements(element) if each.tag in _LISTS)
    return ListItem(_trimmed(said), below)


def _table(element: _Element) -> Table:
    caption, rows = "", list[Sequence[_Element]]()
    for each in _within(element):
        if each.tag == "caption":
            caption = _words(each)
        elif each.tag == "tr":
            rows.append(list(_elements(each)))
    head, *body = rows
    cells = (Row(_words(first), tuple(Cell(tuple(_flow(cell)), cell.span) for cell in rest)) for first, *rest in body)
    return Table(caption, tuple(map(_words, head)), tuple(cells))


def _flow(cell: _Element) -> Iterator[Flow]:
    """Yield what a cell holds: words that stand in it by themselves are a paragraph."""
    if any(each.tag in _OWN for each in _elements(cell)):
        yield from map(_own, _elements(cell))
    elif runs := _runs(cell):
        yield Paragraph(runs)


def _elements(holder: _Element) -> Iterator[_Element]:
    return (each for each in holder.inner if isinstance(each, _Element))


def _within(holder: _Element) -> Iterator[_Element]:
    for each in _elements(holder):
        yield each
        yield from _within(each)


def _words(element: _Element) -> str:
    return "".join(run.text for run in _runs(element))


def _runs(element: _Element) -> Runs:
    return _trimmed(element.inner)


def _trimmed(nodes: Iterable[_Node]) -> Runs:
    """The text as a browser shows it, with its line breaks, and without space at its ends."""
    runs = list(join_runs(_spelt(nodes, Run(""))))
    if runs:
        runs[0] = _with_text(runs[0], runs[0].text.lstrip())
        runs[-1] = _with_text(runs[-1], runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _spelt(nodes: Iterable[_Node], marks: Run) -> Iterator[Run]:
    for each in nodes:
        if isinstance(each, str):
            yield _with_text(marks, re.sub(r"\s+", " ", each))
        elif each.tag == "br":
            yield _with_text(marks, "\n")
        else:
            bold, italic = marks.bold or each.tag == "strong", marks.italic or each.tag == "em"
            yield from _spelt(each.inner, Run("", bold, italic))


def _with_text(marks: Run, text: str) -> Run:
    return Run(text, marks.bold, marks.italic)
