"""Restoring a snapshot after any sequence of edits (SPEC D4, D7)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pycrdt
from hypothesis import given
from hypothesis import strategies as st

from board import edits
from board.content.document import BoardDocument
from board.content.schema import AREA_STATUSES, CARD_KINDS, CERTAINTIES, COLOURS, VERDICTS
from board.edits import Place
from board.errors import EditError
from board.snapshots.snapshot import content_equal, diff, project, restore
from tests.unit.boards import older_link

THEN = "2024-03-12T10:00:00Z"
LATER = "2024-03-12T11:00:00Z"

words = st.lists(
    st.sampled_from(["help", "stays", "👪", "e\u0301", "نص", "\n", "- ", "**", " ", "x"]),
    max_size=12,
).map("".join)


@dataclass
class Bench:
    """A board under random edits; ids are counted, and edits that do not fit are skipped."""

    document: BoardDocument = field(default_factory=lambda: BoardDocument(pycrdt.Doc()))
    count: int = 0

    def new_id(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def pick(self, root: str, number: int) -> str:
        keys = sorted(self.document.raw(root))
        return keys[number % len(keys)] if keys else "none"

    def column(self, zone: str, axis: str, number: int) -> str | None:
        if not self.document.has("zones", zone):
            return None
        columns = getattr(self.document.zone(zone), axis)
        return columns[number % len(columns)].id if columns else None


SEEDS: list[Any] = [
    {
        "kind": kind,
        "title": kind,
        "hint": "",
        "slot": "conversation",
        "rect": [0, 0, 12, 2],
        "config": {"verdicts": True},
        "columns": [{"title": "one"}, {"title": "two"}] if kind != "list" else [],
        "rows": [{"title": "row"}] if kind == "grid" else [],
    }
    for kind in ("list", "lanes", "grid")
]


def begin() -> Bench:
    bench = Bench()
    document = bench.document
    edits.begin_board(document, "Board")
    document.add("launches", "launch", {"template": "x", "order": "a1"})
    areas = {"kind": "areas", "launch": "launch", "order": "a1", "config": {"blueprint": SEEDS}}
    document.add("zones", "areas", areas)
    for place, seed in enumerate(SEEDS):
        edits.make_zone(
            document,
            seed,
            seed["kind"],
            bench.new_id,
            launch="launch",
            parent=None,
            order=f"a{place + 2}",
        )
    edits.add_area(document, "area", "areas", "First", bench.new_id)
    return bench


Step = Callable[[Bench, int, int, str], object]


def _place(bench: Bench, a: int, b: int) -> Place:
    zone = bench.pick("zones", a)
    column, row = bench.column(zone, "columns", b), bench.column(zone, "rows", b)
    return Place(zone, (row, column) if column else None)


STEPS: list[Step] = [
    lambda n, _a, _b, t: edits.set_title(n.document, t),
    lambda n, _a, _b, t: edits.set_purpose(n.document, t),
    lambda n, a, b, t: edits.add_free_note(n.document, n.new_id(), t, (a, b)),
    lambda n, a, b, t: edits.add_card(n.document, n.new_id(), CARD_KINDS[a % len(CARD_KINDS)], _place(n, a, b), text=t),
    lambda n, a, b, t: edits.add_card(n.document, n.new_id(), "example", _place(n, b, a), text=t),
    lambda n, a, b, _t: edits.move_card(n.document, n.pick("cards", a), _place(n, b, a)),
    lambda n, a, b, _t: edits.place_card(n.document, n.pick("cards", a), (a, b), (40, 40 + a)),
    lambda n, a, _b, t: edits.set_card_text(n.document, n.pick("cards", a), t),
    lambda n, a, _b, t: edits.set_field(n.document, n.pick("cards", a), "place", t),
    lambda n, a, b, _t: edits.set_kind(n.document, n.pick("cards", a), CARD_KINDS[b % len(CARD_KINDS)]),
    lambda n, a, b, _t: edits.set_certainty(n.document, n.pick("cards", a), CERTAINTIES[b % 3]),
    lambda n, a, b, _t: edits.set_colour(n.document, n.pick("cards", a), COLOURS[b % 8]),
    lambda n, a, b, _t: edits.group_cards(n.document, [n.pick("cards", a)], n.pick("areas", b)),
    lambda n, a, b, t: edits.split_area(n.document, n.pick("areas", a), [n.pick("cards", b)], n.new_id(), t, n.new_id),
    lambda n, a, b, _t: edits.merge_areas(n.document, n.pick("areas", a), n.pick("areas", b), THEN, n.new_id),
    lambda n, _a, _b, t: edits.add_area(n.document, n.new_id(), "areas", t, n.new_id),
    lambda n, a, _b, t: edits.rename_area(n.document, n.pick("areas", a), t),
    lambda n, a, _b, t: edits.set_record(n.document, n.pick("areas", a), t),
    lambda n, a, b, _t: edits.set_area_status(n.document, n.pick("areas", a), AREA_STATUSES[b % 3], "2024-04-01"),
    lambda n, a, _b, t: edits.add_column(n.document, n.pick("zones", a), n.new_id(), t),
    lambda n, _a, _b, t: edits.add_column(n.document, "grid", n.new_id(), t, axis="rows"),
    lambda n, a, _b, t: edits.rename_column(n.document, "lanes", n.column("lanes", "columns", a) or "", t),
    lambda n, a, _b, _t: edits.remove_column(n.document, "lanes", n.column("lanes", "columns", a) or "", THEN),
    lambda n, a, _b, _t: edits.remove_column(n.document, "grid", n.column("grid", "rows", a) or "", THEN, axis="rows"),
    lambda n, a, b, _t: edits.set_verdict(n.document, "grid", n.column("grid", "rows", a) or "", VERDICTS[b % 3]),
    lambda n, a, _b, _t: edits.reorder(n.document, "areas", n.pick("areas", a), None),
    lambda n, a, _b, _t: edits.reorder(n.document, "cards", n.pick("cards", a), None),
    lambda n, a, b, _t: older_link(n.document, n.new_id(), n.pick("cards", a), n.pick("areas", b), "evidence"),
    lambda n, a, b, _t: older_link(n.document, n.new_id(), n.pick("cards", a), n.pick("cards", b), "related"),
    lambda n, a, b, _t: edits.set_refs(n.document, n.pick("cards", a), (n.pick("cards", b), n.pick("areas", a)), THEN),
    lambda n, a, _b, _t: edits.delete(n.document, "cards", n.pick("cards", a), THEN),
    lambda n, a, _b, _t: edits.delete(n.document, "areas", n.pick("areas", a), THEN),
    lambda n, a, _b, _t: edits.delete(n.document, "zones", n.pick("zones", a), THEN),
    lambda n, _a, _b, _t: edits.delete(n.document, "launches", "launch", THEN),
    lambda n, a, _b, _t: edits.restore(n.document, "cards", n.pick("cards", a)),
    lambda n, a, _b, _t: edits.restore(n.document, "areas", n.pick("areas", a)),
    lambda n, a, _b, _t: edits.restore(n.document, "zones", n.pick("zones", a)),
]

steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 30), st.integers(0, 30), words), max_size=25)


def run(bench: Bench, chosen: list[tuple[Step, int, int, str]]) -> None:
    for step, a, b, text in chosen:
        before = bench.document.doc.get_update()
        try:
            step(bench, a, b, text)
        except EditError:
            assert bench.document.doc.get_update() == before


@given(steps, steps)
def test_D7_a_restored_board_shows_what_the_snapshot_shows(earlier, later):
    bench = begin()
    run(bench, earlier)
    doc = bench.document.doc
    state, shown = doc.get_update(), project(doc)
    run(bench, later)
    ids = {root: set(bench.document.raw(root)) for root in ("cards", "zones", "areas")}
    expected = diff(project(doc), shown)
    assert restore(doc, state, LATER) == expected
    assert content_equal(project(doc), shown)
    assert diff(project(doc), shown) == []
    assert all(keys <= set(bench.document.raw(root)) for root, keys in ids.items())


@given(steps)
def test_D7_restoring_an_equal_state_writes_nothing(chosen):
    bench = begin()
    run(bench, chosen)
    doc = bench.document.doc
    before, vector = doc.get_update(), doc.get_state()
    assert restore(doc, before, LATER) == []
    assert doc.get_update() == before
    assert doc.get_state() == vector


@given(steps, steps)
def test_D7_what_a_restore_took_away_can_be_brought_back(earlier, later):
    bench = begin()
    run(bench, earlier)
    doc = bench.document.doc
    state = doc.get_update()
    run(bench, later)
    newest, shown = doc.get_update(), project(doc)
    restore(doc, state, LATER)
    restore(doc, newest, LATER)
    assert content_equal(project(doc), shown)


@given(steps)
def test_X1_replicas_with_the_same_updates_have_the_same_projection(chosen):
    bench = begin()
    run(bench, chosen)
    doc = bench.document.doc
    other = BoardDocument.from_state(doc.get_update())
    assert project(other.doc) == project(doc)
    assert project(doc)["broken"] == []
