"""The durable document: what is asked again between two edits is not worked out again, and never stale."""

import pycrdt
import pytest

from board.yjs.update import decode_state_vector
from server.rooms.durable import MAX_DIFFS, DurableDocument


class Author:
    """Somebody whose edits become rows."""

    def __init__(self) -> None:
        self.doc = pycrdt.Doc[pycrdt.Map[str]](client_id=7)
        self.rows: list[bytes] = []
        self.doc.observe(lambda event: self.rows.append(event.update))

    def write(self, card: str) -> bytes:
        self.doc.get("cards", type=pycrdt.Map)[card] = "x"
        return self.rows[-1]


@pytest.fixture
def author() -> Author:
    return Author()


def test_a_whole_group_that_comes_back_is_answered_with_the_same_bytes(author: Author) -> None:
    document = DurableDocument()
    document.integrate([author.write("one")])
    known = decode_state_vector(document.vector())
    document.integrate([author.write("two")])
    first = document.since(known)
    assert document.since(known) is first
    assert document.vector() is document.vector()
    document.integrate([author.write("three")])
    later = document.since(known)
    replica = pycrdt.Doc[pycrdt.Map[str]]()
    replica.apply_update(author.rows[0])
    replica.apply_update(later)
    assert sorted(replica.get("cards", type=pycrdt.Map).keys()) == ["one", "three", "two"]
    assert decode_state_vector(document.vector()) == {7: 3}


def test_few_answers_are_kept(author: Author) -> None:
    document = DurableDocument()
    document.integrate([author.write(f"card{number}") for number in range(3 * MAX_DIFFS)])
    for clock in range(1, 3 * MAX_DIFFS):
        assert document.since({7: clock})
        assert len(document._diffs) <= MAX_DIFFS
