"""Commands of the server become updates: run on a private copy of a document, for a large one in another process.

A command is written on the state that the room has then. Where the state is small that takes milliseconds and happens
at once. Where it is large (a launch on 1,500 cards takes 40 ms, going back to a snapshot with 5,000 takes seconds) the
worker process does it while people go on writing. When they wrote meanwhile, or another server did before the commit,
the command is run again on the new state. On a board that never rests its last update is taken with what came since, as
the edit of anybody else who wrote at the same time: Yjs merges it, and admission holds it against schema and caps. What
says how an activity attributes is not taken so where cards were signed meanwhile, for it takes their signatures away.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

import pycrdt

from board.errors import CausalityGap
from board.steps import Steps, finished
from board.yjs.update import decode_state_vector
from server.ports.audit import Note
from server.ports.log import StorageUnavailable

from .arrivals import Arrivals
from .live import Answer, Command, Withdrawn
from .submissions import SERVER, Authored, ServerEdit

AUTHORED_HERE_BYTES = 32 * 1024
"""Up to this state a command is run at once: about 130 cards, on which even going back to a snapshot takes less than
50 ms, which nobody who types notices."""
TRIES = 3
"""Runs of one command while others write; the last one is taken with what they wrote."""
MOST_RUNS = 10
"""Of one command. More are needed only when its update cannot be used at all again and again, which is a mistake."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Offload(Protocol):
    """Runs a module-level function where nobody waits for it; see `workers.Workers.run`."""

    def __call__(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Awaitable[_T]:
        """Return what `work` returns; its exceptions come through."""


async def at_once(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Run it here, for a process without workers."""
    return work(*args, **kwargs)


class CommandPanicked(Exception):
    """pycrdt gave up on the command's private copy; the document itself is unharmed."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a command is run on: the durable state, and what waits for its commit.

    `signed` is a number that changes whenever something is signed.
    """

    state: bytes
    pending: Sequence[bytes]
    signed: int = 0


def authored(basis: Basis, client: int, command: Command) -> Authored:
    """Run `command` on a copy of the basis; its updates are written under the client id `client`.

    What the command raises comes through, and nothing is changed. Raises CommandPanicked.
    """
    try:
        return _authored(basis, client, command)
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # pycrdt's PanicException is not an Exception
        raise CommandPanicked("The edit cannot be carried out.") from error


def _authored(basis: Basis, client: int, command: Command) -> Authored:
    copy: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
    with copy.transaction():
        for update in [basis.state, *basis.pending]:
            copy.apply_update(update)
    clock = decode_state_vector(copy.get_state()).get(client, 0)
    written: list[bytes] = []
    subscription = copy.observe(lambda event: written.append(event.update))
    with copy.transaction():
        answer = command(copy)
    copy.unobserve(subscription)
    return Authored(answer, written, clock, basis.signed)


class Desk(Protocol):
    """The room for which edits are authored."""

    @property
    def version(self) -> int:
        """A number that changes with the content."""

    def basis(self) -> Basis:
        """Return what a command is run on now."""

    def admitting_edit(self, edit: ServerEdit, made: Authored) -> Steps[None]:
        """Admit an edit and queue it for the next commit.

        Raises Refusal, and CausalityGap when the room's client id is not where it was when the edit was made.
        """


class Authoring:
    """The edits of the server in one room.

    What is not authored at once is worked off by a task, each when the one before is durable, for all have the room's
    client id. The task is there only while there are any.
    """

    def __init__(self, desk: Desk, arrivals: Arrivals, client: int, offload: Offload) -> None:
        self._desk = desk
        self._arrivals = arrivals
        self._client = client
        self._offload = offload
        self._edits: dict[str, ServerEdit] = {}
        self._queue: deque[ServerEdit] = deque()
        self._task: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()
        """The first edit of the queue was answered, or must be brought again."""

    @property
    def busy(self) -> bool:
        """True while an edit waits to be authored, or to become durable after that."""
        return bool(self._queue)

    def start(self, command: Command, request_id: str, note: Note | None = None) -> "asyncio.Future[Answer]":
        """Author an edit, once a request id; the future gets its answer when it is durable.

        Raises what the command raises, and Refusal when the board is full, when it is authored at once.
        """
        known = self._edits.get(request_id)
        if known is not None and not known.has_failed:
            return known.done
        edit = ServerEdit(command, request_id, asyncio.get_running_loop().create_future(), note)
        self._author(edit)
        self._edits[request_id] = edit
        edit.done.add_done_callback(lambda _: self._forget(edit))
        return edit.done

    def withdraw(self, request_id: str) -> None:
        """Stop an edit that is not admitted yet; its future gets Withdrawn."""
        edit = self._edits.get(request_id)
        if edit is not None and not edit.is_bound:
            edit.failed(Withdrawn())

    def _forget(self, edit: ServerEdit) -> None:
        if self._edits.get(edit.request_id) is edit:
            del self._edits[edit.request_id]

    def again(self, edit: ServerEdit) -> Steps[None]:
        """Author an edit anew, after a conflict, as an arrival."""
        if edit in self._queue:
            self._moved.set()
            return
        try:
            basis = self._desk.basis()
            if self.busy or not _is_small(basis):
                self._put(edit)
            else:
                yield from self._desk.admitting_edit(edit, authored(basis, self._client, edit.command))
        except Exception as error:  # noqa: BLE001  whoever waits for the edit is told, whatever it is
            edit.failed(error)

    def abandon(self, error: Exception) -> None:
        """Author nothing more; whoever waits for an edit gets the error."""
        if self._task is not None:
            self._task.cancel()
        self._queue.clear()
        for edit in list(self._edits.values()):
            edit.failed(error)

    def _author(self, edit: ServerEdit) -> None:
        basis = self._desk.basis()
        if self.busy or self._arrivals.busy or not _is_small(basis):
            self._put(edit)
        else:
            finished(self._desk.admitting_edit(edit, authored(basis, self._client, edit.command)))

    def _put(self, edit: ServerEdit) -> None:
        edit.is_bound = False
        self._queue.append(edit)
        if self._task is None:
            self._task = asyncio.create_task(self._work_off())

    async def _work_off(self) -> None:
        try:
            while self._queue:
                await self._author_in_turn(self._queue[0])
                self._queue.popleft()
        finally:
            self._task = None

    async def _author_in_turn(self, edit: ServerEdit) -> None:
        if edit.done.done():
            return
        edit.done.add_done_callback(lambda _: self._moved.set())
        try:
            while not edit.done.done():
                self._moved.clear()
                if await self._brought(edit):
                    await self._moved.wait()
                elif edit.runs > MOST_RUNS:
                    raise StorageUnavailable("the room finds no end of conflicts")
        except Exception as error:  # noqa: BLE001  whoever waits for the edit is told, whatever it is
            edit.failed(error)

    async def _brought(self, edit: ServerEdit) -> bool:
        """Author an edit and admit it; False when the room changed meanwhile so that it must be authored anew.

        One that was withdrawn is answered, and nothing more is done.
        """
        edit.is_bound = False
        version: int | None = self._desk.version
        if edit.runs >= TRIES:
            version = None
        if edit.made is None or version is not None:
            basis = self._desk.basis()
            offload = at_once if _is_small(basis) else self._offload
            edit.runs += 1
            edit.made = await _while_wanted(edit, offload(authored, basis, self._client, edit.command))
        if edit.made is None:
            return True
        brought: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        await self._arrivals.add(SERVER, edit.made.size, lambda: self._bringing(edit, version, brought))
        return await brought

    def _bringing(self, edit: ServerEdit, version: int | None, brought: "asyncio.Future[bool]") -> Steps[None]:
        if edit.done.done():
            brought.set_result(True)
            return
        if edit.made is None or version not in (None, self._desk.version):
            brought.set_result(False)
            return
        try:
            yield from self._desk.admitting_edit(edit, edit.made)
            brought.set_result(True)
        except CausalityGap:
            edit.made = None
            brought.set_result(False)
        except Exception as error:  # noqa: BLE001  it is raised where the edit is authored
            brought.set_exception(error)


async def _while_wanted(edit: ServerEdit, work: Awaitable[Authored]) -> Authored | None:
    """Return what the work comes to, or None once nobody wants it: it is ended then."""
    job: asyncio.Future[Any] = asyncio.ensure_future(work)
    try:
        await asyncio.wait((job, edit.done), return_when=asyncio.FIRST_COMPLETED)
        return job.result() if job.done() else None
    finally:
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)


def _is_small(basis: Basis) -> bool:
    return len(basis.state) + sum(map(len, basis.pending)) <= AUTHORED_HERE_BYTES
