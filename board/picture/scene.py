"""Areas, launches and the whole board: zones on a grid of twelve columns that grows with what is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from board.content.areas import AREA_STATUS_NAMES
from board.reports.prose import day, one_line
from board.snapshots.projection import AreaView, LaunchView, Projection, ZoneView

from .cards import GAP
from .drawing import LARGE, SMALL, TITLE, Drawn, Frame, Ink, bar, beside, framed, stacked, together, words
from .zones import HEADING, PADDING, least_width, loose_cards, rich, zone_inside

COLUMNS: Final = 12
_COLUMN: Final = 64.0
_AREA_COLUMN: Final = 44.0
_AREA_GAP: Final = 16.0
_LAUNCH_GAP: Final = 48.0
_GROUND: Final = Frame(PADDING, "ground")
_UNTITLED: Final = "Untitled"


class Place(NamedTuple):
    """Where a zone lies on the grid: columns and rows from 0, and how many of each."""

    column: int
    row: int
    span: int
    height: int

    @property
    def bottom(self) -> int:
        """The row after the last."""
        return self.row + self.height

    def before(self, other: "Place") -> bool:
        """True where the other stands to the right, in one of the same rows."""
        return self.column < other.column and self.row < other.bottom and other.row < self.bottom


def place_of(zone: ZoneView) -> Place:
    """Return a zone's place, brought onto the grid."""
    column, row, span, height = (int(value) for value in zone["rect"])
    first = min(COLUMNS - 1, max(0, column))
    return Place(first, max(0, row), min(COLUMNS - first, max(1, span)), max(1, height))


def zone(view: ZoneView, width: float = 0) -> Drawn:
    """Draw a zone, as broad as its place on the grid where no width is given."""
    wide = max(width or place_of(view).span * _COLUMN - PADDING, _needed(view))
    return framed(_inside(view, wide - 2 * PADDING), _GROUND, wide)


def _inside(view: ZoneView, room: float) -> Drawn:
    inside = zone_inside(view, room)
    areas = view.get("areas", [])
    if view["kind"] != "areas":
        return inside
    return stacked([inside, beside((area(each, at) for at, each in enumerate(areas, 1)), _AREA_GAP)], GAP)


def _needed(view: ZoneView) -> float:
    areas = view.get("areas", [])
    if view["kind"] == "areas" and areas:
        return sum(_area_width(each) for each in areas) + (len(areas) - 1) * _AREA_GAP + 2 * PADDING
    return least_width(view)


def zone_grid(zones: Sequence[ZoneView], column: float, gap: float) -> Drawn:
    """Draw zones on their grid: none covers another, and the last of a row goes on to the end."""
    places = [place_of(each) for each in zones]
    whole = grid_width(zones, column, gap)
    lefts, widths = _across(zones, places, column, gap)
    widths = [
        max(width, whole - left) if place.column + place.span == COLUMNS else width
        for left, width, place in zip(lefts, widths, places, strict=True)
    ]
    drawn = [zone(each, width) for each, width in zip(zones, widths, strict=True)]
    tops = _down(places, drawn, gap)
    return together(zip(lefts, tops, drawn, strict=True))


def grid_width(zones: Sequence[ZoneView], column: float, gap: float) -> float:
    """Return how broad the grid of these zones is."""
    lefts, widths = _across(zones, [place_of(each) for each in zones], column, gap)
    return max([COLUMNS * column - gap, *(left + width for left, width in zip(lefts, widths, strict=True))])


def _across(
    zones: Sequence[ZoneView], places: Sequence[Place], column: float, gap: float
) -> tuple[list[float], list[float]]:
    """Return where each zone begins and how broad it is, right of all that stand before it in its rows."""
    widths = [max(place.span * column - gap, _needed(each)) for each, place in zip(zones, places, strict=True)]
    lefts = [0.0] * len(zones)
    for at in sorted(range(len(zones)), key=lambda at: places[at].column):
        ends = (lefts[other] + widths[other] + gap for other, place in enumerate(places) if place.before(places[at]))
        lefts[at] = max([places[at].column * column, *ends])
    return lefts, widths


def _down(places: Sequence[Place], drawn: Sequence[Drawn], gap: float) -> list[float]:
    """Return where each zone begins, below all that end before its row or stand in its place."""
    tops = [0.0] * len(places)
    done: list[int] = []
    for at in sorted(range(len(places)), key=lambda at: (places[at].row, places[at].column)):
        above = (other for other in done if _is_above(places[other], places[at]))
        tops[at] = max([0.0, *(tops[other] + drawn[other].height + gap for other in above)])
        done.append(at)
    return tops


def _is_above(other: Place, place: Place) -> bool:
    shares_columns = other.column < place.column + place.span and place.column < other.column + other.span
    return other.bottom <= place.row or shares_columns


def _area_width(view: AreaView) -> float:
    return grid_width(view["zones"], _AREA_COLUMN, GAP) + 2 * PADDING


def area(view: AreaView, number: int | None = None) -> Drawn:
    """Draw an area: its title and how far it is, its zones, and its agreed record."""
    width = _area_width(view)
    room = width - 2 * PADDING
    title = f"{number} {one_line(view['title'])}" if number else one_line(view["title"])
    parts = [
        words(title or "Area without a title", room, Ink(TITLE, bold=True)),
        words(_status(view), room, Ink(SMALL, bold=True, colour="good" if view["status"] == "agreed" else "ink")),
        zone_grid(view["zones"], _AREA_COLUMN, GAP),
        _record(view, room),
    ]
    framed_area = framed(stacked(parts, GAP), Frame(PADDING, "surface", "line-firm"), width)
    return together([(0.0, 0.0, framed_area), (0.0, 0.0, bar(width, 4, "accent"))])


def _status(view: AreaView) -> str:
    name = AREA_STATUS_NAMES.get(view["status"], view["status"])
    return f"{name} {day(view['revisit_on'])}" if view["status"] == "revisit" and view["revisit_on"] else name


def _record(view: AreaView, room: float) -> Drawn:
    inner = room - 2 * PADDING
    said = rich(view["record"], inner)
    text = said if said.height else words("Nothing agreed yet.", inner)
    line = "good" if view["status"] == "agreed" else "line-firm"
    return framed(
        stacked([words("Agreed record", inner, HEADING), text], GAP), Frame(PADDING, "surface", line, 2), room
    )


def launch(view: LaunchView, areas: Mapping[str, str]) -> Drawn:
    """Draw one use of a template; `areas` are titles by id, of the one it was launched onto."""
    grid = zone_grid(view["zones"], _COLUMN, PADDING)
    head = words(one_line(view["title"]) or _UNTITLED, grid.width, Ink(LARGE, bold=True))
    onto = areas.get(view["area"] or "")
    place = words(f"on “{onto}”" if onto else "", grid.width, Ink(SMALL, colour="ink-quiet"))
    return framed(stacked([stacked([head, place], 2), grid], PADDING), Frame(16, "surface", "line", 1, 8))


def board(view: Projection, areas: Mapping[str, str]) -> Drawn:
    """Draw everything that is on a board: launches side by side, then what belongs to none, then free notes."""
    return beside(_frames(view, areas), _LAUNCH_GAP)


def _frames(view: Projection, areas: Mapping[str, str]) -> Iterator[Drawn]:
    for each in view["launches"]:
        yield launch(each, areas)
    loose = [*(zone(each) for each in view["zones"]), *(area(each) for each in view["areas"])]
    if loose:
        yield stacked(loose, PADDING)
    notes = [*view["notes"], *view["unplaced"]]
    if notes:
        yield loose_cards(notes)
