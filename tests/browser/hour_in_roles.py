"""The chapters of the whole hour in which people have roles and wear hats (SPEC F10, H, I4)."""

import re

from playwright.async_api import expect

from tests.browser.hour import KEEP, Hour
from tests.browser.leading import now, unfold
from tests.browser.people import all_see
from tests.browser.test_hats_worn import hats
from tests.browser.test_session_roles import give, people

BOTH = "Scribe and Learning support worker. These are better with two people."
PARENT, COUNCIL, FINANCE = "Parent or carer", "Council officer", "Finance"
AS_PARENT = "Who is still here when she is two?"


async def the_roles_are_given(hour: Hour) -> None:
    """F10: chair, scribe and learning support worker; that one person has two is said to everybody, and put right."""
    faye, ama, vera = hour.faye, hour.ama, hour.vera
    dialog = await people(faye)
    for role, to in (("Chair", "Faye"), ("Scribe", "Ama"), ("Learning support worker", "Ama")):
        await give(faye, role, to)
    await faye.sees(f"Ama is {BOTH}", within=dialog)
    await unfold(ama)
    await ama.sees(f"You are {BOTH}", within=now(ama))
    await faye.button("Take off (Ama, Learning support worker)", within=dialog).press("Enter")
    await ama.misses(f"You are {BOTH}", within=now(ama))
    await give(faye, "Learning support worker", "Vera")
    await vera.sees("You are Learning support worker.", within=now(vera))
    await faye.misses(BOTH)
    await faye.leave(dialog)
    rows = await hour.api.attendance(hour.board)
    assert {row["name"]: row["role_in_session"] for row in rows if row["role_in_session"]} == {
        "Faye": "Chair",
        "Ama": "Scribe, Learning support worker",
        "Vera": "Learning support worker",
    }


async def hats_are_chosen_and_speak(hour: Hour) -> None:
    """H1, H2, I4: nobody is offered the hat of their own job, and what a hat says never names who wore it."""
    faye, ama = hour.faye, hour.ama
    answers = {"What is the issue?": "Money", "Which hats are there?": f"{PARENT}\n{COUNCIL}\n{FINANCE}"}
    await faye.launch("Wearing different hats", area=KEEP, answers=answers)
    await faye.press("Let people choose a hat", within=hats(faye))
    choice = hats(ama).get_by_label("Which hat do you want to wear?")
    await expect(choice.get_by_role("option")).to_have_text([PARENT, FINANCE])
    await choice.select_option(label=PARENT)
    await ama.press("Wear this hat", within=hats(ama))
    await ama.sees(f"You wear: {PARENT}. Only you see this.", within=hats(ama))
    await faye.sees("1 person wears a hat.", within=hats(faye))
    for person in (faye, hour.vera):
        await person.misses(f"You wear: {PARENT}")
    await ama.press(re.compile(rf"^Say as {PARENT} ?: What I feel$"))
    await expect(ama.field(f"{PARENT}: What I feel")).to_be_focused()
    await ama.page.keyboard.type(AS_PARENT)
    await ama.press(f"Say this as {PARENT}")
    await all_see(hour.everybody, AS_PARENT)
    hour.cards.append(AS_PARENT)
    await faye.press("Hats off", within=hats(faye))
    assert "Ama" not in str(await hour.api.projection(hour.board))
