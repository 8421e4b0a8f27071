"""A small session by keyboard alone: keys go to where the focus is; nothing is clicked or focused by hand."""

import re

from playwright.async_api import expect

from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

FURTHEST = 150
"""More presses of Tab than any page here has stops."""

NAMED = re.compile(r'\w+ "(?:[^"\\]|\\.)*"')
"""A role and a name, at the beginning of a line of an accessibility snapshot."""

OUTSIDE = "document.activeElement === document.body"
"""After its last stop Tab leaves the page, and comes back to its first."""

WHERE = """() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return null;
    const style = getComputedStyle(activeElement);
    const isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    const { left, top, width, height } = activeElement.getBoundingClientRect();
    const shares = [0.01, 0.5, 0.99];
    const isInSight = shares.some(x => shares.some(y => {
        const onTop = document.elementFromPoint(left + x * width, top + y * height);
        return onTop && (activeElement.contains(onTop) || onTop.contains(activeElement));
    }));
    return { isMarked, isInSight, what: activeElement.outerHTML.slice(0, 160) };
}"""
"""Whether the focus is marked, and whether some of it is on the screen with nothing on top (WCAG 2.4.7, 2.4.11)."""


class Typist:
    """Somebody without a mouse, who always knows where the focus is."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def focused(self) -> str:
        """The name and role of what has the focus, as a screen reader has it; the focus must be marked and in sight."""
        where = await self.page.evaluate(WHERE)
        assert where is not None, "the focus is lost"
        assert where["isMarked"], f"the focus cannot be seen on {where['what']}"
        assert where["isInSight"], f"the focus is out of sight on {where['what']}"
        line = (await self.page.locator(":focus").aria_snapshot()).splitlines()[0].removeprefix("- ").strip("'")
        named = NAMED.match(line)
        return named[0] if named else line

    async def tab_to(self, wanted: str, *, back: bool = False) -> None:
        """Press Tab until what has the focus is called so: 'button "Add area"'."""
        passed = []
        for _ in range(FURTHEST):
            await self.press("Shift+Tab" if back else "Tab")
            if await self.page.evaluate(OUTSIDE):
                continue
            found = await self.focused()
            if found == wanted:
                return
            passed.append(found)
        raise AssertionError(f"Tab does not lead to {wanted}, but to {passed}")

    async def settles_on(self, wanted: str) -> None:
        """Wait until the focus is, by itself, on what is called so."""
        role, _, name = wanted.partition(" ")
        find = {"button": self.person.button, "textbox": self.person.field}[role]
        await expect(find(name.strip('"')).and_(self.page.locator(":focus"))).to_be_attached()
        await self.focused()


async def test_session_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    kit, ama = await cast.person("Kit"), await ready.let_in(await cast.person("Ama"))
    await kit.open(ready.edit_link)
    await expect(kit.field("What name should others see?")).to_be_visible()
    typist = Typist(kit)
    await join(typist)
    await open_outline(typist)
    await add_an_area(typist, ama)
    await write_cards(typist, ama)
    await change_a_card(typist, ama)
    await write_the_record(typist, ama)
    await delete_and_restore(typist, ama)
    await open_dialogs(typist)
    await kit.is_saved()


async def join(typist: Typist) -> None:
    await typist.tab_to('textbox "What name should others see?"')
    await typist.type("Kit")
    await typist.tab_to('button "Join"')
    await typist.press("Enter")
    await typist.person.see_board(TITLE)


async def open_outline(typist: Typist) -> None:
    await typist.tab_to('button "Outline"')
    await typist.press("Enter")
    await expect(typist.person.heading("Purpose", level=2)).to_be_visible()


async def add_an_area(typist: Typist, other: Person) -> None:
    await typist.tab_to('button "Add area"')
    await typist.press("Enter")
    await typist.settles_on('textbox "Title of the area"')
    await typist.type("Prevention")
    await typist.press("Enter")
    await typist.settles_on('button "Change the area Prevention"')
    await other.sees("Prevention")


async def write_cards(typist: Typist, other: Person) -> None:
    await typist.tab_to('button "Add parameter to Parameters: In scope"')
    await typist.press("Enter")
    await typist.settles_on('textbox "Parameter"')
    await typist.type("Before birth to two")
    await typist.press("Escape")
    await typist.settles_on('button "Edit the parameter “Before birth to two”"')
    await typist.tab_to('button "Other kinds for Core conversation: What do we do?"')
    await typist.press("Enter")
    await typist.tab_to('button "Add example to Core conversation: What do we do?"', back=True)
    await typist.press("Enter")
    await typist.settles_on('textbox "Example"')
    await typist.type("A walk with other fathers")
    await typist.press("Tab")
    await typist.settles_on('textbox "Place"')
    await typist.type("Plymouth")
    await typist.press("Escape")
    await typist.settles_on('button "Edit the example “A walk with other fathers”"')
    await other.sees("Before birth to two")
    await other.sees("Plymouth", within=other.section("Prevention"))
    await typist.tab_to('button "Add note to Core conversation: What do we do?"')
    await typist.press("Enter")
    await typist.type("Home visits")
    await typist.press("Escape")
    await typist.settles_on('button "Edit the note “Home visits”"')


async def change_a_card(typist: Typist, other: Person) -> None:
    """Move the note above the example, write on in it, and call it agreed."""
    note = typist.page.get_by_role("listitem").filter(has_text="Home visits")
    await typist.press("Alt+ArrowUp")
    cards = other.section("Prevention").get_by_role("list", name="Core conversation: What do we do?")
    await expect(cards.get_by_role("listitem").first).to_contain_text("Home visits")
    await typist.settles_on('button "Edit the note “Home visits”"')
    await typist.press("Enter")
    await typist.type(", twice")
    await typist.press("Escape")
    await typist.settles_on('button "Edit the note “Home visits, twice”"')
    await other.sees("Home visits, twice")
    await typist.tab_to('button "Options of the note “Home visits, twice”"')
    await typist.press("Enter")
    await typist.tab_to('combobox "How far is it?"')
    await typist.type("Agreed")
    await expect(cards.get_by_role("listitem").first).to_contain_text("Agreed")
    await typist.tab_to('button "Options of the note “Home visits, twice”"', back=True)
    await typist.press("Enter")
    await expect(note.get_by_role("combobox")).to_have_count(0)


async def write_the_record(typist: Typist, other: Person) -> None:
    await typist.tab_to('button "Write the agreed record of Prevention"')
    await typist.press("Enter")
    await typist.settles_on('textbox "the agreed record of Prevention"')
    await typist.press("Control+b")
    await typist.type("Visit early")
    await typist.press("Control+b")
    await typist.type(", and then:")
    await typist.press("Enter", "Enter")
    await typist.type("- listen")
    await typist.press("Enter")
    await typist.type("come back")
    await typist.press("Escape")
    await typist.settles_on('button "Edit the agreed record of Prevention"')
    section = other.section("Prevention")
    await expect(section.get_by_role("strong")).to_have_text("Visit early")
    await expect(section.get_by_role("listitem").filter(has_text="come back")).to_be_visible()


async def delete_and_restore(typist: Typist, other: Person) -> None:
    await typist.tab_to('button "Edit the note “Home visits, twice”"', back=True)
    await typist.press("Delete")
    conversation = other.section("What do we do?", within=other.section("Prevention"))
    await other.misses("Home visits, twice", within=conversation)
    await typist.settles_on('button "Edit the example “A walk with other fathers”"')
    await typist.tab_to("text: Deleted (1)")
    await typist.press("Enter")
    await typist.tab_to('button "Restore the card Home visits, twice"')
    await typist.press("Enter")
    await other.sees("Home visits, twice", within=conversation)
    await typist.settles_on('button "Edit the note “Home visits, twice”"')


async def open_dialogs(typist: Typist) -> None:
    """Escape closes a dialog, and the focus is where it was."""
    for name, title in (("Export", "Export"), ("Snapshots", "Snapshots"), ("Deleted", "Deleted")):
        await typist.tab_to(f'button "{name}"', back=True)
        await typist.press("Enter")
        dialog = typist.person.dialog(title)
        await expect(dialog).to_be_visible()
        await expect(dialog.locator(":focus")).to_have_count(1)
        await typist.focused()
        await typist.press("Escape")
        await expect(dialog).to_have_count(0)
        await typist.settles_on(f'button "{name}"')


async def test_every_stop_of_the_board_is_in_sight(cast: Cast, ready: ReadyBoard):
    """Tab goes through the whole page, and the focus is always marked and never out of sight."""
    kit = await ready.let_in(await cast.person("Kit"), outline=False)
    typist = Typist(kit)
    await typist.press("Tab")
    first = await typist.focused()
    stops = 1
    for _ in range(FURTHEST):
        await typist.press("Tab")
        if await kit.page.evaluate(OUTSIDE):
            break
        await typist.focused()
        stops += 1
    assert first == 'link "Skip to the board"'
    assert stops > 40, AREA


async def test_going_through_the_places_by_key_moves_nothing(cast: Cast, ready: ReadyBoard):
    """WCAG 3.2.2: a card goes to another place, and the focus with it, when the button is pressed."""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.write_card("Goal", "One page", to="Goal", area=AREA)
    await ama.press("Options of the goal “One page”")
    places = ama.page.get_by_label("Move to")
    await places.focus()
    for _ in range(2):
        await places.press("ArrowDown")
        await expect(places).to_be_focused()
    await ama.sees("One page", within=ama.section("Goal", within=ama.section(AREA)))
    await ama.button("Move", within=ama.page.get_by_role("main")).press("Enter")
    await ama.sees("One page", within=ama.section("Core conversation", within=ama.section(AREA)))
    await expect(ama.button("Edit the goal “One page”")).to_be_focused()
