"""What a card rests on (SPEC T6, B4): a recommendation refers to what was said, and back."""

import re

from playwright.async_api import expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner

HEARD = "Forms ask for the mother alone"
ASKED = "Ask for both parents"


async def test_T6_a_recommendation_in_a_table_refers_to_a_card_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    await ready.api.launch(ready.id, "recommendations")
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    await ama.write_card("Note", HEARD, to="Core conversation: What do we do?", area=AREA)
    await ama.button("Add recommendation to National").press("Enter")
    await ama.page.keyboard.type(ASKED)
    await ama.page.keyboard.press("Escape")
    await ama.button("Options of this row").press("Enter")
    dialog = ama.dialog("Recommendation")
    await ama.button("Refer to a card or an area", within=dialog).press("Enter")
    choice = dialog.get_by_label("Refer to", exact=True)
    await expect(choice).to_be_focused()
    examiner = Examiner(ama)
    await examiner.look_at("what can be referred to")
    await choice.select_option(label=f"“{HEARD}”")
    await ama.button("Add the reference", within=dialog).press("Enter")
    await expect(dialog.get_by_role("list", name="It refers to")).to_contain_text(HEARD)
    await examiner.look_at("what it refers to")
    await ama.button(re.compile(f"^Go there ?: “{HEARD}”$"), within=dialog).press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(ama.button(f"Edit the note “{HEARD}”")).to_be_focused()
    await ama.sees(f"See “{HEARD}”")
    await ama.is_saved()
    assert not examiner.findings, "\n".join(examiner.findings)
