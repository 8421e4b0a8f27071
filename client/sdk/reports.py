"""Reports of a programme by the REST API, as Python: one method an endpoint (SPEC B)."""

from collections.abc import Sequence

from board.progress import Tell, untold

from .addresses import path_part
from .errors import ClientError
from .rest import Api
from .speaking import Json


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

    async def add_picture(self, report: str, part: str, *, of: str | None = None, caption: str = "") -> Json:
        """Give a part from a board one more picture, and return the plan as `store` does.

        It is `of` an area, a launch or a zone by its id, or of the whole board. Raises ClientError for another part.
        """
        kept = await self.plan(report)
        _from_board(kept["entity"], part)["figures"].append({"of": of, "caption": caption})
        return await self.store(kept["entity"], kept["revision"])

    async def remove_pictures(self, report: str, part: str) -> Json:
        """Take all pictures from a part, and return the plan as `store` does; see `add_picture`."""
        kept = await self.plan(report)
        _from_board(kept["entity"], part)["figures"].clear()
        return await self.store(kept["entity"], kept["revision"])

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


def _from_board(plan: Json, part: str) -> Json:
    found: Json | None = next((each for each in plan["parts"] if each["id"] == part and each["kind"] == "board"), None)
    if found is None:
        raise ClientError(f"The report has no part ‘{part}’ that is from a board.")
    return found
