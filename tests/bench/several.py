"""B7's subjects: our server as one process and as two, on PostgreSQL and Valkey."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from pathlib import Path

from tests.services.postgres import running_postgres
from tests.services.valkey import running_valkey

from .clients import Target
from .edits import Content
from .processes import SERVER_CORE, on_core
from .subjects import OURS, Server, Subject, ours


class Several:
    """Servers on one database and one bus; documents are made on each in turn."""

    def __init__(self, servers: Sequence[Server]) -> None:
        self.pids = [pid for server in servers for pid in server.pids]
        self._next = cycle(servers)

    async def target(self, content: Content) -> Target:
        """See Server."""
        return await next(self._next).target(content)

    def again(self, target: Target) -> Target:
        """See Server."""
        return target


@asynccontextmanager
async def _spread(folder: Path, processes: int) -> AsyncIterator[Server]:
    async with AsyncExitStack() as stack:
        with on_core(SERVER_CORE):
            postgres = stack.enter_context(running_postgres())
            valkey = stack.enter_context(running_valkey())
        shared = {
            "DATABASE_URL": postgres.url.render_as_string(hide_password=False),
            "REDIS_URL": valkey.url,
            "DATA_DIR": str(folder / "shared"),
        }
        servers = []
        for number in range(processes):
            own = folder / f"server{number}"
            own.mkdir()
            servers.append(await stack.enter_async_context(ours(own, **shared)))
        yield Several(servers)


ONE = Subject("one process", lambda folder: _spread(folder, 1), durable=True)
TWO = Subject(OURS.name, lambda folder: _spread(folder, 2), durable=True)
