"""An organisation is said only where it does not say who it was (SPEC P9)."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from board.attribution import sayable

LEEDS, MERSEY, DHSC = "Leeds Council", "Mersey Trust", "DHSC"


def said(*organisations: str | None) -> list[str | None]:
    return list(sayable({f"p{number}": each for number, each in enumerate(organisations)}).values())


def test_P9_an_organisation_of_one_is_not_said() -> None:
    assert said(LEEDS, MERSEY) == [None, None]
    assert said(LEEDS) == [None]
    assert said(LEEDS, LEEDS, MERSEY, DHSC) == [LEEDS, LEEDS, None, None]


def test_P9_where_all_but_one_would_be_said_the_smallest_is_not_either() -> None:
    assert said(LEEDS, LEEDS, LEEDS, MERSEY, MERSEY, DHSC) == [LEEDS, LEEDS, LEEDS, None, None, None]
    assert said(LEEDS, LEEDS, DHSC) == [None, None, None]
    assert said(LEEDS, LEEDS, None) == [None, None, None]


def test_P9_where_nobody_is_left_all_are_said() -> None:
    assert said(LEEDS, LEEDS, MERSEY, MERSEY) == [LEEDS, LEEDS, MERSEY, MERSEY]


def test_P9_how_somebody_spells_it_does_not_tell_them_apart() -> None:
    assert said("leeds  council", LEEDS) == [LEEDS, LEEDS]
    assert said("", " ", None, None) == [None] * 4


@given(st.lists(st.sampled_from([LEEDS, MERSEY, DHSC, "leeds council", None]), max_size=12))
def test_P9_whatever_is_said_or_not_is_said_or_not_of_two_at_least(organisations: list[str | None]) -> None:
    found = said(*organisations)
    assert all(count >= 2 for count in Counter(found).values()) or len(found) < 2
    truth = [each.casefold() if each else None for each in organisations]
    assert all(one is None or one.casefold() == other for one, other in zip(found, truth, strict=True))
