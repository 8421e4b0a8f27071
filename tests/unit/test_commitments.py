"""A group's commitments: born on one board, answered on later ones (SPEC G12)."""

import datetime as dt

import pytest

from board import edits
from board.content.order import in_order
from board.launching.launch import Brought
from board.programmes import HeldBoard, Session, commitments_of, open_before
from board.snapshots.snapshot import project
from tests.unit.boards import WHEN, begun, counted
from tests.unit.test_launch import started

SET = "action_learning_set"


class Board:
    """A board of a session with an action learning set on it."""

    def __init__(self, number: int, *brought: Brought, board: str = "") -> None:
        day = dt.date(2026, number, 1)
        self.session = Session(id=f"s{number}", group="set", number=number, date=day)
        self.id = board or f"board{number}"
        self.document = begun()
        self.launch(*brought)

    def launch(self, *brought: Brought, **options: str) -> None:
        name = options.pop("launch_id", SET)
        answers = {} if "again" in options else {"question": "Prevention"}
        made = started(
            self.document, SET, answers, launch_id=name, new_id=counted(f"{self.id}{name}"), brought=brought, **options
        )
        self.zones = made.zones

    def commits(self, card: str, what: str, **fields: str) -> None:
        place = edits.Place(self.zones["commitments"])
        edits.add_card(self.document, card, "commitment", place, text=what, fields=fields)

    def answers(self, card: str, outcome: str, worked: str = "") -> None:
        for name, text in (("outcome", outcome), ("what_worked", worked)):
            edits.set_field(self.document, card, name, text)

    @property
    def held(self) -> HeldBoard:
        return HeldBoard(self.session, self.id, project(self.document.doc))

    def check_in(self) -> list[tuple[str, str]]:
        here = (c for c in self.document.read().cards.values() if c.zone == self.zones["check_in"])
        return [(card.kind, card.text) for card in in_order(here) if card.deleted is None]


def brought(held: list[HeldBoard], number: int) -> list[Brought]:
    session = Session(id=f"s{number}", group="set", number=number, date=dt.date(2026, number, 1))
    return [Brought(each.brought_as, each.what) for each in open_before(held, session)]


@pytest.fixture
def first() -> Board:
    board = Board(1)
    board.commits("c1", "Ask the midwives", by_when="May", who_may_ask="Ann")
    board.commits("c2", "Write to the ICB")
    board.commits("c3", "  ")
    return board


def test_G12_a_commitment_has_its_words_and_no_answer_yet(first: Board) -> None:
    one, other = commitments_of([first.held])
    assert (one.session, one.board, one.card) == ("s1", "board1", "c1")
    assert (one.what, one.by_when, one.who_may_ask, one.progress) == ("Ask the midwives", "May", "Ann", ())
    assert (other.what, other.is_done) == ("Write to the ICB", False)


def test_G12_what_is_not_done_is_there_at_the_next_check_in_until_it_is(first: Board) -> None:
    second = Board(2, *brought([first.held], 2))
    assert second.check_in() == [("progress", "Ask the midwives"), ("progress", "Write to the ICB")]
    asked, wrote = commitments_of([first.held])
    second.answers(asked.brought_as, "Partly", "A first talk")
    second.answers(wrote.brought_as, "Done")
    boards = [first.held, second.held]
    third = Board(3, *brought(boards, 3))
    assert third.check_in() == [("progress", "Ask the midwives")]
    third.answers(asked.brought_as, " done ")
    asked, wrote = commitments_of([third.held, second.held, first.held])
    assert [(each.session, each.outcome, each.what_worked) for each in asked.progress] == [
        ("s2", "Partly", "A first talk"),
        ("s3", "done", ""),
    ]
    assert (asked.is_done, wrote.is_done) == (True, True)
    assert brought([*boards, third.held], 4) == []


def test_G12_done_once_is_not_done_for_ever(first: Board) -> None:
    second = Board(2, *brought([first.held], 2))
    asked, _ = commitments_of([first.held])
    second.answers(asked.brought_as, "Done")
    third = Board(3, *brought([first.held], 3))
    third.answers(asked.brought_as, "Changed")
    assert not commitments_of([first.held, second.held, third.held])[0].is_done


def test_G12_a_session_is_brought_what_is_of_earlier_ones_alone(first: Board) -> None:
    assert brought([first.held], 1) == []
    second = Board(2)
    second.commits("c4", "Later")
    assert [each.text for each in brought([first.held, second.held], 2)] == ["Ask the midwives", "Write to the ICB"]


def test_G12_two_boards_with_cards_of_one_id_are_told_apart(first: Board) -> None:
    other = Board(1, board="other")
    other.commits("c1", "Something else")
    ids = {each.brought_as for each in commitments_of([first.held, other.held])}
    assert len(ids) == 3


def test_G12_a_second_launch_on_the_board_brings_nothing_twice_and_nothing_that_was_deleted(first: Board) -> None:
    new = brought([first.held], 2)
    second = Board(2, *new)
    edits.delete(second.document, "cards", new[0].id, WHEN)
    second.launch(*new, launch_id="more")
    assert second.check_in() == []


def test_G12_the_next_pass_on_one_board_answers_its_own_commitments(first: Board) -> None:
    first.launch(launch_id="two", again=SET)
    [card] = [c for c in first.document.read().cards.values() if c.refs == ("c1",)]
    first.answers(card.id, "Done")
    one, other = commitments_of([first.held])
    assert ([each.outcome for each in one.progress], other.progress) == (["Done"], ())


def test_G12_what_stays_in_the_group_and_what_is_deleted_is_no_commitment(first: Board) -> None:
    place = edits.Place(first.zones["issue"])
    edits.add_card(first.document, "c5", "commitment", place, text="Between us")
    edits.delete(first.document, "cards", "c1", WHEN)
    assert [each.what for each in commitments_of([first.held])] == ["Write to the ICB"]


def test_G12_a_template_that_asks_for_no_commitments_is_brought_none(first: Board) -> None:
    document = begun()
    before = len(document.read().cards)
    started(document, "thinking_together", {}, brought=brought([first.held], 2))
    assert len(document.read().cards) == before
