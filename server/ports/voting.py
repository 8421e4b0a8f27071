"""The port for open votes: who has voted for what, until they are closed (SPEC V). `server.storage` implements it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Ballot: TypeAlias = Mapping[str, int]
"""A person's dots by option; an empty one is that of somebody who has not voted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a vote: the dots of each option, most first, and how many people took part."""

    totals: Ballot
    voters: int


class Votes(Protocol):
    """Ballots of open votes. Every method may raise `ports.StorageUnavailable`."""

    async def cast(self, vote: str, board: str, participant: str, change: Callable[[Ballot], Ballot]) -> Ballot:
        """Replace a person's ballot by what `change` makes of it, and return that.

        Of changes at once, in any process, each sees what the one before made. What `change` raises is raised, and
        nothing is changed. Raises EditError when the vote is closed.
        """

    async def ballot(self, vote: str, participant: str) -> Ballot:
        """Return a person's ballot."""

    async def voters(self, vote: str) -> Collection[str]:
        """Return who has voted so far; nobody once the vote is closed."""

    async def ballots(self, vote: str) -> Collection[Ballot]:
        """Return all ballots so far, without whose they are."""

    async def close(self, vote: str, board: str, count: Callable[[Collection[Ballot]], Ballot]) -> Outcome:
        """Take no more ballots, keep what `count` makes of them, and delete them; a second time the first outcome."""
