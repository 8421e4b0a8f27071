"""Boards for the tests of the domain: ids are counted, times are fixed."""

import itertools
from collections.abc import Callable

import pycrdt

from board import edits
from board.content.document import BoardDocument
from board.launching.launch import Launched, launch
from board.templates import bundled_templates

WHEN = "2024-03-12T10:00:00Z"
LATER = "2024-03-12T11:00:00Z"


def counted(prefix: str = "n") -> Callable[[], str]:
    """Return a source of ids n0, n1, ..."""
    count = itertools.count()
    return lambda: f"{prefix}{next(count)}"


def begun(title: str = "Board") -> BoardDocument:
    """Return a new, empty board."""
    document = BoardDocument(pycrdt.Doc())
    edits.begin_board(document, title)
    return document


def manualized() -> tuple[BoardDocument, Launched]:
    """Return a Manualize board with the areas Sustainability and Prevention."""
    document = begun()
    launched = launch(
        document.doc,
        bundled_templates()["manualize"],
        launch_id="main",
        new_id=counted(),
        answers={
            "issue": "Roles end with the grant",
            "question": "What do we keep?",
            "purpose": "A report for leaders",
            "areas": ["Sustainability", "Prevention"],
        },
    )
    return document, launched


def zone_of(document: BoardDocument, area: str, slot: str) -> str:
    """Return the id of an area's zone."""
    zones = document.read().zones.values()
    return next(zone.id for zone in zones if zone.parent == area and zone.slot == slot)


def older_link(document: BoardDocument, key: str, source: str, target: str, kind: str) -> None:
    """Say what one thing has to do with another as older boards did (SPEC T6)."""
    document.add("links", key, {"from": source, "to": target, "kind": kind})


def state(document: BoardDocument) -> bytes:
    """Return all that the document holds."""
    return document.doc.get_update()
