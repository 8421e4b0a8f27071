"""Adding cards to a live board, signed or not (SPEC P10)."""

import secrets
from dataclasses import dataclass

from board.content.attributed import signing_in
from board.content.document import BoardDocument
from board.edits import Place
from board.edits import add_card as add
from board.errors import EditError

from .errors import ClientError
from .remote import RemoteBoard

_PLAIN_KIND = "note"


@dataclass(frozen=True, slots=True)
class Added:
    """A card that was added and is saved.

    `signed` is how it says whose it is: by "name", by "organisation" (nobody's where we gave none), or None for nobody.
    Where the activity says less by the time the server takes the card, so does the card.
    """

    id: str
    signed: str | None


async def add_card(remote: RemoteBoard, place: Place, text: str, *, kind: str = "", signed: bool = False) -> Added:
    """Add a card, of the kind that is usual there when none is given, and wait until it is saved.

    It is signed by nobody; with `signed` as the activity of its place attributes. Raises ClientError where there is no
    such place, and what `RemoteBoard.saved` raises.
    """
    document, key = BoardDocument(remote.doc), secrets.token_hex(9)
    try:
        usual = document.zone(place.zone).config.get("card", _PLAIN_KIND) if place.zone else _PLAIN_KIND
        told = signing_in(document, place.zone) if signed else None
        add(document, key, kind or usual, place, text=text, told=told)
    except EditError as error:
        raise ClientError(str(error)) from None
    await remote.saved()
    return Added(key, told)
