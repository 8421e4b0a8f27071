"""Snapshots, the board as plain JSON, and going back to a snapshot."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from board.progress import Progress
from server.api.http.answers import Restored, RestorePreview, SnapshotAnswer, SnapshotList, SnapshotRow, StoppedReturn
from server.api.http.bodies import NewSnapshot, Restore
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.commands import GoBack, TellOfReturn
from server.facilitation.snapshots import KeptState
from server.ports.audit import Note
from server.ports.snapshots import Snapshot
from server.rooms.live import Answer
from server.workers.offloaded import projected, sentences_back

from .going_back import edited, went_back, what_became

_T = TypeVar("_T")

_PATH = "/api/boards/{board}/snapshots"
_ONE = f"{_PATH}/{{snapshot}}"


class ProjectionAnswer(BaseModel):
    """The board as plain JSON in reading order; `board/snapshots/projection.py` describes every key."""

    model_config = ConfigDict(extra="allow")

    format: int
    title: str
    purpose: str
    launches: list[dict[str, Any]]
    zones: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    unplaced: list[dict[str, Any]]
    deleted: list[dict[str, Any]]
    broken: list[dict[str, Any]]


async def projection(call: Call[NoBody]) -> ProjectionAnswer:
    """Return the board as it is now."""
    content = await call.services.live.read(call.access.document("content"))
    found, _ = await call.services.workers.run(projected, content.state)
    return ProjectionAnswer.model_validate(found)


async def listed(call: Call[NoBody]) -> SnapshotList:
    """List the snapshots."""
    found = await call.services.directory.list_snapshots(call.board.id)
    names = await _names(call, *found)
    return SnapshotList(snapshots=[SnapshotRow.of(each, names.get(each.by or "")) for each in found])


async def take(call: Call[NewSnapshot]) -> SnapshotRow:
    """Take one by hand."""
    snapshot = await call.services.snapshots.take(call.board, "by hand", by=call.participant, label=call.body.label)
    return SnapshotRow.of(snapshot, call.identity.participant.name)


async def one(call: Call[NoBody]) -> SnapshotAnswer:
    """Return a snapshot with the board as it was."""
    kept = _found(await call.services.snapshots.kept(call.board, call.path("snapshot")))
    names = await _names(call, kept.snapshot)
    row = SnapshotRow.of(kept.snapshot, names.get(kept.snapshot.by or ""))
    return SnapshotAnswer(**row.model_dump(), projection=dict(kept.projection))


async def preview(call: Call[NoBody]) -> RestorePreview:
    """Say what going back would change."""
    kept = await _state(call)
    call.tell(Progress("Looking at what would change"))
    content = await call.services.live.read(call.access.document("content"))
    changes = await call.services.workers.run(sentences_back, content.state, kept.content)
    return RestorePreview(changes=changes)


async def go_back(call: Call[Restore]) -> Restored:
    """Go back to a snapshot by a new edit of the live board (SPEC D7, L4); the board as it is is kept first.

    Two documents are written, each once for the request id, so that a repeated request completes what was cut short.
    """
    return await went_back(call, lambda: _go_back(call), lambda answer: _tell_of_return(call, answer))


async def _go_back(call: Call[Restore]) -> Answer:
    kept, when = await _state(call), call.services.clock().isoformat()
    note = Note("restored", call.participant, {"snapshot": kept.snapshot.id})
    return await edited(call, kept, lambda before: GoBack(kept.content, when, before), note)


async def _tell_of_return(call: Call[Restore], answer: Answer) -> None:
    """Say on the stage that the board went back, unless that was done."""
    services, stage, request_id = call.services, call.access.document("stage"), call.body.request_id
    if not answer["applied"] or await services.live.answered(stage, request_id) is not None:
        return
    snapshot = (await _state(call)).snapshot
    told = TellOfReturn(answer["before"], snapshot.label, by=call.participant)
    await services.live.edit(stage, told, request_id=request_id)


async def stop(call: Call[Restore]) -> StoppedReturn:
    """Stop going back; where it is too late for that, it is completed."""
    await _state(call)
    answer = await what_became(call, lambda answer: _tell_of_return(call, answer))
    return StoppedReturn(applied=answer.get("applied"))


async def _state(call: Call[NoBody] | Call[Restore]) -> KeptState:
    return _found(await call.services.snapshots.to_go_back_to(call.board, call.path("snapshot")))


def _found(kept: _T | None) -> _T:
    if kept is None:
        raise Problem(404, "unknown", "The board has no such snapshot.")
    return kept


async def _names(call: Call[NoBody], *snapshots: Snapshot) -> Mapping[str, str]:
    people = await call.services.directory.get_participants({each.by for each in snapshots if each.by})
    return {key: person.name for key, person in people.items()}


ENDPOINTS = (
    Endpoint(
        "GET",
        "/api/boards/{board}/projection",
        Who.VIEW,
        "The board as plain JSON",
        projection,
        NoBody,
        ProjectionAnswer,
    ),
    Endpoint("GET", _PATH, Who.VIEW, "The board's snapshots", listed, NoBody, SnapshotList),
    Endpoint("POST", _PATH, Who.EDIT, "Take a snapshot", take, NewSnapshot, SnapshotRow, status=201),
    Endpoint("GET", _ONE, Who.VIEW, "A snapshot with its board", one, NoBody, SnapshotAnswer),
    Endpoint(
        "GET",
        f"{_ONE}/restore",
        Who.FACILITATE,
        "What going back would change",
        preview,
        NoBody,
        RestorePreview,
        long=True,
    ),
    Endpoint(
        "POST",
        f"{_ONE}/restore",
        Who.FACILITATE,
        "Go back to a snapshot",
        go_back,
        Restore,
        Restored,
        problems=(409,),
        long=True,
    ),
    Endpoint(
        "POST",
        f"{_ONE}/restore/stop",
        Who.FACILITATE,
        "Stop going back to a snapshot",
        stop,
        Restore,
        StoppedReturn,
        problems=(409,),
    ),
)
