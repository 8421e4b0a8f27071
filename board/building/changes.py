"""What a report says now that it did not say when it was built before, part by part (SPEC B5)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from board.reports.model import Agreed, Block, Callout, Captions, Contents, List, Picture, Section, Table
from board.text.richtext import Paragraph, Runs
from board.text.textdiff import runs


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, item or cell of a built report, in plain words."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that came, went, or reads otherwise; `before` or `after` is "" where there is none.

    A part that stands elsewhere among the others is "moved", without words. `title` is the heading of its part.
    """

    part: str
    title: str
    what: Literal["added", "removed", "changed", "moved"]
    before: str = ""
    after: str = ""


def passages(parts: Sequence[tuple[str, Section]]) -> tuple[Passage, ...]:
    """Return the wording of a report in reading order; give parts without numbers, which are no wording."""
    return tuple(Passage(part, text) for part, section in parts for text in _texts((section,)) if text.strip())


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(runs) | Callout(runs):
                yield _plain(runs)
            case List():
                yield from _items(block)
            case Agreed(flow=flow):
                yield from _texts(flow)
            case Table():
                yield from _table(block)
            case Section():
                yield block.title
                yield from _texts(block.blocks)
            case Picture():
                yield block.title
            case Contents() | Captions():
                pass


def _items(block: List) -> Iterator[str]:
    for item in block.items:
        yield _plain(item.runs)
        for inner in item.lists:
            yield from _items(inner)


def _table(table: Table) -> Iterator[str]:
    yield table.caption
    for row in table.rows:
        yield row.header
        for cell in row.cells:
            yield from _texts(cell.flow)


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def changes(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Change, ...]:
    """Return every difference, in the order of the report as it is now; parts that went come last."""
    old, new = _by_part(before), _by_part(after)
    order, moved = dict.fromkeys([*new, *old]), _moved(tuple(old), tuple(new))
    return tuple(change for part in order for change in _of(part, old.get(part, []), new.get(part, []), moved))


def _by_part(passages: Sequence[Passage]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for passage in passages:
        found.setdefault(passage.part, []).append(passage.text)
    return found


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest parts that were taken elsewhere, so that the others stand in the order they stood in."""
    old, new = [part for part in before if part in after], [part for part in after if part in before]
    return frozenset(part for low, high, _, _ in runs(old, new) for part in old[low:high])


def _of(part: str, before: Sequence[str], after: Sequence[str], moved: Collection[str]) -> Iterator[Change]:
    title = (after or before)[0]
    if part in moved:
        yield Change(part, title, "moved")
    yield from _within(part, title, before, after)


def _within(part: str, title: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for low, high, new_low, new_high in runs(before, after):
        for old, new in zip_longest(before[low:high], after[new_low:new_high], fillvalue=""):
            what: Literal["added", "removed", "changed"] = "changed" if old and new else "added" if new else "removed"
            yield Change(part, title, what, old, new)
