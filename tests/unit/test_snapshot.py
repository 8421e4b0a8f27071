"""Projections, their differences in words, and restoring (SPEC X1, D4, D7)."""

import json
from pathlib import Path
from typing import Any

import pycrdt
import pytest

from board import edits
from board.content.document import BoardDocument
from board.edits import Place
from board.errors import EditError
from board.launching.launch import launch
from board.snapshots.kept import in_present_format
from board.snapshots.projection import all_areas, all_zones, cards_in
from board.snapshots.snapshot import content_equal, diff, project, projection_hash, restore, restore_part
from board.templates import bundled_templates
from tests.unit.boards import LATER, WHEN, counted, manualized, state, zone_of

EXAMPLE: Any = in_present_format(
    json.loads((Path(__file__).parents[1] / "fixtures" / "projection_example.json").read_text("utf-8"))
)


@pytest.fixture
def board():
    document, launched = manualized()
    zone = zone_of(document, launched.areas[0], "conversation")
    column = document.zone(zone).columns[0].id
    edits.add_card(document, "c1", "note", Place(zone, (None, column)), text="Train together")
    edits.set_record(document, launched.areas[0], "We keep the joint training.")
    for name in ("dis_integration_grid", "wearing_different_hats"):
        launch(
            document.doc,
            bundled_templates()[name],
            launch_id=name,
            new_id=counted(name[0]),
            answers={},
            area=launched.areas[0],
        )
    return document, launched


def sentences(document: BoardDocument, then: bytes) -> list[str]:
    before = project(BoardDocument.from_state(then).doc)
    return [change.sentence for change in diff(before, project(document.doc))]


def by_kind(projection) -> dict[str, set[str]]:
    return {zone["kind"]: set(zone) for zone in all_zones(projection)}


def test_X1_the_example_has_the_shape_of_a_projection(board):
    document, _ = board
    made = project(document.doc)
    assert set(made) == set(EXAMPLE)
    assert set(made["launches"][0]) == set(EXAMPLE["launches"][0])
    kinds = by_kind(made)
    assert {kind: kinds[kind] for kind in by_kind(EXAMPLE)} == by_kind(EXAMPLE)
    area, example = next(all_areas(made)), next(all_areas(EXAMPLE))
    assert set(area) == set(example)
    cards = [card for zone in all_zones(made) for card in cards_in(zone)]
    examples = [card for zone in all_zones(EXAMPLE) for card in cards_in(zone)]
    assert {frozenset(card) for card in cards} == {frozenset(card) for card in examples}


def test_X1_equal_content_has_an_equal_hash(board):
    document, _ = board
    other = BoardDocument.from_state(state(document))
    assert projection_hash(project(document.doc)) == projection_hash(project(other.doc))
    edits.add_free_note(other, "c9", "tea", (1, 2))
    assert projection_hash(project(document.doc)) != projection_hash(project(other.doc))
    assert not content_equal(project(document.doc), project(other.doc))


def test_X1_a_projection_survives_json(board):
    document, _ = board
    projection = project(document.doc)
    assert projection_hash(json.loads(json.dumps(projection))) == projection_hash(projection)


def test_D4_deleting_an_area_hides_its_zones_cards_and_launches(board):
    document, launched = board
    edits.delete(document, "areas", launched.areas[0], WHEN)
    projection = project(document.doc)
    assert [area["title"] for area in all_areas(projection)] == ["Prevention"]
    assert [one["id"] for one in projection["launches"]] == ["main"]
    assert "Train together" not in json.dumps(projection)
    assert [view["title"] for view in projection["deleted"]] == ["Sustainability"]
    edits.restore(document, "areas", launched.areas[0])
    assert "Train together" in json.dumps(project(document.doc))


def test_a_card_whose_column_or_zone_is_gone_is_unplaced_never_lost(board):
    document, launched = board
    zone = zone_of(document, launched.areas[0], "conversation")
    edits.remove_column(document, zone, document.zone(zone).columns[0].id, WHEN)
    document.add("cards", "c2", {"zone": "nowhere", "text": "Left alone"})
    projection = project(document.doc)
    found = next(view for view in all_zones(projection) if view["id"] == zone)
    assert [card["text"] for card in found["unplaced"]] == ["Train together"]
    assert [card["text"] for card in projection["unplaced"]] == ["Left alone"]


def test_D5_holders_that_do_not_exist_or_go_round_lose_nothing():
    document = BoardDocument(pycrdt.Doc())
    edits.begin_board(document, "Odd")
    document.add("zones", "alone", {"launch": "nowhere"})
    document.add("areas", "lost", {"zone": "nowhere", "title": "Lost"})
    document.add("zones", "ring", {"kind": "areas", "parent": "round"})
    document.add("areas", "round", {"zone": "ring", "title": "Round"})
    document.add("cards", "c", {"zone": "ring", "text": "In the round"})
    projection = project(document.doc)
    assert {zone["id"] for zone in all_zones(projection)} == {"alone", "ring"}
    assert {area["id"] for area in all_areas(projection)} == {"lost", "round"}
    assert "In the round" in json.dumps(projection)


