"""The first hour of a leadership group on a new board, as the people in it live it."""

import asyncio
import io
import re
from dataclasses import dataclass

import docx
import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Cast
from tests.browser.people import Person, all_see
from tests.services.board_server import BoardServer

pytestmark = pytest.mark.slow

TITLE = "The structure of the report"
PURPOSE = "A report that every local authority in the South West can use"
ISSUE = "Good work ends when its funding ends"
QUESTION = "What must each part say so that somebody acts on it?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@dataclass
class Group:
    """Who is in the room, and who is still on the way."""

    faye: Person
    ama: Person
    ben: Person
    dev: Person
    kit: Person
    vera: Person
    cleo: Person

    @property
    def writers(self) -> list[Person]:
        """Those at a desk who look at the outline."""
        return [self.faye, self.ama, self.ben]

    @property
    def here(self) -> list[Person]:
        return [*self.writers, self.dev, self.kit, self.vera]


@dataclass(frozen=True)
class Links:
    take_part: str
    look_on: str


async def test_first_hour(cast: Cast, board_server: BoardServer):
    """The story of product.md: nobody loses a word, and the group takes its agreed text home."""
    group = Group(
        faye=await cast.person("Faye", permissions=["clipboard-read", "clipboard-write"]),
        ama=await cast.person("Ama"),
        ben=await cast.person("Ben"),
        dev=await cast.person("Dev", **PHONE),
        kit=await cast.person("Kit"),
        vera=await cast.person("Vera"),
        cleo=await cast.person("Cleo"),
    )
    links = await begin(group.faye, board_server)
    await come_in(group, links)
    await split_the_issue(group)
    await set_parameters_and_goal(group)
    await agree_on_one_text(group)
    await look_at_the_network(group)
    await wear_hats(group, board_server)
    await lose_the_wifi(group)
    await come_late(group.cleo, links)
    await delete_the_wrong_area(group)
    await take_it_home(group.faye)
    await come_back_next_month(group.ama, links)


async def begin(faye: Person, server: BoardServer) -> Links:
    await faye.join(server.link)
    await faye.make_board(
        "Manualize",
        TITLE,
        {
            "What is the issue?": ISSUE,
            "What is the key question?": QUESTION,
            "What are we making, and for whom?": PURPOSE,
        },
    )
    await faye.sees(QUESTION)
    await faye.sees(PURPOSE, within=faye.page.get_by_role("banner"))
    await faye.is_saved()
    links = Links(await faye.share_link("to take part"), await faye.share_link("to look on"))
    assert await faye.page.evaluate("navigator.clipboard.readText()") == links.look_on
    await faye.open_outline()
    return links


async def come_in(group: Group, links: Links) -> None:
    await group.ama.join(links.take_part, organisation="Torbay Council", board=TITLE)
    await group.ben.join(links.take_part, organisation="NHS Devon", board=TITLE)
    await group.dev.join(links.take_part, board=TITLE)
    await group.vera.join(links.look_on, board=TITLE)
    await come_in_by_keyboard(group.kit, links.take_part)
    await expect(group.faye.button("People (6)")).to_be_visible()
    for person in (group.ama, group.ben):
        await person.open_outline()
    await group.vera.open_outline()
    await all_see(group.here, QUESTION)


async def come_in_by_keyboard(kit: Person, link: str) -> None:
    await kit.open(link)
    await expect(kit.field("What name should others see?")).to_be_visible()
    await kit.page.keyboard.press("Tab")
    await kit.page.keyboard.type("Kit")
    await kit.page.keyboard.press("Enter")
    await kit.see_board(TITLE)


async def split_the_issue(group: Group) -> None:
    await group.faye.add_area("Sustainability")
    await group.ama.add_area("Prevention")
    await group.ben.add_area("Accessibility")
    for title in ("Sustainability", "Prevention", "Accessibility"):
        await all_see(group.here, title)


