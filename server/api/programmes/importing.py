"""Importing a whole programme: in one transaction, of which nothing stays where its sender goes away (SPEC L6)."""

import asyncio
import threading
from typing import Final

from board.errors import ProgrammeError
from board.programmes import WholeProgramme, faults_of_days
from board.programmes.reading import check_whole
from board.progress import Progress, Tell, telling_each
from server.api.http.problem import Problem
from server.api.http.routes import Call
from server.ports.programmes import Entity, Kept, Stale, changes_of

from .answers import KeptProgrammeAnswer
from .bodies import ImportedProgramme
from .in_programme import noted

CHECKING: Final = Progress("Checking the programme")
STORING: Final = "Storing the programme"


class _Gone(Exception):
    """Nobody waits for the import any more: raised within its transaction, it undoes it."""


async def imported(call: Call[ImportedProgramme]) -> KeptProgrammeAnswer:
    """Make a programme from a document. What is there already is left alone."""
    whole = call.body.root
    call.tell(CHECKING)
    check_whole(whole)
    there = await call.services.directory.read_programme(whole.programme.id)
    if there is not None and there.whole() != whole:
        raise _twice()
    if there is None and (faults := list(faults_of_days(whole, call.services.clock().date()))):
        raise ProgrammeError(faults)
    try:
        kept = await _stored_while_wanted(call, whole)
    except Stale:
        raise _twice() from None
    return KeptProgrammeAnswer(revision=kept.revision, entity=whole.programme)


async def _stored_while_wanted(call: Call[ImportedProgramme], whole: WholeProgramme) -> Kept[Entity]:
    """Store all of it; when the caller is cancelled nothing, or all where it was being committed."""
    loop, gone = asyncio.get_running_loop(), threading.Event()

    def tell(progress: Progress) -> None:
        if gone.is_set():
            raise _Gone
        loop.call_soon_threadsafe(call.tell, progress)

    storing = asyncio.create_task(_store(call, whole, tell))
    try:
        return await asyncio.shield(storing)
    except asyncio.CancelledError:
        gone.set()
        await asyncio.gather(storing, return_exceptions=True)
        raise


async def _store(call: Call[ImportedProgramme], whole: WholeProgramme, tell: Tell) -> Kept[Entity]:
    changes = telling_each(changes_of(whole), STORING, tell)
    [kept, *_] = await call.services.directory.store_entities(whole.programme.id, changes)
    await noted(call, "imported programme", programme=whole.programme.id)
    return kept


def _twice() -> Problem:
    detail = "There is a programme with this id already. Give the document another id, in 'programme'."
    return Problem(409, "twice", detail)