def test_differences_are_told_in_words(board):
    document, launched = board
    area = launched.areas[0]
    then = state(document)
    edits.set_record(document, area, "We keep the weekly training together.")
    edits.set_area_status(document, area, "agreed")
    edits.set_card_text(document, "c1", "Train  together!")
    edits.reorder(document, "areas", launched.areas[1], None)
    edits.add_free_note(document, "c9", "tea", (1, 2))
    assert sentences(document, then) == [
        "2 words change in the agreed record of area 'Sustainability'.",
        "The status of area 'Sustainability' changes from 'Draft' to 'Agreed'.",
        "Spaces or punctuation change in the text of card 'Train together!'.",
        "Card 'tea' is added.",
        "The order of areas in zone 'Areas' changes.",
    ]


def test_D7_a_restore_names_what_comes_back_and_keeps_what_is_being_written(board):
    document, launched = board
    area = launched.areas[0]
    then = state(document)
    edits.set_record(document, area, "We keep the weekly training.")
    edits.delete(document, "areas", launched.areas[1], WHEN)
    edits.add_free_note(document, "c9", "tea", (1, 2))
    typing = BoardDocument.from_state(state(document))
    edits.set_record(typing, area, "We keep the weekly training. And more.")
    told = [change.sentence for change in restore(document.doc, then, LATER)]
    assert told == [
        "1 word changes in the agreed record of area 'Sustainability'.",
        "Area 'Prevention' comes back.",
        "Card 'tea' is deleted.",
    ]
    document.doc.apply_update(state(typing))
    assert document.area(area).record == "We keep the joint training. And more."
    assert document.card("c9").deleted == LATER


def test_D7_what_came_with_an_unknown_area_comes_back_with_it(board):
    document, launched = board
    then = state(document)
    edits.add_area(document, "new", launched.zones["areas"], "Workforce", counted("x"))
    edits.add_free_note(document, "c9", "tea", (1, 2))
    edits.group_cards(document, ["c9"], "new")
    shown = project(document.doc)
    restore(document.doc, then, LATER)
    assert "Workforce" not in [area["title"] for area in all_areas(project(document.doc))]
    edits.restore(document, "areas", "new")
    assert content_equal(project(document.doc), shown)


def test_D7_restoring_an_equal_state_makes_no_update(board):
    document, _ = board
    updates: list[bytes] = []
    document.doc.observe(lambda event: updates.append(event.update))
    assert restore(document.doc, state(document), LATER) == []
    assert updates == []


def test_F7_one_area_is_brought_back_and_the_rest_of_the_board_is_left_alone(board):
    document, launched = board
    area, other = launched.areas[0], launched.areas[1]
    goal, elsewhere = zone_of(document, area, "goal"), zone_of(document, other, "goal")
    edits.add_card(document, "moved", "goal", Place(elsewhere), text="One page")
    then = state(document)
    edits.set_record(document, area, "Somebody wrote over it.")
    edits.add_card(document, "new", "goal", Place(goal), text="Added from the train")
    edits.move_card(document, "moved", Place(goal))
    edits.move_card(document, "c1", Place(elsewhere))
    edits.set_record(document, other, "What others wrote meanwhile.")
    told = [change.sentence for change in restore_part(document.doc, then, ("areas", area), LATER)]
    assert document.area(area).record == "We keep the joint training."
    assert document.area(other).record == "What others wrote meanwhile."
    assert (document.card("new").deleted, document.card("moved").zone) == (LATER, elsewhere)
    assert document.card("c1").zone == zone_of(document, area, "conversation")
    assert len(told) == 4
    assert restore_part(document.doc, then, ("areas", area), LATER) == []


def test_F7_what_came_from_a_place_that_is_gone_stays_where_it_is(board):
    document, launched = board
    goal, elsewhere = (zone_of(document, area, "goal") for area in launched.areas[:2])
    edits.add_card(document, "moved", "goal", Place(elsewhere), text="One page")
    then = state(document)
    edits.move_card(document, "moved", Place(goal))
    edits.delete(document, "areas", launched.areas[1], WHEN)
    assert restore_part(document.doc, then, ("zones", goal), LATER) == []
    assert document.card("moved").zone == goal


def test_F7_what_the_snapshot_does_not_have_is_not_brought_back(board):
    document, _ = board
    with pytest.raises(EditError):
        restore_part(document.doc, state(document), ("zones", "nothing"), LATER)
