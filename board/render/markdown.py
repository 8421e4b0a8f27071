"""A report as GitHub-flavoured Markdown; what people typed comes out as text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from board.reports.model import (
    Agreed,
    Block,
    Callout,
    Captions,
    Contents,
    Heading,
    List,
    ListItem,
    Picture,
    Report,
    Row,
    Section,
    Table,
)
from board.reports.prose import bold, spoken_list
from board.text.richtext import Paragraph, Run, Runs, join_runs
from board.text.richtext_print import outline

from .shape import is_plain, placed

_BLANK = " \t\n\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Unicode white space (CommonMark 0.31, section 2.1): a star next to one opens or closes nothing."""
_APART = "<!-- -->"
"""Shows nothing, and keeps stars apart that would be read together, or a star from a letter."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|$]|&(?=#?\w+;)|!$")
_LINE_START = re.compile(r"[#+\-=]")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])")
_HARD_BREAK = "\\\n"
_CELL_BREAK = "<br>"
_HEADED = 2
"""A table of headers and one column."""


def render(report: Report) -> bytes:
    """The report as UTF-8 Markdown, its title as the first heading."""
    front = (_heading(line) for line in report.front.lines) if report.front else ()
    parts = [f"# {_heading(report.title)}", *front, *_blocks(report.blocks)]
    return ("\n\n".join(parts) + "\n").encode()


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    before = False
    for block in _written_out(blocks):
        # Two lists in a row would be read as one if they had the same sign.
        before = isinstance(block, List) and not before
        yield from _block(block, other_sign=isinstance(block, List) and not before)


def _written_out(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and not is_plain(block):
            yield from _in_turn(block)
        else:
            yield block


def _block(block: Block, *, other_sign: bool) -> Iterator[str]:
    match block:
        case Paragraph(runs):
            yield inline(runs)
        case Callout(runs):
            yield "> " + inline(runs).replace("\n", "\n> ")
        case List():
            yield "\n".join(_list(block, other_sign=other_sign))
        case Agreed(flow=flow):
            yield from _blocks(flow)
        case Table():
            yield f"**{_heading(block.caption)}**"
            yield "\n".join(_table(block))
        case Section(_, level, title, inner):
            yield f"{'#' * level} {_heading(title)}"
            yield from _blocks(inner)
        case Picture():
            yield f"**{_heading(block.title)}**"
            yield inline((Run(block.description),))
        case Contents(entries):
            yield from _contents("Contents", entries)
        case Captions(of, entries):
            yield from _contents(f"{of}s", entries)
        case _:
            assert_never(block)


def _contents(title: str, entries: Sequence[Heading]) -> Iterator[str]:
    yield f"**{title}**"
    yield "\n".join(f"{'  ' * (entry.level - 1)}- {_heading(entry.title)}" for entry in entries)


def _list(block: List, *, other_sign: bool = False) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        bullet, mark = ("*", ")") if other_sign else ("-", ".")
        sign = f"{number}{mark} " if block.ordered else f"{bullet} "
        for index, line in enumerate(_item(item)):
            yield (" " * len(sign) if index else sign) + line


def _item(item: ListItem) -> Iterator[str]:
    yield from inline(item.runs).split("\n")
    for index, below in enumerate(item.lists):
        yield from _list(below, other_sign=bool(index % 2))


def _table(table: Table) -> Iterator[str]:
    yield _row(_cell_text(column) for column in table.columns)
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(_cells(row))


def _cells(row: Row) -> Iterator[str]:
    yield f"**{header}**" if (header := _cell_text(row.header)) else ""
    for cell in row.cells:
        paragraphs = (each for each in cell.flow if isinstance(each, Paragraph))
        yield _CELL_BREAK.join(inline(paragraph.runs, _CELL_BREAK) for paragraph in paragraphs)


def _in_turn(table: Table) -> Iterator[Block]:
    """A table that Markdown has no signs for: each row under its header, each cell under its columns.

    Where there is one column beside the headers, the header says enough.
    """
    yield Paragraph((bold(table.caption),))
    for row in table.rows:
        yield Paragraph((bold(row.header),))
        for columns, cell in placed(row):
            if len(table.columns) > _HEADED and cell.flow:
                yield Paragraph((Run(spoken_list([table.columns[at] for at in columns]), italic=True),))
            yield from cell.flow


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell_text(text: str) -> str:
    return inline((Run(text),), " ") if text else ""


def _heading(text: str) -> str:
    # A row of number signs at the end of a heading would be read as its closing.
    return re.sub(r"(#+)$", r"\\\1", inline((Run(text),), " "))


def inline(runs: Runs, line_break: str = _HARD_BREAK) -> str:
    """Runs as inline Markdown, each line break as `line_break`."""
    marked = _marked(_source(run, inner) for run, inner in outline(map(_without_place, runs)))
    lines = marked.split("\n")
    # Inside a heading or a cell no line begins a list.
    return line_break.join(map(_at_line_start, lines) if line_break == _HARD_BREAK else lines)


def _at_line_start(line: str) -> str:
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBER_START.sub(r"\1\\\2", line, count=1) if _NUMBER_START.match(line) else line


def _without_place(run: Run) -> Run:
    """Markdown has no names for places: a reference to one is words alone."""
    return replace(run, link=None) if run.link and run.link.startswith("#") else run


def _source(run: Run, inner: Runs | None) -> Run:
    if inner is None:
        return Run(_escaped(run.text), run.bold, run.italic)
    text = _marked(Run(_escaped(each.text), each.bold, each.italic) for each in inner)
    address = re.sub(r"&(?=#?\w+;)", "&amp;", run.link or "")
    one_line = text.replace("\n", " ")
    return Run(f"[{one_line}]({address})", run.bold, run.italic)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _marked(sources: Iterable[Run]) -> str:
    """Join text and stars. Each stretch has stars of its own: nested ones can be misread."""
    parts: list[str] = []
    before = Run("")
    for run in join_runs(part for source in sources for part in _spaces_apart(source)):
        if _would_be_misread(before, run):
            parts.append(_APART)
        stars = "*" * (2 * run.bold + run.italic)
        parts.append(f"{stars}{run.text}{stars}")
        before = run
    return "".join(parts)


def _spaces_apart(run: Run) -> tuple[Run, ...]:
    inner = run.text.strip(_BLANK)
    start = run.text.find(inner)
    end = start + len(inner)
    return Run(run.text[:start]), Run(inner, run.bold, run.italic), Run(run.text[end:])


def _would_be_misread(before: Run, run: Run) -> bool:
    """True for stars that touch stars, or stand between a letter and a sign on their inside."""
    marked = run.bold or run.italic
    if before.bold or before.italic:
        return marked or (_is_sign(before.text[-1:]) and _is_letter(run.text))
    return marked and _is_letter(before.text[-1:]) and _is_sign(run.text)


def _is_sign(text: str) -> bool:
    """True when it begins with punctuation or a symbol, as CommonMark 0.31 has it."""
    return unicodedata.category(text[0])[0] in "PS" if text else False


def _is_letter(text: str) -> bool:
    return bool(text) and text[0] not in _BLANK and not _is_sign(text)
