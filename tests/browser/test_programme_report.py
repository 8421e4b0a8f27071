"""The report of the demo's programme as a web page: axe looks at it, and a screen reader's outline of it holds."""

from pathlib import Path

from playwright.async_api import Page, ViewportSize, expect

from board.render import render
from client.demo.content import load
from client.demo.programme.content import load_programme
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.demo_report import built

NARROW: ViewportSize = {"width": 320, "height": 640}
"""What 1280 pixels are at 400 %, where nothing may have to be scrolled in two directions (WCAG 1.4.10)."""


async def opened(cast: Cast, folder: Path) -> tuple[Page, Examiner]:
    reader = await cast.person("Ama", bypass_csp=True)
    file = folder / "report.html"
    file.write_bytes(render(built(load_programme(load())).report, "html").content)
    page = await reader.open_empty()
    await page.goto(file.as_uri())
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page, Examiner(reader)


async def test_axe_finds_nothing_in_the_whole_report(cast: Cast, tmp_path: Path) -> None:
    page, examiner = await opened(cast, tmp_path)
    await examiner.look_at("the report of the programme")
    await page.set_viewport_size(NARROW)
    await examiner.look_at("the report of the programme on a phone")
    assert not examiner.findings, "\n".join(examiner.findings)


async def test_every_line_of_the_contents_leads_to_its_heading(cast: Cast, tmp_path: Path) -> None:
    page, _ = await opened(cast, tmp_path)
    links = page.get_by_role("navigation").get_by_role("link")
    titles = await links.all_inner_texts()
    targets = await links.evaluate_all("each => each.map((a) => document.querySelector(a.hash)?.innerText ?? '')")
    assert len(titles) > 30
    assert {"Figures", "Tables"} <= set(await page.get_by_role("navigation").get_by_role("heading").all_inner_texts())
    assert [title for title, target in zip(titles, targets, strict=True) if not target.startswith(title)] == []


async def test_tables_have_their_headers_and_captions(cast: Cast, tmp_path: Path) -> None:
    page, _ = await opened(cast, tmp_path)
    tables = page.get_by_role("table")
    assert await tables.count() > 10
    assert await page.locator("table:not(:has(caption))").count() == 0
    assert await page.locator("table:not(:has(th[scope=row]))").count() == 0
    await page.screenshot(path=PICTURES / "programme-report.png", full_page=True)
