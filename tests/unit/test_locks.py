"""Locks of areas and zones: what an edit touches, and how the stage keeps them (SPEC F7)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pycrdt
import pytest

from board import edits
from board.admission import AdmissionIndex, Touch
from board.content.document import BoardDocument
from board.content.schema import CONTENT, META
from board.errors import EditError
from board.stage.locks import nameless, places_touched
from board.stage.stage import Lock, StageDocument
from tests.unit.boards import WHEN, counted, manualized

SINCE = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)


class Bench:
    """A Manualize board and what is locked on it."""

    def __init__(self) -> None:
        self.document, _ = manualized()
        board = self.document.read()
        self.area = next(iter(sorted(board.areas, key=lambda key: board.areas[key].order)))
        zones = {zone.slot: key for key, zone in board.zones.items() if zone.parent in (None, self.area)}
        self.goal, self.parking = zones["goal"], zones["parking"]
        self.purpose = next(key for key, zone in board.zones.items() if zone.config.get("bind") == "purpose")
        edits.add_card(self.document, "in", "goal", edits.Place(self.goal), text="One page")
        edits.add_card(self.document, "out", "parked", edits.Place(self.parking), text="Later")

    def touched(self, change: Callable[[BoardDocument], object], *locked: str) -> frozenset[str]:
        """Return which of the locked places an edit touches, as admission sees its update."""
        index = AdmissionIndex.rebuild([self.document.doc.get_update()], {"meta": META, **CONTENT})
        before = BoardDocument.from_state(self.document.doc.get_update())
        updates: list[bytes] = []
        subscription = self.document.doc.observe(lambda event: updates.append(event.update))
        change(self.document)
        self.document.doc.unobserve(subscription)
        found: set[Touch] = set()
        for update in updates:
            index.admit(update, owner_of=lambda _: None, participant="p", may_write=True, check=found.update)
        return places_touched(found, locked, before)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_F7_a_zone_takes_its_cards_its_text_and_its_title_with_it(bench: Bench):
    goal, parking = bench.goal, bench.parking

    def deleting_letters(document: BoardDocument) -> None:
        text: pycrdt.Text = document.doc.get("cards", type=pycrdt.Map)["in"]["text"]
        del text[0:3]

    changes: list[Callable[[BoardDocument], object]] = [
        lambda document: edits.set_card_text(document, "in", "Two pages"),
        deleting_letters,
        lambda document: edits.delete(document, "cards", "in", WHEN),
        lambda document: edits.add_card(document, "new", "goal", edits.Place(goal), text="More"),
        lambda document: document.put("zones", goal, "title", "Aim"),
    ]
    for change in changes:
        assert bench.touched(change, goal, parking) == {goal}
    assert bench.touched(lambda document: edits.set_card_text(document, "out", "Never"), goal) == frozenset()


def test_F7_a_card_that_is_moved_touches_where_it_leaves_and_where_it_comes(bench: Bench):
    def moving(document: BoardDocument) -> None:
        document.put("cards", "out", "zone", bench.goal)

    assert bench.touched(moving, bench.goal, bench.parking) == {bench.goal, bench.parking}


def test_F7_a_zone_that_is_put_into_an_area_touches_where_it_comes(bench: Bench):
    def moving(document: BoardDocument) -> None:
        document.put("zones", bench.parking, "parent", bench.area)

    assert bench.touched(moving, bench.area) == {bench.area}


def test_F7_areas_are_not_merged_into_or_out_of_a_locked_one(bench: Bench):
    other = next(key for key in bench.document.raw("areas") if key != bench.area)
    edits.set_record(bench.document, other, "Agreed.")

    def merging(document: BoardDocument) -> None:
        edits.merge_areas(document, bench.area, other, WHEN, counted("m"))

    assert bench.touched(merging, bench.area, other) == {bench.area, other}


def test_F7_an_area_takes_its_record_and_its_zones_with_it(bench: Bench):
    area = bench.area
    assert bench.touched(lambda document: edits.set_record(document, area, "Agreed."), area) == {area}
    assert bench.touched(lambda document: edits.set_card_text(document, "in", "X"), area) == {area}
    assert bench.touched(lambda document: edits.set_card_text(document, "out", "X"), area) == frozenset()


def test_F7_a_zone_that_is_added_or_moved_touches_the_area_where_it_comes(bench: Bench):
    new = pycrdt.Map({"kind": "list", "order": "V", "parent": bench.area})
    assert bench.touched(lambda document: zones_of(document).update({"new": new}), bench.area) == {bench.area}
    moved = bench.touched(lambda document: zones_of(document)[bench.parking].update({"parent": bench.area}), bench.area)
    assert moved == {bench.area}


def zones_of(document: BoardDocument) -> Any:
    return document.doc.get("zones", type=pycrdt.Map)


def test_F7_what_holds_something_locked_is_not_deleted_with_it(bench: Bench):
    assert bench.touched(lambda document: edits.delete(document, "areas", bench.area, WHEN), bench.goal) == {bench.goal}
    assert bench.touched(lambda document: edits.delete(document, "launches", "main", WHEN), bench.parking) == {
        bench.parking
    }


def test_F7_the_purpose_is_locked_with_the_zone_that_shows_it(bench: Bench):
    assert bench.touched(lambda document: edits.set_purpose(document, "A section"), bench.purpose) == {bench.purpose}


def test_I4_areas_and_zones_of_an_activity_that_names_nobody_are_told_apart(bench: Bench):
    places = [bench.area, bench.goal, bench.parking]
    assert nameless(places, bench.document) == frozenset()
    bench.document.put("launches", "main", "attribution", "none")
    assert nameless(places, bench.document) == frozenset(places)
    assert nameless(["gone"], bench.document) == {"gone"}


def test_F7_the_stage_keeps_locks_until_they_are_opened():
    stage = StageDocument(pycrdt.Doc())
    stage.lock("goal", Lock("zones", SINCE, "faye", "we read back", "s1"))
    stage.lock("goal", Lock("areas", SINCE))
    stage.note_returned(["goal", "other"], "ama")
    stage.note_returned(["goal"], "ama")
    assert stage.locks() == {"goal": Lock("zones", SINCE, "faye", "we read back", "s1", ("ama",))}
    stage.unlock("goal")
    stage.unlock("other")
    assert stage.locks() == {}
    stage.lock("goal", Lock("zones", SINCE))
    assert stage.locks()["goal"].returned == ()
    with pytest.raises(EditError):
        stage.lock("not an id", Lock("zones", SINCE))
