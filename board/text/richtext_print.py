"""Light Markdown (SPEC R1) written out, and links as other writers of marked text need them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from .richtext import BLANK, STARS, Block, Item, Mark, Paragraph, Run, Runs, join_runs

_BULLET = re.compile(r"\\*- ")
_NUMBER = re.compile(r"([0-9]{1,3})(\\*[.)] )")
_NESTED_INDENT = "    "
_CONTINUATION = "   "
_HIGHEST_NUMBER = 999
"""The grammar reads three digits; any number goes on with a list."""


def _marks_by_reach(runs: Sequence[Run], index: int, opened: Sequence[Mark]) -> list[Mark]:
    """The marks that run `index` opens, the farthest-reaching first."""
    wanted: list[Mark] = [m for m in STARS if getattr(runs[index], m) and m not in opened]
    return sorted(wanted, key=lambda mark: -_reach(runs, index, mark))


def _reach(runs: Sequence[Run], index: int, mark: Mark) -> int:
    return next((at for at in range(index, len(runs)) if not getattr(runs[at], mark)), len(runs))


def _spaces_outside(runs: Iterable[Run]) -> Runs:
    """The runs with the marks taken off the spaces at the edges of marked stretches."""
    tidy = join_runs(runs)
    for mark in STARS:
        stretches = groupby(tidy, key=lambda run: bool(getattr(run, mark)))
        tidy = join_runs(
            part
            for marked, stretch in stretches
            for part in (_without_edges(list(stretch), mark) if marked else stretch)
        )
    return tidy


def _without_edges(stretch: list[Run], mark: Mark) -> Iterator[Run]:
    text = "".join(run.text for run in stretch)
    first, last = len(text) - len(text.lstrip(BLANK)), len(text.rstrip(BLANK))
    at = 0
    for run in stretch:
        end = at + len(run.text)
        yield _unmarked(run, mark, text[at : min(end, max(first, at))])
        yield replace(run, text=text[max(at, first) : min(end, last)])
        yield _unmarked(run, mark, text[max(at, last, first) : end])
        at = end


def _unmarked(run: Run, mark: Mark, text: str) -> Run:
    bold, italic = run.bold and mark != "bold", run.italic and mark != "italic"
    return Run(text, bold, italic, run.link)


def outline(runs: Iterable[Run]) -> list[tuple[Run, Runs | None]]:
    """The runs with each link as one: (the marks all its runs share and its address, its runs).

    A run without a link comes with None. The runs inside a link keep only the marks that they do
    not all share.
    """
    outlined: list[tuple[Run, Runs | None]] = []
    for link, group in groupby(join_runs(runs), key=lambda run: run.link):
        stretch = list(group)
        if link is None:
            outlined += [(run, None) for run in stretch]
            continue
        bold, italic = all(run.bold for run in stretch), all(run.italic for run in stretch)
        inner = join_runs(Run(run.text, run.bold and not bold, run.italic and not italic) for run in stretch)
        outlined.append((Run("", bold, italic, link), inner))
    return outlined


def print_markdown(blocks: Iterable[Block]) -> str:
    """Print blocks as light Markdown that reads back as the same blocks; empty ones are left out."""
    printer = _Printer()
    for block in blocks:
        if any(run.text.strip() for run in block.runs):
            printer.add(block)
    return "".join(printer.printed)


class _Printer:
    def __init__(self) -> None:
        self.printed: list[str] = []
        self._numbers = [0, 0]
        self._before: type[Block] | None = None

    def add(self, block: Block) -> None:
        if self._before:
            close = self._before is Item and isinstance(block, Item)
            self.printed.append("\n" if close else "\n\n")
        self._before = type(block)
        match block:
            case Paragraph(runs):
                self._numbers = [0, 0]
                lines = _print_inline(runs).split("\n")
                self.printed.append("\n".join(_line_start(line.strip(" \t")) for line in lines))
            case Item(level, ordered, runs):
                self._add_item(level - 1, runs, self._sign(level - 1, ordered=ordered))

    def _sign(self, depth: int, *, ordered: bool) -> str:
        number = self._numbers[depth] + 1 if ordered else 0
        self._numbers = [*self._numbers[:depth], number, 0][:2]
        return f"{min(number, _HIGHEST_NUMBER)}. " if ordered else "- "

    def _add_item(self, depth: int, runs: Runs, sign: str) -> None:
        indent = _NESTED_INDENT * depth
        lines = _print_inline(runs).strip(" \t\n").split("\n")
        rest = (indent + _CONTINUATION + _line_start(line.strip(" \t")) for line in lines[1:])
        self.printed.append("\n".join([indent + sign + lines[0], *rest]))


def _line_start(line: str) -> str:
    if _BULLET.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _print_inline(runs: Runs) -> str:
    return _print_marks(_source(run, inner) for run, inner in outline(runs))


def _source(run: Run, inner: Runs | None) -> Run:
    if inner is None:
        return replace(run, text=_escaped(run.text))
    text = _print_marks(replace(each, text=_escaped(each.text)) for each in inner)
    return Run(_linked(text.replace("\n", " "), run.link), run.bold, run.italic)


def _linked(text: str, link: str | None) -> str:
    """A backslash at the end of a link's text would be read as escaping the bracket: it stands behind the link."""
    words = text.rstrip("\\")
    return f"[{words}]({link}){text[len(words) :]}" if words else text


def _print_marks(sources: Iterable[Run]) -> str:
    """Put runs without links into properly nested stars.

    Spaces at the edges of marked text go outside the stars: a star next to a space is literal.
    """
    tidy = _spaces_outside(sources)
    out: list[str] = []
    opened: list[Mark] = []
    for index, run in enumerate(tidy):
        ending = next((at for at, mark in enumerate(opened) if not getattr(run, mark)), None)
        out += _closed(opened, len(opened) if ending is None else ending)
        for mark in _marks_by_reach(tidy, index, opened):
            out.append(STARS[mark])
            opened.append(mark)
        out.append(run.text)
    return "".join(out + _closed(opened, 0))


def _closed(opened: list[Mark], depth: int) -> list[str]:
    closed = [STARS[mark] for mark in reversed(opened[depth:])]
    del opened[depth:]
    return closed


def _escaped(text: str) -> str:
    return re.sub(r"[*\[\]]", r"\\\g<0>", text)
