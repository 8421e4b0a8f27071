"""How the places of a board attribute what is written there (SPEC P5)."""

from typing import Final

from .document import BoardDocument
from .schema import SIGNING

OPEN_BOARD: Final = "name"
"""How comments on the open board name people: nobody promised anything else there."""
NO_ACTIVITY: Final = "none"
"""How a zone without an activity names people (SPEC P5)."""
_HATS: Final = "ring"


def attribution_in(document: BoardDocument, zone: str | None) -> str:
    """Return how what is written in a zone is attributed, or on the open board (None)."""
    if zone is None:
        return OPEN_BOARD
    launch = document.zone(zone).launch if document.has("zones", zone) else None
    known = launch is not None and document.has("launches", launch)
    return document.launch(launch).attribution if launch is not None and known else NO_ACTIVITY


def signing_in(document: BoardDocument, zone: str | None) -> str | None:
    """Return how a card that is made in a zone can be signed, as `told`: None where nobody is named (SPEC P10)."""
    attribution = attribution_in(document, zone)
    if zone is None or attribution not in SIGNING or document.zone(zone).kind == _HATS:
        return None
    return attribution
