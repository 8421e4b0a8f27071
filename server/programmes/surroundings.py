"""What stands around a board, for reports: its session's group or programme, and boards of other sessions (SPEC X8)."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from board.programmes import Group, Places, WholeProgramme
from board.reports import InProgramme, Provenance, SessionBoard
from board.snapshots.projection import Projection
from server.facilitation.snapshots import Snapshots
from server.ports.directory import Directory
from server.ports.programmes import KeptProgramme
from server.ports.snapshots import Snapshot, SnapshotContent

from .placed import programme_around


async def surroundings(
    directory: Directory, places: Places, board: str, reader: str, snapshots: Snapshots | None = None
) -> InProgramme | None:
    """Return the place of a board in its programme, or None without one.

    It holds what `reader`, a participant who facilitates the board, may read: an organiser the whole programme,
    others the group (SPEC G11). `snapshots` adds the newest one of each board
    of the groups alike that they may open.
    """
    around = await programme_around(directory, board)
    if around is None:
        return None
    kept, place = around
    reads_all = await directory.is_organiser(reader)
    whole = kept.whole() if reads_all else _of_group(kept.whole(), place.group)
    found = InProgramme(whole, places, place.session, board=board)
    if snapshots is None:
        return found
    boards, unread = await _others(kept, found, board, partial(_newest, directory, snapshots, reader))
    return replace(found, boards=tuple(boards), unread=tuple(unread))


def provenance(snapshot: Snapshot) -> Provenance:
    """Return how a report names this snapshot (SPEC X2)."""
    return Provenance(snapshot.label, snapshot.at.isoformat(), snapshot.digest)


def _of_group(whole: WholeProgramme, wanted: str) -> WholeProgramme:
    """What belongs to one group: its sessions, and those who were there or facilitate it."""
    group = next(each for each in whole.groups if each.id == wanted)
    sessions = whole.sessions_of(wanted)
    here = {entry.person for session in sessions for entry in session.register} | {*group.facilitators}
    people = tuple(person for person in whole.people if person.id in here)
    from_where = {person.organisation for person in people}
    organisations = tuple(each for each in whole.organisations if each.id in from_where)
    return replace(whole, groups=(group,), sessions=sessions, people=people, organisations=organisations)


async def _others(
    kept: KeptProgramme, place: InProgramme, board: str, newest: Callable[[str], Awaitable[SnapshotContent | None]]
) -> tuple[Sequence[SessionBoard], Sequence[str]]:
    """Return the other boards of the groups alike by their newest snapshots, and the sessions of those not readable."""
    sessions = _sessions_of(place.whole, place.alike())
    boards: list[SessionBoard] = []
    unread: list[str] = []
    for other, session in kept.boards.items():
        if session in sessions and other != board:
            content = await newest(other)
            if content is None:
                unread.append(session)
            else:
                boards.append(_session_board(other, session, content))
    return boards, unread


async def _newest(directory: Directory, snapshots: Snapshots, reader: str, board: str) -> SnapshotContent | None:
    """Return the newest snapshot, where there is one and the participant may open the board."""
    found = await directory.get_board(board)
    if found is None or await directory.role_of(board, reader) is None:
        return None
    newest = next(iter(await directory.list_snapshots(board)), None)
    return await snapshots.kept(found, newest.id) if newest else None


def _session_board(board: str, session: str, content: SnapshotContent) -> SessionBoard:
    return SessionBoard(board, session, cast(Projection, content.projection), provenance(content.snapshot))


def _sessions_of(whole: WholeProgramme, groups: Iterable[Group]) -> set[str]:
    wanted = {group.id for group in groups}
    return {session.id for session in whole.sessions if session.group in wanted}
