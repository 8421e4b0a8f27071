"""Reports of a programme by the REST API, as Python: one method an endpoint (SPEC B)."""

from collections.abc import Sequence

from board.progress import Tell, untold

from .addresses import path_part
from .rest import Api, Json


class Reports:
    """The reports of one programme, as the participant of an Api. Raises what that raises.

    A plan is the JSON of `board.building.ReportPlan`. Storing one names the revision that it follows, 0 for a new one;
    where somebody else was faster it raises RequestFailed with the status 409.
    """

    def __init__(self, api: Api, programme: str) -> None:
        self._api = api
        self._path = f"/api/programmes/{path_part(programme)}/reports"

    async def list(self) -> Sequence[Json]:
        """Return all reports: `id` and `title`."""
        found: Sequence[Json] = (await self._api.get(self._path))["reports"]
        return found

    async def plan(self, report: str) -> Json:
        """Return a plan as `entity` with its `revision`, and when it was built last."""
        return await self._api.get(self._one(report))

    async def store(self, plan: Json, revision: int) -> Json:
        """Store a plan under its id."""
        return await self._api.put(self._one(str(plan["id"])), {"revision": revision, "entity": plan})

    async def remove(self, report: str) -> None:
        """Take a plan out; no board is touched."""
        await self._api.delete(self._one(report))

    async def preview(self, report: str, *, tell: Tell = untold) -> Json:
        """Return how it will read, what to look at first, and what changed since it was built last."""
        return await self._api.work("POST", f"{self._one(report)}/preview", tell)

    async def build(self, report: str, fmt: str, *, tell: Tell = untold) -> bytes:
        """Return the report as a file (`docx`, `html`, `markdown`, `pdf` or `json`), and keep its wording."""
        return await self._api.file(f"{self._one(report)}/builds", {"format": fmt}, tell=tell)

    async def choices(self, board: str, snapshot: str | None = None) -> Json:
        """Return what a part may take of a board, or of a snapshot of it: `areas`, `launches`, and its `snapshots`."""
        path = f"/api/report-sources/{path_part(board)}"
        return await self._api.get(path if snapshot is None else f"{path}/{path_part(snapshot)}")

    def _one(self, report: str) -> str:
        return f"{self._path}/{path_part(report)}"
