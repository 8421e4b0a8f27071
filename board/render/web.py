"""A report as HTML: semantic, printable, one file with nothing from outside."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import assert_never

from board.reports.model import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Agreed,
    Block,
    Callout,
    Captions,
    Contents,
    Front,
    Heading,
    List,
    ListItem,
    Picture,
    Report,
    Row,
    Section,
    Table,
)
from board.text.richtext import Paragraph, Run, Runs
from board.text.richtext_print import outline

from .shape import is_wide, levels_below_title

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render(report: Report) -> bytes:
    """A whole page, its title the only first-level heading."""
    title = escape(report.title)
    shift = levels_below_title(report)
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(report.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        "<main>",
        f'<h1 dir="auto">{title}</h1>',
        *(_front(report.front) if report.front else ()),
        *_blocks(report.blocks, shift),
        "</main>",
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(lines).encode()


@cache
def _style() -> str:
    return files(__package__).joinpath("web.css").read_text(encoding="utf-8")


def render_fragment(report: Report) -> bytes:
    """The sections alone, with the heading levels that were asked for: to preview and to copy."""
    return "\n".join([*_blocks(report.blocks, 0), ""]).encode()


def _blocks(blocks: Sequence[Block], shift: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, shift)


def _block(block: Block, shift: int) -> Iterator[str]:
    match block:
        case Paragraph(runs):
            yield f'<p dir="auto">{inline(runs)}</p>'
        case Callout(runs):
            yield f'<div class="callout" role="note"><p dir="auto">{inline(runs)}</p></div>'
        case List():
            yield from _list(block)
        case Agreed():
            yield from _blocks(block.flow, shift)
        case Table():
            yield from _table(block)
        case Section():
            yield from _section(block, shift)
        case Contents(entries):
            yield from _contents("Contents", "contents", entries, shift)
        case Captions(of, entries):
            yield from _contents(f"{of}s", f"{of.lower()}s", entries, shift)
        case Picture():
            yield from _picture(block)
        case _:
            assert_never(block)


def _section(section: Section, shift: int) -> Iterator[str]:
    level = min(section.level + shift, LOWEST_LEVEL)
    names = f"{section.role} wide" if is_wide(section) else section.role
    yield f'<section class="{names}"{_id(section.anchor)}>'
    yield f'<h{level} dir="auto">{escape(section.title)}</h{level}>'
    yield from _blocks(section.blocks, shift)
    yield "</section>"


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _front(front: Front) -> Iterator[str]:
    yield '<div class="front">'
    yield from (f'<p dir="auto">{escape(line)}</p>' for line in front.lines)
    yield "</div>"


def _contents(title: str, name: str, entries: Sequence[Heading], shift: int) -> Iterator[str]:
    level = HIGHEST_LEVEL + shift
    yield f'<nav class="contents" aria-labelledby="{name}">'
    yield f'<h{level} id="{name}">{title}</h{level}>'
    yield "<ul>"
    for entry in entries:
        words = escape(entry.title)
        linked = f'<a href="#{escape(entry.anchor)}">{words}</a>' if entry.anchor else words
        yield f'<li class="level-{entry.level}" dir="auto">{linked}</li>'
    yield "</ul>"
    yield "</nav>"


def _picture(picture: Picture) -> Iterator[str]:
    """As an image, in which nothing can run, in the page itself."""
    source = f"data:image/svg+xml;base64,{b64encode(picture.svg.encode()).decode()}"
    yield f"<figure{_id(picture.anchor)}>"
    yield (
        f'<img src="{source}" alt="{escape(picture.description)}" '
        f'width="{round(picture.width)}" height="{round(picture.height)}">'
    )
    yield f'<figcaption dir="auto">{escape(picture.title)}</figcaption>'
    yield "</figure>"


def _list(block: List) -> Iterator[str]:
    tag = "ol" if block.ordered else "ul"
    yield f"<{tag}>"
    for item in block.items:
        yield from _item(item)
    yield f"</{tag}>"


def _item(item: ListItem) -> Iterator[str]:
    start = f'<li dir="auto">{inline(item.runs)}'
    if not item.lists:
        yield f"{start}</li>"
        return
    yield start
    for below in item.lists:
        yield from _list(below)
    yield "</li>"


def _table(table: Table) -> Iterator[str]:
    # Where a table is wider than the screen, a keyboard must be able to scroll it.
    yield f'<div class="scrolls"{_id(table.anchor)} role="group" tabindex="0" aria-label="{escape(table.caption)}">'
    # Word draws no lines around a table that is pasted without a style sheet, unless told here.
    yield '<table border="1">'
    yield f'<caption dir="auto">{escape(table.caption)}</caption>'
    yield "<thead>"
    yield _row(f'<th scope="col" dir="auto">{escape(column)}</th>' for column in table.columns)
    yield "</thead>"
    yield "<tbody>"
    for row in table.rows:
        yield _row(_cells(row))
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cells(row: Row) -> Iterator[str]:
    yield f'<th scope="row" dir="auto">{escape(row.header)}</th>'
    for cell in row.cells:
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        yield f"<td{span}>{''.join(_blocks(cell.flow, 0))}</td>"


def inline(runs: Runs) -> str:
    """Runs as inline HTML; what people typed is escaped."""
    return "".join(_marked(run, _inner(run, inner)) for run, inner in outline(runs))


def _inner(run: Run, inner: Runs | None) -> str:
    if inner is None:
        return _text(run.text)
    text = "".join(_marked(each, _text(each.text)) for each in inner)
    address = escape(run.link or "")
    # A place in the same document is no other site.
    return f'<a href="{address}">{text}</a>' if address.startswith("#") else _to_elsewhere(address, text)


def _to_elsewhere(address: str, text: str) -> str:
    return f'<a href="{address}" rel="noopener noreferrer">{text}</a>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _marked(run: Run, text: str) -> str:
    upright = f"<em>{text}</em>" if run.italic else text
    return f"<strong>{upright}</strong>" if run.bold else upright
