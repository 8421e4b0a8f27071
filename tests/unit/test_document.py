"""The typed face of the content document: total readers, minimal writers."""

import pycrdt
import pytest

from board import edits
from board.content.document import BoardDocument
from board.edits import Place
from board.errors import EditError
from board.text.textdiff import TextChange, changed_words, changes
from tests.unit.boards import begun, manualized, state


def test_D5_an_empty_document_is_read_as_an_empty_board():
    board = BoardDocument(pycrdt.Doc()).read()
    assert (board.meta.schema, board.cards, board.broken) == (0, {}, ())


def test_D5_odd_values_are_read_as_defaults_and_listed():
    document = begun()
    cards = document.doc.get("cards", type=pycrdt.Map)
    cards["odd"] = pycrdt.Map({"kind": "spell", "text": "kept", "pos": [1], "tags": "x", "order": 3})
    cards["none"] = 5
    board = document.read()
    card = board.cards["odd"]
    assert (card.kind, card.text, card.pos, card.tags, card.order) == ("note", "kept", None, (), "")
    fields = {(odd.id, odd.field) for odd in board.broken}
    assert {("odd", "kind"), ("odd", "pos"), ("odd", "tags"), ("odd", "order"), ("none", "")} <= fields
    assert board.cards["none"].text == ""


def test_D5_an_odd_column_does_not_stop_the_rest_of_its_zone():
    document = begun()
    document.add("zones", "z", {"kind": "lanes"})
    columns = document.doc.get("zones", type=pycrdt.Map)["z"]["columns"]
    columns["good"] = {"title": "Good", "order": "a2"}
    columns["odd"] = {"title": 7, "order": "a1"}
    board = document.read()
    assert [column.title for column in board.zones["z"].columns] == ["", "Good"]
    assert [(odd.id, odd.field) for odd in board.broken] == [("z", "columns.odd")]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"ab", 2**60, [[[]]]])
def test_D5_values_that_json_lacks_do_not_stop_reading(value):
    document = begun()
    document.doc.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map({"pos": value, "text": "kept"})
    assert document.read().cards["c"].text == "kept"


def test_A7_texts_are_changed_by_code_point_in_any_script():
    document = begun()
    for text in ("a👪b", "a👪👪b", "é👪b", "e\u0301نص👪", "👪", ""):
        edits.set_purpose(document, text)
        assert document.meta().purpose == text


def test_A9_a_text_change_touches_only_what_differs():
    document = begun()
    edits.set_purpose(document, "What stays 👪 when the grant ends")
    other = BoardDocument.from_state(state(document))
    edits.set_purpose(document, "What stays 👪 when the grant is over")
    edits.set_purpose(other, "What really stays 👪 when the grant ends")
    document.doc.apply_update(other.doc.get_update())
    assert document.meta().purpose == "What really stays 👪 when the grant is over"


def test_A9_changes_are_the_smallest():
    assert changes("the quick fox", "the quack fox") == [TextChange(6, "i", "a")]
    assert changes("a 👪 b", "a 👪 c b") == [TextChange(4, "", "c ")]
    assert changes("same", "same") == []
    assert changed_words("one two three", "one 2 three four") == 2


def test_A9_unlike_long_texts_are_compared_at_once():
    old, new = "old word " * 5_000, "new term, " * 5_000
    assert len(changes(old, new)) == 1


@pytest.mark.parametrize("text", ["\ud83d", "x" * 100_001])
def test_a_text_that_cannot_be_kept_is_refused_whole(text):
    document, _ = manualized()
    before = state(document)
    with pytest.raises(EditError):
        edits.add_card(document, "c", "note", Place(None), text=text)
    with pytest.raises(EditError):
        edits.set_purpose(document, text)
    assert state(document) == before


def test_writing_the_same_again_writes_nothing():
    document, _ = manualized()
    edits.add_free_note(document, "c", "tea", (1, 2.5))
    before = state(document)
    edits.place_card(document, "c", (1, 2.5))
    edits.set_card_text(document, "c", "tea")
    edits.set_colour(document, "c", "sand")
    edits.set_tags(document, "c", ())
    assert state(document) == before
