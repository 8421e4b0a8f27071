"""Order keys under any sequence of inserts (SPEC D3)."""

from hypothesis import given
from hypothesis import strategies as st

from board.content.order import NoRoom, between, is_key

places = st.lists(st.floats(0, 1), max_size=80)


def _insert(keys: list[str], where: float) -> str:
    place = round(where * len(keys))
    before = keys[place - 1] if place else None
    behind = keys[place] if place < len(keys) else None
    key = between(before, behind)
    assert before is None or before < key
    assert behind is None or key < behind
    keys.insert(place, key)
    return key


@given(places)
def test_D3_a_key_lies_strictly_between_and_never_ends_in_the_lowest_digit(wheres):
    keys: list[str] = []
    for where in wheres:
        key = _insert(keys, where)
        assert is_key(key)
        assert key[-1] != "0"
    assert keys == sorted(set(keys))


@given(places)
def test_D3_an_insert_adds_at_most_two_digits_to_its_longer_neighbour(wheres):
    keys: list[str] = []
    for where in wheres:
        longest = max(map(len, keys), default=2)
        assert len(_insert(keys, where)) <= longest + 2


@given(st.text(max_size=6), st.text(max_size=6))
def test_D3_odd_keys_are_refused_and_nothing_else_goes_wrong(a, b):
    try:
        key = between(a, b)
    except NoRoom:
        return
    assert a < key < b
