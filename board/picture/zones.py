"""Zones of every kind but areas, laid out as the page lays them out: by their structure, never by hand."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Final, assert_never

from board.content.cards import FIELD_NAMES, KIND_NAMES
from board.content.zones import VERDICT_NAMES
from board.reports.layouts.hats_section import IMAGINED
from board.reports.model import Flow, ListItem
from board.reports.prose import formatted, one_line
from board.snapshots.projection import CardView, CellView, ColumnView, RowView, ZoneView
from board.text.richtext import Paragraph, Runs

from .cards import CARD_WIDTH, GAP, card, card_rows, card_stack
from .drawing import SMALL, TITLE, Drawn, Frame, Ink, bar, beside, framed, stacked, together, words

PADDING: Final = 12.0
_LANE_WIDTH: Final = CARD_WIDTH + 16
_CELL_WIDTH: Final = CARD_WIDTH + 24
_HAT_WIDTH: Final = 280.0
_STEP_WIDTH: Final = 110.0
_WIDE_GAP: Final = 16.0
_RING_COLUMNS: Final = 4
_LEAST_RING_ROWS: Final = 3
HINT: Final = Ink(SMALL, colour="ink-quiet")
HEADING: Final = Ink(bold=True)
_SMALL_HEADING: Final = Ink(SMALL, bold=True)
_UNTITLED: Final = "Zone without a title"


def least_width(zone: ZoneView) -> float:
    """Return how broad a zone must be for what it is made of, its padding included."""
    match zone["kind"]:
        case "text" | "list" | "areas":
            inner = CARD_WIDTH
        case "lanes":
            inner = _LANE_WIDTH
        case "scale":
            inner = _STEP_WIDTH * max(1, len(zone.get("lanes", [])))
        case "grid":
            inner = _CELL_WIDTH * (1 + len(zone.get("columns", [])) + _has_verdicts(zone))
        case "table":
            inner = _CELL_WIDTH * len(table_columns(zone))
        case "ring":
            inner = _RING_COLUMNS * _HAT_WIDTH + (_RING_COLUMNS - 1) * _WIDE_GAP
        case kind:
            assert_never(kind)
    return inner + 2 * PADDING


def zone_inside(zone: ZoneView, room: float) -> Drawn:
    """Draw what is in a zone: heading, prompt and content."""
    parts = [heading(zone, room), body(zone, room), _misplaced(zone, room)]
    return stacked(parts, GAP)


def heading(zone: ZoneView, room: float) -> Drawn:
    """Draw a zone's title, its prompt, its banner, and that something of it stays in the group."""
    config = zone["config"]
    stays = "Stays in the group, but for cards marked “In the report”." if config.get("withheld") is True else ""
    banner = config.get("banner")
    lines = [
        words(one_line(zone["title"]) or _UNTITLED, room, HEADING),
        words(zone["hint"], room, HINT),
        words(banner if isinstance(banner, str) else "", room, Ink(SMALL)),
        words(stays, room, HINT),
    ]
    return stacked(lines, 2)


def body(zone: ZoneView, room: float) -> Drawn:
    """Draw a zone's content by its kind."""
    match zone["kind"]:
        case "text":
            return stacked([rich(zone.get("text", ""), room), card_rows(zone.get("cards", []), room)], GAP)
        case "list" | "areas":
            return card_rows(zone.get("cards", []), room)
        case "lanes":
            return _lanes(zone, room)
        case "scale":
            return _scale(zone, room)
        case "grid":
            return _grid(zone, room)
        case "table":
            return _table(zone, room)
        case "ring":
            return stacked([words(IMAGINED, room, HINT), _ring(zone, room)], GAP)
        case kind:
            assert_never(kind)


def rich(markdown: str, room: float) -> Drawn:
    """Draw light Markdown as paragraphs and lists, without marks inside a line."""
    return stacked((_flow(block, room) for block in formatted(markdown)), GAP)


def _flow(block: Flow, room: float) -> Drawn:
    if isinstance(block, Paragraph):
        return words(_plain(block.runs), room)
    return stacked((_item(item, sign, room) for item, sign in _signed(block.items, ordered=block.ordered)), 2)


def _signed(items: Sequence[ListItem], *, ordered: bool) -> Iterator[tuple[ListItem, str]]:
    for position, item in enumerate(items, 1):
        yield item, f"{position}." if ordered else "•"


