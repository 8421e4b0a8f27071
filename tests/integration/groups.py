"""A group on a board, for the tests of the API."""

from dataclasses import dataclass
from typing import Self

from tests.services.api_app import Browser, World, good


@dataclass
class Group:
    """A board with a facilitator, Ann of the council, Ben of the trust, Vic who only looks, and a list."""

    world: World
    faye: Browser
    ann: Browser
    ben: Browser
    vic: Browser
    board: str
    zone: str
    launch: str

    @classmethod
    async def gathered(cls, world: World) -> Self:
        """Let them all join."""
        faye = await world.organiser("Faye")
        board = await faye.board("manualize", answers={"areas": ["Prevention"]})
        ann = await world.member(faye, board, "edit", "Ann Lee", organisation="Leeds Council")
        ben = await world.member(faye, board, "edit", "Ben Cole", organisation="Mersey Trust")
        vic = await world.member(faye, board, "view", "Vic Low")
        launch = (await faye.get(f"/api/boards/{board}/projection"))["launches"][0]
        zone = next(zone["id"] for zone in launch["zones"] if zone["kind"] == "list")
        return cls(world, faye, ann, ben, vic, board, zone, launch["id"])

    async def attribute(self, attribution: str) -> None:
        """Say how the activity attributes what is written."""
        path = f"/api/boards/{self.board}/launches/{self.launch}/attribution"
        good(await self.faye.request("PUT", path, {"attribution": attribution}))
