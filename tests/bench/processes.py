"""What a process costs: processor time and memory, from the kernel's own books."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NANOSECONDS = 1e-9
KIB = 1024
SERVER_CORE = 0
GENERATOR_CORE = 1


def cpu_seconds(pids: Sequence[int]) -> float:
    """Return the processor time of all threads of the processes, in seconds (`schedstat`: nanoseconds on a core)."""
    tasks = [task for pid in pids for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) * NANOSECONDS


def with_children(pid: int) -> Sequence[int]:
    """Return a process and all that it started, and they in turn."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return [pid, *(each for child in children for each in with_children(child))]


def memory_bytes(pids: Sequence[int]) -> int:
    """Return the private memory of the processes together."""
    return sum(_memory_bytes(pid) for pid in pids)


def _memory_bytes(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    fields = dict(line.split(":", 1) for line in rollup.splitlines()[1:])
    return sum(int(fields[name].split()[0]) * KIB for name in ("Private_Clean", "Private_Dirty"))


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Keep this process, and every process it starts meanwhile, on one core if the machine has it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core} & before or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def on_all_cores() -> Iterator[None]:
    """Let every process that is started meanwhile use the whole machine, as a person's browser does."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
