"""The commands on who has which role (SPEC F10): edits of the stage document as plain values."""

from dataclasses import dataclass
from typing import Any

import pycrdt

from board.stage.session_roles import Holding, free_roles, give_role, take_role
from server.rooms.live import Answer


@dataclass(frozen=True, slots=True)
class GiveRole:
    """Let a participant have a role of a launch."""

    launch: str
    held: Holding

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        give_role(doc, self.launch, self.held)
        return {"launch": self.launch}


@dataclass(frozen=True, slots=True)
class TakeRole:
    """Let a participant no longer have a role of a launch."""

    launch: str
    held: Holding

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        take_role(doc, self.launch, self.held)
        return {"launch": self.launch}


@dataclass(frozen=True, slots=True)
class FreeRoles:
    """Say whether people may take a role of a launch by themselves."""

    launch: str
    free: bool

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        free_roles(doc, self.launch, free=self.free)
        return {"launch": self.launch}
