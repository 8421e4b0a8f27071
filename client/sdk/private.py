"""Private rounds by the REST API, as Python: one method an endpoint; answers are the server's JSON (SPEC P)."""

import secrets
from collections.abc import Sequence

from .addresses import path_part
from .rest import Api
from .speaking import Json

Cell = Sequence[str | None]


class PrivateRounds:
    """The private rounds of a board, as the participant of an Api. Raises what that raises."""

    def __init__(self, api: Api, board: str) -> None:
        self._api = api
        self._path = f"/api/boards/{path_part(board)}/private"

    async def newest(self) -> Json:
        """Return the `round` that is on or was last, with how many `writers` have written how many `cards`."""
        return await self._api.get(f"{self._path}/rounds")

    async def open(self, zone: str, *, cells: str = "one", cell: Cell | None = None) -> str:
        """Open a round in a zone; returns its id.

        With `cells` each writes down a `column` of their own or in `all` cells; else all cards come to `cell`.
        """
        where = {"zone": zone, "cells": cells, "cell": cell and list(cell)}
        return str((await self._api.post(f"{self._path}/rounds", {**where, "request_id": _mark()}))["id"])

    async def write(
        self,
        round_id: str,
        text: str,
        *,
        card: str | None = None,
        after: int = 0,
        cell: Cell | None = None,
        certainty: str | None = None,
        after_column: str | None = None,
    ) -> Json:
        """Write a private card, a new one unless `card` names ours and `after` its newest revision.

        Returns the `revision` that it has now, and its `cell`. `cell` is what it is meant for, in a round of several
        cells; `certainty` is `said`, `guess` or `unknown`. Where each has a column of their own, one that names another
        than that of our other cards comes to these, unless `after_column` says that we saw them there: then they come
        along.
        """
        where = {"cell": cell and list(cell), "after_column": after_column}
        body = {"text": text, "after": after, "mark": _mark(), "certainty": certainty, **where}
        return await self._api.put(f"{self._round(round_id)}/cards/{path_part(card or _mark())}", body)

    async def mine(self) -> Sequence[Json]:
        """Return our private cards that are not on the board; nobody is given another's."""
        cards: Sequence[Json] = (await self._api.get(f"{self._path}/cards"))["cards"]
        return cards

    async def reveal(self, round_id: str) -> Json:
        """Put all cards of a round on the board; returns how many `cards`.

        `unplaced` of them are for a row or column that was deleted.
        """
        return await self._api.post(f"{self._round(round_id)}/reveal", {})

    async def end(self, round_id: str) -> None:
        """End a round without a reveal; each keeps their own cards."""
        await self._api.post(f"{self._round(round_id)}/end", {})

    def _round(self, round_id: str) -> str:
        return f"{self._path}/rounds/{path_part(round_id)}"


def _mark() -> str:
    return secrets.token_urlsafe(12)
