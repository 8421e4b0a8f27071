"""Drawn parts of a picture and how they are put together: each has a size, and its marks start at its own corner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from board.fonts import FAMILY, in_families, width_of
from board.reports.prose import clean

from .palette import PALETTE

SMALL: Final = 14.0
NORMAL: Final = 16.0
TITLE: Final = 20.0
LARGE: Final = 24.0
"""The page's sizes of text, in pixels."""
LEADING: Final = 1.45
_BASELINE: Final = 0.72
"""Where letters stand in their line, as a part of its height."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a picture: its size in pixels, and its SVG elements."""

    width: float
    height: float
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """How words look; `colour` names one of the palette."""

    size: float = NORMAL
    bold: bool = False
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a part: colours of the palette, and lengths in pixels."""

    padding: float = 12
    fill: str = "surface"
    line: str = "line"
    thickness: float = 1
    radius: float = 4
    dash: str = ""


def number(value: float) -> str:
    """Return a length as SVG has it, with no more digits than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def words(text: str, width: float, ink: Ink = Ink()) -> Drawn:
    """Write text in lines that fit the width; nothing for a text that says nothing."""
    lines = list(wrapped(clean(text).strip(), width / ink.size, bold=ink.bold)) if text.strip() else []
    step = ink.size * LEADING
    marks = tuple(_line(line, (index + _BASELINE) * step, ink) for index, line in enumerate(lines) if line)
    return Drawn(width, step * len(lines), marks)


def _line(line: str, baseline: float, ink: Ink) -> str:
    weight = ' font-weight="700"' if ink.bold else ""
    stretches = "".join(_stretch(family, stretch) for family, stretch in in_families(line))
    look = f'font-size="{number(ink.size)}" fill="{PALETTE[ink.colour]}"{weight}'
    return f'<text y="{number(baseline)}" {look}>{stretches}</text>'


def _stretch(family: str, text: str) -> str:
    shown = escape(text)
    return shown if family == FAMILY else f'<tspan font-family="{escape(family)}">{shown}</tspan>'


def wrapped(text: str, ems: float, *, bold: bool = False) -> Iterator[str]:
    """Yield lines of at most so many ems; a word that is longer than a line goes on in the next."""
    for paragraph in text.split("\n"):
        line, room = "", ems
        for word in paragraph.split():
            needed = width_of(f" {word}" if line else word, bold=bold)
            if line and needed > room:
                yield line
                line, room, needed = "", ems, width_of(word, bold=bold)
            *full, rest = _pieces(word, ems, bold=bold) if needed > ems else [word]
            yield from full
            needed = width_of(rest, bold=bold) if full else needed
            line, room = f"{line} {rest}" if line else rest, room - needed
        yield line


def _pieces(word: str, ems: float, *, bold: bool) -> Iterator[str]:
    piece, room = "", ems
    for letter in word:
        needed = width_of(letter, bold=bold)
        if piece and needed > room:
            yield piece
            piece, room = "", ems
        piece, room = piece + letter, room - needed
    yield piece


def placed(drawn: Drawn, x: float, y: float) -> tuple[str, ...]:
    """Return the marks of a part at a place; nothing for an empty one."""
    if not drawn.marks:
        return ()
    return (f'<g transform="translate({number(x)} {number(y)})">', *drawn.marks, "</g>")


def together(parts: Iterable[tuple[float, float, Drawn]]) -> Drawn:
    """Put parts at their places; it is as large as they need."""
    there = list(parts)
    width = max((x + each.width for x, _, each in there), default=0.0)
    height = max((y + each.height for _, y, each in there), default=0.0)
    return Drawn(width, height, tuple(mark for x, y, each in there for mark in placed(each, x, y)))


def stacked(parts: Iterable[Drawn], gap: float) -> Drawn:
    """Put parts below each other; empty ones take no room."""
    at, there = 0.0, []
    for part in parts:
        if part.height:
            there.append((0.0, at, part))
            at += part.height + gap
    return together(there)


def beside(parts: Iterable[Drawn], gap: float) -> Drawn:
    """Put parts beside each other."""
    at, there = 0.0, []
    for part in parts:
        there.append((at, 0.0, part))
        at += part.width + gap
    return together(there)


def in_columns(parts: Sequence[Drawn], columns: int, gap: float) -> Drawn:
    """Put parts of one width in rows of so many, each as high as its highest."""
    rows = [parts[at : at + columns] for at in range(0, len(parts), columns)]
    return stacked((beside(row, gap) for row in rows), gap)


def framed(inner: Drawn, frame: Frame, width: float | None = None, height: float | None = None) -> Drawn:
    """Put a frame around a part; `width` and `height` are the least of the whole."""
    whole = Drawn(max(inner.width + 2 * frame.padding, width or 0), max(inner.height + 2 * frame.padding, height or 0))
    return Drawn(whole.width, whole.height, (_rectangle(whole, frame), *placed(inner, frame.padding, frame.padding)))


def _rectangle(size: Drawn, frame: Frame) -> str:
    inset = frame.thickness / 2
    dash = f' stroke-dasharray="{frame.dash}"' if frame.dash else ""
    return (
        f'<rect x="{number(inset)}" y="{number(inset)}" width="{number(size.width - frame.thickness)}" '
        f'height="{number(size.height - frame.thickness)}" rx="{number(frame.radius)}" fill="{PALETTE[frame.fill]}" '
        f'stroke="{PALETTE[frame.line]}" stroke-width="{number(frame.thickness)}"{dash}/>'
    )


def bar(width: float, height: float, colour: str) -> Drawn:
    """Draw a filled rectangle."""
    mark = f'<rect width="{number(width)}" height="{number(height)}" fill="{PALETTE[colour]}"/>'
    return Drawn(width, height, (mark,))
