"""The smallest changes between any two texts (SPEC A7, A9)."""

import pycrdt
from hypothesis import given
from hypothesis import strategies as st

from board import edits
from board.content.document import BoardDocument
from board.text.textdiff import changed_words, changes

texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["one", "two", " ", "👪", "e\u0301", "نص", "\n"]), max_size=30).map("".join),
)


@given(texts, texts)
def test_A9_the_changes_lead_from_the_old_text_to_the_new(old, new):
    result = old
    for change in reversed(changes(old, new)):
        end = change.at + len(change.removed)
        assert result[change.at : end] == change.removed
        result = result[: change.at] + change.inserted + result[end:]
    assert result == new


@given(texts)
def test_A9_equal_texts_have_no_change(text):
    assert changes(text, text) == []
    assert changed_words(text, text) == 0


@given(st.lists(texts, max_size=6))
def test_A7_a_shared_text_follows_in_any_script(history):
    document = BoardDocument(pycrdt.Doc())
    edits.begin_board(document, "Board")
    for text in history:
        edits.set_purpose(document, text)
        assert document.meta().purpose == text
