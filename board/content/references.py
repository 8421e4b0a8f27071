"""What refers to what: the `refs` of cards, and what older boards have in `links` (SPEC T6)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .document import Board

_REVERSED: Final = "evidence"
"""The kind of link that points the other way: what is evidence for something is what that rests on."""


def references(board: Board) -> Mapping[str, tuple[str, ...]]:
    """Return what each card refers to, each once and in its order; areas and zones do on older boards alone.

    What is deleted is in it, as long as it is on the board; nothing refers to itself.
    """
    found = {card.id: list(card.refs) for card in board.cards.values()}
    for _, holder, target in older_references(board):
        found.setdefault(holder, []).append(target)
    return {holder: each_once(holder, targets) for holder, targets in found.items() if targets}


def older_references(board: Board) -> Iterator[tuple[str, str, str]]:
    """Yield each entity of `links` that counts: its id, what refers by it, and to what."""
    for link in board.links.values():
        if link.deleted is None and _has(board, link.source) and _has(board, link.target):
            yield link.id, *holder_and_target(link.kind, link.source, link.target)


def _has(board: Board, key: str) -> bool:
    return any(key in root for root in (board.cards, board.areas, board.zones))


def holder_and_target(kind: str, source: str, target: str) -> tuple[str, str]:
    """Return which end of a link refers to which."""
    return (target, source) if kind == _REVERSED else (source, target)


def each_once(holder: str, targets: Iterable[str]) -> tuple[str, ...]:
    """Return targets in their order, each once, without the one that refers."""
    return tuple(dict.fromkeys(target for target in targets if target != holder))
