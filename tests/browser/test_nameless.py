"""An activity that names nobody beside one that does: whom people see at work where (SPEC I4)."""

from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person
from tests.browser.test_picture import drag

LARGE = {"width": 1900, "height": 1000}
SIGNS = ".writers, .text-writers, .text-caret-name, .cursor-name, .dragged-card"
"""Everything on a board that names somebody while they are at work."""

NOTE_NAMES = """(signs) => {
    globalThis.named = [];
    const look = () => document.querySelectorAll(signs).forEach(({ className, textContent }) => {
        if (textContent.includes('Ama')) globalThis.named.push(`${className}: ${textContent}`);
    });
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def card(person: Person, name: str) -> Locator:
    return person.page.locator(f"[data-card={name}]")


async def prepare(ready: ReadyBoard) -> None:
    """A card in Thinking together, which names nobody, and one in the parking of Manualize, which does not say so."""
    await ready.api.launch(ready.id, "thinking_together", answers={})
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        await remote.until(lambda: len(document.read().launches) == 2)
        zones = {zone.slot: zone.id for zone in document.read().zones.values()}
        add_card(document, "quiet", "note", Place(zones["moment"], None), text="A quiet thought")
        add_card(document, "open", "note", Place(zones["parking"], None), text="An open thought")
        await remote.saved()


async def write_in(person: Person, name: str, words: str) -> None:
    await card(person, name).focus()
    await person.page.keyboard.press("Enter")
    await expect(person.page.get_by_role("textbox").and_(person.page.locator(":focus"))).to_be_visible()
    await person.page.keyboard.type(words)


async def names_seen(person: Person) -> list[str]:
    """Where the person has seen Ama named since `NOTE_NAMES`."""
    seen: list[str] = await person.page.evaluate("globalThis.named")
    return seen


async def test_I4_nobody_is_seen_at_work_where_nobody_is_named(cast: Cast, ready: ReadyBoard):
    await prepare(ready)
    ama, ben = [
        await ready.let_in(await cast.person(name, viewport=LARGE, bypass_csp=True), outline=False)
        for name in ("Ama", "Ben")
    ]
    await card(ama, "quiet").hover()
    await expect(ben.page.locator(".cursor-name")).to_have_count(0)
    await ben.page.evaluate(NOTE_NAMES, SIGNS)

    await write_in(ama, "quiet", ", written on")
    await ben.sees("A quiet thought, written on")
    await write_in(ben, "quiet", " by two")
    await expect(card(ama, "quiet").get_by_role("textbox")).to_have_value("A quiet thought, written on by two")
    for person in (ama, ben):
        await person.page.keyboard.press("Escape")
    await drag(ama, card(ama, "quiet"), ama.heading("4. Return to purpose"), drop=False)
    await ama.page.keyboard.press("Escape")
    await ama.page.mouse.up()
    await ama.button("Raise your hand").press("Enter")
    await expect(ben.region("Hands and reactions").get_by_role("listitem")).to_have_count(1)
    assert await names_seen(ben) == []

    examiner = Examiner(ben)
    await examiner.look_at("a board with an activity that names nobody")
    assert not examiner.findings

    await card(ama, "open").hover()
    await expect(ben.page.locator(".cursor-name")).to_have_text("Ama")
    await write_in(ama, "open", ", written on")
    await expect(card(ben, "open")).to_contain_text("Ama is writing")
    assert {where.partition(":")[0] for where in await names_seen(ben)} == {"cursor-name", "writers"}
