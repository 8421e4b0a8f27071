"""Tables of the report's text: rows with a tab behind each cell, and HTML lists within cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .sections import SectionNotFound, without_tags


@dataclass(frozen=True, slots=True)
class Point:
    """A bullet with the bullets below it."""

    text: str
    below: Sequence[str] = ()


@dataclass(slots=True)
class _Open:
    """An item of a list that is being read."""

    text: str = ""
    below: list[str] = field(default_factory=list)


def tables_between(report: str, begin: str, end: str) -> Sequence[Sequence[Sequence[str]]]:
    """Return the tables between the lines that begin so, as rows of cells. Raises SectionNotFound."""
    lines = report.splitlines()
    first = next((place for place, line in enumerate(lines) if line.startswith(begin)), None)
    if first is None:
        raise SectionNotFound(f"The file has nothing that begins with “{begin}”.")
    within: list[str] = []
    for line in lines[first + 1 :]:
        if line.startswith(end):
            break
        within.append(line)
    return list(_tables(within))


def _tables(lines: Iterable[str]) -> Iterator[Sequence[Sequence[str]]]:
    rows: list[Sequence[str]] = []
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append([cell.strip() for cell in line.split("\t")])
        elif rows:
            yield rows
            rows = []


def fields_of(rows: Sequence[Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return the second cells of a table by its first; a row without a first cell goes on with the one before."""
    found: dict[str, list[str]] = {}
    name = ""
    for first, *others in rows:
        name = first or name
        found.setdefault(name, []).append(others[0] if others else "")
    return found


def points_of(cells: Iterable[str]) -> Sequence[Point]:
    """Return the bullets of a cell, or of cells with one bullet each."""
    return [point for cell in cells for point in _points(cell)]


def _points(cell: str) -> Sequence[Point]:
    if "<li>" not in cell:
        text = without_tags(cell).removeprefix("•").strip()
        return [Point(text)] if text else []
    reader = _ListReader()
    reader.feed(cell)
    reader.close()
    return [Point(" ".join(each.text.split()), tuple(each.below)) for each in reader.items]


class _ListReader(HTMLParser):
    """Gathers the items of a list, and the items of lists within them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[_Open] = []
        self._depth = 0
        self._marking = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._marking = tag == "sup"
        self._depth += tag == "ul"
        if tag == "li" and self._depth == 1:
            self.items.append(_Open())
        elif tag == "li":
            self.items[-1].below.append("")

    def handle_endtag(self, tag: str) -> None:
        self._marking = False
        self._depth -= tag == "ul"

    def handle_data(self, data: str) -> None:
        if not self.items or self._marking:
            return
        if self._depth == 1:
            self.items[-1].text += data
        elif data.strip() and self.items[-1].below:
            self.items[-1].below[-1] = " ".join(f"{self.items[-1].below[-1]}{data}".split())
