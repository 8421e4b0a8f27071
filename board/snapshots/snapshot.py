"""Snapshots: the projection of a board, its hash, how two differ, and restoring one (SPEC X1, D7)."""

import hashlib
import json
from typing import Any, Final

import pycrdt

from board.content.document import BoardDocument
from board.content.shown import Part
from board.errors import EditError

from .attribution import as_said_now, said_now
from .differences import Change, differences
from .projecting import project_board
from .projection import Projection
from .restoring import restore_into, restore_part_into

__all__ = [
    "Change",
    "canonical",
    "changes_back",
    "content_equal",
    "diff",
    "project",
    "projection_hash",
    "restore",
    "restore_part",
]

_NOT_SHOWN: Final = frozenset({"deleted", "broken"})


def project(doc: pycrdt.Doc[Any]) -> Projection:
    """Return the board as plain JSON; the same content always gives the same projection."""
    return project_board(BoardDocument(doc).read())


def projection_hash(projection: Projection) -> str:
    """Return the SHA-256, in hex, of the projection's canonical JSON."""
    return hashlib.sha256(canonical(projection).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces, whole numbers without a fraction."""
    plain = _whole(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_equal(a: Projection, b: Projection) -> bool:
    """Return whether two boards show the same, whatever is in their Deleted lists."""
    return _shown(a) == _shown(b)


def diff(a: Projection, b: Projection) -> list[Change]:
    """Return what happens between board a and board b, in sentences, in reading order."""
    return differences(a, b)


def changes_back(live: pycrdt.Doc[Any], snapshot: pycrdt.Doc[Any]) -> list[Change]:
    """Return what restoring a snapshot would change on the live document."""
    board = BoardDocument(live).read()
    return differences(project_board(board), as_said_now(project(snapshot), said_now(board)))


def restore(live: pycrdt.Doc[Any], state: bytes, when: str) -> list[Change]:
    """Make the live document show what the snapshot shows, as a new and minimal edit (SPEC D7).

    `state` is the snapshot's content document as one Yjs update; `when` (ISO 8601, UTC) is set on
    what the snapshot does not know, which becomes deleted. Returns what changed. When nothing
    differs, nothing is written. It joins the caller's transaction, if there is one.
    """
    target, snapshot = BoardDocument(live), BoardDocument.from_state(state)
    found = changes_back(live, snapshot.doc)
    restore_into(target, snapshot, when)
    return found


def restore_part(live: pycrdt.Doc[Any], state: bytes, part: Part, when: str) -> list[Change]:
    """Make one area or zone show what the snapshot shows, and leave the rest of the board as it is (SPEC F7).

    `part` is its root and id; for the others see `restore`. Raises EditError when the snapshot does not have it.
    """
    target, snapshot = BoardDocument(live), BoardDocument.from_state(state)
    if not snapshot.has(*part):
        raise EditError("The snapshot does not have this part.")
    before = project_board(target.read())
    restore_part_into(target, snapshot, part, when)
    return differences(before, project_board(target.read()))


def _shown(projection: Projection) -> str:
    return canonical({key: value for key, value in projection.items() if key not in _NOT_SHOWN})


def _whole(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {key: _whole(item) for key, item in value.items()}
        case list():
            return [_whole(item) for item in value]
        case _:
            return value
