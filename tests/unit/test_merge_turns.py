"""Whose turn it is to merge two areas (SPEC D8)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pycrdt
import pytest

from board.stage.merge_turns import HOLDS, Merging, take_turn

NOW = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def stage() -> "pycrdt.Doc[Any]":
    """A stage on which Ama has just begun to merge a and b."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    take_turn(doc, ("a", "b"), "ama", NOW, ())
    return doc


@pytest.mark.parametrize("areas", [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")])
def test_D8_while_one_merges_nobody_else_merges_one_of_the_two(stage, areas):
    before = stage.get_state()
    with pytest.raises(Merging, match="just now"):
        take_turn(stage, areas, "ben", NOW + HOLDS - timedelta(seconds=1), ())
    assert stage.get_state() == before


def test_D8_other_areas_are_free_and_who_has_the_turn_may_ask_again(stage):
    take_turn(stage, ("c", "d"), "ben", NOW, ())
    take_turn(stage, ("b", "a"), "ama", NOW, ())
    with pytest.raises(Merging):
        take_turn(stage, ("a", "d"), "ama", NOW, ())


def test_D8_the_turn_is_over_with_the_merge_and_after_a_while(stage):
    take_turn(stage, ("a", "c"), "ben", NOW, {"b"})
    with pytest.raises(Merging):
        take_turn(stage, ("a", "d"), "ama", NOW, {"b"})
    take_turn(stage, ("a", "d"), "cy", NOW + HOLDS, {"b"})


def test_D5_odd_turns_are_none(stage):
    stage.get("merges", type=pycrdt.Map)["a"] = pycrdt.Map({"other": 3, "by": None, "since": "yesterday"})
    stage.get("merges", type=pycrdt.Map)["b"] = "text"
    take_turn(stage, ("a", "b"), "ben", NOW, ())
