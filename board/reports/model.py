"""The one report model that every format renders, so that the wording is the same everywhere
(SPEC X3).

All text in it is clean (`prose.clean`): no control characters, no lone surrogates. A `Run` with a
line break holds `\\n`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from board.errors import ReportError
from board.text.richtext import Paragraph, Runs

HIGHEST_LEVEL = 1
LOWEST_LEVEL = 6
"""HTML and Markdown have six levels of heading; what would be deeper stays at the sixth."""

Role = Literal["area", "part", "grid", "hats", "box", "page", "left_out", "annex", "provenance"]
"""What a section is for: `part` is a section within another, or one of the whole board; a `box` is drawn as one; a
`page` stands on a page of its own, on its side and in columns, where the format has pages."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item with the lists below it (which hold none themselves)."""

    runs: Runs
    lists: tuple["List", ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted or numbered list; numbers begin at 1."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A statement about the text, such as that it is a draft; never part of the agreed wording."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row and `span` columns meet; nothing in an empty cell."""

    flow: tuple["Flow", ...] = ()
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its header, and its cells, whose spans add up to the number of further columns."""

    header: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, a header row and a header column, which `columns` names first.

    Where it is numbered, the caption begins with its `label`, such as "Table 3", and `anchor` is where references lead.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreed text of an area, word for word; a format that can come back marks where it begins and ends."""

    area: str
    flow: tuple["Flow", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of `level` 1 to 6 with what stands under it. With an `anchor`, a contents list can lead there."""

    role: Role
    level: int
    title: str
    blocks: tuple["Block", ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a contents list: a heading of the report, and the anchor of its section, if it has one."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of a long report, in order."""

    entries: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Captions:
    """The captions of a long report's numbered figures, or of its numbered tables, in order."""

    of: Literal["Figure", "Table"]
    entries: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """Lines under the title, on a page of their own where there are pages: a subtitle, who made it, a date."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG with text as text, its size in pixels, and the words for who does not see it.

    `title` is a name in one line, `description` all that is to be read in it. Where it is numbered, the title begins
    with its `label`, such as "Figure 2", and `anchor` is where references lead. Raises ReportError without words.
    """

    svg: str
    width: float
    height: float
    title: str
    description: str
    label: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.description.strip():
            raise ReportError("A picture needs words for who does not see it.")


Flow: TypeAlias = "Paragraph | List"
Block: TypeAlias = "Paragraph | List | Callout | Agreed | Table | Section | Contents | Captions | Picture"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The snapshot that a report was made from (SPEC X2).

    `taken` is the snapshot's time (ISO 8601, UTC), `digest` the hash of its projection in hex.
    """

    label: str
    taken: str
    digest: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report section, or a whole report with its `front`, ready to be rendered. `language` is a BCP 47 tag."""

    title: str
    provenance: Provenance
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    front: Front | None = None


def sections(report: Report) -> Iterator[Section]:
    """Yield every section in reading order, those inside others included."""
    yield from _sections_in(report.blocks)


def _sections_in(blocks: tuple[Block, ...]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections_in(block.blocks)


def captioned(blocks: Iterable[Block]) -> Iterator[Table | Picture]:
    """Yield the numbered tables and figures in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield from captioned(block.blocks)
        elif isinstance(block, Table | Picture) and block.label:
            yield block
