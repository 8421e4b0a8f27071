"""The place of a board in its programme, as a layout is given it: plain values that a worker process can be sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from board.programmes import Group, Places, Session, WholeProgramme
from board.reports.model import Provenance
from board.snapshots.projection import Projection

from .options import ReportOptions
from .prepared import prepared


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """Another board of the programme as one snapshot has it, by its id, and the session that it belongs to."""

    id: str
    session: str
    projection: Projection
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class InProgramme:
    """A board's session, and as much of the programme as the report's author may read.

    `boards` are the other boards; `unread` are the sessions of those that the author may not read. A report of many
    boards has no session of its own: `session` is "", and so is `board`, the id of the report's board. `shown` are the
    groups that the report is about.
    """

    whole: WholeProgramme
    places: Places
    session: str
    boards: tuple[SessionBoard, ...] = ()
    unread: tuple[str, ...] = ()
    shown: tuple[Group, ...] = ()
    board: str = ""

    @property
    def group(self) -> Group:
        """The group whose session it is."""
        session = next(each for each in self.whole.sessions if each.id == self.session)
        return next(each for each in self.whole.groups if each.id == session.group)

    def alike(self) -> Sequence[Group]:
        """The groups of the same kind, by number."""
        kind = self.group.kind
        return sorted((each for each in self.whole.groups if each.kind == kind), key=lambda each: each.number)

    def narrowed(self, groups: Sequence[Group]) -> Self:
        """This for a report of these groups: with their boards alone."""
        wanted = {group.id for group in groups}
        sessions = {session.id for session in self.whole.sessions if session.group in wanted}
        boards = tuple(each for each in self.boards if each.session in sessions)
        unread = tuple(each for each in self.unread if each in sessions)
        return replace(self, boards=boards, unread=unread, shown=tuple(groups))

    def boards_of(
        self, sessions: Sequence[Session], own: Projection | None, options: ReportOptions
    ) -> Iterator[Projection]:
        """The boards of these sessions in their order, each prepared for the report as `own`, if any, is already."""
        for session in sessions:
            if own is not None and session.id == self.session:
                yield own
            yield from (prepared(each.projection, options) for each in self.boards if each.session == session.id)
