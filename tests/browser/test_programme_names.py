"""Names that a programme has already, as organisers meet them (SPEC G14)."""

from playwright.async_api import expect

from client.sdk import Programmes
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.test_programmes import CONFLICT, look_at, made, organiser, save


async def test_G14_an_organisation_that_is_there_is_said_at_once_and_offered(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready, bypass_csp=True)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.button("Add an organisation").press("Enter")
    dialog = olu.dialog("A new organisation")
    name = dialog.get_by_label("Name", exact=True)
    await name.fill("cornwall council.")
    olu.expect_in_console(CONFLICT)
    await name.press("Enter")
    await olu.sees("There is an organisation ‘Cornwall Council’ already", within=dialog)
    await expect(name).to_have_value("cornwall council.")
    examiner = Examiner(olu)
    await examiner.look_at("a name that is there")
    await olu.look(PICTURES / "programmes", "same-name")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
    await dialog.get_by_role("button", name="Use the one that is there").press("Enter")
    there = olu.dialog("Cornwall Council")
    await expect(there.get_by_label("Name", exact=True)).to_be_focused()
    await expect(there.get_by_label("Council area")).to_have_value("cornwall")
    await olu.press("Save", within=there)
    assert len((await Programmes(ready.api).document(programme))["organisations"]) == 2


async def test_G14_two_people_of_one_name_are_asked_about(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    olu.expect_in_console(CONFLICT)
    await olu.press("Add a person")
    dialog = olu.dialog("A new person")
    await dialog.get_by_label("Organisation").select_option(label="DHSC")
    await dialog.get_by_label("Name", exact=True).fill("BO")
    await olu.press("Save", within=dialog)
    await olu.sees("There is somebody called ‘Bo’ in the programme already.", within=dialog)
    await olu.press("Use the one who is there", within=dialog)
    await save(olu, "Bo", {"Job (optional)": "Adviser"})
    await olu.press("Add a person")
    await olu.press("Save", within=dialog)
    await olu.press("Save as another person of this name", within=dialog)
    await expect(dialog).to_be_hidden()
    people = (await Programmes(ready.api).document(programme))["people"]
    assert [(each["name"], each["job"]) for each in people][1:] == [("Bo", "Adviser"), ("BO", "")]
