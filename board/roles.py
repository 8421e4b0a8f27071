"""What a person may do on a board. The server decides the role; nothing a client says changes it."""

from enum import StrEnum


class Role(StrEnum):
    """Roles of a membership, weakest first."""

    VIEW = "view"
    EDIT = "edit"
    FACILITATE = "facilitate"

    @property
    def may_edit(self) -> bool:
        """True for editors and facilitators: they may write the content document."""
        return self is not Role.VIEW

    @property
    def may_facilitate(self) -> bool:
        """True for facilitators: launch, snapshot restore, invitations, phases, register."""
        return self is Role.FACILITATE
