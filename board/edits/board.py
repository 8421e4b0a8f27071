"""Edits of the board as a whole, and those that are alike for everything on it."""

from typing import Literal

from board.content.document import META_ROOT, BoardDocument
from board.content.schema import SCHEMA_VERSION
from board.errors import EditError

from .places import OrderedRoot, key_after, siblings

DeletableRoot = Literal["launches", "zones", "areas", "cards", "links"]


def begin_board(document: BoardDocument, title: str) -> None:
    """Begin a new, empty board."""
    document.begin(SCHEMA_VERSION, title)


def set_title(document: BoardDocument, title: str) -> None:
    """Rename the board."""
    document.put(META_ROOT, "", "title", title)


def set_purpose(document: BoardDocument, purpose: str) -> None:
    """Change the board's purpose, the text that is always in sight."""
    with document.transaction():
        document.write(META_ROOT, "", "purpose", purpose)


def delete(document: BoardDocument, root: DeletableRoot, key: str, when: str) -> None:
    """Mark an entity as deleted; what it holds hides with it (SPEC D4). The first time stays."""
    document.require(root, key)
    if document.value(root, key, "deleted") is None:
        document.put(root, key, "deleted", when)


def restore(document: BoardDocument, root: DeletableRoot, key: str) -> None:
    """Bring a deleted entity back, with all that was hidden with it."""
    document.put(root, key, "deleted", None)


def reorder(document: BoardDocument, root: OrderedRoot, key: str, after: str | None) -> None:
    """Move an entity within its list, to right behind the sibling `after`, or to the front."""
    document.require(root, key)
    others = [item for item in siblings(document.read(), root, key) if item.id != key]
    places = {item.id: place for place, item in enumerate(others)}
    if after is not None and after not in places:
        raise EditError("Both must be in the same list to be put in order.")
    with document.transaction():
        place = places[after] + 1 if after is not None else 0
        document.put(root, key, "order", key_after(document, root, others, place))
