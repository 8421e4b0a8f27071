"""The index is built in linear time, stays small, and admits a keystroke in few steps (counted in calls)."""

from collections.abc import Callable
from functools import partial

import pytest
from pycrdt import Map, Text

from board.admission import AdmissionIndex
from tests.counting import calls_of
from tests.unit.admitting import SCHEMA, Person, admit

CALLS_A_KEYSTROKE = 250


def _typing(count: int) -> list[bytes]:
    person = Person()
    person.meta["purpose"] = Text()
    letters = person.letters
    for number in range(count):
        letters.insert(4 * number, "😀")
    return person.sent


def _typing_at_the_start(count: int) -> list[bytes]:
    person = Person()
    person.meta["purpose"] = Text()
    letters = person.letters
    for _ in range(count):
        letters.insert(0, "x")
    return person.sent


def _deleting_every_other(count: int) -> list[bytes]:
    person = Person()
    person.meta["purpose"] = Text("x" * 2 * count)
    letters = person.letters
    for number in range(count):
        del letters[number : number + 1]
    return person.sent


def _moving_in_turn(count: int) -> list[bytes]:
    ann = Person(5)
    ann.card(pos=[0, 0])
    bob = Person(6, ann.state())
    for number in range(count // 2):
        for author, other in ((ann, bob), (bob, ann)):
            author.cards["c1"]["pos"] = [number, number]
            other.take(author.sent[-1])
    return ann.sent


def _cards(count: int) -> list[bytes]:
    person = Person()
    for number in range(count):
        person.cards[f"c{number}"] = Map({"text": Text("hello"), "pos": [1, 2], "order": "a"})
    return person.sent


def _one_update(make: Callable[[int], list[bytes]]) -> Callable[[int], list[bytes]]:
    def whole(count: int) -> list[bytes]:
        person = Person(99, *make(count))
        return [person.state()]

    whole.__name__ = f"{make.__name__}_at_once"
    return whole


WORK = [_typing, _typing_at_the_start, _deleting_every_other, _moving_in_turn, _cards]


@pytest.mark.parametrize("make", [*WORK, *map(_one_update, WORK)], ids=lambda make: make.__name__.strip("_"))
def test_twice_the_history_takes_twice_the_steps(make):
    steps = []
    for count in (300, 600, 1200):
        updates = make(count)
        steps.append(calls_of(partial(AdmissionIndex.rebuild, updates, SCHEMA)))
    assert steps[1] < 2.2 * steps[0] + 500
    assert steps[2] < 2.2 * steps[1] + 500


@pytest.mark.parametrize("make", WORK, ids=lambda make: make.__name__.strip("_"))
def test_an_edit_costs_the_same_on_a_long_history(make):
    costs = []
    for count in (100, 1000):
        *earlier, last = make(count)
        index = AdmissionIndex.rebuild(earlier, SCHEMA)
        costs.append(calls_of(partial(admit, index, last)))
    assert costs[1] <= costs[0] + 10


def test_a_keystroke_is_admitted_in_few_steps():
    *earlier, last = _typing(200)
    index = AdmissionIndex.rebuild(earlier, SCHEMA)
    assert calls_of(partial(admit, index, last)) < CALLS_A_KEYSTROKE


@pytest.mark.parametrize("make", [_typing, _typing_at_the_start], ids=["forwards", "backwards"])
def test_letters_in_one_text_are_one_run(make):
    index = AdmissionIndex.rebuild(make(500), SCHEMA)
    (history,) = index._records.clients.values()
    assert len(list(history.runs(0, history.clock))) == 2
