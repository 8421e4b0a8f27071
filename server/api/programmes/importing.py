"""Importing a whole programme: in one transaction, of which nothing stays where its sender goes away (SPEC L6)."""

import asyncio
import threading
from typing import Final

from board.errors import ProgrammeError
from board.programmes import WholeProgramme, faults_of_days
from board.programmes.reading import check_whole
from board.progress import Progress
from server.api.http.problem import Problem, stopped
from server.api.http.routes import Call, NoBody
from server.api.http.wanted import to_its_end
from server.ports.programmes import Entity, Kept, Stale, changes_of

from .answers import KeptProgrammeAnswer, StoppedImport
from .bodies import ImportedProgramme
from .in_programme import noting

CHECKING: Final = Progress("Checking the programme")
STORING: Final = "Storing the programme"


class _Gone(Exception):
    """Nobody waits for the import any more: raised within its transaction, it undoes it."""


async def imported(call: Call[ImportedProgramme]) -> KeptProgrammeAnswer:
    """Make a programme from a document. What is there already is left alone."""
    whole = call.body.root
    with call.services.imports.begun((call.participant, whole.programme.id)) as gone:
        call.tell(CHECKING)
        check_whole(whole)
        there = await call.services.directory.read_programme(whole.programme.id)
        if there is not None and there.whole() != whole:
            raise _twice()
        if there is None and (faults := list(faults_of_days(whole, call.services.clock().date()))):
            raise ProgrammeError(faults)
        try:
            kept = await _stored_while_wanted(call, whole, gone)
        except Stale:
            raise _twice() from None
        except _Gone:
            raise stopped() from None
    return KeptProgrammeAnswer(revision=kept.revision, entity=whole.programme)


async def stop(call: Call[NoBody]) -> StoppedImport:
    """Stop importing the programme of the path; where it is too late for that, it is there."""
    programme = call.path("programme")
    await call.services.imports.stop((call.participant, programme))
    return StoppedImport(taken_in=await call.services.directory.read_programme(programme) is not None)


async def _stored_while_wanted(
    call: Call[ImportedProgramme], whole: WholeProgramme, gone: threading.Event
) -> Kept[Entity]:
    """Store all of it; once it is not wanted any more nothing, or all where it was being committed."""
    loop, programme, changes = asyncio.get_running_loop(), whole.programme.id, changes_of(whole)

    def tell(stored: int) -> None:
        if gone.is_set():
            raise _Gone
        loop.call_soon_threadsafe(call.tell, Progress(STORING, stored, len(changes)))

    note = noting(call, "imported programme", programme=programme)
    storing = asyncio.create_task(call.services.directory.store_entities(programme, changes, note, tell))
    try:
        [kept, *_] = await asyncio.shield(storing)
    except asyncio.CancelledError:
        gone.set()
        await to_its_end(asyncio.wait([storing]))
        raise
    return kept


def _twice() -> Problem:
    detail = "There is a programme with this id already. Give the document another id, in 'programme'."
    return Problem(409, "twice", detail)
