"""Edits as commands: what fits is done whole, what does not is refused whole."""

import pycrdt
import pytest

from board import edits
from board.content.document import BoardDocument
from board.content.order import LONGEST
from board.content.schema import CARD_FIELDS, CARD_KINDS
from board.edits import Place
from board.errors import EditError
from tests.unit.boards import LATER, WHEN, counted, manualized, state, zone_of


@pytest.fixture
def board():
    return manualized()


def lane(document: BoardDocument, zone: str, title: str) -> Place:
    columns = document.zone(zone).columns
    return Place(zone, (None, next(c.id for c in columns if c.title == title)))


def notes(document: BoardDocument, *texts: str) -> None:
    for place, text in enumerate(texts):
        edits.add_free_note(document, f"c{place}", text, (place, 0))


@pytest.mark.parametrize("kind", CARD_KINDS)
def test_D6_a_card_is_made_with_every_field_of_its_kind(board, kind):
    document, _ = board
    edits.add_card(document, "c", kind, Place(None), pos=(0, 0))
    stored = document.doc.get("cards", type=pycrdt.Map)["c"]["fields"]
    assert set(stored.keys()) == set(CARD_FIELDS.get(kind, ()))
    assert all(isinstance(stored[name], pycrdt.Text) for name in stored)


def test_D6_a_new_kind_adds_the_fields_it_lacks_and_keeps_the_others(board):
    document, _ = board
    edits.add_card(document, "c", "example", Place(None), fields={"place": "Plymouth"}, pos=(0, 0))
    edits.set_kind(document, "c", "resource")
    edits.set_field(document, "c", "link", "https://example.org")
    assert document.card("c").fields == {"place": "Plymouth", "link": "https://example.org"}
    with pytest.raises(EditError):
        edits.set_field(document, "c", "place", "Truro")


def test_D3_cards_are_added_last_and_moved_between(board):
    document, launched = board
    parking = Place(launched.zones["parking"])
    for key in ("c1", "c2", "c3"):
        edits.add_card(document, key, "parked", parking)
    edits.reorder(document, "cards", "c3", "c1")
    edits.reorder(document, "cards", "c2", None)
    cards = [card for card in document.read().cards.values() if card.zone == parking.zone]
    assert [card.id for card in sorted(cards, key=lambda card: card.order)] == ["c2", "c1", "c3"]


def test_D3_a_full_place_is_numbered_anew(board):
    document, launched = board
    parking = Place(launched.zones["parking"])
    edits.add_card(document, "c1", "parked", parking, order="a1" + "0" * (LONGEST - 3) + "1")
    edits.add_card(document, "c2", "parked", parking, order="a1" + "0" * (LONGEST - 3) + "2")
    edits.add_card(document, "c3", "parked", parking)
    edits.reorder(document, "cards", "c3", "c1")
    orders = [document.card(key).order for key in ("c1", "c3", "c2")]
    assert orders == sorted(set(orders))


def test_D3_equal_keys_from_two_people_can_be_put_in_order(board):
    document, launched = board
    parking = Place(launched.zones["parking"])
    for key in ("c1", "c2", "c3"):
        edits.add_card(document, key, "parked", parking, order="a1")
    edits.reorder(document, "cards", "c3", "c1")
    orders = [document.card(key).order for key in ("c1", "c3", "c2")]
    assert orders == sorted(set(orders))


def test_a_card_goes_where_the_zone_has_a_cell(board):
    document, launched = board
    area = launched.areas[0]
    conversation = zone_of(document, area, "conversation")
    notes(document, "tea")
    edits.move_card(document, "c0", lane(document, conversation, "How?"))
    assert document.card("c0").pos is None
    before = state(document)
    for place in (
        Place(conversation),
        Place(conversation, (None, "nowhere")),
        Place(launched.zones["parking"], (None, "x")),
        Place("nowhere"),
        Place(None, (None, "x")),
    ):
        with pytest.raises(EditError):
            edits.move_card(document, "c0", place)
    assert state(document) == before


def test_a_card_is_grouped_into_an_area(board):
    document, launched = board
    notes(document, "train together", "agreed already")
    edits.set_status(document, "c1", "agreed")
    edits.group_cards(document, ["c0", "c1"], launched.areas[0])
    conversation = zone_of(document, launched.areas[0], "conversation")
    cards = [document.card(key) for key in ("c0", "c1")]
    assert [card.zone for card in cards] == [conversation, conversation]
    assert [card.status for card in cards] == ["grouped", "agreed"]


