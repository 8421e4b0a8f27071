"""Sections of the report as they were extracted from its pages: headings with the text under each.

The extraction left traces: headings of any level, some bold; page numbers as formulas; paragraphs cut in two by the end
of a page; marks of footnotes. They are not part of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from board.text.richtext import Item, Paragraph, parse_inline
from board.text.richtext_print import print_markdown

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<title>.*?)\s*#*\s*$")
_NUMBERED = re.compile(r"\d+(\.\d+)*\.?\s")
_BULLET = re.compile(r"\s*(?:[-*•]|o(?=\s[a-z]))\s+(?P<text>\S.*)")
_ARTEFACT = re.compile(r"\s*(?:\$[^$]*\$|\d{1,3}|!\[[^\]]*\]\([^)]*\)|-{3,}|\f)\s*")
_FOOTNOTE = re.compile(r"<sup>\s*\d+\s*</sup>")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_SENTENCE_END = (".", "!", "?", ":", "”", "'", "’", ")")


class SectionNotFound(Exception):
    """The file has no such section, or nothing in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: heading, bullet or text; and whether it goes on from the line before."""

    kind: str
    text: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the paragraphs and bullets under it; without a title before the first heading."""

    title: str
    lines: Sequence[Line]

    @property
    def record(self) -> str:
        """The text as light Markdown."""
        return print_markdown(_block(line) for line in self.lines)

    @property
    def paragraphs(self) -> Sequence[str]:
        """Each paragraph as plain text."""
        return [_words(line.text) for line in self.lines if line.kind == "text"]

    @property
    def bullets(self) -> Sequence[str]:
        """Each bullet as plain text."""
        return [_words(line.text) for line in self.lines if line.kind == "bullet"]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section: its title without the number, the text before the first heading, and its parts in order."""

    title: str
    intro: str
    parts: Sequence[Part]


def read_section(report: str, number: str) -> ReportSection:
    """Return a section of the report's text by its number. Raises SectionNotFound."""
    raw = _lines_of(report.splitlines(), number)
    parts = list(_parts(_read(raw[1:])))
    if not parts or len(parts) == 1:
        raise SectionNotFound(f"Section {number} has no headings.")
    title = _NUMBERED.sub("", _title(raw[0]))
    return ReportSection(title, parts[0].record, parts[1:])


def read_between(report: str, begin: str, end: str) -> Sequence[Part]:
    """Return the parts between the lines that begin so, headings or not. Raises SectionNotFound."""
    lines = [_title(line) for line in report.splitlines()]
    first = next((place for place, line in enumerate(lines) if line.startswith(begin)), None)
    if first is None:
        raise SectionNotFound(f"The file has nothing that begins with “{begin}”.")
    last = next((place for place, line in enumerate(lines[first + 1 :], first + 1) if line.startswith(end)), None)
    if last is None:
        raise SectionNotFound(f"After “{begin}” nothing begins with “{end}”.")
    return list(_parts(_read(report.splitlines()[first + 1 : last])))


def _lines_of(lines: Sequence[str], number: str) -> Sequence[str]:
    begin = next((place for place, line in enumerate(lines) if _number(line) == number), None)
    if begin is None:
        raise SectionNotFound(f"The file has no section {number}.")
    ends = (place for place, line in enumerate(lines[begin + 1 :], begin + 1) if _number(line))
    return lines[begin : next(ends, len(lines))]


def _number(line: str) -> str:
    """Return the section's number when the line is a numbered heading, else nothing."""
    match = _NUMBERED.match(_title(line)) if _HEADING.fullmatch(line) else None
    return match[0].strip().rstrip(".") if match else ""


def _title(line: str) -> str:
    match = _HEADING.fullmatch(line)
    return without_tags(match["title"] if match else line).replace("*", "").replace("_", "").strip()


def without_tags(text: str) -> str:
    """Return the text on one line, without HTML tags and marks of footnotes."""
    return " ".join(_TAG.sub("", _FOOTNOTE.sub("", text)).split())


def _read(lines: Iterable[str]) -> Iterator[Line]:
    """Yield the lines that say something; a line that follows another at once goes on from it."""
    before: Line | None = None
    adjacent = across_page = False
    for line in lines:
        if _ARTEFACT.fullmatch(line):
            across_page = True
            continue
        if not line.strip():
            adjacent = False
            continue
        read = _line(line, before, adjacent=adjacent, across_page=across_page)
        adjacent, across_page, before = True, False, read
        yield read


def _line(line: str, before: Line | None, *, adjacent: bool, across_page: bool) -> Line:
    if _HEADING.fullmatch(line):
        return Line("heading", _title(line))
    if bullet := _BULLET.fullmatch(line):
        return Line("bullet", without_tags(bullet["text"]))
    text = without_tags(line)
    cut = across_page and before is not None and not before.text.endswith(_SENTENCE_END) and text[:1].islower()
    return Line("text", text, goes_on=before is not None and before.kind != "heading" and (adjacent or cut))


def _parts(lines: Iterable[Line]) -> Iterator[Part]:
    title, blocks = "", list[Line]()
    for line in lines:
        if line.kind == "heading":
            yield Part(title, blocks)
            title, blocks = line.text, []
        elif line.goes_on and blocks:
            blocks[-1] = Line(blocks[-1].kind, f"{blocks[-1].text} {line.text}")
        else:
            blocks.append(line)
    yield Part(title, blocks)


def _words(text: str) -> str:
    """What light Markdown says, without emphasis."""
    return "".join(run.text for run in parse_inline(text))


def _block(line: Line) -> Paragraph | Item:
    runs = parse_inline(line.text)
    return Item(1, ordered=False, runs=runs) if line.kind == "bullet" else Paragraph(runs)
