"""Comments in threads (SPEC C), as people see, hear and write them."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from client.sdk import Api
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import CONFLICT, PHONE, hears
from tests.browser.network import strict_proxy
from tests.browser.people import REFUSED, Person

PICTURES = Path(__file__).parents[2] / "build" / "browser"


def panel(person: Person) -> Locator:
    """The comments: beside the board, on a phone a dialog."""
    return person.page.get_by_role("complementary", name="Comments").or_(person.dialog("Comments"))


def thread(person: Person, where: str) -> Locator:
    return person.region(f"On {where}", within=panel(person))


async def comment_on_area(person: Person, area: str = AREA) -> Locator:
    """In the outline: begin a comment on an area; returns the field, which has the focus."""
    await person.press(f"Change the area {area}")
    await person.press(f"Comment on the area “{area}”")
    field = person.field("New comment", within=panel(person))
    await expect(field).to_be_focused()
    return field


async def say(person: Person, text: str, area: str = AREA) -> None:
    field = await comment_on_area(person, area)
    await person.page.keyboard.type(text)
    await person.press("Send", within=panel(person))
    await person.sees(text, within=panel(person))
    await expect(field).to_have_value("")
    await person.is_saved()


async def attribute(ready: ReadyBoard, attribution: str) -> None:
    """Say how the board's first activity names people."""
    launch = (await ready.api.projection(ready.id))["launches"][0]["id"]
    path = f"/api/boards/{ready.id}/launches/{launch}/attribution"
    await ready.api._request("PUT", path, {"attribution": attribution})


async def finds_nothing(person: Person, what: str) -> None:
    examiner = Examiner(person)
    await examiner.look_at(what)
    assert not examiner.findings, "\n".join(examiner.findings)


async def test_C7_a_thread_is_begun_answered_and_resolved_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    await attribute(ready, "name")
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    ben = await ready.let_in(await cast.person("Ben", bypass_csp=True))
    change = ama.button(f"Change the area {AREA}")
    await change.press("Enter")
    opener = ama.button(f"Comment on the area “{AREA}”")
    await opener.press("Enter")
    await expect(ama.field("New comment", within=panel(ama))).to_be_focused()
    await ama.sees("Shown with your name, Ama.", within=panel(ama))
    keys = ama.page.keyboard
    await keys.type("Is this so, @be")
    await expect(panel(ama).get_by_role("option", name="Ben")).to_have_attribute("aria-selected", "true")
    await hears(ama, "1 person to mention")
    await finds_nothing(ama, "offered people")
    await keys.press("Enter")
    await keys.type("?")
    await keys.press("ControlOrMeta+Enter")
    mine = thread(ama, f"the area “{AREA}”")
    await ama.sees("Is this so,", within=mine)
    await ama.is_saved()
    note = ben.region("What has just happened")
    await ben.sees("You were mentioned in a comment.", within=note)
    await hears(ben, "You were mentioned in a comment.")
    await expect(ben.button("Comments (1) 1 mentions you")).to_be_visible()
    await ben.button(re.compile("^Read it"), within=note).press("Enter")
    theirs = thread(ben, f"the area “{AREA}”")
    await ben.sees("Mentions you", within=theirs)
    await expect(ben.button("Comments (1)")).to_be_visible()
    await ben.button(f"Answer on the area “{AREA}”", within=theirs).press("Enter")
    await ben.field("Answer", within=theirs).press_sequentially("It is.")
    await ben.button("Send", within=theirs).press("Enter")
    await ama.sees("It is.", within=mine)
    await hears(ama, f"New comment on the area “{AREA}”.")
    for person in (ama, ben):
        await finds_nothing(person, "a thread")
        await person.look(PICTURES, f"comments-{person.name}")
    await ama.button(f"Resolve the thread on the area “{AREA}”", within=mine).press("Enter")
    await expect(mine).to_have_count(0)
    await hears(ama, "The thread is resolved.")
    # What had the focus is gone with the thread; it goes on within the panel.
    await expect(panel(ama).locator(":focus")).to_have_count(1)
    await keys.press("Escape")
    await expect(panel(ama)).to_have_count(0)
    await expect(opener).to_be_focused()
    await expect(ben.button(re.compile("^2 comments on"))).to_have_count(0)
    await ben.reload()
    await expect(ben.button("Comments")).to_be_visible()
    await expect(note).to_have_count(0)


