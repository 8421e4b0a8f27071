"""The programme on a running server: imported, with its boards in their sessions, and its report taken home."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from board.building import ReportPlan
from board.programmes import written
from client.sdk import Api, Json
from client.sdk.programmes import Programmes
from client.sdk.reports import Reports

from .content import LIVE_SESSION, ProgrammeContent, SessionBoard
from .report import LIVE, planned
from .writing import make_board

FORMATS: Final = {"docx": "docx", "html": "html", "markdown": "md", "json": "json", "pdf": "pdf"}
"""Each format of the report with the ending of its file."""
AT_ONCE: Final = 4
"""Boards that are made at once. All nineteen would each wait for all others, and on a busy machine in vain."""


@dataclass(frozen=True, slots=True)
class ProgrammeOutcome:
    """What was made: the content, ids of boards by name, the plan, what was found on it, files by format."""

    content: ProgrammeContent
    boards: Mapping[str, str]
    plan: ReportPlan
    findings: Sequence[Json]
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Organiser:
    """Who looks after the programmes of a server: its address and the organiser's secret."""

    url: str
    secret: str


async def run_programme(
    organiser: Organiser, content: ProgrammeContent, live: str, folder: Path, say: Callable[[str], None]
) -> ProgrammeOutcome:
    """Build the programme on the server and write its report to `folder`; `live` is the board that people made.

    Raises DemoFailed, ClientError, OSError.
    """
    begun = time.monotonic()
    async with Api(organiser.url) as api:
        await api.join(organiser.secret, "Organiser")
        await Programmes(api).import_document(written(content.whole))
        boards = {LIVE: live, **await _boards(api, content)}
        await _place(api, content, boards)
        say(_account(content, boards, time.monotonic() - begun))
        plan = planned(content, boards)
        reports = Reports(api, content.whole.programme.id)
        await reports.store(written(plan), 0)
        findings = (await reports.preview(plan.id))["findings"]
        made = {fmt: await reports.build(plan.id, fmt) for fmt in FORMATS}
    files = await asyncio.to_thread(_write, folder, made)
    parts, things = len(plan.parts), f"{len(findings)} {'thing' if len(findings) == 1 else 'things'}"
    say(f"The report of {parts} parts is in {folder}, as {', '.join(FORMATS)}; {things} to look at first:")
    for found in findings:
        say(f"- {found['place']}: {found['problem']}")
    return ProgrammeOutcome(content, boards, plan, findings, files)


async def _boards(api: Api, content: ProgrammeContent) -> Mapping[str, str]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def made(board: SessionBoard) -> str:
        async with turn:
            return await make_board(api, content, board)

    ids = await asyncio.gather(*(made(board) for board in content.boards.values()))
    return dict(zip(content.boards, ids, strict=True))


async def _place(api: Api, content: ProgrammeContent, boards: Mapping[str, str]) -> None:
    programmes, programme = Programmes(api), content.whole.programme.id
    sessions = {LIVE: LIVE_SESSION, **{name: board.session for name, board in content.boards.items()}}
    for name, board in boards.items():
        await programmes.place_board(programme, sessions[name], board)


def _account(content: ProgrammeContent, boards: Mapping[str, str], seconds: float) -> str:
    whole = content.whole
    held = f"{len(whole.groups)} groups, {len(whole.sessions)} sessions and {len(whole.people)} invented people"
    return f"The programme “{whole.programme.title}”: {held}, with {len(boards)} boards, in {seconds:.1f} s."


def _write(folder: Path, made: Mapping[str, bytes]) -> Mapping[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {fmt: folder / f"report.{ending}" for fmt, ending in FORMATS.items()}
    for fmt, path in files.items():
        path.write_bytes(made[fmt])
    return files
