"""How little is said of who wrote: in the document, in snapshots, in reports (SPEC P5)."""

from typing import Any

import pycrdt
import pytest

from board.admission import AdmissionIndex
from board.content.document import BoardDocument
from board.content.schema import CONTENT, META
from board.edits import Place, delete, move_card
from board.errors import EditError, Refusal
from board.launching.launch import launch
from board.render import render
from board.reports import ReportOptions, build
from board.snapshots.attribution import SAID_OF_NOBODY, as_said_now, said_now, says_who
from board.snapshots.projection import Projection, all_cards, all_zones, cards_in
from board.snapshots.snapshot import canonical, changes_back, project, restore, restore_part
from board.stage.private import RevealedCard, add_revealed, set_attribution
from board.templates import bundled_templates
from tests.unit.boards import counted, manualized
from tests.unit.report_boards import PROVENANCE

LATER = "2026-03-12T15:00:00Z"
MAIN = "main"


def named(attribution: str) -> BoardDocument:
    document, _ = manualized()
    set_attribution(document, MAIN, attribution)
    zone = next(each for each in document.read().zones.values() if each.kind == "list" and each.parent is None)
    add_revealed(document, Place(zone.id), [RevealedCard("c", "We wait too long", "Ann Lee")])
    return document


def test_P5_the_projection_says_who_wrote_only_where_it_is_noted() -> None:
    cards = [card for zone in all_zones(project(named("name").doc)) for card in cards_in(zone)]
    assert [card.get("by") for card in cards if card["id"] == "c"] == ["Ann Lee"]
    assert all("by" not in card for card in cards if card["id"] != "c")


def report_of(document: BoardDocument, attribution: str | None = None) -> str:
    options = ReportOptions(attribution=attribution)
    rendered = render(build("manual_section", project(document.doc), PROVENANCE, options), "markdown")
    return str(rendered)


@pytest.mark.parametrize("asked", [None, "name"])
def test_P5_a_report_says_whose_a_card_is(asked: str | None) -> None:
    assert "We wait too long (by Ann Lee)" in report_of(named("name"), asked)


@pytest.mark.parametrize("asked", ["organisation", "hat", "none"])
def test_P5_a_report_that_is_to_be_more_discreet_names_nobody(asked: str) -> None:
    report = report_of(named("name"), asked)
    assert "We wait too long" in report
    assert "Ann Lee" not in report


def test_P5_a_card_that_was_moved_to_a_nameless_activity_names_nobody_in_reports() -> None:
    document = named("organisation")
    document.put("launches", MAIN, "attribution", "none")
    assert "Ann Lee" not in report_of(document)


def test_P5_once_a_card_says_whose_it_is_attribution_only_becomes_more_discreet() -> None:
    document = named("organisation")
    with pytest.raises(EditError, match="already"):
        set_attribution(document, MAIN, "name")
    set_attribution(document, MAIN, "organisation")
    assert document.card("c").by == "Ann Lee"


@pytest.mark.parametrize(("before", "after"), [("name", "organisation"), ("name", "none"), ("organisation", "hat")])
def test_P5_where_an_activity_becomes_more_discreet_no_card_says_whose_it_is(before: str, after: str) -> None:
    document = named(before)
    set_attribution(document, MAIN, after)
    assert document.card("c").by is None
    assert document.launch(MAIN).attribution == after
    set_attribution(document, MAIN, "name")


def moved_out(document: BoardDocument) -> None:
    """Move the card into a zone of another activity, which names people still."""
    launch(document.doc, bundled_templates()["themes"], launch_id="other", new_id=counted("o"), answers={})
    place = next(zone.id for zone in document.read().zones.values() if zone.launch == "other" and zone.kind == "list")
    move_card(document, "c", Place(place))


def test_P5_a_card_that_was_moved_out_before_says_no_longer_whose_it_is_either() -> None:
    document = named("name")
    moved_out(document)
    assert document.card("c").by == "Ann Lee"
    with pytest.raises(EditError, match="already"):
        set_attribution(named("organisation"), MAIN, "name")
    set_attribution(document, MAIN, "none")
    assert document.card("c").by is None
    assert b"Ann Lee" not in document.doc.get_update()


def test_P5_a_card_of_another_activity_goes_on_saying_whose_it_is() -> None:
    document = named("name")
    moved_out(document)
    add_revealed(document, Place(document.card("c").zone), [RevealedCard("d", "Too late", "Leeds Council")])
    set_attribution(document, MAIN, "none")
    assert [document.card(each).by for each in ("c", "d")] == [None, "Leeds Council"]


def test_P5_a_mark_of_an_older_version_falls_silent_with_the_first_activity() -> None:
    document = named("name")
    document.put("cards", "c", "written_in", None)
    moved_out(document)
    set_attribution(document, MAIN, "none")
    assert document.card("c").by is None


def test_P5_an_activity_that_cards_were_moved_out_of_says_no_more_than_before() -> None:
    document = named("organisation")
    moved_out(document)
    with pytest.raises(EditError, match="already"):
        set_attribution(document, MAIN, "name")


def kept(document: BoardDocument) -> Projection:
    return project(BoardDocument.from_state(document.doc.get_update()).doc)


def test_P5_a_snapshot_says_no_more_than_the_board_does_now() -> None:
    document = named("name")
    before = kept(document)
    moved_out(document)
    delete(document, "cards", "c", LATER)
    assert as_said_now(before, said_now(document.read())) == before
    set_attribution(document, MAIN, "none")
    shown = as_said_now(before, said_now(document.read()))
    assert "Ann Lee" not in canonical(shown)
    assert [launch["attribution"] for launch in shown["launches"]] == ["none"]
    assert "Ann Lee" in canonical(before)
    for each in (shown, before):
        for card in all_cards(each):
            card.pop("by", None)
        for launched_ in each["launches"]:
            launched_["attribution"] = ""
    assert shown == before