async def test_C1_a_mark_on_a_card_leads_to_its_comments_on_the_board_and_in_the_outline(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    await ama.write_card("Learning", "Ring the bell", to="Learning strip: what generalises?")
    await ama.press("Options of the learning “Ring the bell”")
    await ama.press("Comment on the card “Ring the bell”")
    await ama.page.keyboard.type("Which bell?")
    await ama.press("Send", within=panel(ama))
    mark = ama.button("1 comment on the card “Ring the bell”")
    await expect(mark).to_be_visible()
    await ama.press("Close the comments")
    await ama.open_picture()
    await mark.focus()
    await mark.press("Enter")
    await expect(ama.field("New comment", within=panel(ama))).to_be_focused()
    await ama.sees("Which bell?", within=panel(ama))
    await finds_nothing(ama, "comments beside the board")
    await ama.look(PICTURES, "comments-board")
    await ama.page.keyboard.press("Escape")
    await expect(mark).to_be_focused()


async def test_C1_comments_of_a_deleted_card_come_back_with_it(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.write_card("Learning", "Ring the bell", to="Learning strip: what generalises?")
    await ama.press("Options of the learning “Ring the bell”")
    await ama.press("Comment on the card “Ring the bell”")
    await ama.page.keyboard.type("Which bell?")
    await ama.press("Send", within=panel(ama))
    await ama.press("All comments", within=panel(ama))
    await ama.sees("Which bell?", within=panel(ama))
    await ama.press("Delete", within=ama.page.locator(".outline-options"))
    await ama.misses("Which bell?", within=panel(ama))
    await panel(ama).get_by_label("Show").select_option(label="On what was deleted (1)")
    await ama.sees("Which bell?", within=panel(ama))
    await ama.press(re.compile("^Bring it back"))
    await panel(ama).get_by_label("Show").select_option(label="Open (1)")
    await ama.sees("Which bell?", within=panel(ama))


async def test_C1_what_is_locked_can_be_talked_about(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.write_card("Learning", "Ring the bell", to="Learning strip: what generalises?")
    await ama.is_saved()
    launch = (await ready.api.projection(ready.id))["launches"][0]
    await ready.api.lock(ready.id, next(zone["id"] for zone in launch["zones"] if zone["slot"] == "learning"))
    for where in ("card “Ring the bell”", "zone “Learning strip: what generalises?”"):
        await ama.press(f"Comment on the {where}")
        await ama.page.keyboard.type(f"About the {where}")
        await ama.press("Send", within=panel(ama))
        await expect(ama.button(f"1 comment on the {where}")).to_be_visible()


async def test_C7_a_mention_waits_for_who_was_away_and_is_read_even_in_what_is_resolved(cast: Cast, ready: ReadyBoard):
    ben = await ready.let_in(await cast.person("Ben"))
    zones = (await ready.api.projection(ready.id))["launches"][0]["zones"]
    [area] = next(zone["areas"] for zone in zones if zone.get("areas"))
    [ben_row] = [each for each in await ready.api.people(ready.id) if each["name"] == "Ben"]
    address = ben.page.url
    await ben.close_tab()
    made = await ready.api.begin_thread(ready.id, "areas", area["id"], "Done, @Ben", mentions=[ben_row["id"]])
    await ready.api.resolve_thread(ready.id, made["id"])
    await ben.open(address)
    await ben.sees("You were mentioned in a comment.", within=ben.region("What has just happened"))
    await ben.page.set_viewport_size({"width": 390, "height": 844})
    await ben.press("More 1 mentions you")
    await ben.press("Comments 1 mentions you")
    await ben.sees("Mentions you", within=panel(ben))
    await ben.leave(ben.dialog("Comments"))
    await expect(ben.button("More")).to_be_visible()


async def test_C5_what_is_sent_offline_is_kept_and_sent_once(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await comment_on_area(ama)
    await ama.lose_network()
    await ama.page.keyboard.type("Written offline")
    await ama.press("Send", within=panel(ama))
    await ama.sees("Not sent yet: it is kept on this device and sent by itself.", within=panel(ama))
    await hears(ama, "The comment is not sent yet.")
    await ama.reads_that("Offline: your edits are kept on this device")
    await ama.find_network()
    await ama.is_saved()
    await hears(ama, "The comment is sent.")
    await expect(panel(ama).get_by_text("Written offline")).to_have_count(1)
    await ben.press("Comments (1)")
    await expect(panel(ben).get_by_text("Written offline")).to_have_count(1)
    found = (await ready.api.threads(ready.id))["threads"]
    assert [[each["text"] for each in one["comments"]] for one in found] == [["Written offline"]]


async def test_C5_a_comment_that_was_not_sent_is_there_again(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await comment_on_area(ama)
    await ama.page.keyboard.type("Half a thou")
    await ama.reload()
    await ama.open_outline()
    field = await comment_on_area(ama)
    await expect(field).to_have_value("Half a thou")
    await ama.sees("Here is what you wrote before and did not send.", within=panel(ama))


async def test_C5_a_comment_that_is_refused_says_why_is_changed_and_sent(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    ama.expect_in_console(CONFLICT)
    link = await ready.api.invite(ready.id, "edit")
    async with Api(ready.server.url) as ben:
        await ben.join(link.partition("#")[2], "Ben")
        await comment_on_area(ama)
        await ama.page.keyboard.type("Hello @be")
        await expect(panel(ama).get_by_role("option", name="Ben")).to_be_visible()
        await ama.page.keyboard.press("Enter")
        newest, *_ = await ready.api.invitations(ready.id)
        await ready.api.revoke(ready.id, newest["id"])
    await ama.press("Send", within=panel(ama))
    await ama.sees("Not sent. Somebody whom you mention is not on this board (any more).", within=panel(ama))
    await ama.press("All comments", within=panel(ama))
    await ama.press("Change and send again", within=panel(ama))
    field = ama.field("Not sent", within=panel(ama))
    await expect(field).to_have_value("Hello @Ben")
    await field.fill("Hello")
    await ama.press("Send", within=panel(ama))
    await ama.is_saved()
    [found] = (await ready.api.threads(ready.id))["threads"]
    assert [each["text"] for each in found["comments"]] == ["Hello"]


async def test_C2_a_comment_is_changed_and_deleted_by_who_may(cast: Cast, ready: ReadyBoard):
    faye = await ready.let_in(await cast.person("Faye"), await ready.api.invite(ready.id, "facilitate"))
    ama = await ready.let_in(await cast.person("Ama"))
    vic = await ready.let_in(await cast.person("Vic"), ready.view_link)
    await say(ama, "Frist")
    await ama.press("Change your comment", within=panel(ama))
    field = ama.field("Your comment", within=panel(ama))
    await field.fill("First")
    await ama.press("Save", within=panel(ama))
    for person in (faye, vic):
        await person.press("Comments (1)")
        await person.sees("First", within=panel(person))
    await expect(panel(vic).get_by_role("button", name=re.compile("^(Answer|Resolve|Delete|Change)"))).to_have_count(0)
    await faye.press("Delete the comment of Somebody here", within=panel(faye))
    for person in (faye, ama, vic):
        await person.misses("First", within=panel(person))


async def test_C4_where_nobody_is_named_the_page_says_so_and_names_nobody(cast: Cast, ready: ReadyBoard):
    await attribute(ready, "none")
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await comment_on_area(ama)
    await ama.sees("Shown without any name: nobody is told who wrote it.", within=panel(ama))
    await ama.page.keyboard.type("I worry.")
    await ama.press("Send", within=panel(ama))
    await ama.sees("You (nobody else is told)", within=panel(ama))
    await ben.press("Comments (1)")
    await ben.sees("I worry.", within=panel(ben))
    await ben.sees("Somebody here", within=panel(ben))
    await ben.misses("Ama", within=panel(ben))


async def test_C7_on_a_phone(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **PHONE))
    field = await comment_on_area(ama)
    await ama.page.keyboard.type("From a train")
    await finds_nothing(ama, "comments on a phone")
    await ama.look(PICTURES, "comments-phone")
    await ama.press("Send", within=panel(ama))
    await ama.sees("From a train", within=panel(ama))
    await expect(field).to_have_value("")
    await ama.look(PICTURES, "comments-phone-thread")
    await ama.leave(ama.dialog("Comments"))
    mark = ama.button(f"1 comment on the area “{AREA}”")
    await mark.click()
    await ama.leave(ama.dialog("Comments"))
    await expect(mark).to_be_focused()


async def test_C6_comments_come_where_websockets_are_blocked(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    async with strict_proxy(ready.server.url) as proxy:
        ben = await cast.person("Ben")
        ben.expect_in_console()
        ben.expect_in_console(REFUSED)
        await ready.let_in(ben, proxy.link(ready.edit_link))
        await ben.press("Comments")
        await say(ama, "Do you see this?")
        await ben.sees("Do you see this?", within=panel(ben))


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_C1_comments_are_read_in_light_and_dark(cast: Cast, ready: ReadyBoard, scheme: str):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, color_scheme=scheme))
    await say(ama, "Why here?")
    await finds_nothing(ama, f"comments, {scheme}")
    await ama.look(PICTURES, f"comments-{scheme}")
