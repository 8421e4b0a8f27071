"""The trail behind each recommendation: every card that it comes from, with all its places (SPEC B4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from board.reports.layouts.recommendations import title_of_card
from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.areas import area_title
from board.reports.parts.cards import kind_word, said_runs
from board.reports.parts.zones import cell_of, title_of
from board.reports.prose import is_written, literal, one_line, shortened
from board.snapshots.projection import CardView, all_areas, all_zones, cards_in
from board.text.richtext import Paragraph, Runs

from .gathering import BoardContent, cards_of

_LONGEST_HEAD: Final = 160
"""Two lines of a narrow column: the whole text of a recommendation stands in its own section."""
_TRAIL_COLUMNS: Final = ("Recommendation", "Comes from", "Kind", "Where")
_COPY: Final = "source"
"""The kind of a card that stands for one of another board."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """What a card or an area says, what it is, and where it stands, in words; an area has no `card`."""

    said: Runs
    kind: str
    where: str
    card: CardView | None = None


def trail(boards: Sequence[BoardContent]) -> tuple[Block, ...]:
    """A table of what each recommendation comes from, followed through references to its last card or area.

    A recommendation that refers to nothing has a row that says so.
    """
    known = {key: placed for board in boards for key, placed in _places(board)}
    ties = _ties(boards, known)
    cards = [placed.card for placed in known.values() if placed.card]
    recommendations = [card for card in cards if card["kind"] == "recommendation" and is_written(said_runs(card))]
    rows = [row for each in recommendations for row in _rows(each, known, ties)]
    return (Table("What each recommendation comes from", _TRAIL_COLUMNS, tuple(rows)),) if rows else ()


def _rows(start: CardView, known: Mapping[str, _Placed], ties: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    head = _head(start)
    behind = list(_behind(start["id"], ties))
    if not behind:
        yield Row(head, (cell_of(literal("Nothing is named as its source.")), cell_of(()), cell_of(())))
    for each, places in _each_once(behind, known, ties):
        yield Row(head, (cell_of(each.said), cell_of(literal(each.kind)), _lines(places)))


def _each_once(
    behind: Sequence[str], known: Mapping[str, _Placed], ties: Mapping[str, Sequence[str]]
) -> Iterator[tuple[_Placed, Sequence[str]]]:
    """Yield each with all places at which it stands: there, and where it was copied to."""
    found: dict[tuple[str, str], tuple[_Placed, dict[str, None]]] = {}
    for key in behind:
        placed = _original(known[key], (known[tied] for tied in ties.get(key, ())))
        said = "".join(run.text for run in placed.said)
        found.setdefault((placed.kind, said), (placed, {}))[1][known[key].where] = None
    return ((placed, list(places)) for placed, places in found.values())


def _original(placed: _Placed, tied: Iterable[_Placed]) -> _Placed:
    """The card that this one repeats word by word from another board, or itself."""
    if not placed.card or placed.card["kind"] != _COPY:
        return placed
    said = one_line(placed.card["text"]).casefold()
    return next((each for each in tied if each.card and _repeats(said, each.card)), placed)


def _repeats(said: str, card: CardView) -> bool:
    return said in ("", one_line(card["text"]).casefold())


def _lines(texts: Sequence[str]) -> Cell:
    return Cell(tuple(Paragraph(literal(text)) for text in texts if text))


def _head(card: CardView) -> str:
    return shortened(title_of_card(card), _LONGEST_HEAD)


def _behind(start: str, ties: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Everything that a card leads back to, nearest first, each once; a circle ends where it began."""
    seen, waiting = {start}, [start]
    while waiting:
        for each in ties.get(waiting.pop(0), ()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


def _ties(boards: Sequence[BoardContent], known: Mapping[str, _Placed]) -> Mapping[str, list[str]]:
    """What each card or area refers to: by its references, and by a source on another board."""
    ties: dict[str, list[str]] = {}
    for board in boards:
        for key, refs in _references(board):
            ties.setdefault(key, []).extend(each for each in refs if each in known)
    cards = [placed.card for placed in known.values() if placed.card]
    by_words = _by_words(cards)
    for card in cards:
        if card["kind"] == _COPY:
            ties.setdefault(card["id"], []).extend(_copied(card, by_words, known))
    return ties


def _references(board: BoardContent) -> Iterator[tuple[str, Sequence[str]]]:
    yield from ((card["id"], card["refs"]) for card in cards_of(board))
    yield from ((area["id"], area.get("refs", ())) for area in all_areas(board.projection))


def _by_words(cards: Iterable[CardView]) -> Mapping[str, Sequence[str]]:
    """The cards by what they say; copies of other cards are left out."""
    found: dict[str, list[str]] = {}
    for card in cards:
        if card["kind"] != _COPY:
            found.setdefault(one_line(card["text"]).casefold(), []).append(card["id"])
    found.pop("", None)
    return found


def _copied(source: CardView, by_words: Mapping[str, Sequence[str]], known: Mapping[str, _Placed]) -> Sequence[str]:
    """The cards that a source stands for: by the id or words that it names, or else by its own words."""
    named = one_line(source["fields"].get("from_card", ""))
    if named in known:
        return [named]
    return by_words.get(named.casefold()) or by_words.get(one_line(source["text"]).casefold(), ())


def _places(board: BoardContent) -> Iterator[tuple[str, _Placed]]:
    """Yield every card and area of a board by its id."""
    projection = board.projection
    home = board.session or one_line(projection["title"])
    area_of = {zone["id"]: area_title(area) for area in all_areas(projection) for zone in area["zones"]}
    for zone in all_zones(projection):
        words = ", ".join(filter(None, (home, area_of.get(zone["id"], ""), title_of(zone["title"]))))
        yield from (_placed(card, words) for card in cards_in(zone))
    yield from (_placed(card, f"{home}, open board" if home else "Open board") for card in projection["notes"])
    for area in all_areas(projection):
        yield area["id"], _Placed(literal(area_title(area)), "Area", home)


def _placed(card: CardView, where: str) -> tuple[str, _Placed]:
    return card["id"], _Placed(said_runs(card), kind_word(card["kind"]), where, card)
