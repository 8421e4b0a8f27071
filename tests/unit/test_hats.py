"""Whose own job a hat is, how hats are dealt, and what the stage says of it (SPEC H)."""

from typing import Any

import pycrdt
import pytest

from board.content.document import BoardDocument
from board.edits import begin_board
from board.errors import EditError
from board.launching.launch import launch
from board.stage.hats import Dealt, Hat, ShownHats, count_worn, deal, give_out, hats_of, show_hats, shown_hats, take_off
from board.templates import bundled_templates
from server.facilitation.commands import new_id
from server.facilitation.hats import Hats
from server.facilitation.markers import Elsewhere

RING = ("board", "ring")


def ring() -> tuple[BoardDocument, str]:
    """Return a board with the hats of the template, and their zone."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    begin_board(BoardDocument(doc), "Hats")
    answers = {"hats": ["Finance", "Ministry", "Baby", "Maths teacher"]}
    made = launch(doc, bundled_templates()["wearing_different_hats"], launch_id="l", new_id=new_id, answers=answers)
    return BoardDocument(doc), made.zones["hats"]


@pytest.mark.parametrize(
    ("work", "own"),
    [
        ("Head of Finance, Devon", ["Finance"]),
        ("accountant", ["Finance"]),
        ("Policy lead DfE", ["Ministry"]),
        ("Department for Education", ["Ministry"]),
        ("Department of Highways", []),
        ("Teacher", ["Maths teacher"]),
        ("Refinanced babysitting", []),
        ("FINANCE and baby clinics", ["Finance", "Baby"]),
        ("", []),
    ],
)
def test_H1_a_hat_is_somebodys_own_job_by_the_templates_words_or_its_titles(work, own):
    document, zone = ring()
    assert [hat.title for hat in hats_of(document, zone) if hat.is_job_of(work)] == own


def test_H1_short_words_of_a_title_are_nobodys_job():
    assert not Hat("a", "One of us").is_job_of("one of the managers, of us all")
    assert Hat("a", "Carer or GP", ("GP",)).is_job_of("g.p. and GP partner")


def test_H1_hats_are_the_living_columns_of_a_ring():
    document, zone = ring()
    columns = {hat.title: hat.id for hat in hats_of(document, zone)}
    assert list(columns) == ["Finance", "Ministry", "Baby", "Maths teacher"]
    other = next(each for each in document.read().zones.values() if each.kind != "ring")
    with pytest.raises(EditError, match="no hats"):
        hats_of(document, other.id)
    with pytest.raises(EditError):
        hats_of(document, "nothing")


HATS = [Hat(name, name.title()) for name in "abc"]


def as_it_is(items: list[Any]) -> None:
    """Shuffle nothing."""


def test_H1_all_hats_are_worn_before_one_is_worn_twice():
    people = [Dealt(f"p{number}") for number in range(7)]
    dealt = deal(HATS, people, ["a"], as_it_is)
    assert len(dealt) == 7
    times = sorted([*dealt.values(), "a"].count(hat) for hat in "abc")
    assert times == [2, 3, 3]


def test_H1_nobody_is_dealt_what_is_not_for_them_and_who_may_wear_least_comes_first():
    people = [Dealt("free"), Dealt("narrow", frozenset("ab")), Dealt("none", frozenset("abc"))]
    dealt = deal(HATS, people, [], lambda items: items.reverse())
    assert dealt["narrow"] == "c"
    assert dealt["free"] in "ab"
    assert "none" not in dealt


def test_H1_chance_decides_who_wears_what():
    people = [Dealt("p"), Dealt("q")]
    assert deal(HATS, people, [], as_it_is) != deal(HATS, people, [], lambda items: items.reverse())


def test_H2_the_stage_says_how_many_and_what_comes_late_says_nothing():
    stage: pycrdt.Doc[Any] = pycrdt.Doc()
    give_out(stage, "ring", "here", "faye")
    count_worn(stage, "ring", 1, 4)
    assert shown_hats(stage) == {"ring": ShownHats("on", "here", 1, 4, "faye")}
    give_out(stage, "ring", "there", "gil")
    count_worn(stage, "ring", 1, 5)
    assert shown_hats(stage)["ring"] == ShownHats("on", "there", 2, 0, "gil")
    take_off(stage, "ring", "gil")
    count_worn(stage, "ring", 2, 5)
    take_off(stage, "other", "gil")
    assert shown_hats(stage) == {"ring": ShownHats("off", None, 2, 0, "gil")}
    with pytest.raises(EditError):
        show_hats(stage, "no id", ShownHats())


def test_H2_each_has_their_own_hat_and_gives_it_back():
    here, shown = Hats("here", alone=False), ShownHats("on", "here", 1)
    here.put_on(RING, shown, {"ama": "a", "ben": "b"})
    assert (here.worn_by(RING, shown, "ama"), here.worn_by(RING, shown, "cy")) == ("a", None)
    here.give_back(RING, shown, "ama")
    here.refuse(RING, shown, "ben")
    here.refuse(RING, shown, "cy")
    assert here.worn(RING, shown) == {}
    assert [here.refused_by(RING, shown, who) for who in ("ama", "ben")] == [frozenset(), frozenset("b")]


def test_H2_who_wears_which_goes_when_hats_are_given_out_anew_or_taken_off():
    here = Hats("here", alone=False)
    here.put_on(RING, ShownHats("on", "here", 1), {"ama": "canaryhat"})
    assert here.worn_by(RING, ShownHats("on", "here", 2), "ama") is None
    here.put_on(RING, ShownHats("on", "here", 2), {"ama": "canaryhat"})
    here.forget(RING, upto=2)
    assert "canaryhat" not in str(vars(here))
    assert "ama" not in repr(here)


def test_H2_another_process_tells_nothing_and_drops_what_it_had():
    here, shown = Hats("here", alone=False), ShownHats("on", "here", 1)
    here.put_on(RING, shown, {"ama": "canaryhat"})
    for ask in (here.worn_by, here.refused_by, here.give_back, here.refuse):
        with pytest.raises(Elsewhere):
            ask(RING, ShownHats("on", "there", 1), "ama")
    assert "canaryhat" not in str(vars(here))
    alone = Hats("new", alone=True)
    assert alone.worn_by(RING, shown, "ama") is None


def test_H2_what_comes_late_changes_nothing_of_hats_that_were_given_out_anew():
    here, late, now = Hats("here", alone=False), ShownHats("on", "here", 1), ShownHats("on", "here", 2)
    here.put_on(RING, now, {"ama": "b"})
    here.put_on(RING, late, {"ama": "a"})
    here.refuse(RING, late, "ama")
    here.forget(RING, upto=1)
    with pytest.raises(Elsewhere):
        here.worn_by(RING, ShownHats("on", "there", 1), "ama")
    assert here.worn_by(RING, late, "ama") is None
    assert here.worn_by(RING, now, "ama") == "b"
    here.forget(RING, upto=2)
    assert here.worn_by(RING, now, "ama") is None
