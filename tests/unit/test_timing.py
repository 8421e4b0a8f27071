"""The time of the phase that is on, at given times."""

from datetime import UTC, datetime, timedelta

import pycrdt
import pytest

from board.errors import EditError, Overtaken
from board.stage.stage import StageDocument
from board.stage.timing import MAX_MINUTES, OFF, PAUSED, RUNNING, Clock
from board.templates import bundled_templates

START = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
FIVE = Clock().started("main", "purpose", 5, START)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_F2_a_phase_that_runs_has_what_is_left_until_its_end():
    assert (FIVE.state, FIVE.ends) == (RUNNING, after(5))
    assert FIVE.seconds_left(after(2)) == 180
    assert FIVE.seconds_left(after(7)) == -120


def test_F2_a_pause_keeps_what_is_left_however_long_it_takes():
    paused = FIVE.paused(after(2))
    assert (paused.state, paused.ends, paused.seconds_left(after(60))) == (PAUSED, None, 180)
    assert paused.resumed(after(60)).ends == after(63)
    late = FIVE.paused(after(6))
    assert late.seconds_left(after(30)) == -60


@pytest.mark.parametrize(("now", "ends"), [(2, 6), (5, 6), (9, 10)])
def test_F2_more_time_is_added_to_what_is_left_and_never_to_less_than_nothing(now: float, ends: float):
    assert FIVE.extended(1, after(now)).ends == after(ends)


def test_F2_more_time_in_a_pause_stays_paused():
    assert FIVE.paused(after(2)).extended(5, after(9)).left == 480
    with pytest.raises(EditError, match="600 minutes"):
        FIVE.extended(MAX_MINUTES, START)


def test_F2_beginning_again_gives_all_minutes_and_ends_a_pause():
    for clock in (FIVE, FIVE.paused(after(1))):
        again = clock.restarted(5, after(20))
        assert (again.state, again.ends) == (RUNNING, after(25))


def test_F1_what_does_not_fit_is_refused_with_words():
    with pytest.raises(EditError):
        Clock().paused(START)
    with pytest.raises(EditError):
        FIVE.resumed(START)
    with pytest.raises(EditError):
        Clock().extended(1, START)
    with pytest.raises(EditError):
        Clock().restarted(5, START)
    assert FIVE.ended().state == OFF


def test_F3_of_two_who_saw_the_same_turn_one_is_overtaken():
    first = Clock().turned(FIVE, seen=0, by="faye")
    assert (first.turn, first.by) == (1, "faye")
    with pytest.raises(Overtaken):
        first.turned(first.ended(), seen=0, by="gil")
    assert first.turned(first.paused(after(1)), seen=1, by="gil").turn == 2


def test_F2_the_stage_keeps_the_clock_and_an_odd_one_is_off():
    stage = StageDocument(pycrdt.Doc())
    assert stage.clock() == Clock()
    stage.add_checklist("main", bundled_templates()["manualize"].phases)
    for clock in (FIVE, FIVE.paused(after(1)), FIVE.ended()):
        stage.set_clock(clock)
        assert stage.clock() == clock
    clocks = stage.doc.get("clock", type=pycrdt.Map)
    clocks["now"]["ends"] = "no time"
    clocks["now"]["turn"] = "x"
    assert stage.clock() == Clock()


def test_F1_only_an_entry_of_its_launch_can_be_on():
    stage = StageDocument(pycrdt.Doc())
    stage.add_checklist("main", bundled_templates()["manualize"].phases)
    before = stage.doc.get_update()
    for launch, entry in (("main", "nothing"), ("other", "purpose")):
        with pytest.raises(EditError):
            stage.set_clock(Clock().started(launch, entry, 5, START))
    assert stage.doc.get_update() == before
    assert stage.minutes("main", "core/abc") == stage.minutes("main", "core")


def test_F11_a_timer_belongs_to_no_phase_and_leaves_the_one_that_is_on_alone():
    stage = StageDocument(pycrdt.Doc())
    stage.add_checklist("main", bundled_templates()["manualize"].phases)
    stage.set_clock(FIVE)
    timer = stage.timer().turned(stage.timer().begun(2, START), seen=0, by="faye")
    assert (timer.launch, timer.entry, timer.state, timer.ends) == (None, None, RUNNING, after(2))
    stage.set_timer(timer)
    assert (stage.clock(), stage.timer()) == (FIVE, timer)
    stage.set_timer(timer.ended())
    assert (stage.clock(), stage.timer().state) == (FIVE, OFF)
