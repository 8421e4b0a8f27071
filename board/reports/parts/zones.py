"""A zone as blocks of a report, whatever its kind."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from board.reports.model import LOWEST_LEVEL, Block, Cell, List, ListItem, Role, Row, Section, Table
from board.reports.prose import bold, bullets, formatted, is_written, labelled, literal, one_line, statement
from board.snapshots.projection import CardView, ZoneView
from board.text.richtext import Paragraph, Runs

from .cards import card_runs, certainty_word, field_word, kind_word, remark, verdict_word, written
from .results import zone_result

_UNTITLED = "Untitled"
_ROW_HEADING, _QUESTION_HEADING = "Row", "Question"
_VERDICT_HEADING = "Taken together"
_REMARK_HEADING = "Remarks"


def below(level: int) -> int:
    """The level of a heading under one of `level`."""
    return min(level + 1, LOWEST_LEVEL)


def part(level: int, title: str, blocks: Sequence[Block], role: Role = "part") -> tuple[Block, ...]:
    """A section with this heading, or nothing when it has no content."""
    return (Section(role, level, title, tuple(blocks)),) if blocks else ()


def title_of(title: str) -> str:
    """The title of a zone, row or column as people read it."""
    return one_line(title) or _UNTITLED


def zone_part(zone: ZoneView, level: int) -> tuple[Block, ...]:
    """The zone under its own heading, or nothing when it is empty."""
    return part(level, title_of(zone["title"]), zone_blocks(zone, level))


def zone_blocks(zone: ZoneView, level: int, without: Sequence[str] = ()) -> tuple[Block, ...]:
    """What is written in a zone, without cards of the kinds in `without`; areas are not included.

    `level` is that of the heading it stands under.
    """
    unplaced = bullets(card_runs(card) for card in _kept(zone["unplaced"], without))
    match zone["kind"]:
        case "lanes" | "scale":
            lanes = zone.get("lanes", [])
            titles = [lane_title(zone, number, lane["title"]) for number, lane in enumerate(lanes, 1)]
            groups = [(title, _kept(lane["cards"], without)) for title, lane in zip(titles, lanes, strict=True)]
            placed = labelled_list(groups, ordered=zone["config"].get("steps") is True)
        case "grid":
            placed = grid_table(zone)
        case "ring":
            placed = hat_parts(zone, below(level))
        case "table":
            placed = card_table(zone)
        case _:
            said = [runs for runs in _numbered_runs(zone, without) if runs]
            alone = [Paragraph(runs) for runs in said] if len(said) == 1 else bullets(said)
            placed = (*formatted(zone.get("text", "")), *alone)
    return (*placed, *unplaced, *zone_result(zone))


def lane_title(zone: ZoneView, number: int, title: str) -> str:
    """What a lane is called: its title, after its number where lanes carry one."""
    if zone["config"].get("numbered") is not True:
        return title_of(title)
    return f"{one_line(zone['config'].get('column_word') or 'column').capitalize()} {number}: {title_of(title)}"


def _numbered_runs(zone: ZoneView, without: Sequence[str]) -> Iterator[Runs]:
    """What each card of a list says; where cards carry a number, it is that of their place on the board."""
    numbered = zone["config"].get("numbered") is True
    for number, card in enumerate(zone.get("cards", []), 1):
        if card["kind"] not in without:
            runs = card_runs(card)
            yield labelled(f"{kind_word(card['kind'])} {number}", runs) if numbered and runs else runs


def _kept(cards: Iterable[CardView], without: Sequence[str]) -> list[CardView]:
    return [card for card in cards if card["kind"] not in without]


def labelled_list(
    groups: Iterable[tuple[str, Sequence[CardView]]],
    say: Callable[[CardView], Runs] = card_runs,
    *,
    ordered: bool = False,
) -> tuple[Block, ...]:
    """A bulleted list with an item for each group that says something, its label in bold.

    `ordered` numbers the cards of each group.
    """
    items = tuple(
        _labelled_item(label, [say(card) for card in said], ordered=ordered)
        for label, cards in groups
        if (said := written(cards))
    )
    return (List(ordered=False, items=items),) if items else ()


def _labelled_item(label: str, said: Sequence[Runs], *, ordered: bool) -> ListItem:
    if len(said) == 1 and not ordered:
        return ListItem(labelled(title_of(label), said[0]))
    nested = List(ordered=ordered, items=tuple(map(ListItem, said)))
    return ListItem((bold(title_of(label)),), (nested,))


def grid_table(zone: ZoneView) -> tuple[Block, ...]:
    """A grid as a table: its rows and columns, and what the group concluded about each row."""
    rows, columns = zone.get("rows", []), zone.get("columns", [])
    if not any(_cell(cell["cards"]).flow for row in rows for cell in row["cells"]):
        return ()
    judged = bool(zone["config"].get("verdicts")) or any(row["verdict"] for row in rows)
    asks = all(title_of(row["title"]).endswith("?") for row in rows)
    table_rows = (
        Row(
            title_of(row["title"]),
            (
                *(_cell(cell["cards"]) for cell in row["cells"]),
                *([Cell((statement(verdict_word(row["verdict"])),))] if judged else []),
            ),
        )
        for row in rows
    )
    headings = (
        _QUESTION_HEADING if asks else _ROW_HEADING,
        *(title_of(column["title"]) for column in columns),
        *([_VERDICT_HEADING] if judged else []),
    )
    return (Table(title_of(zone["title"]), headings, tuple(table_rows)),)


def _cell(cards: Iterable[CardView]) -> Cell:
    said = (Paragraph(card_runs(card) or literal(certainty_word(card).capitalize())) for card in cards)
    return Cell(tuple(paragraph for paragraph in said if is_written(paragraph.runs)))


def hat_parts(zone: ZoneView, level: int) -> tuple[Block, ...]:
    """Each hat that says something as a section of its prompts, and then the names of the others."""
    parts: list[Block] = []
    silent: list[str] = []
    for index, hat in enumerate(zone.get("columns", [])):
        prompts = ((row["title"], row["cells"][index]["cards"]) for row in zone.get("rows", []))
        said = labelled_list(prompts)
        parts += part(level, title_of(hat["title"]), said)
        silent += [] if said else [title_of(hat["title"])]
    if parts and silent:
        parts.append(statement(f"Nothing was written for: {'; '.join(silent)}."))
    return tuple(parts)


def card_table(zone: ZoneView) -> tuple[Block, ...]:
    """A table zone: one row a card, its fields as columns, those included that the table itself does not show."""
    cards = written(zone.get("cards", []))
    shown = [name for name in zone["config"].get("fields", []) if isinstance(name, str)]
    if not cards:
        return ()
    if not shown:
        return bullets(map(card_runs, cards))
    further = (name for card in cards for name, text in card["fields"].items() if one_line(text))
    names = list(dict.fromkeys([*shown, *further]))
    heads = [_row_head(card, shown) for card in cards]
    remarks = [literal(remark(card)) for card in cards]
    rows = tuple(
        Row(head or _UNTITLED, (*_fields(card, names), *([cell_of(said)] if any(remarks) else [])))
        for card, head, said in zip(cards, heads, remarks, strict=True)
    )
    kinds = {card["kind"] for card in cards}
    first = kind_word(kinds.pop()) if len(kinds) == 1 else "What"
    columns = (first, *map(field_word, names), *([_REMARK_HEADING] if any(remarks) else []))
    return (Table(f"{title_of(zone['title'])}, one in each row", columns, rows),)


def _row_head(card: CardView, shown: Sequence[str]) -> str:
    """What names the row: the card's text, or the first of its fields that says something."""
    fields = (card["fields"].get(name, "") for name in ("what", "title", *shown))
    return next(filter(None, map(one_line, [card["text"], *fields])), "")


def _fields(card: CardView, names: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(cell_of(literal(card["fields"].get(name, ""))) for name in names)


def cell_of(runs: Runs) -> Cell:
    """A cell that says this, or an empty one."""
    return Cell((Paragraph(runs),) if is_written(runs) else ())
