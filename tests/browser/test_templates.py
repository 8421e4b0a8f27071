"""Every template, launched in turn while a group works, looked at by axe in both views and on a phone (SPEC T2)."""

from typing import Any

import pytest
from playwright.async_api import expect

from board.templates import bundled_templates
from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OTHERS = [template for template in bundled_templates().values() if template.id != "manualize"]


async def facilitator(cast: Cast, ready: ReadyBoard, **look: Any) -> Person:
    faye = await cast.person("Faye", bypass_csp=True, **look)
    await faye.join(await ready.api.invite(ready.id, "facilitate"), board=TITLE)
    return faye


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_T2_every_template_is_launched_in_turn_and_axe_finds_nothing(cast: Cast, ready: ReadyBoard, scheme: str):
    faye = await facilitator(cast, ready, color_scheme=scheme)
    ama = await ready.let_in(await cast.person("Ama"))
    for number, template in enumerate(OTHERS):
        await faye.launch(template.title, area=AREA if number % 2 else "")
        await expect(ama.heading(template.title).first).to_be_attached()
    examiner = Examiner(faye)
    await examiner.look_at("picture")
    await faye.open_outline()
    await examiner.look_at("outline")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


@pytest.mark.parametrize("look", [{}, PHONE], ids=["laptop", "phone"])
async def test_T3_what_a_template_makes_and_where_it_comes_from_is_read_before_it_is_launched(
    cast: Cast, ready: ReadyBoard, look: dict[str, Any]
):
    faye = await facilitator(cast, ready, **look)
    if look:
        await faye.press("More")
    await faye.press("Launch a template")
    shelf = faye.dialog("Launch a template")
    await expect(shelf.get_by_role("heading", name="Tools for a session")).to_be_visible()
    examiner = Examiner(faye)
    await examiner.look_at("shelf")
    await faye.button("Choose Thinking together", within=shelf).press("Enter")
    dialog = faye.dialog("Launch “Thinking together”")
    await dialog.get_by_text("What it makes, and how it goes").click()
    await faye.sees("Mark the task, 2 min.", within=dialog)
    await faye.sees("manuals.annafreud.org/ambit-static/thinking-together", within=dialog)
    await examiner.look_at("preview")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_T4_the_next_pass_begins_with_the_commitments_of_the_one_before(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await faye.launch("Action learning set")
    await faye.open_outline()
    await faye.press("Add commitment to Commitments")
    await faye.write_in("Commitment", "Ask the midwives")
    await faye.press("Launch a template")
    await faye.press("Choose Action learning set", within=faye.dialog("Launch a template"))
    dialog = faye.dialog("Launch “Action learning set”")
    await dialog.get_by_label("Begin").select_option(label="With the next pass of “Action learning set”")
    await expect(dialog.get_by_label("What is the key question of the set?")).to_have_count(0)
    await faye.press("Launch", within=dialog)
    await expect(faye.heading("Action learning set (pass 2)")).to_be_attached()
    check_in = faye.section("Action learning set (pass 2)").get_by_role("row").filter(has_text="Ask the midwives")
    await check_in.get_by_label("How far is it?").select_option(label="Partly")
    found = await faye.projection(ready.server.url, ready.id)
    second = next(launch for launch in found["launches"] if launch["title"].endswith("(pass 2)"))
    [card] = second["zones"][0]["cards"]
    assert (card["text"], card["fields"]["outcome"]) == ("Ask the midwives", "Partly")
