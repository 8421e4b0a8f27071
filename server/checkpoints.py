"""Checkpoints: a document's state beside its log, so that opening a board does not read its whole history."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pycrdt

from board.schema import CONTENT, STAGE
from board.update import decode_state_vector

from .live import DocumentState
from .ports import Checkpoint

CHECKPOINT_ROWS = 500
"""Rows after a checkpoint before a new one is worth its space; replaying 500 takes some milliseconds."""


class CheckpointUnsound(Exception):
    """The state, loaded again, is not the same document: it must not be stored."""


def verified(state: DocumentState) -> Checkpoint:
    """Return the checkpoint of a durable state after loading it again and comparing (S4). Raises CheckpointUnsound."""
    first = _loaded(state.state)
    again = _loaded(first.get_update())
    if _vector(first) != _vector(again) or canonical_json(first) != canonical_json(again):
        raise CheckpointUnsound(f"the state after row {state.seq} reads differently when loaded again")
    return Checkpoint(state.seq, state.state, hashlib.sha256(state.state).hexdigest())


def canonical_json(doc: pycrdt.Doc[Any]) -> str:
    """Return the whole document as JSON with sorted keys: equal for equal documents."""
    roots = sorted({"meta", *CONTENT, *STAGE})
    return json.dumps({root: doc.get(root, type=pycrdt.Map).to_py() for root in roots}, sort_keys=True)


def _vector(doc: pycrdt.Doc[Any]) -> Mapping[int, int]:
    return decode_state_vector(doc.get_state())


def _loaded(state: bytes) -> pycrdt.Doc[Any]:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.apply_update(state)
    return doc
