"""Honest people are never refused, and everyone ends with the same document (SPEC A6, A8, A9)."""

import random
from typing import Any

import pytest
from pycrdt import Doc, Map

from board.admission import AdmissionIndex
from tests.options import number
from tests.services.node import Node

from .authors import ROOTS, Author, PycrdtAuthor, YjsAuthor, YjsProcess
from .histories import SCHEMA, History, document_deletes

HISTORIES = number("HISTORIES", 40)
FIRST_SEED = number("FIRST_SEED", random.randrange(1_000_000))
STEPS = 150


@pytest.fixture(scope="module")
def yjs(node: Node):
    process = YjsProcess(node)
    yield process
    process.close()


def _replayed(log: list[bytes]) -> dict[str, Any]:
    doc: Doc[Any] = Doc()
    roots = {name: doc.get(name, type=Map) for name in ROOTS}
    for update in log:
        doc.apply_update(update)
    return {name: root.to_py() for name, root in roots.items()}


def _check(history: History, yjs: YjsProcess) -> None:
    server = history.server
    expected = server.json()
    assert _replayed(server.log) == expected
    for person in [*history.people, history.viewer]:
        assert person.author.json() == expected, person.name
    witness = YjsAuthor(yjs, "witness", 3, b"", gc=True)
    for update in server.log:
        witness.apply(update)
    assert witness.json() == expected
    _check_index(history, [witness.state(), *(person.author.state() for person in history.people)])


def _check_index(history: History, repeats: list[bytes]) -> None:
    server = history.server
    from_state = AdmissionIndex.rebuild([server.doc.get_update()], SCHEMA)
    indexes = [server.index, AdmissionIndex.rebuild(server.log, SCHEMA), from_state]
    for index in [*indexes, *map(_stored_and_restored, indexes)]:
        assert dict(index.state_vector()) == dict(server.index.state_vector())
        for repeat in repeats:
            assert index.admit(repeat, owner_of=lambda _: "x", participant="y", may_write=False).covered
    known, missing = document_deletes(server.doc), server.deletes()
    for client, ranges in missing.items():
        for start, end in ranges:
            assert any(first <= start and end <= last for first, last in known[client])


def _stored_and_restored(index: AdmissionIndex) -> AdmissionIndex:
    stored = index.stored()
    restored = AdmissionIndex.restored(stored, SCHEMA)
    assert restored is not None
    assert restored.stored() == stored
    return restored


def _authors(kind: str, yjs: YjsProcess, seed: int):
    chance = random.Random(seed)

    def make(name: str, client: int, state: bytes, gc: bool) -> Author:
        if kind == "yjs" or (kind == "mixed" and chance.random() < 0.5):
            return YjsAuthor(yjs, name, client, state, gc=gc)
        return PycrdtAuthor(client, state, gc=gc)

    return make


@pytest.mark.parametrize("kind", ["yjs", "pycrdt", "mixed"])
def test_A9_honest_histories_are_admitted_and_converge(kind, yjs):
    for seed in range(FIRST_SEED, FIRST_SEED + HISTORIES // 3 + 1):
        print(f"FIRST_SEED={seed} HISTORIES=1")
        history = History(seed, _authors(kind, yjs, seed), people=3)
        history.run(STEPS)
        _check(history, yjs)
