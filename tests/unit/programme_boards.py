"""A programme with two learning sets and a leadership group, in our own words, and boards of its sessions."""

import datetime as dt
from dataclasses import replace

from board.programmes import (
    Group,
    KeyQuestion,
    Organisation,
    Person,
    Programme,
    RegisterEntry,
    Session,
    WholeProgramme,
    bundled_places,
)
from board.reports import InProgramme, SessionBoard
from board.snapshots.projection import Projection

from .output_boards import OutputBoard
from .report_boards import PROVENANCE

ORGANISATIONS = (
    Organisation(id="bcc", name="Bristol City Council", place="bristol"),
    Organisation(id="pcc", name="Plymouth City Council", place="plymouth"),
    Organisation(id="ministry", name="Ministry of Health"),
)
PEOPLE = (
    Person(id="ann", name="Ann Able", organisation="bcc", consented=True),
    Person(id="ben", name="Ben Baker", organisation="pcc"),
    Person(id="cat", name="Cat Cole", organisation="ministry", consented=True),
    Person(id="fay", name="Fay Field", organisation="pcc", consented=True),
    Person(id="gus", name="Gus Green", organisation="bcc"),
)
QUESTIONS = (
    KeyQuestion(text="What stops families?", since=dt.date(2023, 9, 1)),
    KeyQuestion(text="What would families choose?", since=dt.date(2023, 11, 1)),
)


def _present(*people: str) -> tuple[RegisterEntry, ...]:
    return tuple(RegisterEntry(person=each, attended="present") for each in people)


def _session(group: str, number: int, *people: str, title: str = "") -> Session:
    day = dt.date(2024, number, 12)
    return Session(id=f"{group}{number}", group=group, number=number, date=day, title=title, register=_present(*people))


WHOLE = WholeProgramme(
    programme=Programme(id="p", title="Start well"),
    organisations=ORGANISATIONS,
    people=PEOPLE,
    groups=(
        Group(
            id="two",
            kind="action_learning_set",
            number=2,
            title="Fathers",
            theme="Mental health",
            facilitators=("gus",),
            attendance="every_session",
        ),
        Group(
            id="one",
            kind="action_learning_set",
            number=1,
            title="Fairness",
            theme="Health inequalities",
            pillar="Access",
            facilitators=("fay", "gus"),
            key_questions=QUESTIONS,
        ),
        Group(id="lead", kind="leadership", number=1, title="Leaders", attendance="unique"),
    ),
    sessions=(
        _session("one", 2, "ann", "ben", "fay"),
        _session("one", 1, "ann", "cat"),
        _session("two", 1, "ben"),
        _session("lead", 1, "ann", "ben", "cat", title="Leading together"),
        _session("lead", 2, "ann"),
        _session("lead", 3),
    ),
)
_DAY = dt.date(2024, 1, 12)
LEARNED = "Groups need time\n- to listen\n- to disagree"


def learning_board(*learned: str, title: str = "Session board") -> Projection:
    """A Manualize board with these cards in its learning strip."""
    board = OutputBoard(title)
    board.launch("manualize", {"issue": "x", "question": "y", "purpose": "z"})
    for text in learned:
        board.add("learning", text, kind="learning")
    return board.projection()


def hostile_place(text: str) -> InProgramme:
    """The place of a board where every text that people can type is this one."""
    groups = tuple(
        replace(each, title=text, theme=text, pillar=text, key_questions=(KeyQuestion(text=text, since=_DAY),))
        for each in WHOLE.groups
    )
    people = tuple(replace(each, name=text) for each in PEOPLE)
    organisations = tuple(replace(each, name=text) for each in ORGANISATIONS)
    sessions = tuple(replace(each, title=text) for each in WHOLE.sessions)
    whole = replace(WHOLE, groups=groups, people=people, organisations=organisations, sessions=sessions)
    return place("lead1", ("lead2", learning_board(LEARNED)), whole=whole)


def place(
    session: str, *boards: tuple[str, Projection], whole: WholeProgramme = WHOLE, unread: tuple[str, ...] = ()
) -> InProgramme:
    """The place of a board of this session, with other boards by the sessions that they belong to."""
    others = tuple(SessionBoard(f"of-{each}", each, projection, PROVENANCE) for each, projection in boards)
    return InProgramme(whole, bundled_places(), session, others, unread)
