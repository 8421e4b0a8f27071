"""A group that writes in private rounds, for the tests of the API."""

import random
from collections.abc import Mapping
from typing import Any

import pytest_asyncio

from server.api import Services
from server.facilitation.private import PrivateRounds
from tests.services.api_app import Browser, World, good, new_request

from . import groups


class Group(groups.Group):
    """One that writes into the list."""

    @property
    def path(self) -> str:
        return f"/api/boards/{self.board}/private"

    async def open(self, **more: Any) -> str:
        body = {"zone": self.zone, "request_id": new_request(), **more}
        return str((await self.faye.post(f"{self.path}/rounds", body))["id"])

    async def write(self, who: Browser, round_id: str, text: str, *, card: str = "k", after: int = 0) -> None:
        body = {"text": text, "after": after, "mark": new_request()}
        good(await who.request("PUT", f"{self.path}/rounds/{round_id}/cards/{card}", body))

    async def reveal(self, round_id: str, who: Browser | None = None, *, unplaced: int = 0) -> int:
        answer = good(await (who or self.faye).request("POST", f"{self.path}/rounds/{round_id}/reveal")).json()
        assert answer["unplaced"] == unplaced
        return int(answer["cards"])

    async def cards(self) -> list[Mapping[str, Any]]:
        launch = (await self.faye.get(f"/api/boards/{self.board}/projection"))["launches"][0]
        return [card for zone in launch["zones"] if zone["id"] == self.zone for card in zone["cards"]]

    async def texts(self) -> list[str]:
        return [card["text"] for card in await self.cards()]

    async def counts(self) -> tuple[int, int]:
        counted = await self.ann.get(f"{self.path}/rounds")
        return counted["writers"], counted["cards"]

    def seeded(self, services: Services, seed: int = 7) -> PrivateRounds:
        """Return the rounds as another process would have them, whose shuffling is known."""
        shuffle = random.Random(seed).shuffle
        return PrivateRounds(services.directory, services.live, services.auth.display_names, shuffle=shuffle)


@pytest_asyncio.fixture
async def group(world: World) -> Group:
    return await Group.gathered(world)