def _item(item: ListItem, sign: str, room: float) -> Drawn:
    indent = 2 * PADDING
    below = (_flow(each, room - indent) for each in item.lists)
    text = stacked([words(_plain(item.runs), room - indent), *below], 2)
    return together([(0.0, 0.0, words(sign, indent)), (indent, 0.0, text)])


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _misplaced(zone: ZoneView, room: float) -> Drawn:
    if not zone["unplaced"]:
        return Drawn(0, 0)
    inner = room - 2 * GAP
    told = stacked([words("In none of the columns or rows", inner, HINT), card_rows(zone["unplaced"], inner)], GAP)
    return framed(told, Frame(GAP, "ground", "warn", 2, dash="6 4"), room)


def _lanes(zone: ZoneView, room: float) -> Drawn:
    lanes = zone.get("lanes", [])
    columns = max(1, min(len(lanes), int((room + PADDING) // (_LANE_WIDTH + PADDING))))
    width = (room - (columns - 1) * PADDING) / columns
    drawn = [_lane(lane, lane["cards"], width - GAP - 2) for lane in lanes]
    rows = [drawn[at : at + columns] for at in range(0, len(drawn), columns)]
    return stacked((_lane_row(row, width) for row in rows), PADDING)


def _lane_row(row: Sequence[Drawn], width: float) -> Drawn:
    height = max(each.height for each in row)
    lined = [together([(0.0, 0.0, bar(2, height, "line")), (GAP + 2, 0.0, each)]) for each in row]
    return beside([Drawn(width, height, each.marks) for each in lined], PADDING)


def _lane(lane: ColumnView, cards: Iterable[CardView], room: float) -> Drawn:
    title, hint = words(one_line(lane["title"]), room, HEADING), words(lane["hint"], room, HINT)
    return stacked([stacked([title, hint], 2), card_stack(cards, room)], GAP)


def _scale(zone: ZoneView, room: float) -> Drawn:
    lanes = zone.get("lanes", [])
    if not lanes:
        return Drawn(room, 0)
    width = (room - (len(lanes) - 1) * 4) / len(lanes)
    steps = [_lane(lane, lane["cards"], width - 2 * GAP) for lane in lanes]
    height = max(step.height for step in steps) + 2 * GAP + 8
    return beside((_step(step, width, height) for step in steps), 4)


def _step(step: Drawn, width: float, height: float) -> Drawn:
    frame = framed(step, Frame(GAP, "surface", "line", 1, 0), width, height)
    return together([(0.0, 0.0, frame), (0.0, 0.0, bar(width, 4, "line-firm"))])


def _has_verdicts(zone: ZoneView) -> bool:
    return bool(zone["config"].get("verdicts")) or any(row["verdict"] for row in zone.get("rows", []))


def _grid(zone: ZoneView, room: float) -> Drawn:
    verdicts = ["How does this row end?"] if _has_verdicts(zone) else []
    heads = ["", *(column["title"] for column in zone.get("columns", [])), *verdicts]
    width = room / len(heads)
    first = [_head_cell(one_line(head), "", width) for head in heads]
    rows = (_grid_row(row, width, verdicts=bool(verdicts)) for row in zone.get("rows", []))
    return _cells([first, *rows], width)


def _grid_row(row: RowView, width: float, *, verdicts: bool) -> list[Drawn]:
    room = width - 2 * GAP
    cells = [card_stack(cell["cards"], room) for cell in row["cells"]]
    verdict = VERDICT_NAMES.get(row["verdict"] or "", "Not decided")
    return [
        _head_cell(one_line(row["title"]), row["hint"], width),
        *cells,
        *([words(verdict, room, Ink(SMALL))] if verdicts else []),
    ]


def _head_cell(title: str, hint: str, width: float) -> Drawn:
    room = width - 2 * GAP
    return stacked([words(title, room, _SMALL_HEADING), words(hint, room, HINT)], 2)


def _cells(rows: Sequence[Sequence[Drawn]], width: float) -> Drawn:
    """Draw a table: the first row and the first cell of each are its headers."""
    return stacked((_table_row(row, width, is_first=not at) for at, row in enumerate(rows)), 0)


def _table_row(row: Sequence[Drawn], width: float, *, is_first: bool) -> Drawn:
    height = max(each.height for each in row) + 2 * GAP
    fills = ["surface" if is_first or not at else "ground" for at, _ in enumerate(row)]
    frames = [Frame(GAP, fill, "line", 1, 0) for fill in fills]
    return beside((framed(each, frame, width, height) for each, frame in zip(row, frames, strict=True)), 0)


def table_columns(zone: ZoneView) -> Mapping[str, Callable[[CardView], str]]:
    """Return the columns of a table: the card's text, and its fields."""
    kinds = {view["kind"] for view in zone.get("cards", [])}
    first = KIND_NAMES.get(kinds.pop(), "Card") if len(kinds) == 1 else "Card"
    shown = [name for name in zone["config"].get("fields", []) if isinstance(name, str)]
    fields = dict.fromkeys([*shown, *(name for view in zone.get("cards", []) for name in view["fields"])])
    return {first: _text, **{FIELD_NAMES.get(name, name): _field(name) for name in fields}}


def _text(view: CardView) -> str:
    return view["text"]


def _field(name: str) -> Callable[[CardView], str]:
    return lambda view: view["fields"].get(name, "")


def _table(zone: ZoneView, room: float) -> Drawn:
    columns = table_columns(zone)
    width = room / len(columns)
    heads = [_head_cell(name, "", width) for name in columns]
    cell = width - 2 * GAP
    rows = ([words(say(view), cell) for say in columns.values()] for view in zone.get("cards", []))
    return _cells([heads, *rows], width)


def _ring(zone: ZoneView, room: float) -> Drawn:
    hats = zone.get("columns", [])
    width = (room - (_RING_COLUMNS - 1) * _WIDE_GAP) / _RING_COLUMNS
    panels = [_hat(hat, _prompts(zone, at), width) for at, hat in enumerate(hats)]
    cells = dict(zip(_around(len(hats)), panels, strict=False))
    rows = 1 + max((row for _, row in cells), default=0)
    heights = [max((each.height for (_, at), each in cells.items() if at == row), default=0) for row in range(rows)]
    tops = [sum(heights[:row]) + row * _WIDE_GAP for row in range(rows)]
    return together((column * (width + _WIDE_GAP), tops[row], each) for (column, row), each in cells.items())


def _around(count: int) -> list[tuple[int, int]]:
    """Return column and row of each panel, clockwise from the top left, around an empty middle."""
    high = max(_LEAST_RING_ROWS, 2 + ceil((count - 2 * _RING_COLUMNS) / 2))
    across, down = range(_RING_COLUMNS), range(1, high - 1)
    return [
        *((column, 0) for column in across),
        *((_RING_COLUMNS - 1, row) for row in down),
        *((column, high - 1) for column in reversed(across)),
        *((0, row) for row in reversed(down)),
    ]


def _prompts(zone: ZoneView, hat: int) -> list[tuple[str, CellView]]:
    return [(row["title"], row["cells"][hat]) for row in zone.get("rows", [])]


def _hat(hat: ColumnView, prompts: Iterable[tuple[str, CellView]], width: float) -> Drawn:
    room = width - 2 * PADDING
    said = (stacked([words(one_line(title), room, HINT), *_answers(cell, room)], 2) for title, cell in prompts)
    head = stacked([words(one_line(hat["title"]), room, Ink(TITLE, bold=True)), words(hat["hint"], room, HINT)], 2)
    return framed(stacked([head, *said], GAP), Frame(PADDING, "surface", "line-firm", 1, 16), width)


def _answers(cell: CellView, room: float) -> Iterator[Drawn]:
    for view in cell["cards"]:
        text = words(view["text"], room - 2 * GAP)
        yield framed(text, Frame(GAP, "card-lilac", "card-lilac-mark", 1, 0), room)


def loose_cards(views: Iterable[CardView]) -> Drawn:
    """Draw free notes where they were put; the picture begins at the first of them."""
    there = [((view["pos"] or [0.0, 0.0]), card(view, (view["size"] or [200.0])[0])) for view in views]
    left, top = (min((pos[axis] for pos, _ in there), default=0.0) for axis in (0, 1))
    return together((pos[0] - left, pos[1] - top, drawn) for pos, drawn in there)