def test_P5_a_snapshot_of_a_board_that_cannot_be_read_says_nothing_of_who_wrote() -> None:
    before = kept(named("name"))
    assert says_who(before)
    shown = as_said_now(before, SAID_OF_NOBODY)
    assert "Ann Lee" not in canonical(shown)
    assert not says_who(shown)


def test_P5_what_going_back_would_change_says_nothing_of_how_an_activity_attributed() -> None:
    document = named("name")
    then = BoardDocument.from_state(document.doc.get_update())
    set_attribution(document, MAIN, "none")
    assert changes_back(document.doc, then.doc) == []


def test_P5_a_card_that_is_made_again_by_going_back_says_of_nobody_whose_it_is() -> None:
    document = named("name")
    then = document.doc.get_update()
    del document.doc.get("cards", type=pycrdt.Map)["c"]
    restore(document.doc, then, LATER)
    assert (document.card("c").text, document.card("c").by) == ("We wait too long", None)


def test_P5_going_back_does_not_say_again_whose_a_card_is() -> None:
    document = named("name")
    then, zone = document.doc.get_update(), document.card("c").zone
    set_attribution(document, MAIN, "none")
    restore_part(document.doc, then, ("zones", zone or ""), LATER)
    assert document.card("c").by is None
    restore(document.doc, then, LATER)
    assert document.card("c").by is None
    assert document.launch(MAIN).attribution == "none"
    before = document.doc.get_state()
    restore(document.doc, then, LATER)
    assert document.doc.get_state() == before


def test_P5_going_back_to_more_discretion_is_possible() -> None:
    document = manualized()[0]
    set_attribution(document, MAIN, "none")
    then = document.doc.get_update()
    set_attribution(document, MAIN, "name")
    restore(document.doc, then, LATER)
    assert document.launch(MAIN).attribution == "none"


def test_P5_where_going_back_names_nobody_no_card_says_any_more_whose_it_is() -> None:
    document = manualized()[0]
    set_attribution(document, MAIN, "none")
    then = document.doc.get_update()
    set_attribution(document, MAIN, "name")
    zone = next(each for each in document.read().zones.values() if each.kind == "list" and each.parent is None)
    add_revealed(document, Place(zone.id), [RevealedCard("c", "We wait too long", "Ann Lee")])
    restore(document.doc, then, LATER)
    assert (document.card("c").deleted, document.card("c").by) == (LATER, None)
    assert b"Ann Lee" not in document.doc.get_update()


def update_of(change: Any, base: BoardDocument | None = None) -> tuple[AdmissionIndex, bytes]:
    index = AdmissionIndex.empty({"meta": META, **CONTENT})
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=7)
    if base is not None:
        index.integrate(base.doc.get_update())
        doc.apply_update(base.doc.get_update())
    before = doc.get_state()
    change(doc)
    return index, doc.get_update(before)


def admit(index: AdmissionIndex, update: bytes, *, stamps: bool = False) -> None:
    index.admit(update, owner_of=lambda _: None, participant="ann", may_write=True, stamps=stamps)


def card_by(by: str | None) -> Any:
    def change(doc: "pycrdt.Doc[Any]") -> None:
        doc.get("cards", type=pycrdt.Map)["k"] = pycrdt.Map({"kind": "note", "order": "a1", "by": by})

    return change


def test_P5_a_client_cannot_say_who_wrote_a_card() -> None:
    admit(*update_of(card_by(None)))
    index, update = update_of(card_by("Somebody else"))
    with pytest.raises(Refusal, match="server alone"):
        admit(index, update)
    admit(index, update, stamps=True)


@pytest.mark.parametrize("value", [None, "Ben"])
def test_P5_a_client_cannot_change_who_wrote_a_card(value: str | None) -> None:
    def change(doc: "pycrdt.Doc[Any]") -> None:
        doc.get("cards", type=pycrdt.Map)["c"]["by"] = value

    with pytest.raises(Refusal, match="server alone"):
        admit(*update_of(change, named("name")))


def removed(root: str, entity: str, field: str | None) -> Any:
    """Take away one field of an entity, or all of it."""

    def change(doc: "pycrdt.Doc[Any]") -> None:
        entities = doc.get(root, type=pycrdt.Map)
        if field is None:
            del entities[entity]
        else:
            del entities[entity][field]

    return change


def test_P5_a_client_cannot_take_away_who_wrote_a_card() -> None:
    index, update = update_of(removed("cards", "c", "by"), named("name"))
    with pytest.raises(Refusal, match="removes c/by"):
        admit(index, update)
    admit(index, update, stamps=True)
    admit(*update_of(removed("cards", "c", "order"), named("name")))


def test_P5_a_client_cannot_take_away_how_an_activity_attributes() -> None:
    base = manualized()[0]
    with pytest.raises(Refusal, match=r"removes .*/attribution"):
        admit(*update_of(removed("launches", MAIN, "attribution"), base))


def test_P5_a_client_cannot_change_how_an_activity_attributes() -> None:
    base = manualized()[0]

    def change(doc: "pycrdt.Doc[Any]") -> None:
        doc.get("launches", type=pycrdt.Map)[MAIN]["attribution"] = "name"

    with pytest.raises(Refusal, match="server alone"):
        admit(*update_of(change, base))
