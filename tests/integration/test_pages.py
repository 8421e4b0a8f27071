"""The page, its files and the headers that keep it safe."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.services.api_app import open_world


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built page."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Manualboard</title>")
    (folder / "assets" / "main-1a2b.js").write_text("export {};")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
async def browser(tmp_path: Path, built: Path):
    """A browser on a server with that page."""
    async with AsyncExitStack() as stack:
        world = await open_world(stack, tmp_path / "data", web_dist=built)
        yield await world.browser()


@pytest.mark.parametrize("path", ["/", "/join", "/b/k3vq7m2n9x4p"])
async def test_every_address_that_people_open_shows_the_page(browser, path):
    answer = await browser.request("GET", path)
    assert answer.status_code == 200
    assert "<title>Manualboard</title>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_page_takes_nothing_from_elsewhere(browser):
    headers = (await browser.request("GET", "/")).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://board.test wss://board.test"
    assert policy["img-src"] == "'self' data:"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize("host", ["evil.test; script-src *", "a b", "x,y", '"'])
async def test_a_host_cannot_write_into_the_policy(browser, host):
    answer = await browser.http.request("GET", "/", headers={"Host": host})
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


async def test_an_encrypted_connection_stays_encrypted(tmp_path, built):
    async with AsyncExitStack() as stack:
        world = await open_world(stack, tmp_path / "data", web_dist=built, public_url="https://board.test")
        answer = await (await world.browser()).request("GET", "/")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_files_with_a_hash_in_their_name_are_kept_for_ever(browser):
    answer = await browser.request("GET", "/assets/main-1a2b.js")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "content-security-policy" in answer.headers
    assert (await browser.request("GET", "/index.html")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nothing", "/assets/nothing.js", "/../secret.txt", "/%2e%2e/secret.txt", "/assets"])
async def test_nothing_else_is_there(browser, path):
    answer = await browser.request("GET", path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "cache-control" not in answer.headers


async def test_a_page_that_is_not_built_says_so(tmp_path):
    async with AsyncExitStack() as stack:
        world = await open_world(stack, tmp_path / "data", web_dist=tmp_path / "nowhere")
        browser = await world.browser()
        answer = await browser.request("GET", "/")
        assert answer.status_code == 503
        assert "make run" in answer.text
        assert (await browser.request("GET", "/assets/main.js")).status_code == 404
        assert await browser.get("/healthz") == {"status": "ok"}


async def test_an_unknown_socket_is_closed(browser):
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/nothing", "raw_path": b"/nothing", "query_string": b"", "headers": []}
    await browser.http._transport.app({**scope, "root_path": "", "scheme": "ws", "subprotocols": []}, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]
