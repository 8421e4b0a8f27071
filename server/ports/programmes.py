"""The port for programmes: their entities with a revision each, and which board belongs to which session (SPEC G8).

Entities are those of `board.programmes`; ids are unlike within one programme. A session is kept without its register,
whose rows are entities of their own (`Mark`), so that two people keep it together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from board.building import ReportPlan
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, WholeProgramme

from .audit import Note


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of a session's register."""

    session: str
    entry: RegisterEntry


Entity: TypeAlias = Programme | Organisation | Person | Group | Session | Mark | ReportPlan
Kind = Literal["programme", "organisation", "person", "group", "session", "mark", "report"]
E = TypeVar("E", bound=Entity)
E_co = TypeVar("E_co", bound=Entity, covariant=True)


@dataclass(frozen=True, slots=True)
class Kept(Generic[E_co]):
    """An entity as stored. `revision` counts its versions from 1."""

    entity: E_co
    revision: int


@dataclass(frozen=True, slots=True)
class Change(Generic[E_co]):
    """An entity to be stored. `seen` is the revision that it follows, 0 for a new one.

    A person's `participant` is whom the server knows them as; None leaves it as it is.
    """

    entity: E_co
    seen: int = 0
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """Where a board stands in the programmes of this server."""

    programme: str
    group: str
    session: str


@dataclass(frozen=True, slots=True)
class KeptProgramme:
    """A programme with all that belongs to it. Entities are in the order in which they were made.

    `boards` are the sessions of boards, `participants` the people as whom the server knows somebody; both by id.
    """

    programme: Kept[Programme]
    organisations: Sequence[Kept[Organisation]] = ()
    people: Sequence[Kept[Person]] = ()
    groups: Sequence[Kept[Group]] = ()
    sessions: Sequence[Kept[Session]] = ()
    marks: Sequence[Kept[Mark]] = ()
    reports: Sequence[Kept[ReportPlan]] = ()
    boards: Mapping[str, str] = field(default_factory=dict)
    participants: Mapping[str, str] = field(default_factory=dict)

    def whole(self) -> WholeProgramme:
        """Return the programme as the domain knows it, each session with its register."""
        registers: dict[str, list[RegisterEntry]] = {}
        for mark in self.marks:
            registers.setdefault(mark.entity.session, []).append(mark.entity.entry)
        sessions = (each.entity for each in self.sessions)
        return WholeProgramme(
            programme=self.programme.entity,
            organisations=tuple(each.entity for each in self.organisations),
            people=tuple(each.entity for each in self.people),
            groups=tuple(each.entity for each in self.groups),
            sessions=tuple(replace(each, register=tuple(registers.get(each.id, ()))) for each in sessions),
        )

    def place_of(self, board: str) -> BoardPlace | None:
        """Return where the board stands in this programme, or None."""
        session = next((each.entity for each in self.sessions if each.entity.id == self.boards.get(board)), None)
        return BoardPlace(self.programme.entity.id, session.group, session.id) if session else None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is of a programme. `registers` are sessions with somebody on their register, `marks` its rows.

    `fingerprint` is of all that is stored of it: where it is the same, nothing was changed, nor taken out and put back
    otherwise.
    """

    groups: int
    sessions: int
    registers: int
    marks: int
    people: int
    organisations: int
    reports: int
    boards: int
    fingerprint: str


def changes_of(whole: WholeProgramme) -> Sequence[Change[Entity]]:
    """Return what makes this programme where there is none of its id, in an order in which it can be stored."""
    marks = [Mark(session.id, entry) for session in whole.sessions for entry in session.register]
    sessions = [replace(session, register=()) for session in whole.sessions]
    entities: tuple[Entity, ...] = (
        whole.programme,
        *whole.organisations,
        *whole.people,
        *whole.groups,
        *sessions,
        *marks,
    )
    return [Change(each) for each in entities]


class Stale(Exception):
    """Somebody else stored the entity after the caller looked; `newer` is what is there, None where it is gone."""

    def __init__(self, newer: Kept[Entity] | None) -> None:
        super().__init__("The entity was changed by somebody else.")
        self.newer = newer


class StillUsed(Exception):
    """What is to go has something in it, or is named by something."""


class NotAsSeen(Exception):
    """Something of the programme was changed, added or taken out after the caller looked."""


class AlreadyPlaced(Exception):
    """The board belongs to a session already, which `place` names."""

    def __init__(self, place: BoardPlace) -> None:
        super().__init__("The board belongs to another session.")
        self.place = place


def uncounted(stored: int) -> None:
    """Tell nobody how many are stored."""


class Programmes(Protocol):
    """Programmes, with what belongs to them."""

    async def list_programmes(self) -> Sequence[Kept[Programme]]:
        """Return all programmes, in the order in which they were made."""

    async def read_programme(self, programme: str) -> KeptProgramme | None:
        """Return a programme with all that belongs to it, as it is at one moment, or None."""

    async def store_entities(
        self,
        programme: str,
        changes: Sequence[Change[Entity]],
        note: Note | None = None,
        tell: Callable[[int], None] = uncounted,
    ) -> Sequence[Kept[Entity]]:
        """Store these, all or none; returns them with their revisions. The note goes into the audit with them.

        They are stored in slices. Before each, and after the last, `tell` is told how many are stored, perhaps in
        another thread; what it raises undoes all.
        Storing what is there already changes and notes nothing, so that a change whose answer was lost can be sent
        again. Raises
        Stale where `seen` is not the revision that is there; UnknownEntry where what one of them belongs to or names is
        not there; both without having stored anything.
        """

    async def discard_entity(self, programme: str, kind: Kind, ids: Sequence[str], seen: int) -> None:
        """Take an entity out; a mark's ids are the session and the person, any other has one.

        One that is not there (any more) is left alone. Raises Stale, and StillUsed where something refers to it.
        """

    async def extent_of(self, programme: str) -> Extent | None:
        """Return how much there is of a programme, at one moment, or None."""

    async def discard_programme(self, programme: str, seen: Extent, note: Note | None = None) -> None:
        """Take out a whole programme, all of it or nothing: its groups, sessions, registers, people, organisations,
        reports with their builds. Its boards stay as they are, and belong to no session. The note goes into the audit
        with it.

        One that is not there (any more) is left alone, and noted by nobody. Raises NotAsSeen where there is more of it,
        or less, or other.
        """

    async def place_board(self, board: str, programme: str, session: str) -> None:
        """Let the board belong to this session; again does nothing. Raises AlreadyPlaced, UnknownEntry."""

    async def unplace_board(self, board: str) -> None:
        """Let the board belong to no session."""

    async def place_of(self, board: str) -> BoardPlace | None:
        """Return where the board stands, or None."""

    async def places_in(self, programme: str) -> Mapping[str, BoardPlace]:
        """Return where the boards of this programme stand, by board."""