async def set_parameters_and_goal(group: Group) -> None:
    area = "Sustainability"
    await group.ama.write_card("Parameter", "Parent and infant services", to="Parameters: In scope", area=area)
    await group.ben.write_card("Goal", "One page that a director can act on", to="Goal", area=area)
    await group.faye.write_card("Note", "Fund people for more than a year", to="Core conversation: How?", area=area)
    await start_card_by_letter(group.kit, "Who pays when the programme ends?")
    await add_from_the_phone(group.dev, "Start with what parents say")
    for words in (
        "Parent and infant services",
        "One page that a director can act on",
        "Fund people for more than a year",
        "Who pays when the programme ends?",
        "Start with what parents say",
    ):
        await all_see(group.here, words)


async def start_card_by_letter(kit: Person, text: str) -> None:
    """On the board as a picture, any letter starts a card."""
    await tab_to(kit, kit.button(re.compile("^The board itself")))
    await kit.page.keyboard.type(text)
    await kit.page.keyboard.press("Escape")
    await kit.is_saved()


async def tab_to(person: Person, target: Locator) -> None:
    """Press Tab until the focus is there."""
    handle = await target.element_handle()
    for _ in range(60):
        if await person.page.evaluate("element => document.activeElement === element", handle):
            return
        await person.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


async def add_from_the_phone(dev: Person, text: str) -> None:
    await dev.button("Add").tap()
    await dev.button("Note", within=dev.page.get_by_role("group", name="Add a card")).tap()
    await dev.write_in("Note", text)
    await dev.is_saved()


async def agree_on_one_text(group: Group) -> None:
    """Two write in one agreed text at once, and see each other do it."""
    ama, ben = group.ama, group.ben
    await ama.write_record("Sustainability", "We agree:\n")
    await ben.sees("We agree:", within=ben.section("Sustainability"))
    fields = [await person.open_record("Sustainability") for person in (ama, ben)]
    sentences = [
        "Commissioners fund relationships, not only projects. ",
        "Every contract says how learning is kept. ",
    ]
    for person in (ama, ben):
        await person.page.keyboard.press("ControlOrMeta+End")
    await asyncio.gather(
        *(person.page.keyboard.type(words, delay=8) for person, words in zip((ama, ben), sentences, strict=True))
    )
    await sees_at_work(ama, "Ben")
    await sees_at_work(ben, "Ama")
    for field in fields:
        for words in sentences:
            await expect(field).to_have_value(re.compile(re.escape(words)))
    assert await fields[0].input_value() == await fields[1].input_value()
    for field in fields:
        await field.press("Escape")
    for person in (group.faye, group.vera):
        for words in sentences:
            await person.sees(words.strip(), within=person.section("Sustainability"))


async def sees_at_work(person: Person, other: str) -> None:
    """The other is named in words, and at the caret."""
    await person.sees(f"{other} is writing here.")
    await expect(person.page.locator(".text-caret-name").get_by_text(other, exact=True)).to_be_attached()


async def look_at_the_network(group: Group) -> None:
    """A grid, launched onto one area in the middle of the session."""
    await group.faye.launch(
        "Dis-integration grid",
        area="Sustainability",
        answers={"Which issue do you look at?": "Money that ends", "Who is in the network?": "Families\nNHS\nCouncil"},
    )
    for person in group.writers:
        await expect(person.page.get_by_role("columnheader", name="Families")).to_be_visible()
    place = "What's the problem?, Families"
    await group.ama.write_card("Note", "Nobody tells us that it is about to end", to=place)
    await all_see([*group.writers, group.vera], "Nobody tells us that it is about to end")


async def wear_hats(group: Group, server: BoardServer) -> None:
    """I4: what a hat says has the hat's name and never the wearer's, on the page and in the API."""
    await group.faye.launch("Wearing different hats", area="Sustainability", answers={"What is the issue?": "Money"})
    ben = group.ben
    said = "Who will still be here when she turns two?"
    await ben.press(re.compile(r"^Say as Parent or carer ?: What I feel$"))
    await expect(ben.field("Parent or carer: What I feel")).to_be_focused()
    await ben.page.keyboard.type(said)
    await ben.press("Say this as Parent or carer")
    await all_see([*group.writers, group.vera], said)
    for person in (group.faye, group.vera):
        hat = person.section("Parent or carer")
        await person.sees(said, within=hat)
        assert "Ben" not in (await hat.evaluate("element => element.outerHTML"))
    projection = str(await group.faye.projection(server.url, group.faye.board))
    assert said in projection
    me = await ben.context.request.get(f"{server.url}/api/me")
    assert (await me.json())["participant"]["id"] not in projection
    assert "Ben" not in projection


