"""Markers in the memory of one process: who holds them, and that they go (SPEC V6)."""

import pytest

from board.errors import EditError
from server.facilitation.markers import Elsewhere, Markers

MARK = {"heat": "canarystep"}


def held(markers: Markers) -> str:
    """Everything that the object has, as text."""
    return str(vars(markers))


def test_V6_a_mark_is_its_owners_until_it_is_changed_or_withdrawn():
    here = Markers(alone=False)
    here.put("round", here.id, "ann", MARK)
    assert (here.of("round", here.id, "ann"), here.of("round", here.id, "ben")) == (MARK, {})
    here.put("round", here.id, "ann", {"heat": "cool"})
    assert here.voters("round", here.id) == ["ann"]
    here.put("round", here.id, "ann", {})
    assert (here.of("round", here.id, "ann"), list(here.voters("round", here.id))) == ({}, [])
    assert "ann" not in held(here)


def test_V6_the_end_of_a_round_drops_its_marks_and_takes_no_more():
    here = Markers(alone=False)
    here.put("round", here.id, "ann", MARK)
    with here.ending("round", here.id) as marks:
        assert marks == [MARK]
        with pytest.raises(EditError, match="ended"):
            here.put("round", here.id, "ben", MARK)
    assert "canarystep" not in held(here)
    with pytest.raises(EditError, match="ended"):
        here.put("round", here.id, "ben", MARK)


def test_V6_a_round_whose_end_fails_goes_on_with_its_marks():
    here = Markers(alone=False)
    here.put("round", here.id, "ann", MARK)
    with pytest.raises(OSError, match="full"), here.ending("round", here.id):
        raise OSError("full")
    here.put("round", here.id, "ben", MARK)
    assert sorted(here.voters("round", here.id)) == ["ann", "ben"]


def test_V6_what_another_process_holds_is_not_taken_here_and_what_was_handed_over_is_dropped():
    here, there = Markers(alone=False), Markers(alone=False)
    here.put("round", here.id, "ann", MARK)
    for ask in (
        lambda: there.put("round", here.id, "ann", MARK),
        lambda: there.of("round", here.id, "ann"),
        lambda: there.voters("round", here.id),
    ):
        with pytest.raises(Elsewhere):
            ask()
    with pytest.raises(Elsewhere):
        here.of("round", there.id, "ann")
    assert "canarystep" not in held(here)


def test_V6_a_server_that_runs_alone_goes_on_with_an_empty_round():
    again = Markers(alone=True)
    assert again.of("round", "the process before", "ann") == {}
    again.put("round", "the process before", "ann", MARK)
    assert again.voters("round", "the process before") == ["ann"]


def test_V6_a_round_that_was_cancelled_elsewhere_is_dropped_here_too():
    here = Markers(alone=False)
    here.put("round", here.id, "ann", MARK)
    here.drop("round")
    here.drop("round")
    assert "canarystep" not in held(here)
    assert repr(here) == f"Markers({here.id})"
