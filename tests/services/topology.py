"""The parts of docker-compose.yml as plain processes: servers on one PostgreSQL and one Valkey behind one proxy."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.services.board_server import BoardServer
from tests.services.cable import Cable, cable
from tests.services.compose import ROOT, Compose
from tests.services.postgres import PostgresServer, running_postgres
from tests.services.proxy import Proxy
from tests.services.valkey import ValkeyServer, running_valkey


@dataclass(frozen=True)
class Address:
    """An address at which the board is reached, and the organisers' secret."""

    url: str
    organiser_secret: str


@dataclass(frozen=True)
class Topology:
    """Everything that runs, and the lines from the servers to what they share."""

    servers: list[BoardServer]
    postgres: PostgresServer
    valkey: ValkeyServer
    to_postgres: Cable
    to_valkey: Cable
    proxy: Proxy

    @property
    def database(self) -> str:
        """The database's address past the line."""
        return self.postgres.url.render_as_string(hide_password=False)

    @property
    def entrance(self) -> Address:
        """Where people come."""
        return Address(self.proxy.url, self.servers[0].organiser_secret)


@contextlib.asynccontextmanager
async def topology(folder: Path, **settings: str) -> AsyncIterator[Topology]:
    """Run what docker-compose.yml names; `settings` are the servers' beside its own."""
    compose = Compose.read()
    async with contextlib.AsyncExitStack() as stack:
        postgres = stack.enter_context(running_postgres())
        valkey = stack.enter_context(running_valkey())
        to_postgres = await stack.enter_async_context(cable(postgres.socket))
        to_valkey = await stack.enter_async_context(cable(valkey.socket))
        shared = {
            "DATABASE_URL": f"postgresql://postgres@127.0.0.1:{to_postgres.port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{to_valkey.port}/0",
            "DATA_DIR": str(folder / "data"),
            "TRUSTED_PROXIES": "*",
            **settings,
        }
        await asyncio.to_thread(_prepare, compose, shared)
        servers = []
        for name in compose.servers:
            own = folder / name
            own.mkdir()
            servers.append(await stack.enter_async_context(BoardServer(own, **shared)))
        hosts = [server.host for server in servers]
        proxy = await stack.enter_async_context(Proxy(folder, compose.proxy_config, hosts))
        yield Topology(servers, postgres, valkey, to_postgres, to_valkey, proxy)


async def metric(url: str, name: str) -> float:
    """Return a figure of the server at this address."""
    async with httpx2.AsyncClient(base_url=url) as http:
        lines = (await http.get("/metrics")).text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


def _prepare(compose: Compose, settings: dict[str, str]) -> None:
    command = [sys.executable if part == "python" else part for part in compose.command("prepare")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True, capture_output=True, timeout=120)
