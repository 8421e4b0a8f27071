"""The trail behind each recommendation: every card that it comes from, with all its places (SPEC B4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from board.projection import CardView, all_areas, all_zones, cards_in
from board.reports.layouts.recommendations import title_of_card
from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.areas import area_title
from board.reports.parts.cards import kind_word, said_runs
from board.reports.parts.zones import cell_of, title_of
from board.reports.prose import is_written, literal, one_line, shortened
from board.richtext import Paragraph

from .gathering import BoardContent, cards_of

_LONGEST_HEAD: Final = 160
"""Two lines of a narrow column: the whole text of a recommendation stands in its own section."""
_TRAIL_COLUMNS: Final = ("Recommendation", "Comes from", "Kind", "Where")
_COPY: Final = "source"
"""The kind of a card that stands for one of another board."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A card with the place it stands in, in words."""

    card: CardView
    where: str


def trail(boards: Sequence[BoardContent]) -> tuple[Block, ...]:
    """A table of what each recommendation comes from, followed through references and links to its last card.

    A recommendation that refers to nothing has a row that says so.
    """
    known = {placed.card["id"]: placed for board in boards for placed in _places(board)}
    ties = _ties(boards, known)
    recommendations = [placed for placed in known.values() if placed.card["kind"] == "recommendation"]
    rows = [row for each in recommendations if is_written(said_runs(each.card)) for row in _rows(each, known, ties)]
    return (Table("What each recommendation comes from", _TRAIL_COLUMNS, tuple(rows)),) if rows else ()


def _rows(start: _Placed, known: Mapping[str, _Placed], ties: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    head = _head(start.card)
    behind = list(_behind(start.card["id"], known, ties))
    if not behind:
        yield Row(head, (cell_of(literal("No card is named as its source.")), cell_of(()), cell_of(())))
    for card, places in _each_once(behind, known, ties):
        yield Row(head, (cell_of(said_runs(card)), cell_of(literal(kind_word(card["kind"]))), _lines(places)))


def _each_once(
    behind: Sequence[_Placed], known: Mapping[str, _Placed], ties: Mapping[str, Sequence[str]]
) -> Iterator[tuple[CardView, Sequence[str]]]:
    """Yield each card with all places at which it stands: there, and where it was copied to."""
    found: dict[tuple[str, str], tuple[CardView, dict[str, None]]] = {}
    for each in behind:
        card = _original(each.card, (known[tied].card for tied in ties.get(each.card["id"], ())))
        said = "".join(run.text for run in said_runs(card))
        found.setdefault((card["kind"], said), (card, {}))[1][each.where] = None
    return ((card, list(places)) for card, places in found.values())


def _original(card: CardView, tied: Iterable[CardView]) -> CardView:
    """The card that this one repeats word by word from another board, or itself."""
    if card["kind"] != _COPY:
        return card
    said = one_line(card["text"]).casefold()
    return next((each for each in tied if said in ("", one_line(each["text"]).casefold())), card)


def _lines(texts: Sequence[str]) -> Cell:
    return Cell(tuple(Paragraph(literal(text)) for text in texts if text))


def _head(card: CardView) -> str:
    return shortened(title_of_card(card), _LONGEST_HEAD)


def _behind(start: str, known: Mapping[str, _Placed], ties: Mapping[str, Sequence[str]]) -> Iterator[_Placed]:
    """Everything that a card leads back to, nearest first, each once; a circle ends where it began."""
    seen, waiting = {start}, [start]
    while waiting:
        for each in ties.get(waiting.pop(0), ()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield known[each]


def _ties(boards: Sequence[BoardContent], known: Mapping[str, _Placed]) -> Mapping[str, list[str]]:
    """What each card refers to: by its references, by links of evidence, and by a source on another board."""
    ties: dict[str, list[str]] = {}
    for board in boards:
        for card in cards_of(board):
            ties.setdefault(card["id"], []).extend(each for each in card["refs"] if each in known)
        for link in board.projection["links"]:
            if link["source"] in known and link["target"] in known:
                # "A is evidence for B": B comes from A.
                ties.setdefault(link["target"], []).append(link["source"])
    by_words = _by_words(known.values())
    for placed in known.values():
        if placed.card["kind"] == _COPY:
            ties.setdefault(placed.card["id"], []).extend(_copied(placed.card, by_words, known))
    return ties


def _by_words(placed: Iterable[_Placed]) -> Mapping[str, Sequence[str]]:
    """The cards by what they say; copies of other cards are left out."""
    found: dict[str, list[str]] = {}
    for each in placed:
        if each.card["kind"] != _COPY:
            found.setdefault(one_line(each.card["text"]).casefold(), []).append(each.card["id"])
    found.pop("", None)
    return found


def _copied(source: CardView, by_words: Mapping[str, Sequence[str]], known: Mapping[str, _Placed]) -> Sequence[str]:
    """The cards that a source stands for: by the id or words that it names, or else by its own words."""
    named = one_line(source["fields"].get("from_card", ""))
    if named in known:
        return [named]
    return by_words.get(named.casefold()) or by_words.get(one_line(source["text"]).casefold(), ())


def _places(board: BoardContent) -> Iterator[_Placed]:
    projection = board.projection
    home = board.session or one_line(projection["title"])
    area_of = {zone["id"]: area_title(area) for area in all_areas(projection) for zone in area["zones"]}
    for zone in all_zones(projection):
        words = ", ".join(filter(None, (home, area_of.get(zone["id"], ""), title_of(zone["title"]))))
        yield from (_Placed(card, words) for card in cards_in(zone))
    yield from (_Placed(card, f"{home}, open board" if home else "Open board") for card in projection["notes"])
