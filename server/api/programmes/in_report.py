"""What requests about reports share: the plan of the path, and everything that goes into its report."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from board.building import BoardContent, Gathered, ReportPlan, boards_of
from board.programmes import WholeProgramme
from board.progress import telling_each
from board.snapshots.projection import Projection
from server.api.http.routes import Call
from server.ports.directory import Directory
from server.ports.programmes import Kept, KeptProgramme
from server.programmes.present import present_at, who_was_present
from server.programmes.surroundings import provenance
from server.rooms.live import BoardDamaged

from .in_programme import PATH, known, programme_of

REPORT = f"{PATH}/reports/{{report}}"


async def report_of(call: Call[Any]) -> tuple[KeptProgramme, Kept[ReportPlan]]:
    """Return the programme and the plan of the path. Raises Problem."""
    kept = await programme_of(call)
    return kept, known(kept.reports, call.path("report"))


async def gather(call: Call[Any], kept: KeptProgramme, plan: ReportPlan) -> Gathered:
    """Return what the plan's report is built from: each board as of its snapshot, newest ones taken where needed."""
    boards, whole = {}, kept.whole()
    wanted = list(boards_of(plan, _boards_by_group(kept)))
    for board, snapshot in telling_each(wanted, "Reading the boards", call.tell):
        content = await _content(call, kept, whole, board, snapshot)
        if content is not None:
            boards[board, snapshot] = content
    in_use = await call.services.places.current()
    return Gathered(boards, whole, in_use.places)


def _boards_by_group(kept: KeptProgramme) -> Mapping[str, Sequence[str]]:
    """The boards of each group, session by session."""
    of_session: dict[str, list[str]] = {}
    for board, session in kept.boards.items():
        of_session.setdefault(session, []).append(board)
    found: dict[str, list[str]] = {}
    for each in kept.sessions:
        found.setdefault(each.entity.group, []).extend(of_session.get(each.entity.id, ()))
    return found


async def _content(
    call: Call[Any], kept: KeptProgramme, whole: WholeProgramme, board_id: str, snapshot: str | None
) -> BoardContent | None:
    directory = call.services.directory
    board = await directory.get_board(board_id)
    if board is None:
        return None
    try:
        wanted = snapshot or (await call.services.snapshots.current(board, by=call.participant)).id
    except BoardDamaged:
        return None
    found = await call.services.snapshots.kept(board, wanted)
    if found is None:
        return None
    return BoardContent(
        projection=cast(Projection, found.projection),
        provenance=provenance(found.snapshot),
        attendance=tuple(await _present(directory, kept, whole, board_id)),
        session=_session(kept, board_id),
        meeting=kept.boards.get(board_id, ""),
    )


async def _present(
    directory: Directory, kept: KeptProgramme, whole: WholeProgramme, board: str
) -> Sequence[Mapping[str, Any]]:
    """Who was present, without reading the programme again for each of its boards."""
    session = kept.boards.get(board)
    if session is None:
        return await who_was_present(directory, board)
    return present_at(kept, whole, session, await directory.list_attendance(board))


def _session(kept: KeptProgramme, board: str) -> str:
    """Which meeting the board belongs to, in words; "" for none of this programme."""
    session = next((each.entity for each in kept.sessions if each.entity.id == kept.boards.get(board)), None)
    if session is None:
        return ""
    group = next((each.entity.title for each in kept.groups if each.entity.id == session.group), "")
    return f"{group}, session {session.number}" if group else f"Session {session.number}"
