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

from .content import LIVE_SESSION, ProgrammeContent
from .report import LIVE, planned
from .writing import make_board

FORMATS: Final = {"docx": "docx", "html": "html", "markdown": "md", "json": "json", "pdf": "pdf"}
"""Each format of the report with the ending of its file."""


@dataclass(frozen=True, slots=True)
class ProgrammeOutcome:
    """What was made: the content, ids of boards by name, the plan, what was found on it, files by format.

    `commitments` are those of each group by its id, with what became of them.
    """

    content: ProgrammeContent
    boards: Mapping[str, str]
    plan: ReportPlan
    findings: Sequence[Json]
    files: Mapping[str, Path]
    commitments: Mapping[str, Sequence[Json]]


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
        await Programmes(api).place_board(content.whole.programme.id, LIVE_SESSION, live)
        commitments = await _commitments(api, content)
        say(_account(content, boards, time.monotonic() - begun))
        say(_returns(commitments))
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
    return ProgrammeOutcome(content, boards, plan, findings, files, commitments)


async def _boards(api: Api, content: ProgrammeContent) -> Mapping[str, str]:
    """Make the boards of each group after each other: the check-in of a session has the commitments of those before."""
    made = await asyncio.gather(*(_boards_of(api, content, group.id) for group in content.whole.groups))
    return {name: board for boards in made for name, board in boards.items()}


async def _boards_of(api: Api, content: ProgrammeContent, group: str) -> Mapping[str, str]:
    sessions = [session.id for session in content.whole.sessions_of(group)]
    boards = [board for session in sessions for board in content.boards.values() if board.session == session]
    return {board.name: await make_board(api, content, board) for board in boards}


async def _commitments(api: Api, content: ProgrammeContent) -> Mapping[str, Sequence[Json]]:
    programme, groups = content.whole.programme.id, content.whole.groups
    return {group.id: await Programmes(api).commitments(programme, group.id) for group in groups}


def _returns(commitments: Mapping[str, Sequence[Json]]) -> str:
    every = [each for found in commitments.values() for each in found]
    back = sum(bool(each["progress"]) for each in every)
    done = sum(each["done"] for each in every)
    return f"Of {len(every)} commitments {back} came back in a later session's check-in; {done} are done."


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
