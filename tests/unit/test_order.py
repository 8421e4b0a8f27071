"""Order keys by example; the page's tests read the same vectors."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from board.content.order import NoRoom, between, in_order, sequence

VECTORS = json.loads((Path(__file__).parents[1] / "fixtures" / "order_vectors.json").read_text("utf-8"))


@dataclass
class Item:
    id: str
    order: str


def test_D3_keys_are_those_of_the_vectors():
    for vector in VECTORS["between"]:
        assert between(vector["a"], vector["b"]) == vector["key"], vector


@pytest.mark.parametrize("vector", VECTORS["no_room"], ids=lambda v: f"{v['a']}-{v['b']}"[:20])
def test_D3_no_key_where_there_is_no_room(vector):
    with pytest.raises(NoRoom):
        between(vector["a"], vector["b"])


def test_D3_sequences_are_those_of_the_vectors():
    for vector in VECTORS["sequence"]:
        assert sequence(vector["n"], vector["after"]) == vector["keys"]


def test_D3_equal_keys_are_told_apart_by_id():
    items = [Item("b", "a1"), Item("c", "Zz"), Item("a", "a1")]
    assert [item.id for item in in_order(items)] == ["c", "a", "b"]


def test_D3_a_hundred_thousand_appends_stay_short():
    assert len(sequence(100_000)[-1]) <= 5
