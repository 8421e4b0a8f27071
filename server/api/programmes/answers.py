"""Answers about programmes, as they are sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from pydantic import BaseModel, RootModel

from board.programmes import (
    Figures,
    Group,
    Organisation,
    Person,
    Programme,
    RegisterEntry,
    Session,
    WholeProgramme,
    attendance_phrase,
)
from server.api.http.answers import BoardName
from server.ports.programmes import Kept, Mark

E = TypeVar("E")


class KeptAnswer(BaseModel, Generic[E]):
    """An entity and its revision, which the next change of it names."""

    revision: int
    entity: E


class KeptProgrammeAnswer(KeptAnswer[Programme]):
    """A programme, without what belongs to it."""


class KeptOrganisation(KeptAnswer[Organisation]):
    """An organisation."""


class KeptPerson(KeptAnswer[Person]):
    """Somebody."""


class KeptGroup(KeptAnswer[Group]):
    """A group."""


class KeptSession(KeptAnswer[Session]):
    """A session, with its register."""


class KeptMark(KeptAnswer[RegisterEntry]):
    """A row of a session's register."""

    @classmethod
    def of(cls, kept: Kept[Mark]) -> "KeptMark":
        """Return the row."""
        return cls(revision=kept.revision, entity=kept.entity.entry)


class ProgrammeRow(BaseModel):
    """A programme in a list."""

    id: str
    title: str


class ProgrammeList(BaseModel):
    """All programmes of this server."""

    programmes: Sequence[ProgrammeRow]


class GroupFigures(BaseModel):
    """What a group's registers come to (SPEC G2, G3); `said` is its attendance in the words that it chose."""

    said: str
    sessions: int
    attendees: int
    average: int
    every_session: int
    organisations: Sequence[str]
    places: Sequence[str]
    icbs: Sequence[str]
    elsewhere: Sequence[str]

    @classmethod
    def of(cls, group: Group, figures: Figures) -> "GroupFigures":
        """Return the figures as they are said."""
        attendance = figures.attendance
        return cls(
            said=attendance_phrase(group, attendance),
            sessions=len(attendance.sessions),
            attendees=len(attendance.attendees),
            average=attendance.average,
            every_session=len(attendance.every_session),
            organisations=[each.name for each in figures.organisations],
            places=[each.name for each in figures.places],
            icbs=[each.name for each in figures.icbs],
            elsewhere=[each.name for each in figures.elsewhere],
        )


class ProgrammeAnswer(BaseModel):
    """A programme with all that belongs to it. `figures` are by group, `boards` by session."""

    programme: KeptProgrammeAnswer
    organisations: Sequence[KeptOrganisation]
    people: Sequence[KeptPerson]
    groups: Sequence[KeptGroup]
    sessions: Sequence[KeptSession]
    figures: Mapping[str, GroupFigures]
    boards: Mapping[str, Sequence[BoardName]]


class SomebodyAnswer(BaseModel):
    """Who somebody on a register is; a removed person's name is "somebody"."""

    id: str
    name: str
    job: str
    organisation: str


class GroupAnswer(BaseModel):
    """A group as those who facilitate one of its sessions may read it."""

    programme: str
    group: KeptGroup
    facilitators: Sequence[SomebodyAnswer]
    sessions: Sequence[KeptSession]
    figures: GroupFigures
    boards: Mapping[str, Sequence[BoardName]]


class SessionAnswer(BaseModel):
    """A session; `marks` are the rows of its register.

    `people` are those of the group, on this register or another, by name.
    """

    programme: str
    group: KeptGroup
    session: KeptSession
    marks: Sequence[KeptMark]
    people: Sequence[SomebodyAnswer]
    boards: Sequence[BoardName]


class Arrived(BaseModel):
    """What taking over came to: rows that are new, and those that said something else before."""

    added: int
    changed: int
    session: SessionAnswer


class BoardPlaceAnswer(BaseModel):
    """The session that a board belongs to."""

    programme: str
    group: str
    session: str
    programme_title: str
    group_title: str
    number: int
    date: dt.date


class BoardPlaceOrNone(BaseModel):
    """`place` is null for a board that belongs to no session."""

    place: BoardPlaceAnswer | None


class ExportedProgramme(RootModel[WholeProgramme]):
    """A whole programme, to be imported again."""


class PlaceRow(BaseModel):
    """A council's area, the ICBs to which it belonged, and from when to when it was there."""

    id: str
    name: str
    since: dt.date
    until: dt.date | None
    icbs: Sequence[str]


class IcbRow(BaseModel):
    """An integrated care board, and from when to when it was there."""

    id: str
    name: str
    since: dt.date
    until: dt.date | None


class PlacesAnswer(BaseModel):
    """All places and ICBs. `own`: from the operator's file; `fault` says why that file is not used."""

    places: Sequence[PlaceRow]
    icbs: Sequence[IcbRow]
    own: bool
    fault: str | None


class StoppedImport(BaseModel):
    """Whether the programme is there: it was too late to stop, or there was one before."""

    taken_in: bool
