"""Private rounds as the documents know them (SPEC P)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pycrdt
import pytest

from board.content.document import Board, BoardDocument
from board.content.zones import Zone
from board.edits import Place, add_card, remove_column, restore_column
from board.edits.places import cards_at
from board.edits.zones import Axis
from board.errors import EditError
from board.launching.launch import launch
from board.snapshots.projection import all_zones
from board.snapshots.snapshot import project
from board.stage.private import (
    RevealedCard,
    ShownRound,
    add_revealed,
    check_cells,
    place_by_now,
    place_for,
    show_round,
    shown_round,
)
from board.templates import bundled_templates
from tests.unit.boards import begun, counted, manualized

SINCE = datetime(2026, 3, 12, 14, tzinfo=UTC)
SHOWN = ShownRound("r", "z", "l", "none", "open", SINCE, "ann", 0, 0)


def test_P3_the_stage_says_where_and_how_much_and_nothing_else() -> None:
    stage: pycrdt.Doc[Any] = pycrdt.Doc()
    assert shown_round(stage) is None
    show_round(stage, SHOWN)
    show_round(stage, counted := replace(SHOWN, writers=5, cards=14))
    assert shown_round(stage) == counted
    before = stage.get_state()
    show_round(stage, counted)
    assert stage.get_state() == before


def test_P3_what_comes_late_says_nothing() -> None:
    stage: pycrdt.Doc[Any] = pycrdt.Doc()
    show_round(stage, revealed := replace(SHOWN, state="revealed", cards=3))
    show_round(stage, replace(SHOWN, cards=2))
    assert shown_round(stage) == revealed
    show_round(stage, newer := replace(SHOWN, round="s", since=SINCE + timedelta(minutes=1)))
    show_round(stage, replace(revealed, cards=9))
    assert shown_round(stage) == newer


def launched(template: str) -> BoardDocument:
    if template == "manualize":
        return manualized()[0]
    document, answers = begun(), {"issue": "Long waits"}
    launch(document.doc, bundled_templates()[template], launch_id="main", new_id=counted(), answers=answers)
    return document


def zone_of(document: BoardDocument, kind: str) -> str:
    return next(zone.id for zone in document.read().zones.values() if zone.kind == kind)


def test_P4_cards_come_to_the_end_of_a_list_in_the_order_given() -> None:
    document = launched("manualize")
    zone = zone_of(document, "list")
    add_card(document, "first", "note", Place(zone), text="there before")
    place = place_for(document, zone, None)
    add_revealed(document, place, [RevealedCard(f"c{number}", f"text {number}") for number in range(30)])
    cards = sorted((card for card in document.read().cards.values() if card.zone == zone), key=lambda card: card.order)
    assert [card.text for card in cards[-31:]] == ["there before", *(f"text {number}" for number in range(30))]
    assert {card.by for card in cards} == {None}


def test_P4_where_cards_cannot_be_is_said_and_nothing_is_written() -> None:
    document = launched("manualize")
    before = document.doc.get_state()
    with pytest.raises(EditError, match="Choose another part"):
        place_for(document, zone_of(document, "areas"), None)
    with pytest.raises(EditError):
        place_for(document, "nothing", None)
    with pytest.raises(EditError, match="no columns"):
        place_for(document, zone_of(document, "list"), (None, "c"))
    assert document.doc.get_state() == before


def test_P4_a_zone_with_columns_takes_them_in_its_first() -> None:
    document = launched("dis_integration_grid")
    grid = document.zone(zone_of(document, "grid"))
    assert place_for(document, grid.id, None).cell == (
        grid.rows[0].id if grid.rows else None,
        grid.columns[0].id,
    )


def grid_of(document: BoardDocument) -> Zone:
    return document.zone(zone_of(document, "grid"))


def cell(zone: Zone, row: int, column: int) -> tuple[str, str]:
    return zone.rows[row].id, zone.columns[column].id


def test_P8_each_card_comes_to_its_cell_in_the_order_given_with_its_certainty() -> None:
    document = launched("dis_integration_grid")
    grid = grid_of(document)
    add_card(document, "first", "note", Place(grid.id, cell(grid, 0, 1)), text="there before")
    cards = [
        RevealedCard("a", "A", cell=cell(grid, 0, 1), certainty="said"),
        RevealedCard("b", "B", cell=cell(grid, 2, 3)),
        RevealedCard("c", "C", by="NHS", cell=cell(grid, 0, 1), certainty="guess"),
    ]
    add_revealed(document, place_for(document, grid.id, None), cards)
    there = cards_at(document.read(), Place(grid.id, cell(grid, 0, 1)))
    assert [(card.text, card.by, card.certainty) for card in there] == [
        ("there before", None, None),
        ("A", None, "said"),
        ("C", "NHS", "guess"),
    ]
    assert [card.text for card in cards_at(document.read(), Place(grid.id, cell(grid, 2, 3)))] == ["B"]


def test_P8_the_board_is_read_once_however_many_cells_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    document = launched("dis_integration_grid")
    grid, read, reads = grid_of(document), BoardDocument.read, 0

    def counting(read_from: BoardDocument) -> Board:
        nonlocal reads
        reads += 1
        return read(read_from)

    monkeypatch.setattr(BoardDocument, "read", counting)
    cards = [RevealedCard(f"c{row}{column}", "text", cell=(row, column)) for row in "abc" for column in "xyz"]
    add_revealed(document, Place(grid.id), cards)
    assert reads == 1


def test_P8_a_card_for_a_column_that_was_deleted_meanwhile_comes_back_with_it() -> None:
    document = launched("dis_integration_grid")
    grid = grid_of(document)
    gone = grid.columns[1].id
    remove_column(document, grid.id, gone, "2026-03-12T14:00:00Z")
    cards = [RevealedCard("a", "Kept", cell=cell(grid, 0, 1)), RevealedCard("b", "There", cell=cell(grid, 0, 0))]
    assert add_revealed(document, Place(grid.id), cards) == 1

    def unplaced() -> list[str]:
        view = next(zone for zone in all_zones(project(document.doc)) if zone["id"] == grid.id)
        return [card["text"] for card in view["unplaced"]]

    assert unplaced() == ["Kept"]
    restore_column(document, grid.id, gone)
    assert unplaced() == []
    assert [card.id for card in cards_at(document.read(), Place(grid.id, cell(grid, 0, 1)))] == ["a"]


def remove_all(document: BoardDocument, zone: Zone, axis: Axis) -> None:
    for heading in zone.columns if axis == "columns" else zone.rows:
        remove_column(document, zone.id, heading.id, "2026-03-12T14:00:00Z", axis=axis)


@pytest.mark.parametrize("axis", ["columns", "rows"])
@pytest.mark.parametrize("own", [True, False])
def test_P8_where_all_columns_or_rows_were_deleted_cards_are_revealed_unplaced_and_come_back_with_them(
    axis: Axis, own: bool
) -> None:
    document = launched("dis_integration_grid")
    grid = grid_of(document)
    meant = cell(grid, 0, 0)
    remove_all(document, grid, axis)
    with pytest.raises(EditError, match="Choose a"):
        place_for(document, grid.id, None)
    card = RevealedCard("a", "Kept", cell=meant if own else None)
    assert add_revealed(document, place_by_now(document, grid.id, None), [card]) == 1
    restore_column(document, grid.id, meant[1] if axis == "columns" else meant[0], axis=axis)
    assert [card.id for card in cards_at(document.read(), Place(grid.id, meant))] == ["a"]


@pytest.mark.parametrize("cells", ["column", "all"])
def test_P8_only_a_zone_with_columns_is_written_cell_by_cell(cells: str) -> None:
    document = launched("manualize")
    with pytest.raises(EditError, match="no columns"):
        check_cells(document, zone_of(document, "list"), cells)
    check_cells(document, zone_of(document, "list"), "one")
    grid = launched("dis_integration_grid")
    check_cells(grid, zone_of(grid, "grid"), cells)