async def lose_the_wifi(group: Group) -> None:
    """Two lose the network, go on writing, and all is there again when it is back."""
    ama, ben = group.ama, group.ben
    for person in (ama, ben):
        await person.is_saved()
        await person.lose_network()
    conversation = "Core conversation: What do we do?"
    await ama.write_card("Note", "Write the plan for year two first", to=conversation, area="Prevention")
    await ben.write_card("Note", "Ask who else pays", to=conversation, area="Prevention")
    await group.faye.write_card("Note", "Those who stayed went on", to=conversation, area="Prevention")
    for person in (ama, ben):
        await person.reads_that(re.compile("^(Offline: your edits are kept on this device|Not saved)"))
    await group.faye.misses("Ask who else pays")
    for person in (ama, ben):
        await person.find_network()
    for person in (ama, ben):
        await person.is_saved()
    for words in ("Write the plan for year two first", "Ask who else pays", "Those who stayed went on"):
        await all_see(group.here, words)


async def come_late(cleo: Person, links: Links) -> None:
    await cleo.join(links.take_part, board=TITLE)
    await cleo.open_outline()
    await all_see([cleo], "Ask who else pays")
    await cleo.sees("Every contract says how learning is kept.")


async def delete_the_wrong_area(group: Group) -> None:
    """D4: an area comes back with everything that was in it."""
    everybody = [*group.here, group.cleo]
    await group.cleo.press("Change the area Prevention")
    await group.cleo.press("Delete the area Prevention")
    await group.cleo.press("Delete the area", within=group.cleo.dialog("Delete the area “Prevention”?"))
    for person in everybody:
        await person.misses("Ask who else pays")
    await group.ben.press("Deleted (1)")
    dialog = group.ben.dialog("Deleted")
    await group.ben.press(re.compile("^Restore the area Prevention, deleted"), within=dialog)
    await group.ben.leave(dialog)
    await all_see(everybody, "Ask who else pays")


async def take_it_home(faye: Person) -> None:
    await faye.press("Snapshots")
    snapshots = faye.dialog("Snapshots")
    await faye.field("Name of a new snapshot (optional)", within=snapshots).fill("After the first hour")
    await faye.press("Take a snapshot", within=snapshots)
    await faye.sees("After the first hour", within=snapshots)
    await faye.press("Export from After the first hour", within=snapshots)
    dialog = faye.dialog("Export")
    agreed = "Every contract says how learning is kept."
    preview = faye.region("Preview of the report", within=dialog)
    await faye.sees(agreed, within=preview)
    await faye.sees("After the first hour", within=dialog)
    for button, ending in (("Word", ".docx"), ("Web page", ".html"), ("Markdown", ".md")):
        file = await faye.download(button, within=dialog)
        assert file.suggested_filename.endswith(ending)
        assert agreed in words_of((await file.path()).read_bytes(), ending)
    await faye.press("Copy for Word", within=dialog)
    await faye.sees("Copied. Paste it into your document.", within=dialog)
    assert agreed in await faye.page.evaluate("navigator.clipboard.readText()")
    await faye.leave(dialog)


def words_of(content: bytes, ending: str) -> str:
    """The text of a file that was taken home."""
    if ending == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    return content.decode()


async def come_back_next_month(ama: Person, links: Links) -> None:
    """The same link in the same browser is the same person on the same board."""
    before = ama.board
    await ama.close_tab()
    await ama.open(links.take_part)
    await expect(ama.field("What name should others see?")).to_have_value("Ama")
    await expect(ama.field("Organisation (optional)")).to_have_value("Torbay Council")
    await ama.press("Join")
    await ama.see_board(TITLE)
    assert ama.board == before
    await ama.open_outline()
    await ama.sees("Every contract says how learning is kept.")
    await ama.press(re.compile("^People"))
    people = ama.dialog("People")
    await expect(people.get_by_text("Ama", exact=True)).to_have_count(1)
    await ama.sees("(you)", within=people)
