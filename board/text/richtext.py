"""Light Markdown (SPEC R1): paragraphs, bold, italic, links, bulleted and numbered lists two deep.

Everything else is literal text. The grammar is spelt out in `tests/fixtures/richtext_vectors.json`,
which the page's reader passes too. Reading is total and takes time linear in the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Mark = Literal["bold", "italic"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same throughout; `\\n` in it is a line break.

    `link` is an address that `is_safe_address` accepts, `#` and the anchor of a place in the same report, or None.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, at level 1 or 2; items in a row form a list."""

    level: int
    ordered: bool
    runs: Runs


Block = Paragraph | Item

BLANK: Final = " \t\n\u00a0"
"""What a star may not touch on its inner side."""
STARS: Final[dict[Mark, str]] = {"bold": "**", "italic": "*"}

# The white space of ECMAScript, so that the page and the server agree on where an address ends.
_SPACE = (
    r"\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a"
    r"\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_LINK = re.compile(
    r"\[((?:\\[\[\]]|\\(?![\[\]])|[^\[\]\\\n])+)\]"
    rf"\(((?:[^{_SPACE}()]|\([^{_SPACE}()]*\))+)\)",
)
_SAFE_ADDRESS = re.compile(rf"(?:https?://|mailto:)[^{_SPACE}]+", re.IGNORECASE)
_PLAIN = re.compile(r"[^\\*\[]+")
_ROW_OF_STARS = re.compile(r"\*+")
_ITEM = re.compile(r"([ \t]*)(?:[-*]|([0-9]{1,3})[.)])[ \t]+([^ \t].*)", re.DOTALL)
_INDENT = re.compile(r"[ \t]*")
_ESCAPED_BULLET = re.compile(r"\\(\\*- )")
_ESCAPED_NUMBER = re.compile(r"([0-9]{1,3})\\(\\*[.)] )")
_TAB_COLUMNS = 4
_DEEPER_COLUMNS = 2


def is_safe_address(address: str) -> bool:
    """True for the addresses a link may have: web pages and e-mail, nothing that runs."""
    return _SAFE_ADDRESS.fullmatch(address) is not None


def parse(source: str) -> list[Block]:
    """Read light Markdown. Any text is valid: what is not a mark is literal."""
    reader = _BlockReader()
    for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.read(line)
    return [block.finished() for block in reader.blocks]


def parse_inline(source: str) -> Runs:
    """Read the text of one block: bold, italic and links, no paragraphs or lists."""
    pieces = _InlineReader(source).read()
    return join_runs(Run("".join(p.parts), p.bold, p.italic, p.link) for p in pieces)


def plain_text(source: str) -> str:
    """The text as people read it, without marks, one line a block."""
    return "\n".join("".join(run.text for run in block.runs) for block in parse(source))


def join_runs(runs: Iterable[Run]) -> Runs:
    """The runs without empty ones, neighbours that look alike joined."""
    joined: list[tuple[Run, list[str]]] = []
    for run in runs:
        if run.text and joined and replace(joined[-1][0], text="") == replace(run, text=""):
            joined[-1][1].append(run.text)
        elif run.text:
            joined.append((run, [run.text]))
    return tuple(replace(run, text="".join(parts)) for run, parts in joined)


@dataclass(slots=True)
class _OpenBlock:
    lines: list[str]
    level: int | None = None
    ordered: bool = False

    def finished(self) -> Block:
        runs = parse_inline("\n".join(self.lines))
        return Paragraph(runs) if self.level is None else Item(self.level, self.ordered, runs)


class _BlockReader:
    """Sorts lines into paragraphs and items."""

    def __init__(self) -> None:
        self.blocks: list[_OpenBlock] = []
        self._current: _OpenBlock | None = None

    def read(self, line: str) -> None:
        text = line.strip(" \t")
        if not text:
            self._current = None
        elif item := _ITEM.fullmatch(line):
            self._begin(self._item(item))
        elif self._goes_on(_columns(line)) and self._current:
            self._current.lines.append(_without_escape(text))
        else:
            self._begin(_OpenBlock([_without_escape(text)]))

    def _begin(self, block: _OpenBlock) -> None:
        self.blocks.append(block)
        self._current = block

    def _item(self, found: re.Match[str]) -> _OpenBlock:
        follows = bool(self.blocks) and self.blocks[-1].level is not None
        level = 2 if follows and _columns(found[1]) >= _DEEPER_COLUMNS else 1
        return _OpenBlock([found[3].strip(" \t")], level, ordered=found[2] is not None)

    def _goes_on(self, columns: int) -> bool:
        block = self._current
        return block is not None and (block.level is None or columns >= _DEEPER_COLUMNS)


