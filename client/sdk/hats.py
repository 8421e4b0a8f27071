"""Hats of a ring by the REST API, as Python: one method an endpoint; answers are the server's JSON (SPEC H)."""

from .addresses import path_part
from .rest import Api
from .speaking import Json


class Hats:
    """The hats of one ring of a board, by its zone, as the participant of an Api. Raises what that raises."""

    def __init__(self, api: Api, board: str, zone: str) -> None:
        self._api = api
        self._path = f"/api/boards/{path_part(board)}/hats/{path_part(zone)}"

    async def give_out(self, *, deal: bool) -> Json:
        """Give the hats out anew: dealt by chance, or for people to choose."""
        return await self._api.post(self._path, {"deal": deal})

    async def deal_more(self) -> Json:
        """Deal hats to those who take part, are here and wear none."""
        return await self._api.post(f"{self._path}/deal", {})

    async def off(self) -> None:
        """Take all hats off; who wore which is forgotten."""
        await self._api.delete(self._path)

    async def mine(self) -> Json:
        """Return our own hat (`mine`) and those that are not our own job (`choice`); nobody is given another's."""
        return await self._api.get(f"{self._path}/mine")

    async def wear(self, hat: str | None) -> Json:
        """Wear a hat, or with None give ours back."""
        return await self._api.put(f"{self._path}/mine", {"hat": hat})

    async def deal_me_one(self, *, own_job: bool = False) -> Json:
        """Be dealt a hat; with `own_job` the one we wear is our own job, and we never get it again."""
        return await self._api.post(f"{self._path}/mine/{'own-job' if own_job else 'deal'}", {})
