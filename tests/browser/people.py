"""People at their browsers: actions have the names that people give them, and go through what people see and hear."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, ConsoleMessage, Download, Error, Locator, Page, expect

PATIENCE = 20_000
"""How long a person waits for what must come, in milliseconds; a busy machine takes its time."""

NETWORK = re.compile(r"net::ERR_|WebSocket connection to .* failed|WebSocket is closed before")
"""What the browser itself says in the console when there is no network or no server."""

REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 403")
"""What it says when something between refuses a request."""

AWAY = re.compile(r"net::ERR_|status of (404|410)")
"""What it says while a server is started again."""

EMPTY = "about:blank"

expect.set_options(timeout=PATIENCE)


# A browser stores in turn, so what reads after the writes ends after them. People need longer than this to close a tab.
STORED_ON_DEVICE = """async () => {
    for (const { name } of await indexedDB.databases()) {
        const asked = indexedDB.open(name);
        await new Promise(done => asked.addEventListener("success", done));
        const db = asked.result;
        if (db.objectStoreNames.contains("updates")) {
            const count = db.transaction("updates").objectStore("updates").count();
            await new Promise(done => count.addEventListener("success", done));
        }
        db.close();
    }
}"""


class Person:
    """Somebody with a browser of their own. `problems` collects every error of the page and of its console."""

    def __init__(self, name: str, context: BrowserContext) -> None:
        self.name = name
        self.context = context
        self.problems: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._page: Page | None = None
        context.set_default_timeout(PATIENCE)
        context.on("page", self._listen)

    @property
    def page(self) -> Page:
        """The tab that the person is looking at."""
        assert self._page is not None, "no tab is open"
        return self._page

    def expect_in_console(self, pattern: re.Pattern[str] = NETWORK) -> None:
        """From now on such errors in the console are no fault of the page: the test provokes them."""
        self._expected.append(pattern)

    def faults(self) -> list[str]:
        """Everything that went wrong and was not provoked."""
        return [each for each in self.problems if not any(known.search(each) for known in self._expected)]

    async def look(self, folder: Path, name: str) -> None:
        """Keep a picture of what the person sees."""
        if self._page is not None and not self._page.is_closed():
            await self._page.screenshot(path=folder / f"{name}.png")

    def _listen(self, page: Page) -> None:
        page.on("pageerror", self._failed)
        page.on("console", self._said)

    def _failed(self, error: Error) -> None:
        self.problems.append(f"{self.name}: {error}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{self.name}: {message.text}")

    # Coming and going

    async def open(self, address: str) -> None:
        """Open an address in a new tab, or in the empty one that a test has prepared."""
        if self._page is None or self._page.url != EMPTY:
            self._page = await self.context.new_page()
        await self.page.goto(address)

    async def open_empty(self) -> Page:
        """Open an empty tab, for what must be there before the page is; the next address opens in it."""
        await self.open(EMPTY)
        return self.page

    def go_to(self, tab: Page) -> None:
        """Look at another tab."""
        self._page = tab

    async def join(self, link: str, *, organisation: str = "", board: str = "") -> None:
        """Open a link, answer its one question, and wait until the board (or the start page) is there."""
        await self.open(link)
        await self.answer_who(organisation=organisation)
        if board:
            await self.see_board(board)

    async def answer_who(self, *, organisation: str = "") -> None:
        """Fill in the page that a link opens."""
        await self.field("What name should others see?").fill(self.name)
        if organisation:
            await self.field("Organisation (optional)").fill(organisation)
        await self.press("Join")

    async def see_board(self, title: str) -> None:
        """Wait until the board is open and can be worked on."""
        await expect(self.heading(title, level=1)).to_be_visible()
        await expect(self.page.get_by_role("main").get_by_role("heading").first).to_be_visible()

    async def close_tab(self) -> None:
        """Close the tab without another look at it."""
        await self.page.evaluate(STORED_ON_DEVICE)
        await self.page.close()
        self._page = None

    async def reload(self) -> None:
        """Load the page again."""
        await self.page.reload()

    async def lose_network(self) -> None:
        """The wifi drops."""
        self.expect_in_console()
        await self.context.set_offline(True)

    async def find_network(self) -> None:
        """The wifi is back."""
        await self.context.set_offline(False)

    # Things on the page

    def button(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def field(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("textbox", name=name, exact=True)

    def heading(self, name: str | re.Pattern[str], *, level: int | None = None) -> Locator:
        if level is None:
            return self.page.get_by_role("heading", name=name, exact=True)
        return self.page.get_by_role("heading", name=name, exact=True, level=level)

    def region(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("region", name=name, exact=True)

    def section(self, title: str, *, within: Locator | None = None) -> Locator:
        """The part of the outline under this heading."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return (within or self.page).locator("section").filter(has=heading).last

    def dialog(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=True)

    async def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button by its name."""
        await self.button(name, within=within).click()

    async def sees(self, words: str, *, within: Locator | None = None) -> None:
        """Wait until these words can be seen."""
        await expect((within or self.page.get_by_role("main")).get_by_text(words).first).to_be_visible()

    async def misses(self, words: str, *, within: Locator | None = None) -> None:
        """Wait until these words are nowhere to be seen."""
        await expect((within or self.page.get_by_role("main")).get_by_text(words)).to_have_count(0)

    # Whether it is saved

    @property
    def saved_words(self) -> Locator:
        return self.page.get_by_role("banner").locator(".saved-state")

    async def reads_that(self, state: str | re.Pattern[str]) -> None:
        """Wait until the header says this about saving."""
        await expect(self.saved_words).to_have_text(state, use_inner_text=True)

    async def is_saved(self) -> None:
        """Wait for "Saved"."""
        await self.reads_that("Saved")

    # Making and sharing a board

    async def make_board(self, template: str, title: str, answers: dict[str, str]) -> None:
        """On the start page: choose a template, answer what it asks, make the board."""
        await self.press(f"Choose {template}")
        dialog = self.dialog(f"A new board: {template}")
        await self.field("Title of the board", within=dialog).fill(title)
        for question, answer in answers.items():
            await dialog.get_by_label(question).fill(answer)
        await self.press("Make the board", within=dialog)
        await self.see_board(title)

    async def share_link(self, purpose: str) -> str:
        """Copy the link "to take part", "to look on" or "to run the board with you"; returns it."""
        await self.press("Share")
        dialog = self.dialog("Share this board")
        await self.press(f"Copy link {purpose}", within=dialog)
        link = await self.field(f"Link {purpose}", within=dialog).input_value()
        await self.leave(dialog)
        return link

    async def leave(self, dialog: Locator) -> None:
        """Close a dialog."""
        await self.press("Close", within=dialog)
        await expect(dialog).to_be_hidden()

    async def launch(self, template: str, *, area: str = "", answers: dict[str, str] | None = None) -> None:
        """Launch a template on the board, or onto one of its areas."""
        await self.press("Launch a template")
        await self.press(f"Choose {template}", within=self.dialog("Launch a template"))
        dialog = self.dialog(f"Launch “{template}”")
        if area:
            await dialog.get_by_label("Where").select_option(label=area)
        for question, answer in (answers or {}).items():
            await dialog.get_by_label(question).fill(answer)
        await self.press("Launch", within=dialog)
        await expect(dialog).to_be_hidden()

    # Writing

    async def open_outline(self) -> None:
        await self.press("Outline", within=self.page.get_by_role("group", name="Show as"))
        await expect(self.heading("Purpose", level=2)).to_be_visible()

    async def open_picture(self) -> None:
        """Go to the board as a picture."""
        await self.press("Board", within=self.page.get_by_role("group", name="Show as"))
        await expect(self.region("Board")).to_be_visible()

    async def add_area(self, title: str) -> None:
        """In the outline: add an area and write its title."""
        await self.press("Add area")
        field = self.field("Title of the area")
        await expect(field).to_be_focused()
        await field.fill(title)
        await field.press("Enter")
        await expect(self.heading(title)).to_be_visible()

    async def write_card(self, kind: str, text: str, *, to: str, area: str = "", pasted: bool = False) -> None:
        """In the outline: add a card of this kind to a zone or lane ("Parameters: In scope")."""
        within = self.section(area) if area else self.page.get_by_role("main")
        add = self.button(f"Add {kind.lower()} to {to}", within=within)
        await expect(add.or_(self.button(f"Other kinds for {to}", within=within)).first).to_be_visible()
        if not await add.is_visible():
            await self.press(f"Other kinds for {to}", within=within)
        await add.click()
        await self.write_in(kind, text, within=within, pasted=pasted)
        await self.sees(text)

    async def write_in(self, label: str, text: str, *, within: Locator | None = None, pasted: bool = False) -> None:
        """Type into the text that has just opened (or put all in at once), and leave it."""
        field = self.field(label, within=within)
        await expect(field).to_be_focused()
        if pasted:
            await self.page.keyboard.insert_text(text)
        else:
            await self.page.keyboard.type(text)
        await field.press("Escape")
        await expect(field).to_have_count(0)

    def record_button(self, area: str) -> Locator:
        name = re.compile(f"^(Write|Edit) the agreed record of {re.escape(area)}$")
        return self.page.get_by_role("button", name=name)

    def record_field(self, area: str) -> Locator:
        return self.field(f"the agreed record of {area}")

    async def open_record(self, area: str) -> Locator:
        """In the outline: open an area's agreed record for writing; returns its field."""
        await self.record_button(area).click()
        field = self.record_field(area)
        await expect(field).to_be_focused()
        return field

    async def write_record(self, area: str, text: str) -> None:
        """In the outline: write at the end of an area's agreed record."""
        field = await self.open_record(area)
        await field.press("ControlOrMeta+End")
        await self.page.keyboard.type(text)
        await field.press("Escape")
        await expect(field).to_have_count(0)

    # Taking away

    async def download(self, button: str, *, within: Locator) -> Download:
        """Press a button that gives a file; returns it."""
        async with self.page.expect_download() as waiting:
            await self.press(button, within=within)
        return await waiting.value

    async def projection(self, server: str, board: str) -> Any:
        """What the API says of the board to this person."""
        answer = await self.context.request.get(f"{server}/api/boards/{board}/projection")
        assert answer.ok, await answer.text()
        return await answer.json()

    @property
    def board(self) -> str:
        """The id of the board that is open."""
        return self.page.url.rpartition("/b/")[2].partition("#")[0]


async def all_see(people: Sequence[Person], words: str) -> None:
    """Wait until everybody sees these words."""
    for person in people:
        await person.sees(words)


async def all_miss(people: Sequence[Person], words: str) -> None:
    """Wait until nobody sees these words."""
    for person in people:
        await person.misses(words)
