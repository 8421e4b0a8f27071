"""Markers of open rounds, in the memory of this process alone: never stored, never sent on, never logged (SPEC V6).

Nothing here is awaited, so no two changes meet.
"""

import secrets
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeAlias

from board.errors import EditError

REMEMBERED_ENDS: Final = 1_000
"""Rounds that have ended lately: a mark that was on its way then is refused, and not kept for nobody."""

Marks: TypeAlias = Mapping[str, str]
"""A person's step on each scale: ids of columns by zone."""


class Elsewhere(Exception):
    """Another process has the markers of this round, or had them before it ended."""


class Markers:
    """The markers of this process, by round and participant. `id` names the process on the stage.

    A server that runs `alone` answers for every round: what another process held is gone with it.
    """

    def __init__(self, *, alone: bool) -> None:
        self.id = secrets.token_urlsafe(9)
        self._alone = alone
        self._rounds: dict[str, dict[str, Marks]] = {}
        self._ended: deque[str] = deque(maxlen=REMEMBERED_ENDS)

    def __repr__(self) -> str:
        """Say nothing of what is held."""
        return f"Markers({self.id})"

    def put(self, vote: str, holder: str | None, participant: str, marks: Marks) -> None:
        """Keep a person's marks in place of those before; none withdraws them.

        Raises Elsewhere, and EditError once the round has ended.
        """
        if vote in self._ended:
            raise EditError("This round has ended. Nothing was changed.")
        made = self._held(vote, holder)
        if marks:
            self._rounds[vote] = made | {participant: dict(marks)}
        else:
            made.pop(participant, None)

    def of(self, vote: str, holder: str | None, participant: str) -> Marks:
        """Return a person's own marks. Raises Elsewhere."""
        return self._held(vote, holder).get(participant, {})

    def voters(self, vote: str, holder: str | None) -> Collection[str]:
        """Return who has marked. Raises Elsewhere."""
        return list(self._held(vote, holder))

    @contextmanager
    def ending(self, vote: str, holder: str | None) -> Iterator[Collection[Marks]]:
        """Yield all marks, without whose they are, and take no more; then drop them. Raises Elsewhere.

        When what is done meanwhile fails, the round is as it was.
        """
        made = self._held(vote, holder)
        self._ended.append(vote)
        try:
            yield list(made.values())
        except BaseException:
            self._ended.remove(vote)
            raise
        self._rounds.pop(vote, None)

    def clear(self, vote: str) -> None:
        """Drop the markers of a round that begins again."""
        self._rounds.pop(vote, None)

    def drop(self, vote: str) -> None:
        """Drop the markers of a round that has ended, perhaps at another process, where they are here."""
        if vote not in self._ended:
            self._ended.append(vote)
        self._rounds.pop(vote, None)

    def _held(self, vote: str, holder: str | None) -> dict[str, Marks]:
        if holder != self.id and not self._alone:
            # Where it was here before, it was handed over.
            self.clear(vote)
            raise Elsewhere("The markers of this round are held by another process.")
        return self._rounds.get(vote, {})
