"""The services that other tests stand on are there and answer."""

from playwright.async_api import Browser
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.services.chromium import FLAGS, packaged_chromium
from tests.services.node import Node
from tests.services.postgres import PostgresServer


async def test_postgres_answers(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    await engine.dispose()


async def test_postgres_restarts(postgres_server: PostgresServer, postgres_url: str) -> None:
    postgres_server.stop()
    postgres_server.start()
    await test_postgres_answers(postgres_url)


async def test_valkey_answers(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.ping() is True


def test_node_is_recent_and_finds_the_page_packages(node: Node) -> None:
    version = node.run("--version").removeprefix("v")
    assert int(version.split(".")[0]) >= 22
    script = 'import * as Y from "yjs"; console.log(typeof Y.applyUpdate)'
    assert node.run("--input-type=module", "--eval", script).strip() == "function"


async def test_browser_opens_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto("data:text/html,<title>Board</title>")
    assert await page.title() == "Board"
    await page.close()


async def test_packaged_browser_runs_on_a_bare_system(node: Node, browser: Browser) -> None:
    launcher = packaged_chromium(node)
    other = await browser.browser_type.launch(executable_path=launcher, args=FLAGS)
    page = await other.new_page()
    await page.set_content("<p>Some text</p>")
    box = await page.locator("p").bounding_box()
    assert box is not None
    assert box["height"] > 0
    await other.close()