def test_an_area_gets_the_zones_of_the_blueprint(board):
    document, launched = board
    edits.add_area(document, "new", launched.zones["areas"], "Workforce", counted("w"))
    zones = [zone for zone in document.read().zones.values() if zone.parent == "new"]
    assert [zone.slot for zone in sorted(zones, key=lambda zone: zone.order)] == [
        "parameters",
        "goal",
        "conversation",
        "differences",
    ]
    parameters = next(zone for zone in zones if zone.slot == "parameters")
    titles = [column.title for column in parameters.columns]
    assert titles == ["In scope", "Out of scope", "Time", "Fixed", "Left open"]
    with pytest.raises(EditError):
        edits.add_area(document, "newer", launched.zones["parking"], "X", counted("x"))


def test_an_area_to_revisit_needs_a_day(board):
    document, launched = board
    area = launched.areas[0]
    with pytest.raises(EditError):
        edits.set_area_status(document, area, "revisit")
    edits.set_area_status(document, area, "revisit", "2024-04-16")
    edits.set_area_status(document, area, "agreed")
    assert (document.area(area).status, document.area(area).revisit_on) == ("agreed", None)


def test_D4_deleting_keeps_the_first_time_and_restoring_clears_it(board):
    document, launched = board
    area = launched.areas[0]
    edits.delete(document, "areas", area, WHEN)
    edits.delete(document, "areas", area, LATER)
    assert document.area(area).deleted == WHEN
    edits.restore(document, "areas", area)
    assert document.area(area).deleted is None


def test_two_people_rename_two_columns_and_both_succeed(board):
    document, launched = board
    zone = zone_of(document, launched.areas[0], "parameters")
    first, second = document.zone(zone).columns[:2]
    other = BoardDocument.from_state(state(document))
    edits.rename_column(document, zone, first.id, "Inside")
    edits.rename_column(other, zone, second.id, "Outside")
    document.doc.apply_update(state(other))
    assert [column.title for column in document.zone(zone).columns[:2]] == ["Inside", "Outside"]


def test_columns_come_go_and_move(board):
    document, launched = board
    zone = zone_of(document, launched.areas[0], "parameters")
    edits.add_column(document, zone, "money", "Money", hint="How much?")
    first = document.zone(zone).columns[0]
    edits.reorder_column(document, zone, "money", first.id)
    assert [column.title for column in document.zone(zone).columns][:2] == ["In scope", "Money"]
    edits.remove_column(document, zone, "money", WHEN)
    assert document.zone(zone).columns[1].deleted == WHEN
    edits.restore_column(document, zone, "money")
    column = document.zone(zone).columns[1]
    assert (column.deleted, column.hint) == (None, "How much?")


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.set_card_text(d, "nobody", "x"),
        lambda d: edits.set_kind(d, "c0", "spell"),
        lambda d: edits.set_status(d, "c0", "done"),
        lambda d: edits.set_colour(d, "c0", "red"),
        lambda d: edits.place_card(d, "c0", (1, 2), (1, 1)),
        lambda d: edits.add_free_note(d, "c0", "again", (0, 0)),
        lambda d: edits.add_free_note(d, "not an id", "x", (0, 0)),
        lambda d: edits.add_card(d, "c9", "note", Place(None), pos=(0, float("inf"))),
        lambda d: edits.add_card(d, "c9", "note", Place(None), fields={"place": "x"}),
        lambda d: edits.add_card(d, "c9", "note", Place(None), mood="good"),
        lambda d: edits.rename_area(d, "nobody", "x"),
        lambda d: edits.set_title(d, "x" * 301),
        lambda d: edits.set_refs(d, "nobody", ("c0",), WHEN),
        lambda d: edits.set_refs(d, "c0", ("not an id",), WHEN),
        lambda d: edits.delete(d, "cards", "nobody", WHEN),
        lambda d: edits.reorder(d, "cards", "nobody", None),
        lambda d: edits.set_verdict(d, "nowhere", "r", "agree"),
        lambda d: edits.begin_board(d, "again"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_and_writes_nothing(board, edit):
    document, _ = board
    notes(document, "tea", "cake")
    before = state(document)
    with pytest.raises(EditError) as refused:
        edit(document)
    assert str(refused.value).endswith(".")
    assert state(document) == before


def test_an_edit_joins_the_transaction_of_its_caller(board):
    document, _ = board
    updates: list[bytes] = []
    document.doc.observe(lambda event: updates.append(event.update))
    with document.doc.transaction(origin="server"):
        notes(document, "tea", "cake")
        edits.set_title(document, "Renamed")
    assert len(updates) == 1
