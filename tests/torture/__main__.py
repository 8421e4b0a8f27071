"""`python -m tests.torture [--minutes N] [--again] [kind[=count] ...]`: run the tests with large numbers.

Each run goes on where the last ended, until every kind has reached its figure or the minutes are over; with
`kind=count` that much more of it is done. `build/torture.json` keeps the sums and the seeds that broke; `--again` runs
those first and forgets the ones that break no more. Exits with 1 while one is left.
"""

import argparse
import asyncio
import os
import re
import secrets
import shlex
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .kinds import KINDS, Kind
from .record import Break, Record

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
HANG_SECONDS = 3_600
"""A share takes minutes; what takes an hour hangs."""


@dataclass(frozen=True)
class Wish:
    """A kind and up to which sum it is to be done in this run."""

    kind: Kind
    until: int


class Torturer:
    """Runs shares of kinds one after the other and writes down how they ended."""

    def __init__(self, record: Record, logs: Path) -> None:
        self._record = record
        self._logs = logs

    async def share(self, kind: Kind, count: int, seed: int) -> Break | None:
        """Run the tests of a kind; returns how they broke, or None."""
        self._logs.mkdir(parents=True, exist_ok=True)
        log = self._logs / f"{kind.name}-{seed}.log"
        environment = kind.environment(count, seed)
        command = ["-m", *kind.command(count, seed)]
        if await _ends_well([sys.executable, *command], environment, log):
            log.unlink()
            return None
        settings = [f"{name}={value}" for name, value in environment.items()]
        return Break(seed, shlex.join([*settings, ".venv/bin/python", *command]), str(log))

    async def go_on(self, kind: Kind, most: int) -> bool:
        """Do one more share, of `most` at most; returns whether it went well."""
        count, seed = min(kind.share, most), secrets.randbelow(1_000_000_000)
        print(f"{kind.name}: {count:,} {kind.unit}, seed {seed}", flush=True)
        broken = await self.share(kind, count, seed)
        if broken is None:
            self._record.went_well(kind.name, count)
        else:
            print(f"    BROKEN: {broken.again}", flush=True)
            self._record.broke(kind.name, broken)
        return broken is None

    async def try_again(self, kind: Kind) -> None:
        """Run again what broke, and forget what breaks no more."""
        for broken in list(self._record.sums[kind.name].broken):
            print(f"{kind.name}: again, {broken.again}", flush=True)
            if await _ends_well(["env", *shlex.split(broken.again)], {}, Path(broken.log)):
                self._record.forget(kind.name, broken)


async def _ends_well(command: Sequence[str], environment: Mapping[str, str], log: Path) -> bool:
    """Run a command and what it starts to the end; False when a test fails, is skipped, or the time is over."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output, start_new_session=True
        )
        try:
            await asyncio.wait_for(process.wait(), HANG_SECONDS)
        except TimeoutError:
            output.write(b"\nThis did not end.\n")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        output.write(f"\nEnded with {process.returncode}.\n".encode())
    return process.returncode == 0 and not _skipped(log)


def _skipped(log: Path) -> bool:
    return re.search(rb"\d skipped.* in [\d.]+s", log.read_bytes()) is not None


async def torture(wishes: Sequence[Wish], torturer: Torturer, record: Record, minutes: float) -> None:
    """Do what is wished for, always of the kind that is furthest behind; a kind that broke waits for the next run."""
    ends = time.monotonic() + minutes * 60
    left = list(wishes)
    while left and time.monotonic() < ends:
        wish = min(left, key=lambda each: record.sums[each.kind.name].done / each.until)
        missing = wish.until - record.sums[wish.kind.name].done
        if missing <= 0 or not await torturer.go_on(wish.kind, missing):
            left.remove(wish)


def wishes_of(chosen: Sequence[str], kinds: Sequence[Kind], record: Record) -> Sequence[Wish]:
    """Return what `kind` and `kind=count` ask for; all kinds when nothing is chosen. Raises KeyError, ValueError."""
    known = {kind.name: kind for kind in kinds}
    for kind in kinds:
        record.of(kind.name, kind.aim)
    wishes = []
    for name, _, count in (each.partition("=") for each in chosen or known):
        done = record.sums[known[name].name].done
        wishes.append(Wish(known[name], done + int(count) if count else known[name].aim))
    return wishes


async def _main(arguments: argparse.Namespace) -> int:
    record = Record(BUILD / "torture.json")
    torturer = Torturer(record, BUILD / "torture")
    wishes = wishes_of(arguments.kinds, KINDS, record)
    if arguments.again:
        for wish in wishes:
            await torturer.try_again(wish.kind)
    await torture(wishes, torturer, record, arguments.minutes)
    print("\n".join(record.table()))
    return int(any(each.broken for each in record.sums.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="kind[=count]", help=", ".join(kind.name for kind in KINDS))
    parser.add_argument("--minutes", type=float, default=60, help="begin nothing new after so long (default: 60)")
    parser.add_argument("--again", action="store_true", help="first run what broke before")
    sys.exit(asyncio.run(_main(parser.parse_args())))
