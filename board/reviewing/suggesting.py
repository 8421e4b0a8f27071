"""From a document that came back to suggestions, and from a suggestion to an area's text (SPEC K2, K3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from board.render.word_bookmarks import areas_by_bookmark
from board.reports.model import Flow, List
from board.reports.prose import formatted
from board.snapshots.projection import AreaView, Projection, all_areas
from board.text.richtext import Block, Item, Paragraph
from board.text.richtext_print import print_markdown
from board.text.textdiff import TextChange, changes

from .returned import Returned


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another wording of an area's agreed text: `base` is how it was exported, `proposed` how it came back.

    Both are light Markdown as `print_markdown` writes it, so that only the wording and its marks differ.
    """

    area: str
    base: str
    proposed: str


def suggestions_in(returned: Returned, exported: Sequence[Projection]) -> Iterator[Suggested]:
    """Yield what a reviewer changed, area by area.

    `exported` are the board's snapshots that the file may have been made from, the likeliest first. A text that is
    as any of them has it was not changed by the reviewer, whatever happened to the board since.
    """
    likeliest = {area["id"]: area for board in reversed(exported) for area in all_areas(board)}
    names = areas_by_bookmark(likeliest)
    for name, proposed in returned.texts.items():
        area = likeliest.get(names.get(name, ""))
        if area is not None and proposed not in set(_wordings(area["id"], exported)):
            yield Suggested(area["id"], as_exported(area), proposed)


def _wordings(area: str, exported: Sequence[Projection]) -> Iterator[str]:
    for board in exported:
        yield from (as_exported(found) for found in all_areas(board) if found["id"] == area)


def as_exported(area: AreaView) -> str:
    """Return an area's record as a document that was never touched brings it back."""
    return normal(area["record"])


def normal(record: str) -> str:
    """Return light Markdown as it is written after a way through a document."""
    return print_markdown(_blocks(formatted(record)))


def _blocks(flow: Sequence[Flow]) -> Iterator[Block]:
    for each in flow:
        if isinstance(each, Paragraph):
            yield each
        else:
            yield from _items(each, 1)


def _items(block: List, level: int) -> Iterator[Block]:
    for item in block.items:
        yield Item(level, block.ordered, item.runs)
        for below in item.lists:
            yield from _items(below, 2)


def taken_over(current: str, suggested: Suggested) -> str | None:
    """Return the area's text with the suggestion taken over, other changes made meanwhile kept.

    None where both changed the same words: then a person has to write the text.
    """
    now = normal(current)
    if now == suggested.base:
        return suggested.proposed
    theirs, ours = changes(suggested.base, suggested.proposed), changes(suggested.base, now)
    if any(_touch(one, other) for one in theirs for other in ours):
        return None
    return _applied(suggested.base, [*theirs, *ours])


def _touch(one: TextChange, other: TextChange) -> bool:
    """Whether two changes of one text overlap, or stand at one place."""
    return one.at <= other.at + len(other.removed) and other.at <= one.at + len(one.removed)


def _applied(text: str, found: Sequence[TextChange]) -> str:
    for change in sorted(found, key=lambda each: each.at, reverse=True):
        text = text[: change.at] + change.inserted + text[change.at + len(change.removed) :]
    return text
