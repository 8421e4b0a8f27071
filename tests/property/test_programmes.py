"""Registers and documents of any shape (SPEC G2, G7)."""

import json

from hypothesis import given
from hypothesis import strategies as st

from board.errors import ProgrammeError
from board.programmes import Attendance, Group, Session, attendance_of, read, read_programme, written
from tests.unit.programmes import group, person, session, whole

people = st.sets(st.sampled_from("abcdefgh"))
registers = st.lists(people, max_size=6)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
keys = st.sampled_from([*Group.__dataclass_fields__, *Session.__dataclass_fields__, "format", "programme"])


def held(present: list[set[str]]) -> Attendance:
    return attendance_of(group(), [session(number, each) for number, each in enumerate(present, 1)])


@given(registers)
def test_G2_the_union_is_between_the_largest_session_and_the_sum(present):
    found, sizes = held(present), [len(each) for each in present]
    assert max(sizes, default=0) <= len(found.attendees) <= sum(sizes)
    assert found.every_session <= found.attendees


@given(registers, st.randoms(use_true_random=False))
def test_G2_the_order_of_sessions_changes_nothing(present, chance):
    shuffled = chance.sample(present, len(present))
    one, other = held(present), held(shuffled)
    assert (one.attendees, one.every_session, one.average) == (other.attendees, other.every_session, other.average)


@given(registers)
def test_G2_the_average_lies_between_the_smallest_and_the_largest_session(present):
    sizes = [len(each) for each in present if each]
    assert min(sizes, default=0) <= held(present).average <= max(sizes, default=0)


@given(registers, people)
def test_G2_facilitators_who_do_not_count_are_never_attendees(present, leading):
    sessions = [session(number, each) for number, each in enumerate(present, 1)]
    without = attendance_of(group(facilitators=tuple(leading)), sessions)
    with_them = attendance_of(group(facilitators=tuple(leading), facilitators_count=True), sessions)
    assert without.attendees == with_them.attendees - leading


@given(registers)
def test_G7_any_programme_comes_back_as_it_was(present):
    known = [person(each) for each in "abcdefgh"]
    found = whole(known, [session(number, sorted(each)) for number, each in enumerate(present, 1)])
    assert read_programme(json.dumps(written(found))) == found


@given(st.sampled_from([Group, Session]), json_values | st.dictionaries(keys, json_values))
def test_G1_reading_is_total(kind, value):
    try:
        found = read(kind, value)
    except ProgrammeError:
        return
    assert read(kind, written(found)) == found
