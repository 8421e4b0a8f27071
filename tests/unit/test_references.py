"""SPEC T6: what refers to what is one thing, wherever a board or a snapshot of an earlier version has it."""

import copy
import json
from typing import Any

import pycrdt
import pytest

from board import edits
from board.content.document import BoardDocument
from board.content.references import references
from board.edits import Place
from board.errors import EditError
from board.reports.checks import check
from board.reports.source.prepared import reference_names
from board.snapshots.kept import in_present_format
from board.snapshots.projection import all_areas, all_cards, all_zones
from board.snapshots.snapshot import diff, project, restore
from client.cli.outline import outline

from .boards import WHEN, begun, manualized, older_link, state, zone_of
from .report_boards import FIXTURE


def noted(*texts: str) -> BoardDocument:
    """A board with these notes; each is its own id."""
    document = begun()
    for text in texts:
        edits.add_free_note(document, text, text, (0, 0))
    return document


def refs_of(document: BoardDocument) -> dict[str, list[str]]:
    return {card["id"]: card["refs"] for card in all_cards(project(document.doc)) if card["refs"]}


def test_T6_what_was_a_link_is_a_reference_of_the_one_that_rests_on_the_other() -> None:
    document = noted("a", "b", "c", "d")
    older_link(document, "l1", "a", "b", "evidence")
    older_link(document, "l2", "b", "c", "related")
    older_link(document, "l3", "c", "d", "grouped")
    assert refs_of(document) == {"b": ["a", "c"], "c": ["d"]}


def test_T6_what_is_said_in_both_ways_is_one_reference() -> None:
    document = noted("a", "b", "c")
    older_link(document, "l1", "a", "b", "related")
    older_link(document, "l2", "b", "a", "evidence")
    edits.set_refs(document, "a", ("c", "b"), WHEN)
    assert refs_of(document) == {"a": ["c", "b"]}


def test_T6_a_link_that_leads_nowhere_to_itself_or_was_deleted_is_none() -> None:
    document = noted("a", "b")
    older_link(document, "l1", "a", "gone", "related")
    older_link(document, "l2", "a", "a", "related")
    older_link(document, "l3", "a", "b", "related")
    edits.delete(document, "links", "l3", WHEN)
    document.doc.get("links", type=pycrdt.Map)["l4"] = 7
    assert refs_of(document) == {}


def test_T6_an_area_and_a_zone_of_an_older_board_say_what_they_rest_on() -> None:
    document, launched = manualized()
    area = launched.areas[0]
    zone = zone_of(document, area, "conversation")
    edits.add_free_note(document, "a", "seen", (0, 0))
    older_link(document, "l1", "a", area, "evidence")
    older_link(document, "l2", zone, "a", "related")
    older_link(document, "l3", "a", zone, "related")
    board = project(document.doc)
    assert {each["id"]: each["refs"] for each in all_areas(board) if "refs" in each} == {area: ["a"]}
    assert {each["id"]: each["refs"] for each in all_zones(board) if "refs" in each} == {zone: ["a"]}
    assert refs_of(document) == {"a": [zone]}
    assert reference_names(board)[zone] == f"the zone ‘{document.zone(zone).title}’"
    assert not [each for each in check(board) if each.code == "orphan-reference"]


def test_T6_a_reference_is_taken_away_wherever_it_is_stored_and_nothing_else_is_rewritten() -> None:
    document = noted("a", "b", "c")
    older_link(document, "l1", "a", "b", "related")
    older_link(document, "l2", "a", "c", "related")
    edits.set_refs(document, "a", ("b",), WHEN)
    assert refs_of(document) == {"a": ["b"]}
    assert document.card("a").refs == (), "what is in `links` is not copied"
    assert document.value("links", "l2", "deleted") == WHEN
    before = state(document)
    edits.set_refs(document, "a", ("b",), WHEN)
    assert state(document) == before
    edits.set_refs(document, "a", ("b", "c"), WHEN)
    assert references(document.read()) == {"a": ("c", "b")}


def test_T6_a_list_of_references_that_does_not_fit_writes_nothing() -> None:
    document = noted("a", "b")
    older_link(document, "l1", "a", "b", "related")
    before = state(document)
    for refs in (("not an id",), tuple(f"r{number}" for number in range(101))):
        with pytest.raises(EditError):
            edits.set_refs(document, "a", refs, WHEN)
        assert state(document) == before


def test_D7_going_back_brings_references_back_wherever_they_are_stored() -> None:
    document = noted("a", "b", "c")
    older_link(document, "l1", "a", "b", "related")
    edits.set_refs(document, "a", ("b", "c"), WHEN)
    snapshot, before = state(document), project(document.doc)
    edits.set_refs(document, "a", (), WHEN)
    said = [change.sentence for change in restore(document.doc, snapshot, WHEN)]
    assert said == ["The list of references of card 'a' changes."]
    assert diff(before, project(document.doc)) == []
    assert references(document.read()) == {"a": ("c", "b")}


def test_T6_the_outline_of_a_terminal_says_what_a_card_refers_to() -> None:
    document = noted("a", "b", "c")
    older_link(document, "l1", "a", "b", "related")
    edits.set_refs(document, "a", ("c", "b", "never"), WHEN)
    edits.delete(document, "cards", "c", WHEN)
    lines = [line.strip() for line in outline(project(document.doc))]
    named = lines[lines.index("- a") + 1 :][:3]
    gone = "Refers to: something that is not on the board any more"
    assert named == [gone, gone, "Refers to: ‘b’"]


def test_T6_a_kept_projection_of_the_first_format_is_read_as_one_of_now() -> None:
    kept = json.loads(FIXTURE.read_text("utf-8"))
    assert kept["links"], "the fixture is of the first format"
    original = copy.deepcopy(kept)
    now: Any = in_present_format(kept)
    assert kept == original, "nothing is changed in place"
    assert (now["format"], "links" in now) == (2, False)
    [link] = kept["links"]
    assert {card["id"]: card["refs"] for card in all_cards(now) if card["refs"]}[link["target"]] == [link["source"]]
    assert in_present_format(now) is now


@pytest.mark.parametrize("links", [[], None])
def test_T6_a_kept_projection_without_links_is_left_alone(links: Any) -> None:
    kept = {"format": 1, "title": "x"} | ({} if links is None else {"links": links})
    assert in_present_format(kept) is kept


def test_T6_references_of_cards_in_every_place_of_a_kept_projection_are_read() -> None:
    document, launched = manualized()
    zone = zone_of(document, launched.areas[0], "conversation")
    column = document.zone(zone).columns[0].id
    edits.add_card(document, "in", "note", Place(zone, (None, column)), text="in")
    edits.add_card(document, "lost", "note", Place(zone, (None, "gone")), text="lost", may_be_gone=True)
    edits.add_free_note(document, "free", "free", (0, 0))
    link = {"id": "k", "kind": "related", "target": "other"}
    ends = ("in", "lost", "free", launched.areas[0], zone)
    kept = {**project(document.doc), "links": [{**link, "source": source} for source in ends]}
    now: Any = in_present_format(kept)
    found = [each["id"] for views in (all_cards, all_areas, all_zones) for each in views(now) if each.get("refs")]
    assert sorted(found) == sorted(ends)
