"""Grouping cards, splitting and merging areas: nothing is lost, whoever does what at the same time (SPEC D8)."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from board import edits
from board.content.document import BoardDocument
from board.content.references import references
from board.edits import Place
from board.errors import EditError
from board.snapshots.snapshot import project
from tests.unit.boards import WHEN, counted, manualized, older_link

Change = Callable[[BoardDocument, "Picks"], object]


class Picks:
    """Chooses among what is on a board by numbers; ids are its own."""

    def __init__(self, name: str, numbers: tuple[int, int, int]) -> None:
        self.numbers = numbers
        self.new_id = counted(name)

    def area(self, document: BoardDocument, which: int) -> str:
        keys = sorted(document.raw("areas"))
        return keys[self.numbers[which] % len(keys)]

    def cards(self, document: BoardDocument) -> list[str]:
        keys = sorted(document.raw("cards"))
        first = self.numbers[2] % len(keys)
        return keys[first : first + 2]


CHANGES: list[Change] = [
    lambda d, p: edits.merge_areas(d, p.area(d, 0), p.area(d, 1), WHEN, p.new_id),
    lambda d, p: edits.merge_areas(d, p.area(d, 1), p.area(d, 2), WHEN, p.new_id),
    lambda d, p: edits.split_area(d, p.area(d, 0), _inside(d, p.area(d, 0)), p.new_id(), "Apart", p.new_id),
    lambda d, p: edits.group_cards(d, p.cards(d), p.area(d, 0)),
    lambda d, p: edits.group_into_new_area(d, p.cards(d), p.new_id(), _areas_zone(d), "Together", p.new_id),
]

changes = st.lists(st.tuples(st.sampled_from(CHANGES), st.tuples(*[st.integers(0, 20)] * 3)), max_size=4)


def _inside(document: BoardDocument, area: str) -> list[str]:
    board = document.read()
    zones = {zone.id for zone in board.zones.values() if zone.parent == area}
    return [card.id for card in board.cards.values() if card.zone in zones][:2]


def _areas_zone(document: BoardDocument) -> str:
    return next(zone.id for zone in document.read().zones.values() if zone.kind == "areas")


def workshop() -> bytes:
    """Return the state of a board: three areas with a record each, and cards in all their zones and outside."""
    document, launched = manualized()
    edits.add_area(document, "a3", launched.zones["areas"], "Workforce", counted("w"))
    for number, area in enumerate((*launched.areas, "a3")):
        edits.set_record(document, area, f"Agreed {number}.")
        for zone in [zone for zone in document.read().zones.values() if zone.parent == area]:
            cell = (None, zone.columns[-1].id) if zone.columns else None
            edits.add_card(
                document, f"c{number}{zone.slot}", "note", Place(zone.id, cell), text=f"{number} {zone.slot}"
            )
        older_link(document, f"l{number}", f"c{number}goal", area, "evidence")
        edits.set_refs(document, f"c{number}parameters", (area,), WHEN)
    column = next(z for z in document.read().zones.values() if z.parent == "a3" and z.slot == "conversation").id
    edits.add_column(document, column, "own", "With whom?")
    edits.add_card(document, "own", "note", Place(column, (None, "own")), text="with whom")
    edits.add_free_note(document, "free", "lying loose", (0, 0))
    return document.doc.get_update()


def carried_out(state: bytes, chosen: list[tuple[Change, tuple[int, int, int]]], name: str) -> BoardDocument:
    document = BoardDocument.from_state(state)
    for number, (change, numbers) in enumerate(chosen):
        before = document.doc.get_update()
        try:
            change(document, Picks(f"{name}{number}", numbers))
        except EditError:
            assert document.doc.get_update() == before
    return document


def shown(document: BoardDocument) -> str:
    """Return all words that the board shows."""
    return " | ".join(_words(project(document.doc)))


def _words(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _words(item)
        case list() | tuple():
            for item in value:
                yield from _words(item)
        case _:
            return


def contents(document: BoardDocument) -> list[str]:
    """Return the texts of cards and records as they were at first."""
    board = document.read()
    return [card.text for card in board.cards.values()] + [area.record for area in board.areas.values()]


BEGINNING = workshop()
WORDS = contents(BoardDocument.from_state(BEGINNING))


@given(changes)
def test_D8_whatever_is_sorted_all_of_it_stays_in_sight_once(chosen):
    found = shown(carried_out(BEGINNING, chosen, "x"))
    assert [found.count(words) for words in WORDS] == [1] * len(WORDS)


@given(changes)
def test_D8_no_reference_is_left_at_an_area_that_went(chosen):
    document = carried_out(BEGINNING, chosen, "x")
    board = document.read()
    found = [(holder, target) for holder, targets in references(board).items() for target in targets]
    areas = [board.areas[key] for pair in found for key in pair if key in board.areas]
    assert [area.deleted for area in areas] == [None] * 6


@given(changes, changes)
def test_D8_two_people_at_once_see_the_same_and_what_went_comes_back_with_its_area(mine, yours):
    one, other = carried_out(BEGINNING, mine, "x"), carried_out(BEGINNING, yours, "y")
    one.doc.apply_update(other.doc.get_update())
    other.doc.apply_update(one.doc.get_update())
    assert project(one.doc) == project(other.doc)
    for key in one.raw("areas"):
        edits.restore(one, "areas", key)
    found = shown(one)
    assert all(words in found for words in WORDS)


@given(changes)
def test_D8_two_people_who_merge_the_same_two_keep_the_same_one(chosen):
    state = carried_out(BEGINNING, chosen, "x").doc.get_update()
    one, other = BoardDocument.from_state(state), BoardDocument.from_state(state)
    first, *_, last = sorted(key for key, area in one.read().areas.items() if area.deleted is None) * 2
    if first == last:
        return
    stays = edits.merge_areas(one, first, last, WHEN, counted("p"))
    assert edits.merge_areas(other, last, first, WHEN, counted("q")) == stays
    one.doc.apply_update(other.doc.get_update())
    assert one.area(stays).deleted is None
    found = shown(one)
    assert all(words in found for words in WORDS)
    assert all(found.count(card.text) == 1 for card in one.read().cards.values())


def test_D8_an_edit_that_does_not_fit_writes_nothing():
    document = BoardDocument.from_state(BEGINNING)
    areas = sorted(document.raw("areas"))
    edits.set_record(document, areas[0], "x" * 60_000)
    edits.set_record(document, areas[1], "y" * 60_000)
    edits.add_card(document, "hat", "hat", Place(None), pos=(0, 0))
    before = document.doc.get_update()
    refused: list[Callable[[], object]] = [
        lambda: edits.merge_areas(document, areas[0], areas[1], WHEN, counted("z")),
        lambda: edits.merge_areas(document, areas[0], areas[0], WHEN, counted("z")),
        lambda: edits.group_cards(document, ["free", "hat"], areas[0]),
        lambda: edits.group_cards(document, ["free", "gone"], areas[0]),
        lambda: edits.group_cards(document, ["free"], "gone"),
        lambda: edits.split_area(document, areas[0], [], "new", "New", counted("z")),
        lambda: edits.split_area(document, areas[0], ["free"], "new", "New", counted("z")),
    ]
    for change in refused:
        try:
            change()
        except EditError:
            continue
        raise AssertionError("nothing was refused")
    assert document.doc.get_update() == before


def test_D8_splitting_keeps_zone_and_column_and_stands_right_behind():
    document = BoardDocument.from_state(BEGINNING)
    edits.set_status(document, "c0goal", "agreed")
    source = document.zone(document.card("c0goal").zone or "").parent or ""
    edits.split_area(document, source, ["c0goal", "c0conversation"], "new", "New", counted("s"))
    board = document.read()
    order = sorted((area.order, key) for key, area in board.areas.items())
    keys = [key for _, key in order]
    assert keys.index("new") == keys.index(source) + 1
    goal, talk = board.cards["c0goal"], board.cards["c0conversation"]
    assert (goal.status, talk.status) == ("agreed", "grouped")
    places = [board.zones[card.zone or ""] for card in (goal, talk)]
    assert [(zone.parent, zone.slot) for zone in places] == [("new", "goal"), ("new", "conversation")]
    column = next(column for column in places[1].columns if talk.cell and column.id == talk.cell[1])
    assert column.title == "Evidence"
    assert board.areas[source].record == "Agreed 0."
    assert board.areas["new"].record == ""


def test_D8_merging_joins_records_and_lanes_with_a_seam_and_makes_a_draft_again():
    document = BoardDocument.from_state(BEGINNING)
    areas = sorted(document.read().areas.values(), key=lambda area: area.order)
    edits.set_area_status(document, areas[0].id, "agreed")
    edits.delete(document, "cards", "c2goal", WHEN)
    assert edits.merge_areas(document, areas[2].id, areas[0].id, WHEN, counted("m")) == areas[0].id
    board = document.read()
    assert board.areas[areas[0].id].record == "Agreed 0.\n\nFrom “Workforce”:\n\nAgreed 2."
    assert board.areas[areas[0].id].status == "draft"
    zones = [zone for zone in board.zones.values() if zone.parent == areas[0].id]
    assert sorted(zone.slot for zone in zones) == ["conversation", "differences", "goal", "parameters"]
    talk = next(zone for zone in zones if zone.slot == "conversation")
    assert talk.columns[-1].title == "With whom?"
    assert board.cards["own"].cell == (None, talk.columns[-1].id)
    edits.restore(document, "cards", "c2goal")
    assert "2 goal" in shown(document)


def test_D8_a_grid_of_an_area_moves_as_a_whole_and_launches_follow():
    document = BoardDocument.from_state(BEGINNING)
    areas = sorted(document.read().areas.values(), key=lambda area: area.order)
    seed: Any = {"kind": "grid", "title": "Who", "hint": "", "slot": "", "rect": [0, 0, 12, 2], "config": {}}
    seed |= {"columns": [{"title": "one"}], "rows": [{"title": "row"}]}
    edits.make_zone(document, seed, "grid", counted("g"), launch="main", parent=areas[1].id, order="a9")
    document.add("launches", "on", {"template": "x", "order": "a9", "area": areas[1].id})
    edits.make_zone(document, seed, "held", counted("h"), launch="on", parent=areas[1].id, order="a1")
    edits.merge_areas(document, areas[0].id, areas[1].id, WHEN, counted("m"))
    assert [document.zone(key).parent for key in ("grid", "held")] == [areas[0].id] * 2
    assert document.launch("on").area == areas[0].id
