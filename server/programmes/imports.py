"""Imports of programmes that are under way in this process: who stops one learns what became of it (SPEC L6)."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

Importing: TypeAlias = tuple[str, str]
"""Who imports, and the id of the programme."""


@dataclass(eq=False, slots=True)
class _Import:
    gone: threading.Event = field(default_factory=threading.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Imports:
    """What is under way."""

    def __init__(self) -> None:
        self._under_way: list[tuple[Importing, _Import]] = []

    @contextmanager
    def begun(self, by_whom: Importing) -> Iterator[threading.Event]:
        """Have an import under way in this block; yields what is set once nobody wants it any more."""
        one = (by_whom, _Import())
        self._under_way.append(one)
        try:
            yield one[1].gone
        finally:
            self._under_way.remove(one)
            one[1].over.set()

    async def stop(self, by_whom: Importing) -> None:
        """Say that nobody wants them any more; return when they are over: undone, or done where it was too late."""
        found = [each for who, each in self._under_way if who == by_whom]
        for each in found:
            each.gone.set()
        for each in found:
            await each.over.wait()
