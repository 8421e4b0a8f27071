"""The port for handing a board over: who facilitates it."""

from typing import Protocol

from board.roles import Role


class LastFacilitator(Exception):
    """Without this participant nobody who joined the board would facilitate it."""


class Handover(Protocol):
    """Changing what a member may do."""

    async def change_role(self, board: str, participant: str, role: Role, *, keep_one: bool) -> None:
        """Give a member another role, in place of what invitations gave them.

        It lasts as long as their invitation. With `keep_one`, somebody who joined the board must go on facilitating it.
        Raises UnknownEntry for somebody who has not joined, LastFacilitator.
        """
