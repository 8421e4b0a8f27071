"""What a report says now that it did not say when it was built before, part by part (SPEC B5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """A passage that came, went, or reads otherwise; `before` or `after` is "" where there is none."""

    part: str
    what: Literal["added", "removed", "changed"]
    before: str
    after: str


def passages(parts: Sequence[tuple[str, Section]]) -> tuple[Passage, ...]:
    """Return the wording of a built report in reading order."""
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
    order = dict.fromkeys([*new, *old])
    return tuple(change for part in order for change in _within(part, old.get(part, []), new.get(part, [])))


def _by_part(passages: Sequence[Passage]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for passage in passages:
        found.setdefault(passage.part, []).append(passage.text)
    return found


def _within(part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for low, high, new_low, new_high in runs(before, after):
        for old, new in zip_longest(before[low:high], after[new_low:new_high], fillvalue=""):
            what: Literal["added", "removed", "changed"] = "changed" if old and new else "added" if new else "removed"
            yield Change(part, what, old, new)
