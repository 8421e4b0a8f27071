"""Votes on the stage: what is counted, what is shown, and from how many (SPEC V)."""

from datetime import UTC, datetime
from typing import Any

import pycrdt
import pytest

from board.errors import EditError
from board.stage.votes import StageVotes, Vote, counted, shape, top_of, with_dots

NOW = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
HEAT = ("shut", "cool", "able", "heated", "flooded")
SCALES = {"heat": HEAT, "pair": ("left", "both", "right")}
THREE = Vote("dots", "gaps", NOW, dots=3, most=2)


def stage() -> StageVotes:
    return StageVotes(pycrdt.Doc())


def test_V1_a_vote_is_opened_closed_once_and_read_back():
    votes = stage()
    votes.open("one", THREE)
    assert votes.vote("one") == Vote("dots", "gaps", NOW, dots=3, most=2, totals={})
    votes.close("one", {"card": 2}, 2, NOW)
    votes.close("one", {"card": 9}, 9, NOW)
    votes.cancel("one", NOW)
    closed = votes.vote("one")
    assert (closed.state, closed.totals, closed.voters, closed.ended) == ("closed", {"card": 2}, 2, NOW)


def test_V1_a_place_has_one_open_vote_of_a_kind():
    votes = stage()
    votes.open("one", THREE)
    with pytest.raises(EditError, match="open here already"):
        votes.open("two", THREE)
    votes.open("three", Vote("dots", "elsewhere", NOW))
    votes.cancel("one", NOW)
    votes.open("two", THREE)
    assert [each.state for each in votes.all().values()].count("open") == 2


def test_D5_an_odd_vote_is_read_as_one_that_is_over():
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.get("votes", type=pycrdt.Map)["odd"] = pycrdt.Map({"kind": "shouting", "dots": "many"})
    assert StageVotes(doc).vote("odd").state == "cancelled"


def test_V2_dots_on_what_is_gone_come_back_to_their_owner():
    mine = {"kept": 1, "deleted": 2}
    assert with_dots(mine, THREE, "new", 2, ["kept", "new"]) == {"kept": 1, "new": 2}


def test_V5_one_way_to_agree_takes_the_place_of_another():
    vote = Vote("agreement", "area", NOW)
    assert with_dots({"agree": 1}, vote, "not_yet", 1, ["agree", "live_with", "not_yet"]) == {"not_yet": 1}
    assert with_dots({"agree": 1}, vote, "agree", 0, ["agree", "live_with", "not_yet"]) == {}


def test_V3_dots_on_what_is_gone_are_not_counted():
    assert counted([{"a": 1, "gone": 2}, {"b": 2}, {"b": 1}], ["a", "b"]) == {"b": 3, "a": 1}


@pytest.mark.parametrize(
    ("totals", "top"),
    [
        ({"a": 5, "b": 4, "c": 3, "d": 1}, ["a", "b", "c"]),
        ({"a": 5, "b": 2, "c": 2, "d": 2}, ["a"]),
        ({"a": 2, "b": 2, "c": 2, "d": 2}, []),
        ({"a": 1}, ["a"]),
        ({}, []),
    ],
)
def test_V4_the_top_is_at_most_three_and_never_splits_a_tie(totals, top):
    assert top_of(totals, 3) == top


def marked(*steps: str) -> list[dict[str, str]]:
    return [{"heat": step} for step in steps]


def test_V7_a_shape_is_how_many_lie_left_of_the_middle_in_it_and_right_of_it():
    assert shape(marked("shut", "cool", "able", "flooded", "heated"), SCALES) == {"heat": [2, 1, 2]}


def test_V7_three_markers_show_nothing():
    assert shape(marked("shut", "able", "flooded"), SCALES) == {}


def test_V7_each_scale_needs_its_own_four():
    markers = [{"heat": "able", "pair": "left"}] * 3 + [{"heat": "shut"}]
    assert shape(markers, SCALES) == {"heat": [1, 3, 0]}
    assert shape([*markers, {"pair": "right"}], SCALES) == {"heat": [1, 3, 0], "pair": [3, 0, 1]}


def test_V7_a_marker_on_a_step_that_is_gone_does_not_count():
    assert shape(marked("shut", "able", "gone", "flooded"), SCALES) == {}
