"""The port for the version of the database's tables."""

from typing import Protocol


class OtherVersion(Exception):
    """The database's tables are those of another version of the server. The message says what to do."""


class Schema(Protocol):
    """Says whether this version of the server may use the database."""

    async def check_version(self) -> None:
        """Raise OtherVersion where another version of the server has changed the tables, StorageUnavailable."""
