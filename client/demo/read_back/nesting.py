"""Blocks that stand one after the other, in the sections that the levels of their headings make."""

from collections.abc import Iterable
from typing import TypeAlias

from board.reports.model import Block, Heading, Section

Found: TypeAlias = "Block | Heading"
"""What a reader finds in a file, from its beginning to its end."""


def nested(found: Iterable[Found]) -> tuple[Block, ...]:
    """Return the blocks, those under a heading in a section that ends where one of its level or a higher one begins."""
    opened: list[tuple[Heading, list[Block]]] = [(Heading(0, "", ""), [])]
    for each in found:
        if isinstance(each, Heading):
            _close(opened, each.level)
            opened.append((each, []))
        else:
            opened[-1][1].append(each)
    _close(opened, 0)
    return tuple(opened[0][1])


def _close(opened: list[tuple[Heading, list[Block]]], level: int) -> None:
    """End the sections of this level and below, each within the one before it."""
    while len(opened) > 1 and opened[-1][0].level >= level:
        heading, blocks = opened.pop()
        opened[-1][1].append(Section("part", heading.level, heading.title, tuple(blocks), heading.anchor))
