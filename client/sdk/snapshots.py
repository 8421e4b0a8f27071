"""Going back to a snapshot, and bringing one part back, by the REST API, as Python (SPEC D7, F7, L4)."""

import secrets
from collections.abc import Sequence

from board.progress import Tell, untold

from .addresses import path_part
from .rest import Api
from .speaking import Json


class _Return:
    """What both ways have in common. `path` is that of the return.

    `go` takes effect once, however often it is called. When it is cancelled, or the connection ends, `stop` says what
    became of it. Both raise what the Api raises.
    """

    def __init__(self, api: Api, path: str) -> None:
        self._api = api
        self._path = path
        self._body = {"request_id": secrets.token_urlsafe(12)}

    async def go(self, *, tell: Tell = untold) -> Json:
        """Go back: returns what was changed (`applied`), and the snapshot of the board before (`snapshot_before`)."""
        return await self._api.work("POST", self._path, tell, json=self._body)

    async def stop(self) -> Sequence[str] | None:
        """Stop `go`: returns None where nothing was changed, and what was changed where it was done before."""
        applied: Sequence[str] | None = (await self._api.post(f"{self._path}/stop", self._body))["applied"]
        return applied


class GoingBack(_Return):
    """Going back to one snapshot of a board, once, as the participant of an Api."""

    def __init__(self, api: Api, board: str, snapshot: str) -> None:
        super().__init__(api, f"/api/boards/{path_part(board)}/snapshots/{path_part(snapshot)}/restore")

    async def changes(self, *, tell: Tell = untold) -> Sequence[str]:
        """Return what going back would change now, in sentences."""
        found: Sequence[str] = (await self._api.work("GET", self._path, tell))["changes"]
        return found


class BringingBack(_Return):
    """Bringing a locked area or zone back as it was locked, once, as the participant of an Api (SPEC F7)."""

    def __init__(self, api: Api, board: str, place: str) -> None:
        super().__init__(api, f"/api/boards/{path_part(board)}/stage/locks/{path_part(place)}/restore")
