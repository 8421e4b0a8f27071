"""Who looks whether the database was taken over ends the server for that alone."""

from collections.abc import Iterator

import pytest

from server.ports.log import StorageUnavailable
from server.ports.schema import OtherVersion
from server.upkeep.takeover import until_taken_over


class Answers:
    """A database that gives these answers to who asks for its version, one after the other."""

    def __init__(self, *answers: Exception | None) -> None:
        self._answers: Iterator[Exception | None] = iter(answers)

    async def check_version(self) -> None:
        answer = next(self._answers)
        if answer is not None:
            raise answer


async def test_S14_what_hinders_the_look_ends_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.upkeep.takeover.LOOK_SECONDS", 0.0)
    answers = Answers(None, StorageUnavailable("away"), LookupError("never expected"), OtherVersion("a newer one"))
    with pytest.raises(OtherVersion):
        await until_taken_over(answers)
