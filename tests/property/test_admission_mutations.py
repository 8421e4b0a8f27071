"""Whatever is made of an honest update, it is refused or harmless: pycrdt survives it, Yjs agrees, the schema holds."""

import random
from typing import Any

import pytest

from board.admission import AdmissionIndex
from board.content.schema import CONTENT, META, Entity, Text, TextMap, ValueMap
from board.errors import CausalityGap, CodecError, Refusal
from board.yjs.update import decode_state_vector, decode_update
from tests.options import number
from tests.services.node import Node

from .authors import PycrdtAuthor, YjsAuthor, YjsProcess
from .histories import SCHEMA, History, document_deletes
from .integrator import Integrator
from .mutations import mutate

MUTATIONS = number("MUTATIONS", 1500)
FIRST_SEED = number("FIRST_SEED", random.randrange(1_000_000))
A_FRAME = 10
"""Mutations of one honest update."""
KEPT = 0.1
"""How many of those admitted stay, so that the next ones build on them."""


@pytest.fixture(scope="module")
def yjs(node: Node):
    process = YjsProcess(node)
    yield process
    process.close()


@pytest.fixture(scope="module")
def integrator():
    process = Integrator()
    yield process
    process.close()


def _honest_log(seed: int) -> list[bytes]:
    history = History(seed, lambda _, client, state, gc: PycrdtAuthor(client, state, gc=gc), people=3)
    history.run(80)
    return history.server.log


def _misfits(shown: dict[str, Any]) -> list[str]:
    found = [*_entity_misfits("meta", shown["meta"], META)]
    for root, entity in CONTENT.items():
        for id_, fields in shown[root].items():
            found += _entity_misfits(f"{root}/{id_}", fields, entity)
    return found


def _entity_misfits(path: str, fields: Any, entity: Entity) -> list[str]:
    return [f"{path}/{name}" for name, value in fields.items() if name not in entity or not _fits(entity[name], value)]


def _fits(field: Any, value: Any) -> bool:
    match field:
        case Text():
            return isinstance(value, str)
        case TextMap():
            return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        case ValueMap(shape):
            return isinstance(value, dict) and all(shape.fits(inner) for inner in value.values())
        case _:
            return bool(field.fits(value))


class Trial:
    """One honest log, replayed; before each of its rows, changed forms of the row are tried."""

    def __init__(self, seed: int, yjs: YjsProcess, integrator: Integrator) -> None:
        self._chance = random.Random(seed)
        self._yjs = yjs
        self._integrator = integrator
        self._log = _honest_log(seed)
        self._document = PycrdtAuthor(1, b"")
        self._index = AdmissionIndex.empty(SCHEMA)
        self.tried = 0
        self.admitted = 0

    def run(self, most: int) -> None:
        for row in self._log:
            for _ in range(A_FRAME):
                if self.tried < most:
                    self._try(row)
            honest = self._admitted(row)
            if honest:
                self._document.apply(honest)

    def _admitted(self, update: bytes) -> bytes | None:
        """Return what is new; None when nothing is, or when it is refused, as an honest row may be after mutants."""
        try:
            answer = self._index.admit(update, owner_of=lambda _: "someone", participant="someone", may_write=True)
        except (CodecError, Refusal, CausalityGap):
            return None
        return answer.update or None

    def _try(self, row: bytes) -> None:
        self.tried += 1
        clients = [*decode_update(row).structs, *self._index.state_vector(), 77]
        update = self._admitted(mutate(self._chance, row, self._chance.choice(self._log), clients))
        if update is None:
            return
        self.admitted += 1
        self._check(update)
        if self._chance.random() < KEPT:
            self._document.apply(update)
        else:
            self._index = AdmissionIndex.rebuild([self._document.state()], SCHEMA)

    def _check(self, update: bytes) -> None:
        before = self._document.state()
        shown, state = self._integrator.integrate(before, update)
        assert not _misfits(shown), update.hex()
        witness = YjsAuthor(self._yjs, "witness", 1, before, gc=True)
        witness.apply(update)
        assert witness.json() == shown, update.hex()
        after = PycrdtAuthor(1, state)
        assert decode_state_vector(after.vector()) == {c: n for c, n in self._index.state_vector().items() if n}
        for repeat in (state, witness.state()):
            answer = self._index.admit(repeat, owner_of=lambda _: "x", participant="y", may_write=False)
            assert answer.covered, update.hex()
        assert document_deletes(after.doc) == document_deletes_of(witness.state())


def document_deletes_of(state: bytes) -> dict[int, list[tuple[int, int]]]:
    return {client: list(ranges) for client, ranges in decode_update(state).deletes.items()}


def test_a_large_number_is_the_same_in_both(yjs):
    """Found with FIRST_SEED=657420299: a float that JavaScript writes like an integer."""
    author = PycrdtAuthor(9, b"")
    author.edit([{"do": "set", "path": ["meta"], "key": "config", "value": [4.611686018427388e19, 2**53 - 1, 7]}])
    assert YjsAuthor(yjs, "witness", 1, author.state(), gc=True).json() == author.json()


def test_A1_changed_updates_are_refused_or_harmless(yjs, integrator):
    tried = admitted = 0
    seed = FIRST_SEED
    while tried < MUTATIONS:
        print(f"FIRST_SEED={seed} MUTATIONS={MUTATIONS - tried}")
        trial = Trial(seed, yjs, integrator)
        trial.run(MUTATIONS - tried)
        tried, admitted, seed = tried + trial.tried, admitted + trial.admitted, seed + 1
    print(f"{tried} tried, {admitted} admitted")
    assert 0 < admitted < tried
