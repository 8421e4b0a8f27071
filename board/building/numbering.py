"""Numbers of headings and tables, and what a reference in the author's words reads as (SPEC B3)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from board.reports.model import Block, Section, Table

DEEPEST_NUMBER: Final = 3
"""Numbers of four steps are read by nobody."""
REFERENCE: Final = re.compile(r"\[\[([A-Za-z0-9_-]+)(:table)?\]\]")
_UNNUMBERED: Final = ("provenance", "box")
"""Roles of sections without a number; a box of a framework has one of its own."""


@dataclass(slots=True)
class Numbering:
    """Counts headings and tables in reading order. `headings` says whether headings show their number."""

    headings: bool
    _steps: list[int] = field(default_factory=lambda: [0] * DEEPEST_NUMBER)
    _tables: int = 0
    _anchors: int = 0

    def numbered(self, section: Section) -> Section:
        """Return the section with its number, and those of all headings and tables within."""
        number = self._next(section)
        title = f"{number} {section.title}" if number and self.headings else section.title
        self._anchors += 1
        anchor = section.anchor or f"section-{self._anchors}"
        return replace(section, title=title, anchor=anchor, blocks=tuple(map(self._block, section.blocks)))

    def _block(self, block: Block) -> Block:
        match block:
            case Section():
                return self.numbered(block)
            case Table():
                self._tables += 1
                return replace(block, caption=f"Table {self._tables}: {block.caption}")
            case _:
                return block

    def _next(self, section: Section) -> str:
        if section.role in _UNNUMBERED or section.level > DEEPEST_NUMBER:
            return ""
        self._steps[section.level - 1] += 1
        self._steps[section.level :] = [0] * (DEEPEST_NUMBER - section.level)
        # A part that stands deeper than the one before it allows begins at 1, not at 0.
        return ".".join(str(max(step, 1)) for step in self._steps[: section.level])


def labels_of(sections: Sequence[tuple[str, Section]]) -> Mapping[str, str]:
    """Return what a reference to each part, and to its first table (`id:table`), reads as."""
    return dict(_labels(sections))


def _labels(sections: Sequence[tuple[str, Section]]) -> Iterator[tuple[str, str]]:
    for part, section in sections:
        yield part, f"section ‘{section.title}’"
        table = next(_tables_in(section.blocks), None)
        if table is not None:
            yield f"{part}:table", table.caption.partition(":")[0]


def _tables_in(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section):
            yield from _tables_in(block.blocks)


def references_in(text: str) -> list[str]:
    """Return what the references in the author's words name: parts, or `id:table`."""
    return ["".join(filter(None, found)) for found in REFERENCE.findall(text)]


def resolved(text: str, label: Callable[[str], str]) -> str:
    """Return the words with each reference as it reads."""
    return REFERENCE.sub(lambda found: label("".join(filter(None, found.groups()))), text)
