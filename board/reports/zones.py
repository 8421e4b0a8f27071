"""A zone as blocks of a report, whatever its kind."""

from collections.abc import Callable, Iterable, Sequence

from board.projection import CardView, ZoneView
from board.richtext import Paragraph, Run, Runs

from .cards import card_runs, certainty_word, field_word, verdict_word, written
from .model import LOWEST_LEVEL, Block, List, ListItem, Role, Row, Section, Table
from .prose import bold, bullets, formatted, is_written, labelled, literal, one_line, statement

_UNTITLED = "Untitled"
_ROW_HEADING, _QUESTION_HEADING = "Row", "Question"
_VERDICT_HEADING = "Taken together"


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
            placed = labelled_list((lane["title"], _kept(lane["cards"], without)) for lane in lanes)
        case "grid":
            placed = grid_table(zone)
        case "ring":
            placed = hat_parts(zone, below(level))
        case "table":
            placed = card_table(zone)
        case _:
            cards = _kept(zone.get("cards", []), without)
            said = [runs for card in cards if (runs := card_runs(card))]
            alone = [Paragraph(runs) for runs in said] if len(said) == 1 else bullets(said)
            placed = (*formatted(zone.get("text", "")), *alone)
    return (*placed, *unplaced)


def _kept(cards: Iterable[CardView], without: Sequence[str]) -> list[CardView]:
    return [card for card in cards if card["kind"] not in without]


def labelled_list(
    groups: Iterable[tuple[str, Sequence[CardView]]], say: Callable[[CardView], Runs] = card_runs
) -> tuple[Block, ...]:
    """A bulleted list with an item for each group that says something, its label in bold."""
    items = tuple(
        _labelled_item(label, [say(card) for card in said]) for label, cards in groups if (said := written(cards))
    )
    return (List(ordered=False, items=items),) if items else ()


def _labelled_item(label: str, said: Sequence[Runs]) -> ListItem:
    if len(said) == 1:
        return ListItem(labelled(title_of(label), said[0]))
    nested = List(ordered=False, items=tuple(map(ListItem, said)))
    return ListItem((bold(title_of(label)),), (nested,))


def grid_table(zone: ZoneView) -> tuple[Block, ...]:
    """A grid as a table: its rows and columns, and what the group concluded about each row."""
    rows, columns = zone.get("rows", []), zone.get("columns", [])
    if not any(_cell(cell["cards"]) for row in rows for cell in row["cells"]):
        return ()
    judged = bool(zone["config"].get("verdicts")) or any(row["verdict"] for row in rows)
    asks = all(title_of(row["title"]).endswith("?") for row in rows)
    table_rows = (
        Row(
            title_of(row["title"]),
            (
                *(_cell(cell["cards"]) for cell in row["cells"]),
                *([(statement(verdict_word(row["verdict"])),)] if judged else []),
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


def _cell(cards: Iterable[CardView]) -> tuple[Paragraph, ...]:
    said = (_with_certainty(card) for card in cards)
    return tuple(paragraph for paragraph in said if is_written(paragraph.runs))


def _with_certainty(card: CardView) -> Paragraph:
    runs, word = card_runs(card), certainty_word(card)
    if not word:
        return Paragraph(runs)
    if not runs:
        return statement(word.capitalize())
    return Paragraph((*runs, Run(f" ({word})")))


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
    """A table zone: one row a card, its fields as columns."""
    cards = written(zone.get("cards", []))
    names = [name for name in zone["config"].get("fields", []) if isinstance(name, str)]
    if not cards:
        return ()
    if not names:
        return bullets(map(card_runs, cards))
    rows = tuple(Row(one_line(card["text"]) or _UNTITLED, _fields(card, names)) for card in cards)
    caption = f"{title_of(zone['title'])}, one in each row"
    first = "Gap" if all(card["kind"] == "gap" for card in cards) else "What"
    return (Table(caption, (first, *map(field_word, names)), rows),)


def _fields(card: CardView, names: Iterable[str]) -> tuple[tuple[Paragraph, ...], ...]:
    texts = (literal(card["fields"].get(name, "")) for name in names)
    return tuple((Paragraph(runs),) if is_written(runs) else () for runs in texts)
