"""Parts of a report under whose heading nothing stands, or less than was asked for: each is found, and what to do."""

from collections.abc import Iterator, Sequence
from typing import Final

from board.reports import LAYOUTS, ReportOptions
from board.reports.model import Block, Section
from board.reports.parts.areas import area_title, choose
from board.reports.prose import quoted, spoken_list

from .choosing import taken
from .gathering import BoardContent
from .plan import FromBoard, Part, Words

NOTHING: Final = "There is nothing to show here yet."
_WAYS_OUT: Final = {
    "board": "Write on the board, or take the part out.",
    "group": "Keep the registers of its sessions, or take the part out.",
    "programme": "Write it on the page of the programme, or take the part out.",
    "references": "Add references to the boards of this report, or take the part out.",
    "trail": "Add recommendations to the boards of this report, or take the part out.",
    "words": "Write its text, or take the part out.",
}


def is_only_heading(parts: Sequence[Part], at: int) -> bool:
    """True for a part without words that is the heading of those after it, which lie deeper."""
    part = parts[at]
    following = parts[at + 1 : at + 2]
    return isinstance(part, Words) and not part.text.strip() and any(each.level > part.level for each in following)


def said_of_nothing(part: Part) -> str:
    """Return what stands in the report where a part has nothing: for a board, what its layout says then (SPEC X7)."""
    if isinstance(part, FromBoard) and part.layout in LAYOUTS:
        return LAYOUTS[part.layout].nothing
    return NOTHING


def lacking(part: Part, blocks: Sequence[Block], content: BoardContent | None) -> Iterator[tuple[str, str]]:
    """Yield what the part lacks, and what can be done about it, in a sentence each; nothing where all is there.

    `blocks` are what it was built to, `content` the board that it is from.
    """
    if not blocks:
        yield said_of_nothing(part), _WAYS_OUT[part.kind]
    elif isinstance(part, FromBoard) and content is not None:
        yield from _lacking_areas(part, blocks, content)


def _lacking_areas(part: FromBoard, blocks: Sequence[Block], content: BoardContent) -> Iterator[tuple[str, str]]:
    roles = {block.role for block in blocks if isinstance(block, Section)}
    if "left_out" not in roles:
        return
    if "area" not in roles:
        fix = "Write in its areas, choose others, or take the part out."
        yield "Nothing is written in any area of this part yet.", fix
    elif part.areas is not None:
        there, _ = taken(part, content.projection)
        empty = choose(content.projection, ReportOptions(areas=there.areas)).empty
        if not empty:
            return
        names = spoken_list([quoted(area_title(area)) for area in empty])
        have, are = ("has", "is") if len(empty) == 1 else ("have", "are")
        yield (
            f"{names} {have} nothing in {'it' if are == 'is' else 'them'}, and {are} left out.",
            "Write there, or choose other areas.",
        )
