"""How the parts of the picture lie: their sizes follow from their structure, not from what is written in them."""

from collections.abc import Iterator

from playwright.async_api import Page, expect

from board.content.document import BoardDocument
from board.content.zones import Zone
from board.edits import Place, add_card
from client.sdk import Api, RemoteBoard
from tests.browser.boards import ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.services.board_server import BoardServer

LONG = "They told us again and again that they had to repeat their story. " + "Unbrokenword" * 30

WIDTHS = """() => [...document.querySelectorAll('.launch, .zone, .area, .lane, .hat, thead th')]
    .map(part => part.offsetWidth)"""
ENDS = """() => [...document.querySelectorAll('.launch > .zone-grid > .zone')]
    .filter(zone => zone.style.gridColumn.endsWith('-1') || zone.style.gridColumn.endsWith('/ 13'))
    .map(zone => Math.round(zone.getBoundingClientRect().right))"""
CARDS = """() => Object.fromEntries([...document.querySelectorAll('.viewport [data-card]')]
    .map(card => [card.dataset.card, [card.offsetWidth, card.offsetHeight].join(' x ')]))"""


def places(zone: Zone) -> Iterator[Place]:
    """Where cards can lie in a zone."""
    if zone.columns and zone.rows:
        yield from (Place(zone.id, (row.id, column.id)) for row in zone.rows for column in zone.columns)
    elif zone.columns:
        yield from (Place(zone.id, (None, column.id)) for column in zone.columns)
    else:
        yield Place(zone.id, None)


async def fill(remote: RemoteBoard, page: Page, name: str, texts: list[str]) -> None:
    """Put these cards into the first place of every zone that takes cards, and wait until they are there."""
    document = BoardDocument(remote.doc)
    zones = [zone for zone in document.read().zones.values() if zone.kind not in ("text", "areas", "ring")]
    for zone in zones:
        kind = zone.config.get("card") or ("gap" if zone.kind == "table" else "note")
        for number, text in enumerate(texts):
            add_card(document, f"{name}-{number}-{zone.id[:6]}", kind, next(places(zone)), text=text)
    await remote.saved()
    made = page.locator(f".viewport :is([data-card^={name}-], [data-row-card^={name}-])")
    await expect(made).to_have_count(len(zones) * len(texts))


async def test_no_card_changes_the_width_of_anything(cast: Cast, ready: ReadyBoard):
    """Zones of every kind, with no card, one, and nine with long texts and words."""
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"issue": "Money", "columns": ["Families", "NHS"]})
    await ready.api.launch(ready.id, "wearing_different_hats", answers={"issue": "Money", "hats": ["Baby", "Finance"]})
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await expect(ama.heading("Wearing different hats")).to_be_attached()
    empty = await ama.page.evaluate(WIDTHS)
    async with ready.remote() as remote:
        await remote.until(lambda: len(BoardDocument(remote.doc).read().launches) == 3)
        await fill(remote, ama.page, "one", ["Short"])
        sizes = await ama.page.evaluate(CARDS)
        assert await ama.page.evaluate(WIDTHS) == empty
        await fill(remote, ama.page, "more", [LONG, *["Another"] * 7])
    assert await ama.page.evaluate(WIDTHS) == empty
    now = await ama.page.evaluate(CARDS)
    assert {card: now[card] for card in sizes} == sizes
    assert len(now) > len(sizes) > 10


async def test_no_hole_stays_beside_wide_areas(cast: Cast, organiser_api: Api, board_server: BoardServer):
    """Every row of a launch ends where the areas end, and the cards at its end lie side by side."""
    areas = ["Sustainability", "Prevention", "Accessibility"]
    ready = await ready_board(board_server, organiser_api, areas=areas, issue="Money", question="Which way?")
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ends = await ama.page.evaluate(ENDS)
    assert len(ends) == 4
    assert len(set(ends)) == 1
    note = await ama.page.get_by_role("article", name="Note,").first.bounding_box()
    question = await ama.page.get_by_role("article", name="Question,").first.bounding_box()
    assert note
    assert question
    assert note["y"] == question["y"]
