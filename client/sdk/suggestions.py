"""Edits that come back, by the REST API, as Python: one method an endpoint (SPEC K)."""

from collections.abc import Sequence

from board.progress import Tell, untold

from .addresses import path_part
from .rest import Api
from .speaking import Json

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Suggestions:
    """The suggestions on one board's areas, as the participant of an Api. Raises what that raises."""

    def __init__(self, api: Api, board: str) -> None:
        self._api = api
        self._path = f"/api/boards/{path_part(board)}/suggestions"

    async def bring_back(self, document: bytes, *, tell: Tell = untold) -> Json:
        """Send an edited Word document.

        Returns how many agreed texts it has (`texts`), how many were changed, and all open `suggestions`.
        """
        return await self._api.send_file(self._path, document, _WORD, tell=tell)

    async def list(self) -> Sequence[Json]:
        """Return the open suggestions: `id`, `area`, `base` (as exported) and `proposed`."""
        found: Sequence[Json] = (await self._api.get(self._path))["suggestions"]
        return found

    async def take(self, suggestion: str, *, text: str | None = None, seen: str | None = None) -> Json:
        """Take a suggestion over; returns the area's new `record`, and what it was `before` with its status (`was`).

        An agreed record whose text is changed so is a draft again.
        Where the same words were changed on the board meanwhile it raises RequestFailed with the status 409: then give
        the `text` as it is to be, and the record that was `seen` when it was written.
        """
        return await self._api.put(self._one(suggestion), {"decision": "take", "text": text, "seen": seen})

    async def decline(self, suggestion: str) -> None:
        """Leave the record as it is."""
        await self._api.put(self._one(suggestion), {"decision": "decline"})

    def _one(self, suggestion: str) -> str:
        return f"{self._path}/{path_part(suggestion)}"
