"""What a process costs: processor time and memory, from the kernel's own books."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NANOSECONDS = 1e-9
KIB = 1024
SERVER_CORE = 0
GENERATOR_CORE = 1


def cpu_seconds(pid: int) -> float:
    """Return the processor time of all threads of a process, in seconds (`schedstat`: nanoseconds on a core)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) * NANOSECONDS


def memory_bytes(pid: int) -> int:
    """Return the private memory of a process."""
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
