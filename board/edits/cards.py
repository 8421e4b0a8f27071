"""Edits of cards."""

from collections.abc import Mapping
from typing import Any

from board.content.cards import CARD_DEFAULTS, KIND_COLOURS, Pair
from board.content.document import BoardDocument
from board.content.references import each_once, older_references
from board.content.schema import CARD_FIELDS, CARD_KINDS
from board.content.withheld import is_withheld
from board.errors import EditError

from .places import Place, check_place, end_of_place


def add_card(
    document: BoardDocument,
    key: str,
    kind: str,
    place: Place,
    *,
    text: str = "",
    fields: Mapping[str, str] | None = None,
    order: str | None = None,
    may_be_gone: bool = False,
    **values: Any,
) -> None:
    """Add a card, last at its place unless `order` says where, with all fields of its kind (SPEC D6).

    `values` may set `colour`, `tags`, `status`, `certainty`, `refs`, `pos` and `size`, and `withheld_in` where it says
    what another card does that stays in the group. One that is made where everything does says so, too (SPEC T5).
    Raises EditError unless the place is there; where it `may_be_gone`, the card is read as unplaced while it is.
    """
    if not may_be_gone:
        check_place(document, place)
    given = dict(fields or {})
    wanted = CARD_FIELDS.get(kind, ())
    for name in given:
        _check_field(kind, name)
    with document.transaction():
        whole = {
            "colour": KIND_COLOURS.get(kind, CARD_DEFAULTS["colour"]),
            "withheld_in": _withheld_in(document, place),
            **values,
            "kind": kind,
            "text": text,
            "fields": {name: given.get(name, "") for name in wanted},
            "zone": place.zone,
            "cell": place.cell,
        }
        document.check_new("cards", key, whole)
        document.add("cards", key, {**whole, "order": order or end_of_place(document, place)})


def _withheld_in(document: BoardDocument, place: Place) -> str | None:
    is_there = place.zone is not None and document.has("zones", place.zone)
    return place.zone if is_there and is_withheld(document.zone(str(place.zone)).config) else None


def add_free_note(document: BoardDocument, key: str, text: str, pos: Pair) -> None:
    """Add a note on the open board."""
    add_card(document, key, "note", Place(None), text=text, pos=pos)


def set_card_text(document: BoardDocument, key: str, text: str) -> None:
    """Change the text of a card."""
    with document.transaction():
        document.write("cards", key, "text", text)


def set_field(document: BoardDocument, key: str, field: str, text: str) -> None:
    """Change a field of a card, such as the place of an example."""
    _check_field(document.card(key).kind, field)
    with document.transaction():
        document.write_item("cards", key, "fields", field, text)


def move_card(document: BoardDocument, key: str, place: Place, *, order: str | None = None) -> None:
    """Move a card into a zone, last there unless `order` says where."""
    if place.zone is None:
        raise EditError("Say where on the open board the card shall lie.")
    document.require("cards", key)
    check_place(document, place)
    with document.transaction():
        where = order or end_of_place(document, place)
        there = {"order": where, "zone": place.zone, "cell": place.cell, "pos": None}
        document.put_all("cards", key, there)


def place_card(document: BoardDocument, key: str, pos: Pair, size: Pair | None = None) -> None:
    """Lay a card on the open board, in board units; without `size` it keeps its size."""
    with document.transaction():
        there = {"pos": pos, "zone": None, "cell": None}
        document.put_all("cards", key, there if size is None else {**there, "size": size})


def set_kind(document: BoardDocument, key: str, kind: str) -> None:
    """Change the kind of a card; fields that the new kind lacks keep their texts, unseen.

    A colour that nobody chose follows the kind.
    """
    if kind not in CARD_KINDS:
        raise EditError(f"There is no kind of card named '{kind}'.")
    card = document.card(key)
    with document.transaction():
        document.add_texts("cards", key, "fields", CARD_FIELDS.get(kind, ()))
        document.put("cards", key, "kind", kind)
        if card.colour == KIND_COLOURS.get(card.kind):
            document.put("cards", key, "colour", KIND_COLOURS[kind])


def set_status(document: BoardDocument, key: str, status: str) -> None:
    """Say how far a card is: raw, grouped, agreed, in_report."""
    document.put("cards", key, "status", status)


def set_certainty(document: BoardDocument, key: str, certainty: str | None) -> None:
    """Say how sure a card is: said, guess, unknown, or not stated."""
    document.put("cards", key, "certainty", certainty)


def set_colour(document: BoardDocument, key: str, colour: str) -> None:
    """Give a card one of the colours."""
    document.put("cards", key, "colour", colour)


def set_tags(document: BoardDocument, key: str, tags: tuple[str, ...]) -> None:
    """Give a card these tags and no others."""
    document.put("cards", key, "tags", tags)


def set_refs(document: BoardDocument, key: str, refs: tuple[str, ...], when: str) -> None:
    """Let a card refer to these entities and no others.

    What an older board has in `links` stays there as long as it is among them, else it is marked as deleted at `when`.
    """
    document.require("cards", key)
    older = [(link, target) for link, holder, target in older_references(document.read()) if holder == key]
    kept = {target for _, target in older}
    with document.transaction():
        document.put("cards", key, "refs", each_once(key, (ref for ref in refs if ref not in kept)))
        for link, target in older:
            if target not in refs:
                document.put("links", link, "deleted", when)


def _check_field(kind: str, field: str) -> None:
    if field not in CARD_FIELDS.get(kind, ()):
        raise EditError(f"A card of the kind '{kind}' has no field '{field}'.")
