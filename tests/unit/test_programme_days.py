"""Which days make sense for what is written down of a programme (SPEC G13)."""

import datetime as dt
from dataclasses import replace

import pytest

from board.programmes import (
    KeyQuestion,
    Phase,
    Programme,
    fault_of_day,
    faults_of_days,
    faults_of_phases,
    faults_of_questions,
    sensible_days,
)

from .programmes import group, person, session, whole

TODAY = dt.date(2026, 3, 12)


def programme(*phases: tuple[str, str | None]) -> Programme:
    day = dt.date.fromisoformat
    made = (
        Phase(id=f"p{place}", title="Launch", starts=day(starts), ends=day(ends) if ends else None)
        for place, (starts, ends) in enumerate(phases)
    )
    return Programme(id="p", title="Start for Life", phases=tuple(made))


@pytest.mark.parametrize("day", ["2006-01-01", "2026-03-12", "2036-12-31"])
def test_G13_a_session_may_be_twenty_years_ago_or_in_ten_years(day: str) -> None:
    assert fault_of_day(dt.date.fromisoformat(day), sensible_days(TODAY)) is None


@pytest.mark.parametrize("day", ["0026-03-12", "1826-03-12", "2005-12-31", "2037-01-01", "2226-03-12", "9999-12-31"])
def test_G13_what_is_further_away_is_no_day_of_a_session(day: str) -> None:
    fault = fault_of_day(dt.date.fromisoformat(day), sensible_days(TODAY))
    assert fault is not None
    assert f"{int(day[:4])} is not between 1 January 2006 and 31 December 2036. Correct the year" in fault


def test_G13_the_phases_of_a_programme_widen_its_days() -> None:
    sensible = sensible_days(TODAY, programme(("1990-04-01", "1993-03-31"), ("2040-01-01", None)))
    for day in (dt.date(1990, 4, 1), dt.date(2040, 1, 1)):
        assert sensible.has(day)
    assert fault_of_day(dt.date(1990, 3, 31), sensible) is not None


def test_G13_a_phase_that_was_kept_with_a_wrong_year_widens_nothing() -> None:
    assert sensible_days(TODAY, programme(("1826-04-01", "2226-03-31"))) == sensible_days(TODAY)


def test_G13_a_phase_has_more_room_and_no_end_of_it() -> None:
    assert list(faults_of_phases(programme(("1926-01-01", "2076-12-31")), TODAY)) == []
    wrong = programme(("1826-01-01", None), ("2020-01-01", "2226-01-01"))
    found = dict(faults_of_phases(wrong, TODAY))
    assert found.keys() == {"phases.0.starts", "phases.1.ends"}
    assert found["phases.0.starts"].startswith("‘Launch’: 1 January 1826 is not between 1 January 1926 and")


def test_G13_a_phase_that_stays_as_it_was_is_left_alone() -> None:
    kept = programme(("1826-01-01", None))
    assert list(faults_of_phases(replace(kept, title="Other"), TODAY, kept)) == []
    assert list(faults_of_phases(programme(("1827-01-01", None)), TODAY, kept))


def test_G13_only_new_wordings_of_a_question_are_asked_about() -> None:
    asked = group(
        key_questions=tuple(KeyQuestion(text="How?", since=dt.date(year, 1, 1)) for year in (1826, 2026, 2226))
    )
    found = faults_of_questions(asked, sensible_days(TODAY), known=1)
    assert [where for where, _ in found] == ["key_questions.2.since"]


def test_G13_every_day_of_a_whole_programme_is_told() -> None:
    far = replace(session(2, ["ann"]), date=dt.date(2226, 1, 1))
    asked = group(key_questions=(KeyQuestion(text="How?", since=dt.date(1826, 1, 1)),))
    every = whole([person("ann")], [session(1, ["ann"]), far], asked)
    every = replace(every, programme=programme(("1826-01-01", None)))
    assert [where for where, _ in faults_of_days(every, TODAY)] == [
        "programme.phases.0.starts",
        "groups.0.key_questions.0.since",
        "sessions.1.date",
    ]
