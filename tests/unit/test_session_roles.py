"""Who has which role today in what was launched (SPEC F10)."""

import json
from typing import Any

import pycrdt
import pytest

from board.errors import EditError
from board.stage.session_roles import (
    Holding,
    LaunchRoles,
    SessionRole,
    free_roles,
    give_role,
    offer_roles,
    session_roles,
    take_role,
)
from board.templates import bundled_templates

TODAY, YESTERDAY = "2026-03-12", "2026-03-11"


@pytest.fixture
def stage() -> "pycrdt.Doc[Any]":
    """A stage on which Manualize was launched."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    offer_roles(doc, "main", bundled_templates()["manualize"].roles)
    return doc


def held(doc: "pycrdt.Doc[Any]", role: str, day: str = TODAY) -> tuple[str, ...]:
    return session_roles(doc)["main"].holders(role, day)


def test_F10_a_launch_keeps_the_roles_that_it_began_with(stage):
    before = session_roles(stage)["main"]
    assert [role.title for role in before.offered] == ["Chair", "Scribe", "Learning support worker", "Observer"]
    assert before.offered[0].apart == ("scribe", "learning_support")
    offer_roles(stage, "main", [SessionRole("other", "Other", "Does another thing.")])
    offer_roles(stage, "none", [])
    assert session_roles(stage) == {"main": before}


def test_F10_a_role_is_given_and_laid_down_and_several_may_have_it(stage):
    for who in ("ama", "ben", "ama"):
        give_role(stage, "main", Holding("scribe", who, TODAY))
    assert held(stage, "scribe") == ("ama", "ben")
    take_role(stage, "main", Holding("scribe", "ama", TODAY))
    take_role(stage, "main", Holding("chair", "ama", TODAY))
    assert (held(stage, "scribe"), held(stage, "chair")) == (("ben",), ())


def test_F10_a_role_is_of_a_day_and_the_next_begins_without(stage):
    give_role(stage, "main", Holding("scribe", "ama", YESTERDAY))
    assert held(stage, "scribe") == ()
    give_role(stage, "main", Holding("scribe", "ben", TODAY))
    assert (held(stage, "scribe"), held(stage, "scribe", YESTERDAY)) == (("ben",), ())


@pytest.mark.parametrize(
    ("roles", "pairs"),
    [
        (("chair", "scribe"), [("Chair", "Scribe")]),
        (("scribe", "chair"), [("Chair", "Scribe")]),
        (("learning_support", "scribe"), [("Scribe", "Learning support worker")]),
        (("chair", "observer"), []),
        (("scribe",), []),
    ],
)
def test_F10_two_roles_that_should_be_apart_are_warned_of_and_never_refused(stage, roles, pairs):
    for role in roles:
        give_role(stage, "main", Holding(role, "ama", TODAY))
    found = session_roles(stage)["main"]
    assert [(one.title, other.title) for one, other in found.together("ama", TODAY)] == pairs
    assert list(found.together("ben", TODAY)) == list(found.together("ama", YESTERDAY)) == []
    assert found.warnings("ama", "Ama", TODAY) == [
        f"Ama is {one} and {other}. These are better with two people." for one, other in pairs
    ]


def test_F10_a_facilitator_may_leave_the_choice_to_people(stage):
    assert not session_roles(stage)["main"].free
    free_roles(stage, "main", free=True)
    assert session_roles(stage)["main"].free


def test_F10_what_does_not_fit_is_explained_and_changes_nothing(stage):
    before = stage.get_state()
    with pytest.raises(EditError, match="no such role"):
        give_role(stage, "main", Holding("king", "ama", TODAY))
    for change in (give_role, take_role):
        with pytest.raises(EditError, match="no roles"):
            change(stage, "grid", Holding("scribe", "ama", TODAY))
    with pytest.raises(EditError):
        offer_roles(stage, "not an id", [SessionRole("a", "A", "Does it.")])
    with pytest.raises(EditError, match="no roles"):
        free_roles(stage, "grid", free=True)
    assert stage.get_state() == before


def test_F10_more_holders_than_the_stage_can_say_are_refused(stage):
    def give(numbers: range) -> None:
        for number in numbers:
            give_role(stage, "main", Holding("scribe", f"participant-{number:04}", TODAY))

    give(range(150))
    with pytest.raises(EditError, match="Take one off first"):
        give(range(150, 1_000))
    assert len(held(stage, "scribe")) >= 150


@pytest.mark.parametrize("odd", [None, 3, [], {"items": 3}, {"items": [3, {"id": "a"}, {"role": "a"}]}])
def test_D5_odd_roles_are_read_as_none(stage, odd):
    stage.get("roles", type=pycrdt.Map)["main"] = pycrdt.Map({"offered": odd, "held": odd, "free": odd})
    assert session_roles(stage) == {"main": LaunchRoles()}
    assert json.loads(str(stage.get("roles", type=pycrdt.Map)))["main"]["free"] == odd
