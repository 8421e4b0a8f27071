"""Which paragraphs of a Word document stand between the ends of its bookmarks (SPEC K1, K2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml.ns import qn

from board.render.word_bookmarks import behind, is_around_agreed, is_behind_agreed

TELLING: Final = tuple(map(qn, ("w:p", "w:t", "w:bookmarkStart", "w:bookmarkEnd")))
"""The parts of a document that `Marked` is to be told, in their order."""
_HEADING: Final = "Heading"


@dataclass(slots=True)
class _Mark:
    """A bookmark from one paragraph up to another, as their numbers; `words` were told before it began."""

    begin: int
    words: int
    end: int | None = None
    is_empty: bool = True


class Marked:
    """Notes between which paragraphs the bookmarks begin and end, told the parts of a document in their order.

    Word lets a mark stand between paragraphs, and ends one that took a whole paragraph at the head of the next.
    LibreOffice begins a mark of several paragraphs again in the last of them, under another id, or makes two empty ones
    of it. Both leave out what was added below the last paragraph of a mark; it belongs to the text, up to the paragraph
    that was exported behind it.
    """

    def __init__(self) -> None:
        self._paragraphs: list[Any] = []
        self._marks: dict[str, _Mark] = {}
        self._open: dict[str, _Mark] = {}
        self._words = 0
        self._said = False

    def read(self, part: Any) -> None:
        """Take the next part."""
        if part.tag == qn("w:p"):
            self._paragraphs.append(part)
            self._said = False
        elif part.tag == qn("w:bookmarkStart"):
            self._begin(part)
        elif part.tag == qn("w:bookmarkEnd"):
            self._end(part)
        else:
            self._words += 1
            self._said = True

    def _begin(self, part: Any) -> None:
        begin = len(self._paragraphs) - self._is_within(part)
        mark = self._marks.setdefault(part.get(qn("w:name"), ""), _Mark(begin, self._words))
        if mark.is_empty:
            self._open[part.get(qn("w:id"), "")] = mark

    def _end(self, part: Any) -> None:
        mark = self._open.pop(part.get(qn("w:id"), ""), None)
        if mark is not None:
            at_head = not self._said and self._is_within(part)
            mark.end = max(len(self._paragraphs) - at_head, mark.begin + 1)
            mark.is_empty = self._words == mark.words

    def _is_within(self, part: Any) -> bool:
        last = self._paragraphs[-1:]
        return any(each is paragraph for paragraph in last for each in part.iterancestors())

    def passages(self) -> Iterator[tuple[str, Sequence[Any]]]:
        """Yield each mark around an agreed text whose end is known by its name, with its paragraphs."""
        ours = (name for name in self._marks if is_around_agreed(name) or is_behind_agreed(name))
        begun = {self._marks[name].begin for name in ours}
        for name, mark in self._marks.items():
            if is_around_agreed(name) and (reach := self._reach(name, mark, begun)) is not None:
                yield name, self._paragraphs[mark.begin : reach]

    def _reach(self, name: str, mark: _Mark, begun: set[int]) -> int | None:
        """The paragraph exported behind the mark where nothing else begins before it, or else the mark's own end.

        Where its last paragraph was taken out as a whole, its end may be gone with it.
        """
        after = self._marks.get(behind(name))
        end = mark.begin + 1 if mark.end is None else mark.end
        between = range(end, after.begin if after else end)
        if after is None or any(at in begun or _is_heading(self._paragraphs[at]) for at in between):
            return mark.end
        return max(end, between.stop)


def _is_heading(paragraph: Any) -> bool:
    styles = paragraph.iterfind(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return any(style.get(qn("w:val"), "").startswith(_HEADING) for style in styles)
