"""Processes that stand still: they keep their connections and answer nothing, as on a machine that hangs."""

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path


@contextlib.contextmanager
def frozen(pids: Iterable[int]) -> Iterator[None]:
    """Stop these processes, in their order, for as long as the block runs."""
    stopped = list(pids)
    _send(signal.SIGSTOP, stopped)
    try:
        yield
    finally:
        _send(signal.SIGCONT, stopped)


def children(pid: int) -> list[int]:
    """Return the ids of a process's children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def workers(server: int) -> list[int]:
    """Return the ids of a server's worker processes: its children, apart from the one that Python keeps for them."""
    return [pid for pid in children(server) if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _send(what: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)
