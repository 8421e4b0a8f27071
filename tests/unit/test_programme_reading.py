"""Programmes from and to JSON: both ways, and what is wrong with each place (SPEC G1, G7)."""

import json
from collections.abc import Callable

import pytest

from board.errors import ProgrammeError
from board.programmes import Group, Person, Session, read, read_programme, read_text, written
from board.programmes.model import WholeProgramme
from tests.unit.programmes import group, person, session, whole

GROUP = written(group())


def faults(call: Callable[..., object], *given: object) -> dict[str, str]:
    with pytest.raises(ProgrammeError) as caught:
        call(*given)
    return dict(caught.value.faults)


def document(**changes: object) -> str:
    found = whole([person("a", "bristol")], [session(1, "a")])
    return json.dumps({**written(found), **changes})


def test_G7_a_whole_programme_is_read_as_it_was_written():
    found = whole([person("a", "bristol"), person("b").forgotten()], [session(1, "a", "b")], group(icbs=("devon",)))
    assert read_programme(json.dumps(written(found))) == found


def test_G1_text_is_cleaned_as_it_is_read():
    assert read(Group, GROUP | {"title": "  Set\u202e\n one "}).title == "Set one"


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"id": "a b"}, "id", "no id"),
        ({"kind": "choir"}, "kind", "must be one of"),
        ({"number": "1"}, "number", "whole number"),
        ({"number": 0}, "number", "at least 1"),
        ({"title": " \n"}, "title", "not be empty"),
        ({"title": "x" * 301}, "title", "at most 300"),
        ({"theme": None}, "theme", "must be a text"),
        ({"facilitators": "ab"}, "facilitators", "must be a list"),
        ({"facilitators_count": "yes"}, "facilitators_count", "true or false"),
        ({"key_questions": [{"text": "Why?", "since": "soon"}]}, "key_questions.0.since", "a date such as"),
        ({"key_questions": [{"text": "Why?"}]}, "key_questions.0.since", "missing"),
        ({"colour": "red"}, "colour", "not known here"),
    ],
)
def test_G1_what_is_wrong_is_said_with_its_place(change, place, sentence):
    assert sentence in faults(read, Group, GROUP | change)[place]


@pytest.mark.parametrize("odd", [None, 3, "text", [], float("nan"), {1: object()}, "\ud800"])
def test_G1_what_is_no_object_is_refused_with_a_sentence(odd):
    assert faults(read, Session, odd)


def test_G1_text_that_is_no_json_is_refused():
    assert faults(read_text, Session, b"\xff{")


PROGRAMME = {"id": "p", "title": "Start for Life"}
BACKWARDS = {"id": "a", "title": "Launch", "starts": "2023-06-01", "ends": "2023-05-31"}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"people": [written(person("a", "nowhere"))]}, "people.0.organisation"),
        ({"people": [written(person("a"))] * 2}, "people"),
        ({"people": []}, "sessions.0.register"),
        ({"people": [written(person("a")) | {"name": ""}]}, "people.0.name"),
        ({"people": [written(person("a").forgotten()) | {"name": "A"}]}, "people.0.name"),
        ({"groups": []}, "sessions.0.group"),
        ({"groups": [written(group(facilitators=("z",)))]}, "groups.0.facilitators"),
        ({"sessions": [written(session(1, "aa"))]}, "sessions.0.register"),
        ({"sessions": [written(session(1, "a"))] * 2}, "sessions"),
        ({"programme": {**PROGRAMME, "phases": [BACKWARDS]}}, "programme.phases.0.ends"),
        ({"programme": {**PROGRAMME, "objectives": [{"id": "o", "text": " \n"}]}}, "programme.objectives.0.text"),
        ({"format": 2}, "format"),
    ],
)
def test_G7_a_programme_whose_parts_do_not_hang_together_is_refused(changes, place):
    assert place in faults(read_programme, document(**changes))


def test_G6_somebody_who_was_removed_keeps_only_what_does_not_say_who_it_is():
    known = Person(id="a", name="Ada", job="Head", organisation="bristol", consented=True)
    assert known.forgotten() == Person(id="a", name="", organisation="bristol", removed=True)
    assert known.forgotten().shown == "somebody"
    assert known.shown == "Ada"


def test_G5_the_newest_wording_of_a_key_question_holds():
    asked = read(Group, GROUP | {"key_questions": [{"text": t, "since": "2023-09-01"} for t in ("Old?", "New?")]})
    assert asked.key_question == "New?"
    assert group().key_question == ""


def test_G1_sessions_of_a_group_come_by_number():
    found = whole([person("a")], [session(2, "a"), session(1, "a")])
    assert [each.number for each in found.sessions_of("set")] == [1, 2]
    assert found.sessions_of("other") == ()


def test_G7_an_older_reader_refuses_what_it_does_not_know():
    assert "pillars" in faults(read_text, WholeProgramme, document(pillars=[]))
