"""Suggestions in a database."""

from collections.abc import Sequence

import sqlalchemy as sa

from server.ports.suggestions import NewSuggestion, State, Suggestion

from .entries import Adapter, every, known, new_id, select
from .tables import boards, suggestions

_OPEN = select(suggestions, Suggestion).where(suggestions.c.state == "open").order_by(suggestions.c.number)


class SqlSuggestions(Adapter):
    """The port `suggestions.Suggestions`."""

    async def add_suggestions(self, board: str, new: Sequence[NewSuggestion], *, by: str) -> Sequence[Suggestion]:
        """See Suggestions."""

        def add(connection: sa.Connection) -> Sequence[Suggestion]:
            # Two who bring in the same document at once do so in turn.
            connection.execute(sa.select(boards.c.id).where(boards.c.id == board).with_for_update())
            there = {(each.area, each.base, each.proposed) for each in _open(connection, board)}
            rows = [
                {"id": new_id(), "board": board, "by": by, "at": self._clock(), "state": "open"}
                | {"area": each.area, "base": each.base, "proposed": each.proposed}
                for each in new
                if (each.area, each.base, each.proposed) not in there
            ]
            if rows:
                connection.execute(sa.insert(suggestions), rows)
            return _open(connection, board)

        with known():
            return await self._database.write(add)

    async def open_suggestions(self, board: str) -> Sequence[Suggestion]:
        """See Suggestions."""
        return await self._database.read(lambda connection: _open(connection, board))

    async def read_suggestion(self, board: str, suggestion: str) -> Suggestion | None:
        """See Suggestions."""
        return await self._one(select(suggestions, Suggestion).where(*_at(board, suggestion)), Suggestion)

    async def settle_suggestion(self, board: str, suggestion: str, state: State) -> None:
        """See Suggestions."""
        may_be = ("open", "declined") if state == "taken" else ("open",)
        settled = sa.update(suggestions).where(*_at(board, suggestion), suggestions.c.state.in_(may_be))
        await self._carry_out(settled.values(state=state))


def _open(connection: sa.Connection, board: str) -> Sequence[Suggestion]:
    return every(connection, _OPEN.where(suggestions.c.board == board), Suggestion)


def _at(board: str, suggestion: str) -> Sequence[sa.ColumnElement[bool]]:
    return [suggestions.c.board == board, suggestions.c.id == suggestion]
