"""What the worker process does: functions of plain values, importable by name."""

from typing import Any

import pycrdt

from board.projection import Projection
from board.snapshot import diff, project, projection_hash


def projected(content: bytes) -> tuple[Projection, str]:
    """Return the projection of a content document's state, and its hash (SPEC X1)."""
    projection = project(document(content))
    return projection, projection_hash(projection)


def document(state: bytes) -> "pycrdt.Doc[Any]":
    """Return a document of its own with this state."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.apply_update(state)
    return doc


def changes_back(content: bytes, snapshot: bytes) -> list[str]:
    """Return in sentences what restoring a snapshot's state would change in this content."""
    return [change.sentence for change in diff(project(document(content)), project(document(snapshot)))]
