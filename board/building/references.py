"""The list at the end of a report of every reference, once (SPEC B4)."""

from collections.abc import Iterable

from board.reports.model import Block
from board.reports.parts.cards import reference
from board.reports.prose import bullets, is_written, one_line
from board.snapshots.projection import CardView
from board.text.richtext import Runs

from .gathering import BoardContent, cards_of


def references(boards: Iterable[BoardContent]) -> tuple[Block, ...]:
    """Every written reference of these boards, each work once with the first note beside it, by author and year."""
    found: dict[str, tuple[str, Runs]] = {}
    for board in boards:
        for card in cards_of(board):
            runs = reference(card) if card["kind"] == "reference" else ()
            if is_written(runs):
                said = "".join(run.text for run in runs)
                found.setdefault(_work(card) or said.casefold(), (_sorting(card, said), runs))
    ordered = sorted(found.values(), key=lambda each: each[0])
    return bullets(runs for _, runs in ordered)


def _work(card: CardView) -> str:
    """What is cited, whatever is noted beside it; "" where the card has no title."""
    author, year, title = (one_line(card["fields"].get(name, "")).casefold() for name in ("author", "year", "title"))
    return f"{author}\n{year}\n{title}" if title else ""


def _sorting(card: CardView, said: str) -> str:
    fields = card["fields"]
    return " ".join(filter(None, (fields.get("author", ""), fields.get("year", ""), said))).casefold()
