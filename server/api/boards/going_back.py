"""Going back by one edit, which can be stopped until it is on its way into the log (SPEC D7, F7, L4)."""

import asyncio
from collections.abc import Awaitable, Callable

from board.limits import MAX_LABEL
from board.progress import Progress
from server.api.http.answers import Restored
from server.api.http.bodies import Restore
from server.api.http.problem import check_kind, stopped
from server.api.http.routes import Call
from server.api.http.wanted import to_its_end
from server.facilitation.commands import StandInForStopped
from server.facilitation.snapshots import KeptState
from server.ports.audit import Note
from server.rooms.live import Answer, Command, Withdrawn

Begin = Callable[[], Awaitable[Answer]]
Finish = Callable[[Answer], Awaitable[None]]
"""What is done once the edit is stored, whoever waits for it: it may be asked for again."""


async def nothing_else(answer: Answer) -> None:
    """Finish an edit to which nothing belongs."""


async def went_back(call: Call[Restore], begin: Begin, finish: Finish = nothing_else) -> Restored:
    """Return what going back changed; where it was done under this request id before, what it changed then.

    When the caller is cancelled it is stopped, or completed where it is too late for that.
    """
    content, live = call.access.document("content"), call.services.live
    try:
        answer = await live.answered(content, call.body.request_id) or await begin()
        check_kind(answer, "applied", "before")
        await finish(answer)
    except Withdrawn:
        raise stopped() from None
    except asyncio.CancelledError:
        await to_its_end(what_became(call, finish))
        raise
    return Restored(applied=answer["applied"], snapshot_before=answer["before"])


async def edited(call: Call[Restore], kept: KeptState, command: Callable[[str], Command], note: Note) -> Answer:
    """Keep the board as it is, then go back towards `kept` by the command that is made for the id of that snapshot.

    The note goes into the audit with what is changed.
    """
    content, services = call.access.document("content"), call.services
    label = f"Before going back to “{kept.snapshot.label}”"[:MAX_LABEL]
    call.tell(Progress("Keeping the board as it is now"))
    before = await services.snapshots.take(call.board, "before restore", by=call.participant, label=label)
    call.tell(Progress("Putting the board back"))
    return await services.live.edit(content, command(before.id), request_id=call.body.request_id, note=note)


async def what_became(call: Call[Restore], finish: Finish = nothing_else) -> Answer:
    """Return what went back, where that can no longer be stopped, else that it was stopped.

    The request id is taken then, so that no other server carries it out either.
    """
    content, live, request_id = call.access.document("content"), call.services.live, call.body.request_id
    live.withdraw(content, request_id)
    answer = await live.edit(content, StandInForStopped(), request_id=request_id)
    if "stopped" not in answer:
        check_kind(answer, "applied", "before")
        await finish(answer)
    return answer
