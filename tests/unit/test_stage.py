"""The stage document: phases as a checklist."""

from datetime import UTC, datetime
from typing import Any

import pycrdt
import pytest

from board.errors import EditError
from board.stage.stage import Call, Phase, Return, Room, Spot, StageDocument, entry_of
from board.templates import bundled_templates

AREA = "a" * 40
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def begun() -> StageDocument:
    stage = StageDocument(pycrdt.Doc())
    stage.add_checklist("main", bundled_templates()["manualize"].phases)
    return stage


def test_D1_a_launch_has_its_phases_and_begins_with_the_first():
    checklist = begun().checklist("main")
    assert checklist.phases == bundled_templates()["manualize"].phases
    assert (checklist.current, checklist.done) == ("purpose", ())


def test_T2_a_launch_says_who_asked_for_it():
    stage = begun()
    stage.add_checklist("grid", bundled_templates()["dis_integration_grid"].phases, by="faye")
    assert (stage.checklist("grid").by, stage.checklist("main").by) == ("faye", None)


def test_a_phase_is_ticked_and_unticked_also_for_one_area():
    stage = begun()
    core = next(p for p in stage.checklist("main").phases if p.id == "core")
    stage.tick("main", entry_of(core, AREA))
    stage.tick("main", "purpose")
    stage.tick("main", "purpose")
    assert stage.checklist("main").done == (f"core/{AREA}", "purpose")
    stage.untick("main", f"core/{AREA}")
    assert stage.checklist("main").done == ("purpose",)
    assert entry_of(Phase("x", "X", "Do.", 1), AREA) == "x"


def test_what_is_on_now_can_be_set_and_cleared():
    stage = begun()
    stage.set_current("main", "split")
    assert stage.checklist("main").current == "split"
    stage.set_current("main", None)
    assert stage.checklist("main").current is None


@pytest.mark.parametrize("entry", ["nothing", "purpose/x", "core/", "core/not an id", ""])
def test_an_entry_that_is_not_on_the_list_is_refused(entry):
    stage = begun()
    before = stage.doc.get_update()
    for edit in (stage.tick, stage.untick, stage.set_current):
        with pytest.raises(EditError):
            edit("main", entry)
    assert stage.doc.get_update() == before


def test_an_activity_without_phases_is_refused():
    stage = begun()
    with pytest.raises(EditError):
        stage.tick("other", "purpose")
    with pytest.raises(EditError):
        stage.add_checklist("not an id", ())


def test_a_list_that_is_there_is_kept():
    stage = begun()
    stage.tick("main", "purpose")
    stage.add_checklist("main", ())
    assert stage.checklist("main").done == ("purpose",)


def test_D5_odd_phases_do_not_stop_the_rest():
    stage = begun()
    launches = stage.doc.get("launches", type=pycrdt.Map)
    launches["main"]["phases"] = {"items": [5, {"id": "x"}, launches["main"]["phases"]["items"][0]]}
    launches["odd"] = 3
    assert [phase.id for phase in stage.checklist("main").phases] == ["purpose"]
    assert stage.checklist("odd").phases == ()


def test_D7_it_says_to_which_snapshot_the_board_went_back_and_who_did_it():
    stage = begun()
    stage.add_return("kept", "Before lunch", by="faye")
    stage.add_return("kept", "Said again")
    assert stage.returns() == {"kept": Return("Before lunch", "faye")}
    with pytest.raises(EditError):
        stage.add_return("not an id", "Before lunch")


def test_F4_F5_F6_the_stage_says_where_everybody_looks_and_an_odd_room_is_none():
    stage = begun()
    assert stage.room() == Room()
    goal = Spot("zones", "goal")
    stage.call(goal, by="faye", at=NOON)
    stage.call(goal, by="gil", at=NOON)
    stage.put_spotlight(Spot("areas", "a1"))
    stage.lead("faye")
    assert stage.room() == Room(Call(goal, 2, "gil", NOON), Spot("areas", "a1"), "faye")
    stage.put_spotlight(None)
    stage.lead(None)
    assert stage.room() == Room(Call(goal, 2, "gil", NOON))
    stage.doc.get("room", type=pycrdt.Map)["now"]["called"] = {"root": "zones", "id": 3}
    assert stage.room() == Room()
    for wrong in (Spot("cards", "c"), Spot("zones", "not an id")):
        with pytest.raises(EditError):
            stage.call(wrong, by="faye", at=NOON)


def test_V8_the_stage_keeps_which_zone_is_voted_on_with_dots():
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    stage = StageDocument(doc)
    stage.add_checklist("main", [Phase("gaps", "Gaps", "Vote.", 8, dots="gaps"), Phase("core", "Core", "Talk.", 5)])
    assert [phase.dots for phase in stage.checklist("main").phases] == ["gaps", ""]
    odd = {"items": [{"id": "a", "title": "A", "do": "B", "minutes": 1, "dots": 3}]}
    doc.get("launches", type=pycrdt.Map)["main"]["phases"] = odd
    assert stage.checklist("main").phases == (Phase("a", "A", "B", 1),)


def test_P7_the_stage_keeps_for_which_zone_each_writes_on_their_own():
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    stage = StageDocument(doc)
    stage.add_checklist(
        "main",
        [Phase("split", "Split", "Write.", 8, private="issue", cells="all"), Phase("core", "Core", "Talk.", 5)],
    )
    assert [phase.private for phase in stage.checklist("main").phases] == ["issue", ""]
    assert [phase.cells for phase in stage.checklist("main").phases] == ["all", "one"]
    odd = {"items": [{"id": "a", "title": "A", "do": "B", "minutes": 1, "private": 3}]}
    doc.get("launches", type=pycrdt.Map)["main"]["phases"] = odd
    assert stage.checklist("main").phases == (Phase("a", "A", "B", 1),)
