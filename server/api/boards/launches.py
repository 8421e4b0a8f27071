"""Launching a template on a board that is in use (SPEC T2), and its phases as a checklist."""

import secrets
from collections.abc import Sequence

from pydantic import BaseModel

from board.limits import MAX_LABEL
from board.stage.session_roles import SessionRole
from board.stage.stage import Checklist, Phase, StageDocument
from server.api.http.bodies import NewLaunch, PhaseChange
from server.api.http.problem import check_kind
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.commands import AddChecklist, GoToPhase, Launch, TickPhase
from server.rooms.live import Answer, Command
from server.workers.offloaded import document

from .templates import PhaseRow, find_template

_PATH = "/api/boards/{board}"


class LaunchAnswer(BaseModel):
    """The id of a launch."""

    launch: str


class ChecklistRow(BaseModel):
    """The phases of a launch, and the id of the participant who launched it.

    `done` and `current` are a phase's id, or `<phase>/<area>` where it goes area by area. `by` is null for what a board
    began with.
    """

    launch: str
    phases: Sequence[PhaseRow]
    done: Sequence[str]
    current: str | None
    by: str | None

    @classmethod
    def of(cls, checklist: Checklist) -> "ChecklistRow":
        """Return the row of a checklist."""
        return cls(
            launch=checklist.launch,
            phases=[PhaseRow.of(phase) for phase in checklist.phases],
            done=checklist.done,
            current=checklist.current,
            by=checklist.by,
        )


class Checklists(BaseModel):
    """The phases of every launch."""

    launches: Sequence[ChecklistRow]


async def start(call: Call[NewLaunch]) -> LaunchAnswer:
    """Launch a template; the board as it is is kept first.

    Two documents are written, each once for the request id, so that a repeated request completes what was cut short,
    with the phases that it began with, whatever has become of the template.
    """
    live, request_id = call.services.live, call.body.request_id
    answer = await live.answered(call.access.document("content"), request_id) or await _launch(call)
    check_kind(answer, "launch", "phases")
    steps = [Phase(**phase) for phase in answer["phases"]]
    roles = [SessionRole(**{**role, "apart": tuple(role["apart"])}) for role in answer.get("roles", ())]
    phases = AddChecklist(answer["launch"], steps, by=call.participant, roles=roles)
    await live.edit(call.access.document("stage"), phases, request_id=request_id)
    return LaunchAnswer(launch=answer["launch"])


async def _launch(call: Call[NewLaunch]) -> Answer:
    body, services = call.body, call.services
    template = await find_template(services, body.template)
    label = f"Before launching “{template.title}”"[:MAX_LABEL]
    await services.snapshots.take(call.board, "before launch", by=call.participant, label=label)
    brought = await services.group_boards.brought_to_board(call.board.id, template)
    command = Launch(template, body.answers, body.area, body.again, brought)
    return await services.live.edit(call.access.document("content"), command, request_id=body.request_id)


async def phases(call: Call[NoBody]) -> Checklists:
    """Return the phases of every launch."""
    stage = await call.services.live.read(call.access.document("stage"))
    found = StageDocument(document(stage.state)).checklists()
    return Checklists(launches=[ChecklistRow.of(each) for each in found.values()])


async def change_phase(call: Call[PhaseChange]) -> Checklists:
    """Tick or untick a phase, or say which one is on now."""
    name = call.access.document("stage")
    await call.services.live.edit(name, _changing(call.body), request_id=secrets.token_urlsafe(12))
    stage = await call.services.live.read(name)
    return Checklists(launches=[ChecklistRow.of(StageDocument(document(stage.state)).checklist(call.body.launch))])


def _changing(change: PhaseChange) -> Command:
    match change:
        case PhaseChange(phase=str(phase)):
            return TickPhase(change.launch, phase, done=bool(change.done))
        case _:
            return GoToPhase(change.launch, change.current)


ENDPOINTS = (
    Endpoint(
        "POST",
        f"{_PATH}/launches",
        Who.FACILITATE,
        "Launch a template",
        start,
        NewLaunch,
        LaunchAnswer,
        status=201,
        problems=(409,),
    ),
    Endpoint("GET", f"{_PATH}/phases", Who.VIEW, "The phases of every launch", phases, NoBody, Checklists),
    Endpoint(
        "POST",
        f"{_PATH}/phases",
        Who.FACILITATE,
        "Tick a phase, or go to one",
        change_phase,
        PhaseChange,
        Checklists,
        problems=(409,),
    ),
)
