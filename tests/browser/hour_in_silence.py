"""The chapters of the whole hour in which people write on their own, until all is revealed (SPEC P)."""

from playwright.async_api import expect

from tests.browser.hour import AMAS, FAYES, LATER, PARTS, Hour
from tests.browser.leading import now, unfold
from tests.browser.people import Person, all_see
from tests.browser.test_private import panel, write


async def each_splits_the_issue_in_silence(hour: Hour) -> None:
    """P1: what is written alone is in nobody else's page, in no document and not on the wire."""
    faye, ama = hour.faye, hour.ama
    await faye.press("Next: Silent split", within=now(faye))
    await hour.all_are_at("Silent split")
    await faye.press(f"Let everybody write on their own: the zone “{PARTS}”", within=now(faye))
    for person, cards in ((faye, FAYES), (ama, AMAS)):
        await unfold(person)
        await write_alone(person, cards)
        hour.cards += cards
    await hour.time.passes(6)
    await faye.sees("2 of 2 people have written, 4 cards.", within=panel(faye))
    for person in hour.everybody:
        await person.is_saved()
    await nobody_else_has_them(hour)


async def nobody_else_has_them(hour: Hour) -> None:
    """Not in the others' pages, not on their wires, not in the documents, not in the API's answers."""
    unseen = str(await hour.api.projection(hour.board)) + await hour.stored()
    for person, foreign in ((hour.faye, AMAS), (hour.ama, FAYES), (hour.vera, FAYES + AMAS)):
        reached = unseen + await person.page.content() + hour.wires[person.name].decode("utf-8", "replace")
        assert [text for text in foreign if text in reached] == [], person.name


async def the_server_is_killed_while_they_write_alone(hour: Hour) -> None:
    """P2: what was being typed is kept on the device, and is saved when the server is back."""
    ama = hour.ama
    card = panel(ama).get_by_label("Private card 2", exact=True)
    await hour.server.kill()
    await card.press("End")
    await ama.page.keyboard.type(LATER)
    await expect(ama.saved_words).not_to_have_text("Saved")
    await hour.server.start()
    await ama.is_saved()
    last = f"{AMAS[1]}{LATER}"
    await expect(card).to_have_value(last)
    hour.cards[-1] = last


async def write_alone(person: Person, cards: list[str]) -> None:
    for number, text in enumerate(cards, start=1):
        await write(person, number, text)


async def the_cards_are_revealed(hour: Hour) -> None:
    """P4: all at once, each once, and nobody is named."""
    faye = hour.faye
    await faye.press("Reveal all cards", within=panel(faye))
    await faye.press("Reveal now", within=faye.dialog("Reveal all cards?"))
    await expect(panel(faye)).to_be_hidden()
    for text in hour.cards:
        await all_see(hour.everybody, text)
    for heard in hour.wires.values():
        assert [text for text in hour.cards if text.encode() not in heard] == []
