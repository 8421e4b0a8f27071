"""A large update is admitted in steps: none of them is long, and the outcome is that of admitting it at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from pycrdt import Map, Text

from board.admission import AdmissionIndex
from board.errors import Refusal
from board.steps import Steps, finished, in_steps
from tests.counting import calls_of
from tests.unit.admitting import SCHEMA, Person, admit

CALLS_A_STEP = 25_000
"""About ten milliseconds; the longest step merges 3,000 deleted ranges."""


def _cards(count: int) -> bytes:
    person = Person()
    for number in range(count):
        person.cards[f"c{number}"] = Map({"text": Text("hello"), "pos": [1, 2], "order": "a"})
    return person.state()


def _holes(count: int) -> bytes:
    """A text out of which every other letter was deleted."""
    person = Person()
    person.meta["purpose"] = Text("x" * 2 * count)
    letters = person.letters
    for number in range(count):
        del letters[number : number + 1]
    return person.state()


def _people(count: int) -> bytes:
    """A letter from each of many people."""
    first = Person(1)
    first.meta["purpose"] = Text("x")
    for client in range(2, count + 2):
        other = Person(client, first.state())
        other.letters.insert(0, "y")
        first.take(*other.sent)
    return first.state()


LARGE = [partial(_cards, 1_000), partial(_holes, 3_000), partial(_people, 300)]
NAMES = ["cards", "holes", "people"]


def _admitting(index: AdmissionIndex, update: bytes) -> Steps[Any]:
    return index.admitting(update, owner_of=lambda _: None, participant="ann", may_write=True)


def _calls_a_step(steps: Steps[Any]) -> list[int]:
    calls: list[int] = []
    more = True

    def step() -> None:
        nonlocal more
        more = next(steps, steps) is not steps

    while more:
        calls.append(calls_of(step))
    return calls


@pytest.mark.parametrize("make", LARGE, ids=NAMES)
def test_A2_no_step_of_a_large_update_is_long(make: Callable[[], bytes]) -> None:
    calls = _calls_a_step(_admitting(AdmissionIndex.empty(SCHEMA), make()))
    assert len(calls) > 5
    assert max(calls) < CALLS_A_STEP


@pytest.mark.parametrize("make", LARGE, ids=NAMES)
def test_in_steps_and_at_once_come_to_the_same(make: Callable[[], bytes]) -> None:
    update = make()
    index = AdmissionIndex.empty(SCHEMA)
    steps = _admitting(index, update)
    for _ in range(5):
        next(steps)
    assert finished(steps) == admit(AdmissionIndex.empty(SCHEMA), update)
    assert admit(index, update).covered


@pytest.mark.parametrize("make", [_cards, _holes, _people])
def test_twice_the_update_takes_twice_the_steps(make: Callable[[int], bytes]) -> None:
    once, twice = (calls_of(partial(admit, AdmissionIndex.empty(SCHEMA), make(count))) for count in (200, 400))
    assert twice < 2.2 * once + 500


def test_a_large_update_that_is_refused_in_its_last_step_changes_nothing() -> None:
    person = Person()
    person.take(_cards(500))
    person.doc.get("nowhere", type=Map)["x"] = 1
    index = AdmissionIndex.empty(SCHEMA)
    with pytest.raises(Refusal):
        finished(_admitting(index, person.state()))
    assert index.state_vector() == {}
    assert not admit(index, _cards(500)).covered


@pytest.mark.parametrize("count", [0, 1, 128, 129, 1_000])
def test_steps_leave_nothing_out(count: int) -> None:
    things = list(range(count))
    assert [thing for part in in_steps(things) for thing in part] == things
