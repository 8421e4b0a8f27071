"""What a person may be called, and how equal names are told apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.limits import MAX_NAME
from board.text.clean_text import clean_line
from server.access.names import NameRefused, clean_name, display_names
from server.ports.directory import Participant


def person(key: str, name: str, organisation: str | None = None) -> Participant:
    return Participant(key, name, organisation, None, datetime(2026, 3, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Sam   Okafor ", "Sam Okafor"),
        ("Zoe\u0308", "Zoë"),
        ("Sam\x00\x07\nOkafor", "Sam Okafor"),
        ("\u202eevil\u202c Sam\u2066", "evil Sam"),
        ("محمد", "محمد"),
        ("Sam 🌱", "Sam 🌱"),
        ("2nd health visitor", "2nd health visitor"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>Sam</b>", "<b>Sam</b>"),
    ],
)
def test_a_name_is_kept_as_it_can_be_shown(written, shown):
    assert clean_name(written) == shown


@pytest.mark.parametrize("written", ["", "   ", "🎈🎉", "---", "\u200b", "\u202e", "\x00"])
def test_a_name_that_cannot_be_read_aloud_is_refused(written):
    with pytest.raises(NameRefused, match="read aloud"):
        clean_name(written)


def test_a_name_of_10000_characters_is_refused_with_the_limit():
    with pytest.raises(NameRefused, match="at most 80 characters"):
        clean_name("x" * 10_000)
    assert clean_name("é" * MAX_NAME) == "é" * MAX_NAME


@given(st.text())
def test_a_cleaned_line_is_one_line_and_stays_as_it_is(text):
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1


def test_I1_equal_names_are_told_apart_by_organisation():
    people = [person("1", "Sam", "Devon"), person("2", "sam", "Cornwall"), person("3", "Ana", "Devon")]
    assert display_names(people) == {"1": "Sam (Devon)", "2": "sam (Cornwall)", "3": "Ana"}


def test_I1_equal_names_without_a_telling_organisation_get_numbers():
    people = [person("1", "Sam"), person("2", "SAM"), person("3", "Sam", "Devon"), person("4", "Sam", "Devon")]
    assert display_names(people) == {"1": "Sam", "2": "SAM 2", "3": "Sam (Devon)", "4": "Sam 3"}


def test_a_number_never_takes_the_name_of_somebody_else():
    people = [person("1", "Sam"), person("2", "Sam"), person("3", "Sam 2")]
    assert display_names(people) == {"1": "Sam", "2": "Sam 3", "3": "Sam 2"}


def test_somebody_named_twice_is_one_person():
    assert display_names([person("1", "Sam"), person("1", "Sam")]) == {"1": "Sam"}


_people = st.lists(
    st.builds(
        person,
        st.uuids().map(str),
        st.sampled_from(["Sam", "sam", "Sam 2", "Ana", "Sam (Devon)"]),
        st.sampled_from([None, "Devon", "devon"]),
    ),
    max_size=12,
)


@given(_people)
def test_no_two_people_of_a_board_are_called_alike(people):
    names = display_names(people)
    assert set(names) == {each.id for each in people}
    assert len({name.casefold() for name in names.values()}) == len(names)
