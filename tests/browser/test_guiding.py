"""Guiding everybody: bringing, the spotlight, following, locks, and the guide itself (SPEC F4 to F7)."""

import re

import pytest
from playwright.async_api import expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from client.sdk import Api
from tests.browser.boards import AREA, ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import FIRST, PHONE, facilitator, guide, guided, hears, is_at, now, open_guide, unfold
from tests.browser.network import Plug
from tests.services.board_server import BoardServer


async def test_F4_everybody_is_brought_to_a_part_and_can_return_and_who_writes_is_asked(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    before = ama.button("Change the zone Issue and key question")
    await before.focus()
    await ben.open_record(AREA)
    await ben.page.keyboard.type("We agree ")
    await guide(faye, "Parking", "Bring everybody here")
    await expect(ama.heading("Parking")).to_be_focused()
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await hears(ama, "Faye brought everybody to the zone “Parking”.")
    await ama.press("Return to where you were", within=guided(ama))
    await expect(before).to_be_focused()
    await expect(guided(ama)).to_have_count(0)
    await ben.page.keyboard.type("on one page.")
    await expect(ben.record_field(AREA)).to_have_value("We agree on one page.")
    await ben.sees("Faye asks everybody to come to the zone “Parking”.", within=guided(ben))
    await ben.record_field(AREA).press("Escape")
    await ben.press("Go there", within=guided(ben))
    await expect(ben.heading("Parking")).to_be_focused()


async def test_F4_who_comes_late_is_brought_where_everybody_is_once(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await guide(faye, "Parking", "Bring everybody here")
    await hears(faye, "Everybody is brought there.")
    late = await ready.let_in(await cast.person("Cleo"), outline=False)
    await late.sees("brought everybody to the zone “Parking”.", within=guided(late))
    await expect(late.heading("Parking")).to_be_in_viewport()
    await late.reload()
    await late.see_board("Whole family support")
    await is_at(late, FIRST)
    await expect(guided(late)).to_have_count(0)


async def test_F5_the_spotlight_is_said_in_words_and_the_rest_stays_readable(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"))
    await guide(faye, f"{AREA}, Goal", "Put it in the spotlight")
    for person in (ama, ben):
        await person.sees("In the spotlight: the zone “Goal”.", within=guided(person))
        await person.sees("In the spotlight", within=person.page.get_by_role("main"))
    await expect(ama.button("End the spotlight", within=guided(ama))).to_have_count(0)
    await faye.press("End the spotlight", within=guided(faye))
    await expect(guided(ama)).to_have_count(0)


async def test_F6_views_follow_who_leads_until_one_moves_by_oneself(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    await guide(faye, "", "Let everybody's view follow mine")
    await faye.heading("Parking").scroll_into_view_if_needed()
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await ama.page.get_by_role("main").press("Home")
    await ama.sees("You move by yourself. Faye leads the view.", within=guided(ama))
    await ama.press("Follow again", within=guided(ama))
    await expect(ama.button("Stop following", within=guided(ama))).to_be_visible()
    await faye.press("Let everybody go free", within=guided(faye))
    await expect(guided(ama)).to_have_count(0)


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "picture"])
async def test_F7_a_locked_zone_is_read_and_says_so_before_anybody_types(cast: Cast, ready: ReadyBoard, outline: bool):
    faye = await facilitator(cast, ready, outline=outline)
    ama = await ready.let_in(await cast.person("Ama"), outline=outline)
    add = ama.button("Add goal to Goal") if outline else ama.button(re.compile("^Add goal to .*Goal$"))
    await expect(add).to_be_visible()
    await guide(faye, f"{AREA}, Goal", "Lock for others", why="we read back")
    await expect(add).to_have_count(0)
    await ama.sees("Locked by the facilitator while we read back.")
    await hears(ama, "Locked by the facilitator while we read back.")
    await faye.sees("Locked for others while we read back. You can write here.")
    await expect(faye.button(re.compile("^Add goal to .*Goal$"))).to_be_visible()
    await faye.press("Open again Goal")
    await expect(add).to_be_visible()


async def test_F7_what_was_written_offline_in_a_locked_zone_is_kept_and_the_facilitator_is_told(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready, outline=True)
    ama = await cast.person("Ama")
    ama.expect_in_console(re.compile("WebSocket|status of 403"))
    plug = await Plug().hold(ama.context)
    await ready.let_in(ama)
    await plug.pull()
    await expect(ama.saved_words).not_to_have_text("Saved")
    await ama.write_card("Goal", "Written on the train", to="Goal", area=AREA)
    await guide(faye, f"{AREA}, Goal", "Lock for others")
    await faye.sees("Locked for others.")
    await faye.misses("Written on the train")
    plug.put_back()
    await ama.is_saved()
    await faye.sees("Written on the train")
    await faye.sees("One person who was offline had written here before seeing the lock; it was kept.")
    await faye.press("See the snapshots")
    await faye.sees("Before locking “Goal”", within=faye.dialog("Snapshots"))
    await faye.leave(faye.dialog("Snapshots"))
    await faye.press("Bring back Goal as it was locked")
    await faye.press("Bring it back", within=faye.dialog("Bring back “Goal”?"))
    for person in (faye, ama):
        await person.misses("Written on the train", within=person.section("Goal"))
    await hears(faye, "Goal is as it was when it was locked.")
    await expect(faye.button("Bring back Goal as it was locked")).to_be_focused()


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"]
)
async def test_F5_F7_axe_finds_nothing_in_a_led_room(cast: Cast, ready: ReadyBoard, look: dict[str, object]):
    faye = await cast.person("Faye", bypass_csp=True, **look)
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"))
    ama = await cast.person("Ama", bypass_csp=True, **look)
    await ready.let_in(ama, outline=False)
    [row] = (await ready.api.get(f"/api/boards/{ready.id}/phases"))["launches"]
    await ready.api.start_phase(ready.id, row["launch"], "purpose", seen=0)
    await unfold(ama)
    await guide(faye, f"{AREA}, Goal", "Put it in the spotlight")
    await guide(faye, "Parking", "Lock for others", why="we read back")
    await guide(faye, "Parking", "Bring everybody here")
    await ama.sees("brought everybody", within=guided(ama))
    dialog = await open_guide(faye, "Bring")
    for person in (faye, ama):
        examiner = Examiner(person)
        await examiner.look_at("the led room")
        for tab in await dialog.get_by_role("tab").all() if person is faye else ():
            await tab.click()
            await examiner.look_at(await tab.inner_text())
        assert not examiner.findings, "\n".join(examiner.findings)


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_F4_each_act_is_two_presses_away_about_what_the_phase_is_about(
    cast: Cast, ready: ReadyBoard, device: dict[str, object]
):
    faye = await ready.let_in(
        await cast.person("Faye", **device), await ready.api.invite(ready.id, "facilitate"), outline=True
    )
    ama = await ready.let_in(await cast.person("Ama"))
    await unfold(faye)
    await faye.press(f"Start Core conversation: {AREA}", within=now(faye))
    await expect(faye.heading(AREA)).to_be_focused()
    await is_at(ama, f"Core conversation: {AREA}")
    for act, button in (("Bring", "Bring everybody here"), ("Spotlight", "Put it in the spotlight")):
        dialog = await open_guide(faye, act)
        await faye.press(button, within=dialog)
        await expect(dialog).to_be_hidden()
    await ama.sees(f"Faye brought everybody to the area “{AREA}”.", within=guided(ama))


async def test_V1_a_vote_begins_with_what_is_selected_or_in_front(
    cast: Cast, organiser_api: Api, board_server: BoardServer
):
    ready = await ready_board(board_server, organiser_api, areas=[AREA, "Prevention"])
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        parking = next(zone.id for zone in document.read().zones.values() if zone.slot == "parking")
        add_card(document, "c", "note", Place(parking), text="Visit early")
        await remote.saved()
    faye = await facilitator(cast, ready)
    contents = faye.page.get_by_role("navigation", name="Contents")
    await faye.press("Prevention", within=contents)
    await expect(faye.heading("2 Prevention")).to_be_in_viewport()
    for part in ("Prevention", "Parking"):
        dialog = await open_guide(faye, "Vote")
        chosen = dialog.get_by_label("Which part of the board?").locator("option:checked")
        await expect(chosen).to_contain_text(part)
        await faye.leave(dialog)
        await faye.page.locator("[data-card=c]").click(modifiers=["Shift"])
        await faye.press("Prevention", within=contents)


async def test_F4_the_guide_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    opener = faye.button("Lock", within=now(faye).get_by_role("group", name="Guide everybody"))
    await opener.press("Enter")
    dialog = faye.dialog("Guide everybody")
    await expect(dialog.get_by_label("Which part of the board?")).to_be_focused()
    await faye.page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("tab", name="Lock")).to_be_focused()
    for key, tab in (
        ("ArrowRight", "Vote"),
        ("End", "Lead the view"),
        ("ArrowRight", "Bring"),
        ("ArrowLeft", "Lead the view"),
        ("Home", "Bring"),
    ):
        await faye.page.keyboard.press(key)
        await expect(dialog.get_by_role("tab", name=tab, selected=True)).to_be_focused()
    await faye.page.keyboard.press("Tab")
    await expect(dialog.get_by_label("Which part of the board?")).to_be_focused()
    await faye.page.keyboard.press("Tab")
    await faye.page.keyboard.press("Enter")
    await hears(faye, "Everybody is brought there.")
    await expect(opener).to_be_focused()
