"""Open votes in a database. A vote's row is locked by whoever changes something of it, so that changes are in turn."""

from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa

from board.errors import EditError
from server.ports.voting import Ballot, Outcome

from .database import insert_new
from .entries import Adapter
from .tables import ballots, votes


class SqlVotes(Adapter):
    """The port `voting.Votes`."""

    async def cast(self, vote: str, board: str, participant: str, change: Callable[[Ballot], Ballot]) -> Ballot:
        """See Votes."""
        return await self._database.write(lambda connection: _cast(connection, vote, board, participant, change))

    async def ballot(self, vote: str, participant: str) -> Ballot:
        """See Votes."""
        return await self._database.read(lambda connection: _ballot(connection, vote, participant))

    async def voters(self, vote: str) -> Collection[str]:
        """See Votes."""
        wanted = sa.select(ballots.c.participant).where(ballots.c.vote == vote)
        return await self._database.read(lambda connection: connection.scalars(wanted).all())

    async def ballots(self, vote: str) -> Collection[Ballot]:
        """See Votes."""
        return await self._database.read(lambda connection: _ballots(connection, vote))

    async def close(self, vote: str, board: str, count: Callable[[Collection[Ballot]], Ballot]) -> Outcome:
        """See Votes."""
        return await self._database.write(lambda connection: _close(connection, vote, board, count))


_HELD = sa.select(votes.c.voters, votes.c.totals).where(votes.c.id == sa.bindparam("vote")).with_for_update()


def _held(connection: sa.Connection, vote: str, board: str) -> sa.Row[Any, Any]:
    """Return the vote's row, made when it is not there, locked until the transaction ends."""
    connection.execute(insert_new(connection, votes), {"id": vote, "board": board})
    return connection.execute(_HELD, {"vote": vote}).one()


def _cast(
    connection: sa.Connection, vote: str, board: str, participant: str, change: Callable[[Ballot], Ballot]
) -> Ballot:
    if _held(connection, vote, board).totals is not None:
        raise EditError("This vote has ended. Nothing was changed.")
    made = dict(change(_ballot(connection, vote, participant)))
    mine = (ballots.c.vote == vote, ballots.c.participant == participant)
    connection.execute(sa.delete(ballots).where(*mine))
    if made:
        connection.execute(sa.insert(ballots), {"vote": vote, "participant": participant, "dots": made})
    return made


def _ballot(connection: sa.Connection, vote: str, participant: str) -> Ballot:
    mine = sa.select(ballots.c.dots).where(ballots.c.vote == vote, ballots.c.participant == participant)
    return connection.scalar(mine) or {}


def _ballots(connection: sa.Connection, vote: str) -> Collection[Ballot]:
    return connection.scalars(sa.select(ballots.c.dots).where(ballots.c.vote == vote)).all()


def _close(connection: sa.Connection, vote: str, board: str, count: Callable[[Collection[Ballot]], Ballot]) -> Outcome:
    held = _held(connection, vote, board)
    if held.totals is not None:
        return Outcome(held.totals, held.voters)
    cast = _ballots(connection, vote)
    made = Outcome(dict(count(cast)), len(cast))
    change = sa.update(votes).where(votes.c.id == vote)
    connection.execute(change.values(totals=made.totals, voters=made.voters))
    connection.execute(sa.delete(ballots).where(ballots.c.vote == vote))
    return made
