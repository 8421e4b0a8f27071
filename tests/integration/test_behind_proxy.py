"""Several servers behind a real proxy: docker-compose.yml says what runs, and the proxy keeps a board on one server."""

import ast
import asyncio
import re
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio
from websockets.asyncio.client import connect

from board.content.document import BoardDocument
from board.edits import add_free_note
from client.sdk import Api, Progress, RequestFailed, open_board
from client.sdk.lines import HttpLine
from server.access.limits import FAILED_LINKS
from server.settings import Settings
from tests.browser.network import strict_proxy
from tests.services.board_server import new_board, organiser
from tests.services.compose import IMAGE, ROOT, Compose
from tests.services.stopped import frozen, workers
from tests.services.topology import Topology, metric, topology

SESSIONS = "manualboard_sessions"

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def parts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Topology]:
    async with topology(tmp_path_factory.mktemp("parts")) as parts:
        yield parts


async def sessions(parts: Topology) -> list[float]:
    """How many documents are open through each server."""
    return [await metric(server.url, SESSIONS) for server in parts.servers]


async def home_of(parts: Topology, api: Api, board: str) -> int:
    """Return the position of the server to which the proxy brings a board, found by opening it in every way."""
    name = (await api.board(board))["content"]
    socket = parts.proxy.url.replace("http", "ws", 1)
    async with (
        open_board(parts.proxy.url, board, token=api.token),
        connect(f"{socket}/yjs/{name}", additional_headers={"Authorization": f"Bearer {api.token}"}) as plain,
        strict_proxy(parts.proxy.url) as strict,
        open_board(strict.url, board, token=api.token) as by_http,
    ):
        await plain.recv()
        assert isinstance(by_http._line, HttpLine)
        assert by_http.connections == 1
        counted = await sessions(parts)
        # Content and stage by socket, the same by plain HTTP, the content for a plain client.
        assert sorted(counted) == [0, 5]
        return counted.index(5)


async def test_W1_all_connections_of_a_board_come_to_one_server_and_boards_are_spread(parts: Topology) -> None:
    async with organiser(parts.entrance) as api:
        homes = set()
        # By chance all are on one server once in 2 ** 19.
        for _ in range(20):
            board = await new_board(api, template=None)
            async with open_board(parts.proxy.url, board, token=api.token):
                homes.add((await sessions(parts)).index(2))
            if len(homes) == 2:
                break
        assert homes == {0, 1}
        for _ in range(2):
            await home_of(parts, api, await new_board(api, template=None))


async def test_I1_who_forges_an_address_is_known_by_their_own(parts: Topology) -> None:
    """The bound on wrong links goes by address: who could choose theirs would never reach it."""
    own = httpx2.AsyncHTTPTransport(local_address="127.0.0.2")
    async with httpx2.AsyncClient(base_url=parts.proxy.url, transport=own) as http:
        answers = [
            await http.post(
                "/api/join",
                json={"secret": "wrong", "name": "Mallory"},
                headers={"X-Forwarded-For": f"198.51.100.{number}", "Origin": parts.proxy.url},
            )
            for number in range(FAILED_LINKS + 1)
        ]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429


async def test_figures_are_not_for_everybody(parts: Topology) -> None:
    async with httpx2.AsyncClient(base_url=parts.proxy.url) as http:
        assert (await http.get("/metrics")).status_code == 404
        assert (await http.get("/livez")).json() == {"status": "ok"}


def test_the_services_agree_with_the_image_and_the_proxy() -> None:
    compose = Compose.read()
    image = (ROOT / "server/Dockerfile").read_text("utf-8")
    port = re.search(r"PORT=(\d+)", image)[1]  # type: ignore[index]
    assert ast.literal_eval(re.findall(r"^CMD (.*)$", image, re.MULTILINE)[-1]) == ["python", "-m", "server"]
    assert len(compose.servers) >= 2
    assert set(compose.ours) == {*compose.servers, "prepare"}
    assert compose.services["proxy"]["environment"]["SERVERS"].split() == [f"{each}:{port}" for each in compose.servers]
    assert f"{{$LISTEN::{port}}}" in compose.proxy_config.read_text("utf-8")
    assert [each.rpartition(":")[2] for each in compose.services["proxy"]["ports"]] == [port]


def test_only_the_proxy_is_reached_from_outside_and_nothing_secret_is_written_down() -> None:
    compose = Compose.read()
    assert [name for name, each in compose.services.items() if "ports" in each] == ["proxy"]
    given = [str(value) for each in compose.services.values() for value in each.get("environment", {}).values()]
    assert [each for each in given if "PASSWORD" in each] == [each for each in given if each.startswith("${POSTGRES")]


def test_our_services_know_their_settings_and_share_what_they_must() -> None:
    compose = Compose.read()
    known = {name.upper() for name in Settings.model_fields} | {"PGPASSWORD"}
    first = compose.ours["prepare"]
    for each in compose.ours.values():
        assert set(each["environment"]) <= known
        assert each["environment"] == first["environment"]
        assert each["volumes"] == ["data:/data"]
    assert first["build"]["dockerfile"] == "server/Dockerfile"
    for name in compose.servers:
        assert compose.services[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    for name, each in compose.services.items():
        assert "healthcheck" in each or name in compose.servers, f"{name}: {IMAGE} has its own, others none"


async def test_L2_the_lines_of_long_work_come_through_at_once_and_closing_stops_it(parts: Topology) -> None:
    async with organiser(parts.entrance) as api:
        board = await new_board(api)
        await api.export(board, "manual_section", "markdown")
        pids = {pid for server in parts.servers for pid in workers(server.pid or 0)}
        heard: list[Progress] = []
        stands_still = asyncio.Event()

        def tell(progress: Progress) -> None:
            if progress in heard:
                stands_still.set()
            heard.append(progress)

        with frozen(pids):
            making = asyncio.create_task(api.export(board, "manual_section", "pdf", tell=tell))
            await stands_still.wait()
            making.cancel()
            with pytest.raises(asyncio.CancelledError):
                await making
            # That the process which stood still was ended is the only way to this.
            assert await api.export(board, "manual_section", "markdown")


async def test_L4_going_back_that_was_stopped_is_carried_out_by_no_other_server(parts: Topology) -> None:
    first, second = parts.servers
    async with (
        organiser(parts.entrance) as api,
        Api(first.url, token=api.token) as one,
        Api(second.url, token=api.token) as other,
    ):
        board = await new_board(api, template=None)
        snapshot = (await api.snapshot(board))["id"]
        path, body = f"/api/boards/{board}/snapshots/{snapshot}/restore", {"request_id": "once"}
        async with open_board(parts.proxy.url, board, token=api.token) as opened:
            add_free_note(BoardDocument(opened.doc), "later", "Later", (0, 0))
            await opened.saved()
        await one.snapshot(board)
        told = asyncio.Event()
        with frozen(workers(first.pid or 0)):
            going = asyncio.create_task(one.work("POST", path, lambda _: told.set(), json=body))
            await told.wait()
            assert await other.post(f"{path}/stop", body) == {"applied": None}
        with pytest.raises(RequestFailed, match="stopped before it took effect"):
            await going
        assert [note["text"] for note in (await api.projection(board))["notes"]] == ["Later"]
