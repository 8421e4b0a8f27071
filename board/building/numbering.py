"""Numbers of headings, tables and figures, and what references to them read as (SPEC B3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from board.reports.model import Block, Heading, Picture, Section, Table, captioned

from .cross_references import Target

DEEPEST_NUMBER: Final = 3
"""Numbers of four steps are read by nobody."""
_UNNUMBERED: Final = ("provenance", "box")
"""Roles of sections without a number; a box of a framework has one of its own."""


@dataclass(slots=True)
class Numbering:
    """Counts headings, tables and figures in reading order. `headings` says whether headings show their number."""

    headings: bool
    _steps: list[int] = field(default_factory=lambda: [0] * DEEPEST_NUMBER)
    _captions: Counter[str] = field(default_factory=Counter)
    _anchors: int = 0

    def numbered(self, section: Section) -> Section:
        """Return the section with its number, and those of all headings, tables and figures within."""
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
                label, anchor = self._label("Table")
                return replace(block, caption=f"{label}: {block.caption}", label=label, anchor=anchor)
            case Picture():
                label, anchor = self._label("Figure")
                return replace(block, title=f"{label}: {block.title}", label=label, anchor=anchor)
            case _:
                return block

    def _label(self, word: str) -> tuple[str, str]:
        """The next label of tables or of figures, and an anchor that is a bookmark's name in Word, too."""
        self._captions[word] += 1
        return f"{word} {self._captions[word]}", f"{word.lower()}_{self._captions[word]}"

    def _next(self, section: Section) -> str:
        if section.role in _UNNUMBERED or section.level > DEEPEST_NUMBER:
            return ""
        self._steps[section.level - 1] += 1
        self._steps[section.level :] = [0] * (DEEPEST_NUMBER - section.level)
        # A part that stands deeper than the one before it allows begins at 1, not at 0.
        return ".".join(str(max(step, 1)) for step in self._steps[: section.level])


def targets_of(sections: Sequence[tuple[str, Section]]) -> Mapping[str, Target]:
    """Return what references lead to: each part by its id, its tables and figures by such as `id:table`."""
    return dict(_targets(sections))


def _targets(sections: Sequence[tuple[str, Section]]) -> Iterator[tuple[str, Target]]:
    for part, section in sections:
        yield part, Target(f"section ‘{section.title}’", section.anchor)
        seen = Counter[str]()
        for block in captioned((section,)):
            word = "table" if isinstance(block, Table) else "figure"
            seen[word] += 1
            target = Target(block.label, block.anchor)
            yield f"{part}:{word}{seen[word]}", target
            if seen[word] == 1:
                yield f"{part}:{word}", target


def captions_of(blocks: Iterable[Block], kind: type[Table | Picture]) -> tuple[Heading, ...]:
    """Return a line for each numbered table, or each numbered figure."""
    found = (block for block in captioned(blocks) if isinstance(block, kind))
    return tuple(
        Heading(1, block.caption if isinstance(block, Table) else block.title, block.anchor) for block in found
    )
