"""What a layout is: a way to make a report of a board, and what the board must have for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from board.reports.model import Block
from board.reports.source import Source
from board.reports.source.options import Part


@dataclass(frozen=True, slots=True)
class Needs:
    """What a board must have so that a layout can say something: one of these zones at least, or a programme around it.

    A layout that needs nothing is for any board. Of a programme it takes the board's group, or all groups of its kind.
    """

    slots: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    programme: Literal["group", "groups"] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to make a report of a board; `nothing` is what it says when there is nothing yet.

    `chooses` is what the author picks from and puts in order: areas of the board, or uses of the templates it needs.
    """

    title: str
    hint: str
    nothing: str
    sections: Callable[[Source], tuple[Block, ...]]
    parts: tuple[Part, ...]
    chooses: Literal["areas", "launches", "nothing"] = "launches"
    needs: Needs = Needs()


NO_PROGRAMME: Final = (
    "This is made from a programme. It needs a board that belongs to a session of one, and somebody who may read its "
    "group: a facilitator of the board, or an organiser."
)
"""What a layout that is made from a programme says where there is none, or none that its author may read."""
