"""The whole demo on PostgreSQL and Valkey: every part of the API that it uses works there too."""

from pathlib import Path

import pytest

from client.demo.content import load
from client.demo.programme.content import load_programme
from client.demo.programme.run import FORMATS as REPORT_FORMATS
from client.demo.programme.run import Organiser, run_programme
from client.demo.run import FORMATS, LAYOUTS, play_on
from tests.services.board_server import BoardServer


@pytest.mark.slow
async def test_the_demo_plays_on_postgresql_and_valkey(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    said: list[str] = []
    content = load_programme(load())
    async with BoardServer(tmp_path, DATABASE_URL=postgres_url, REDIS_URL=redis_url) as server:
        outcome = await play_on(server, content.live, tmp_path / "sections", said.append)
        organiser = Organiser(server.url, server.organiser_secret)
        programme = await run_programme(organiser, content, outcome.board, tmp_path / "report", said.append)
        assert "Traceback" not in server.log
    assert len(outcome.files) == len(list((tmp_path / "sections").iterdir())) == len(LAYOUTS) * len(FORMATS)
    assert any("word for word" in line for line in said)
    assert len(list((tmp_path / "report").iterdir())) == len(REPORT_FORMATS)
    assert [found for found in programme.findings if found["code"] == "missing-source"] == []
