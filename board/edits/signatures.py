"""Whose cards are, as the server has written it on them (SPEC P5)."""

from collections.abc import Collection

from board.content.document import Board, BoardDocument


def signed_cards(board: Board, launch: str) -> Collection[str]:
    """Return the ids of the cards of an activity that say whose they are, wherever they were moved."""
    zones = {zone.id for zone in board.zones.values() if zone.launch == launch}
    said = (card for card in board.cards.values() if card.by is not None)
    return [card.id for card in said if card.written_in == launch or card.zone in zones]


def take_signatures_away(document: BoardDocument, board: Board, launch: str) -> None:
    """Let no card of an activity say any more whose it is; `board` is what the document says."""
    # A mark of an older version does not say of which activity it is, and falls silent with the first.
    unknown = [card.id for card in board.cards.values() if card.by is not None and card.written_in is None]
    for card in dict.fromkeys([*signed_cards(board, launch), *unknown]):
        document.put("cards", card, "by", None)