def _columns(line: str) -> int:
    indent = _INDENT.match(line)
    return sum(_TAB_COLUMNS if c == "\t" else 1 for c in indent[0]) if indent else 0


def _without_escape(line: str) -> str:
    bare = _ESCAPED_BULLET.sub(r"\1", line, count=1) if _ESCAPED_BULLET.match(line) else line
    return _ESCAPED_NUMBER.sub(r"\1\2", bare, count=1) if _ESCAPED_NUMBER.match(bare) else bare


@dataclass(slots=True)
class _Piece:
    parts: list[str]
    bold: bool = False
    italic: bool = False
    link: str | None = None

    @property
    def plain(self) -> bool:
        return not self.bold and not self.italic and self.link is None


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark that waits for its end: `at` is the piece with its stars, `row` where they began."""

    mark: Mark
    at: int
    row: int


@dataclass(slots=True)
class _InlineReader:
    """Reads one block's text into pieces, row of stars by row of stars."""

    source: str
    inside_link: bool = False
    pieces: list[_Piece] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _position: int = 0

    def read(self) -> list[_Piece]:
        while self._position < len(self.source):
            self._step()
        return self.pieces

    def _step(self) -> None:
        here, following = self.source[self._position], self.source[self._position + 1 :][:1]
        if plain := _PLAIN.match(self.source, self._position):
            self._take(plain[0], len(plain[0]))
        elif here == "\\" and following and following in "*[]":
            self._take(following, 2)
        elif here == "*":
            self._stars()
        elif here != "[" or self.inside_link or not self._link():
            self._take(here, 1)

    def _take(self, text: str, length: int) -> None:
        self._literal(text)
        self._position += length

    def _literal(self, text: str) -> None:
        last = len(self.pieces) - 1
        is_mark = any(mark.at == last for mark in self._open)
        if self.pieces and self.pieces[-1].plain and not is_mark:
            self.pieces[-1].parts.append(text)
        else:
            self.pieces.append(_Piece([text]))

    def _link(self) -> bool:
        found = _LINK.match(self.source, self._position)
        if found is None or not is_safe_address(found[2]):
            return False
        for piece in _InlineReader(found[1], inside_link=True).read():
            piece.link = found[2]
            self.pieces.append(piece)
        self._position = found.end()
        return True

    def _stars(self) -> None:
        row = self._position
        stars = _ROW_OF_STARS.match(self.source, row)
        self._position = stars.end() if stars else row
        may_close = row > 0 and self.source[row - 1] not in BLANK
        after = self.source[self._position : self._position + 1]
        may_open = bool(after) and after not in BLANK
        left = self._position - row
        while left > 0:
            used = (self._close(left, row) if may_close else 0) or (self._begin(left, row) if may_open else 0)
            if not used:
                self._literal("*" * left)
            left = left - used if used else 0

    def _close(self, left: int, row: int) -> int:
        """Close the innermost mark that fits `left` stars; return how many it took."""
        for index in reversed(range(len(self._open))):
            found = self._open[index]
            if found.row != row and (left >= 2 if found.mark == "bold" else left != 2):
                above, self._open[index:] = self._open[index + 1 :], []
                self._finish(found, next((o for o in above if o.row == found.row), None))
                return len(STARS[found.mark])
        return 0

    def _finish(self, found: _Open, twin: _Open | None) -> None:
        closing = found
        if twin:
            # "***a** b*": the mark that was read as the outer one turns out to be the inner one.
            closing, kept = replace(found, at=twin.at), replace(twin, at=found.at)
            self._open.append(kept)
            self.pieces[kept.at].parts = [STARS[kept.mark]]
        self.pieces[closing.at].parts = []
        for piece in self.pieces[closing.at + 1 :]:
            if closing.mark == "bold":
                piece.bold = True
            else:
                piece.italic = True
        # A text piece after this one must not grow into the marked stretch.
        self.pieces.append(_Piece([]))

    def _begin(self, left: int, row: int) -> int:
        held = {each.mark for each in self._open}
        mark: Mark = "bold" if left >= 2 and "bold" not in held else "italic"
        if mark in held:
            return 0
        self.pieces.append(_Piece([STARS[mark]]))
        self._open.append(_Open(mark, len(self.pieces) - 1, row))
        return len(STARS[mark])
