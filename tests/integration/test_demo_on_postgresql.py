"""The whole demo on PostgreSQL and Valkey: every part of the API that it uses works there too."""

from pathlib import Path

import pytest

from client.demo.content import load
from client.demo.run import play_on
from tests.services.board_server import BoardServer


@pytest.mark.slow
async def test_the_demo_plays_on_postgresql_and_valkey(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    said: list[str] = []
    async with BoardServer(tmp_path, DATABASE_URL=postgres_url, REDIS_URL=redis_url) as server:
        outcome = await play_on(server, load(), tmp_path / "sections", said.append)
        assert "Traceback" not in server.log
    assert len(outcome.files) == len(list((tmp_path / "sections").iterdir())) == 16
    assert any("word for word" in line for line in said)
