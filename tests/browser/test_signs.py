"""Raised hands and words to the room, seen by two people (SPEC F9)."""

from playwright.async_api import expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast


async def test_F9_hands_stand_in_order_and_a_facilitator_lowers_one(cast: Cast, ready: ReadyBoard):
    faye = await ready.let_in(await cast.person("Faye"), await ready.api.invite(ready.id, "facilitate"), outline=False)
    ben, ama = [await ready.let_in(await cast.person(name), outline=False) for name in ("Ben", "Ama")]
    hands = faye.region("Hands and reactions")
    for number, person in enumerate((ben, ama), start=1):
        await person.button("Raise your hand").focus()
        await person.page.keyboard.press("Enter")
        await expect(hands.get_by_role("listitem")).to_have_count(number)
    await expect(hands.get_by_role("listitem").first).to_contain_text("Ben")
    await expect(ben.button("Lower the hand of Ama")).to_have_count(0)
    await faye.press("Lower the hand of Ben", within=hands)
    await expect(hands.get_by_role("listitem")).to_have_count(1)
    await expect(ben.button("Raise your hand")).to_be_visible()
    await faye.press("People (3)")
    await faye.sees("Hand up, number 1", within=faye.dialog("People"))


async def test_F9_a_word_to_the_room_is_seen_and_heard_once(cast: Cast, ready: ReadyBoard):
    ben, ama = [await ready.let_in(await cast.person(name), outline=False) for name in ("Ben", "Ama")]
    await ben.press("React")
    await ben.press("agree", within=ben.region("Hands and reactions"))
    await expect(ama.page.locator(".said-now")).to_contain_text("Ben: agree")
    await expect(ama.page.locator("output", has_text="Said to everybody: agree 1.")).to_be_attached()
