"""What differs between the text that was agreed and the text that came out, every difference in a sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from .wording import Block, wording

_SAME_PASSAGE = 0.5
"""Two passages that share half their words are one passage that was changed."""


def differences(agreed: Sequence[Block], found: Sequence[Block]) -> list[str]:
    """Return a sentence for each block that is lost, added, repeated, moved or changed; none when both say the same.

    Levels of headings do not count; kinds do: a bullet that became a paragraph is a difference.
    """
    before, after = wording(agreed), wording(found)
    lost, added = _unmatched(before, after)
    moved = [f"In another place: {block}." for block in _both(lost, added)]
    return moved + [_told(old, new, known=new in before) for old, new in _pairs(lost, added)]


def _unmatched(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[Block | None], list[Block | None]]:
    """Return what is only in one of the two, side by side: at each place of change the old and the new blocks."""
    lost: list[Block | None] = []
    added: list[Block | None] = []
    for tag, low, high, new_low, new_high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            for old, new in zip_longest(before[low:high], after[new_low:new_high]):
                lost.append(old)
                added.append(new)
    return lost, added


def _both(lost: list[Block | None], added: list[Block | None]) -> list[Block]:
    """Take out and return what was lost in one place and added in another."""
    moved = []
    for block, times in (Counter(filter(None, lost)) & Counter(filter(None, added))).items():
        for _ in range(times):
            lost[lost.index(block)] = None
            added[added.index(block)] = None
            moved.append(block)
    return moved


def _pairs(lost: Sequence[Block | None], added: Sequence[Block | None]) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield what was lost and added, together where it is the same passage."""
    for old, new in zip(lost, added, strict=True):
        if old and new and not _is_passage_of(old, new):
            yield old, None
            yield None, new
        elif old or new:
            yield old, new


def _is_passage_of(old: Block, new: Block) -> bool:
    return old.text == new.text or SequenceMatcher(None, old.text.split(), new.text.split()).ratio() >= _SAME_PASSAGE


def _told(old: Block | None, new: Block | None, *, known: bool) -> str:
    if old is None:
        return f"{'Twice' if known else 'Added'}: {new}."
    if new is None:
        return f"Lost: {old}."
    if old.text == new.text:
        return f"The {old.kind} became a {new.kind}: “{old.text}”."
    return f"Changed in the {old.kind} “{old.text}”: {'; '.join(_changed_words(old.text, new.text))}."


def _changed_words(old: str, new: str) -> Iterator[str]:
    before, after = old.split(), new.split()
    for tag, low, high, new_low, new_high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield f"“{' '.join(before[low:high])}” became “{' '.join(after[new_low:new_high])}”"
