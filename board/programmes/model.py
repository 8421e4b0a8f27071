"""A programme around the boards: its groups, their sessions, who was there (SPEC G).

Programme > group > session > board. Every entity has an id of its own and names others by theirs, so that each is
stored and changed alone; `WholeProgramme` is all of them together. Dates are days in the programme's own place.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from board import limits
from board.ids import ENTITY_ID
from board.text.clean_text import clean_line, clean_prose

MAX_GROUPS: Final = 100
"""A region's programme had five; each group is a page that somebody reads."""
MAX_SESSIONS: Final = 2_000
"""Monthly meetings of a hundred groups for more than a year and a half."""
MAX_PEOPLE: Final = 2_000
MAX_REGISTER: Final = 300
"""Rows of one session's register: a launch event had 45 people."""
MAX_MINUTES: Final = 24 * 60
MAX_NUMBER: Final = 999


def _some(text: str) -> str:
    if not text:
        raise ValueError("It must not be empty.")
    return text


EntityId: TypeAlias = Annotated[str, StringConstraints(pattern=rf"^{ENTITY_ID.pattern}$")]
PlaceId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
"""The id of a place or ICB in the places file."""
Line: TypeAlias = Annotated[str, StringConstraints(max_length=limits.MAX_TITLE), AfterValidator(clean_line)]
Short: TypeAlias = Annotated[str, StringConstraints(max_length=limits.MAX_SHORT), AfterValidator(clean_line)]
Title: TypeAlias = Annotated[Line, AfterValidator(_some)]
Prose: TypeAlias = Annotated[str, StringConstraints(max_length=limits.MAX_TEXT), AfterValidator(clean_prose)]
"""Light Markdown (SPEC R1)."""
Number: TypeAlias = Annotated[int, Field(ge=1, le=MAX_NUMBER)]

GroupKind = Literal["action_learning_set", "leadership", "planning_and_monitoring"]
AttendancePhrase = Literal["average", "every_session", "unique"]
"""How a group's attendance is said, see figures.attendance_phrase."""
Attended = Literal["present", "apologies"]

FACILITATOR: Final = "facilitator"
"""The role in a session that `Group.facilitators_count` is about; other roles are free (chair, scribe)."""


class Strict:
    """What is read from JSON must not have keys that we do not know: they would be lost."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(Strict):
    """What of the programme is fixed, and what is left open on purpose."""

    fixed: Annotated[tuple[Title, ...], Field(max_length=limits.MAX_LIST)] = ()
    left_open: Annotated[tuple[Title, ...], Field(max_length=limits.MAX_LIST)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Strict):
    """An objective: one text, which everything else refers to by its id (SPEC G4)."""

    id: EntityId
    text: Annotated[Prose, AfterValidator(_some)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Strict):
    """A stretch of the programme's time; without `ends` it is a day, or still open."""

    id: EntityId
    title: Title
    starts: dt.date
    ends: dt.date | None = None
    note: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Strict):
    """The programme itself. Objectives and phases are in the order in which they are read."""

    id: EntityId
    title: Title
    purpose: Prose = ""
    parameters: Parameters = Parameters()
    objectives: Annotated[tuple[Objective, ...], Field(max_length=limits.MAX_LIST)] = ()
    phases: Annotated[tuple[Phase, ...], Field(max_length=limits.MAX_LIST)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Strict):
    """Where people come from. `place` is its council's area in the places file; a ministry has none.

    `icb` is for an organisation that stands for a whole ICB and no single place, such as the board itself.
    """

    id: EntityId
    name: Title
    place: PlaceId | None = None
    icb: PlaceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Strict):
    """Somebody who takes part. `consented`: may be named in reports. `invented`: stands in for somebody unknown.

    A person who was removed keeps the id, the organisation and nothing else (SPEC G6).
    """

    id: EntityId
    name: Short
    job: Short = ""
    organisation: EntityId | None = None
    consented: bool = False
    invented: bool = False
    removed: bool = False

    @property
    def shown(self) -> str:
        """The name, or "somebody" once it was removed."""
        return "somebody" if self.removed else self.name

    def forgotten(self) -> "Person":
        """Return the person without what says who it is."""
        return Person(id=self.id, name="", organisation=self.organisation, invented=self.invented, removed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyQuestion(Strict):
    """One wording of a group's key question, and the day from which it held."""

    text: Title
    since: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Strict):
    """A group of a programme. `key_questions` are all wordings, oldest first; the last one holds.

    `number` orders the groups of a kind. `icbs` takes the place of those that follow from where people come from.
    """

    id: EntityId
    kind: GroupKind
    number: Number
    title: Title
    theme: Line = ""
    pillar: Line = ""
    facilitators: Annotated[tuple[EntityId, ...], Field(max_length=limits.MAX_LIST)] = ()
    key_questions: Annotated[tuple[KeyQuestion, ...], Field(max_length=limits.MAX_LIST)] = ()
    attendance: AttendancePhrase = "average"
    facilitators_count: bool = False
    icbs: Annotated[tuple[PlaceId, ...], Field(max_length=limits.MAX_LIST)] | None = None

    @property
    def key_question(self) -> str:
        """The wording that holds now, or ""."""
        return self.key_questions[-1].text if self.key_questions else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry(Strict):
    """That a person was at a session or sent apologies, and in which role."""

    person: EntityId
    attended: Attended
    role: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Strict):
    """A meeting of a group. `minutes` is how long it is; `register` has a person once."""

    id: EntityId
    group: EntityId
    number: Number
    date: dt.date
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)] | None = None
    title: Line = ""
    register: Annotated[tuple[RegisterEntry, ...], Field(max_length=MAX_REGISTER)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProgramme(Strict):
    """A programme with all that belongs to it, as it is exported and imported; boards are not in it."""

    format: Literal[1] = 1
    programme: Programme
    organisations: Annotated[tuple[Organisation, ...], Field(max_length=MAX_PEOPLE)] = ()
    people: Annotated[tuple[Person, ...], Field(max_length=MAX_PEOPLE)] = ()
    groups: Annotated[tuple[Group, ...], Field(max_length=MAX_GROUPS)] = ()
    sessions: Annotated[tuple[Session, ...], Field(max_length=MAX_SESSIONS)] = ()

    def sessions_of(self, group: str) -> tuple[Session, ...]:
        """Return the group's sessions by number, then date."""
        return tuple(sorted((s for s in self.sessions if s.group == group), key=lambda s: (s.number, s.date)))

    @property
    def people_by_id(self) -> Mapping[str, Person]:
        """All people, by id."""
        return {person.id: person for person in self.people}

    @property
    def organisations_by_id(self) -> Mapping[str, Organisation]:
        """All organisations, by id."""
        return {organisation.id: organisation for organisation in self.organisations}
