"""Making boards, launching templates, phases, and what hats say (SPEC T2, T3, S7, I4)."""

import pytest

from board.content.document import BoardDocument
from board.edits import delete
from board.ids import DocumentName
from board.templates import bundled_templates, load_template
from server.facilitation.commands import Launch
from server.ports.directory import SERVER_PARTICIPANT
from server.workers.pool import WorkersBusy
from tests.services.api_app import Browser, World, good, new_request, problem
from tests.unit.test_templates import SMALL

HATS = {"issue": "Long waits", "hats": ["Parent", "Commissioner"]}


async def ring(browser: Browser, board: str):
    """Return the board's zone of hats."""
    found = await browser.get(f"/api/boards/{board}/projection")
    zones = [zone for launch in found["launches"] for zone in launch["zones"]]
    return next(zone for zone in zones if zone["kind"] == "ring")


@pytest.mark.parametrize("template", sorted(bundled_templates()))
async def test_T2_a_board_begins_with_its_template_and_its_phases(world: World, template):
    organiser = await world.organiser()
    board = await organiser.board(template, title="Prevention", purpose="A section", answers={})
    found = await organiser.get(f"/api/boards/{board}/projection")
    assert (found["title"], found["purpose"]) == ("Prevention", "A section")
    [launch] = found["launches"]
    assert launch["template"] == template
    assert launch["zones"]
    assert not found["broken"]
    [phases] = (await organiser.get(f"/api/boards/{board}/phases"))["launches"]
    assert phases["launch"] == launch["id"]
    assert phases["current"] == phases["phases"][0]["id"]
    assert phases["done"] == []


async def test_I4_the_first_rows_of_a_board_are_the_servers(world: World):
    organiser = await world.organiser()
    board = await organiser.board("manualize", answers={"issue": "Long waits"})
    name = DocumentName.parse((await organiser.get(f"/api/boards/{board}"))["content"])
    loaded = await world.log.load(name)
    assert set(loaded.owners.values()) == {SERVER_PARTICIPANT}
    assert [row.participant for row in loaded.tail] == [None]


async def test_S11_a_launch_and_a_lock_wait_for_nobodys_export(world: World, monkeypatch: pytest.MonkeyPatch):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    zone = (await ring(organiser, board))["id"]

    async def busy(*_: object) -> None:
        raise WorkersBusy("The server is busy with others. Try again in a minute.")

    monkeypatch.setattr(world.services.workers, "run", busy)
    launch = {"template": "manualize", "answers": {"issue": "Long waits"}, "request_id": new_request()}
    await organiser.post(f"/api/boards/{board}/launches", launch)
    good(await organiser.request("PUT", f"/api/boards/{board}/stage/locks/{zone}", {}))


async def test_S7_a_board_is_made_once_for_a_request(world):
    organiser = await world.organiser()
    body = {"title": "Prevention", "template": "manualize", "request_id": "the-same"}
    first = await organiser.post("/api/boards", body)
    assert await organiser.post("/api/boards", body) == first
    assert len((await organiser.get("/api/boards"))["boards"]) == 1
    other = await world.organiser("Another")
    assert await other.post("/api/boards", body) != first


async def test_T3_templates_say_where_they_come_from(world):
    found = await (await world.organiser()).rows("/api/templates")
    assert [each["id"] for each in found] == list(bundled_templates())
    assert all(each["source"] and each["checked_by_ambit_trainer"] is False for each in found)
    grid = next(each for each in found if each["id"] == "dis_integration_grid")
    asked = {question["key"]: question for question in grid["ask"]}
    assert asked["issue"]["kind"] == "text"
    assert asked["columns"]["kind"] == "lines"
    assert "Families" in asked["columns"]["default"]


async def test_T4_a_next_pass_comes_right_behind_the_one_before(world):
    organiser = await world.organiser()
    board = await organiser.board("action_learning_set")
    [first] = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    body = {"template": "action_learning_set", "again": first["id"], "request_id": new_request()}
    await organiser.post(f"/api/boards/{board}/launches", body)
    launches = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    assert [each["title"] for each in launches] == ["Action learning set", "Action learning set (pass 2)"]
    wrong = {**body, "template": "poster", "request_id": new_request()}
    problem(await organiser.request("POST", f"/api/boards/{board}/launches", wrong), 409)


async def test_T2_a_launch_happens_once_for_a_request_and_keeps_the_board_before(world):
    organiser = await world.organiser()
    board = await organiser.board("manualize", answers={"areas": ["Prevention", "Early help"]})
    area = (await organiser.get(f"/api/boards/{board}/projection"))["launches"][0]["zones"]
    area = next(zone for zone in area if zone["kind"] == "areas")["areas"][0]["id"]
    body = {"template": "wearing_different_hats", "area": area, "answers": HATS, "request_id": new_request()}
    first = await organiser.post(f"/api/boards/{board}/launches", body)
    assert await organiser.post(f"/api/boards/{board}/launches", body) == first
    launches = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    assert [(each["id"], each["area"]) for each in launches][1:] == [(first["launch"], area)]
    phases = (await organiser.get(f"/api/boards/{board}/phases"))["launches"]
    assert sorted(each["launch"] for each in phases) == sorted(each["id"] for each in launches)
    me = (await organiser.get("/api/me"))["participant"]["id"]
    assert {each["launch"]: each["by"] for each in phases} == {launches[0]["id"]: None, first["launch"]: me}
    snapshots = await organiser.rows(f"/api/boards/{board}/snapshots")
    assert [each["reason"] for each in snapshots] == ["before launch"]
    assert snapshots[0]["label"] == "Before launching “Wearing different hats”"


async def test_T2_a_launch_that_was_cut_short_is_completed_by_its_repetition(world, monkeypatch):
    organiser = await world.organiser()
    board = await organiser.board()
    edit = world.live.edit
    cut: list[DocumentName] = []

    async def cut_short(document, command, *, request_id):
        if document.kind == "stage" and not cut:
            cut.append(document)
            raise RuntimeError("the process ended here")
        return await edit(document, command, request_id=request_id)

    monkeypatch.setattr(world.live, "edit", cut_short)
    body = {"template": "wearing_different_hats", "answers": HATS, "request_id": new_request()}
    problem(await organiser.request("POST", f"/api/boards/{board}/launches", body), 500)
    launch = (await organiser.post(f"/api/boards/{board}/launches", body))["launch"]
    [made] = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    [phases] = (await organiser.get(f"/api/boards/{board}/phases"))["launches"]
    assert made["id"] == phases["launch"] == launch
    assert phases["phases"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"template": "nothing"}, 422, "wearing_different_hats"),
        ({"template": "wearing_different_hats", "answers": {"hats": ["Parent"] * 21}}, 409, "at most 20"),
        ({"template": "wearing_different_hats", "answers": {**HATS, "extra": "x"}}, 409, "does not ask"),
        ({"template": "wearing_different_hats", "answers": HATS, "area": "nothing"}, 409, "no such area"),
        ({"template": "wearing_different_hats", "answers": {"issue": 1}}, 422, "issue"),
    ],
)
async def test_a_launch_that_does_not_fit_is_explained(world, body, status, words):
    organiser = await world.organiser()
    board = await organiser.board()
    answer = await organiser.request("POST", f"/api/boards/{board}/launches", {**body, "request_id": "r"})
    assert words in problem(answer, status)["detail"]
    assert (await organiser.get(f"/api/boards/{board}/projection"))["launches"] == []


async def test_phases_are_ticked_unticked_and_chosen(world):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    path = f"/api/boards/{board}/phases"
    [row] = (await organiser.get(path))["launches"]
    first, second = row["phases"][0]["id"], row["phases"][1]["id"]
    launch = {"launch": row["launch"]}
    assert (await organiser.post(path, {**launch, "phase": first, "done": True}))["launches"][0]["done"] == [first]
    assert (await organiser.post(path, {**launch, "current": second}))["launches"][0]["current"] == second
    assert (await organiser.post(path, {**launch, "current": None}))["launches"][0]["current"] is None
    assert (await organiser.post(path, {**launch, "phase": first, "done": False}))["launches"][0]["done"] == []
    for wrong in ({"phase": "nothing", "done": True}, {"current": "nothing"}):
        problem(await organiser.request("POST", path, {**launch, **wrong}), 409)
    problem(await organiser.request("POST", path, {"launch": "nothing", "phase": first, "done": True}), 409)
    problem(await organiser.request("POST", path, {"launch": "nothing", "current": None}), 409)
    for unclear in ({}, {"phase": first}, {"done": True}, {"phase": first, "done": True, "current": first}):
        problem(await organiser.request("POST", path, {**launch, **unclear}), 422)


async def test_a_snapshot_is_named_by_day_and_last_phase(world):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    path = f"/api/boards/{board}"
    [row] = (await organiser.get(f"{path}/phases"))["launches"]
    for phase in row["phases"][:2]:
        await organiser.post(f"{path}/phases", {"launch": row["launch"], "phase": phase["id"], "done": True})
    title = row["phases"][1]["title"]
    label = (await organiser.post(f"{path}/snapshots", {}))["label"]
    assert label == f"12 March, after {title[0].lower()}{title[1:]}"
    assert (await organiser.post(f"{path}/snapshots", {"label": " By hand "}))["label"] == "By hand"


async def test_I4_a_hats_card_names_the_hat_and_nobody(world: World):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    editor = await world.member(organiser, board, "edit", "Canaryname")
    zone = await ring(editor, board)
    cell = [zone["rows"][0]["id"], zone["columns"][0]["id"]]
    body = {"zone": zone["id"], "cell": cell, "text": "I see a queue.", "request_id": new_request()}
    card = (await editor.post(f"/api/boards/{board}/hat-cards", body))["card"]
    assert (await editor.post(f"/api/boards/{board}/hat-cards", body))["card"] == card
    zone = await ring(editor, board)
    [placed] = zone["rows"][0]["cells"][0]["cards"]
    assert (placed["id"], placed["kind"], placed["text"]) == (card, "hat", "I see a queue.")
    good(await editor.request("PUT", f"/api/boards/{board}/hat-cards/{card}", {"text": "I see two queues."}))
    assert (await ring(editor, board))["rows"][0]["cells"][0]["cards"][0]["text"] == "I see two queues."
    held = [each.doc.get_update() for each in world.live._open.values()]
    assert not any(word.encode() in state for state in held for word in ("Canaryname", editor.participant))
    audit = await world.services.directory.list_audit(board)
    assert {entry.action for entry in audit if entry.participant == editor.participant} == {"joined"}


async def test_I4_only_hats_are_written_through_the_server(world: World):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    path = f"/api/boards/{board}/hat-cards"
    projection = await organiser.get(f"/api/boards/{board}/projection")
    listed = next(zone for zone in projection["launches"][0]["zones"] if zone.get("cards"))
    zone = await ring(organiser, board)
    row, column = zone["rows"][0]["id"], zone["columns"][0]["id"]
    whole = {"zone": zone["id"], "cell": [row, column], "text": "x", "request_id": "r"}
    for wrong in ({"zone": listed["id"]}, {"zone": "nothing"}, {"cell": [column, row]}):
        problem(await organiser.request("POST", path, {**whole, **wrong}), 409)
    for wrong in ({"text": "  "}, {"text": "x" * 100_001}, {"cell": [row]}, {"request_id": ""}):
        problem(await organiser.request("POST", path, {**whole, **wrong}), 422)
    other = listed["cards"][0]["id"]
    problem(await organiser.request("PUT", f"{path}/{other}", {"text": "x"}), 409)
    card = (await organiser.post(path, {**whole, "request_id": "good"}))["card"]
    await world.edit(board, lambda doc: delete(BoardDocument(doc), "cards", card, "2026-03-12T14:00:00Z"))
    problem(await organiser.request("PUT", f"{path}/{card}", {"text": "x"}), 409)


async def test_S7_a_request_id_is_for_one_thing(world):
    organiser = await world.organiser()
    board = await organiser.board("wearing_different_hats", answers=HATS)
    path = f"/api/boards/{board}"
    zone = await ring(organiser, board)
    hat = {"zone": zone["id"], "cell": [zone["rows"][0]["id"], zone["columns"][0]["id"]], "text": "x"}
    snapshot = await organiser.post(f"{path}/snapshots", {})
    await organiser.post(f"{path}/hat-cards", {**hat, "request_id": "hat"})
    again = {"template": "wearing_different_hats", "answers": HATS}
    problem(await organiser.request("POST", f"{path}/launches", {**again, "request_id": "hat"}), 409)
    problem(await organiser.request("POST", f"{path}/snapshots/{snapshot['id']}/restore", {"request_id": "hat"}), 409)
    await organiser.post(f"{path}/launches", {**again, "request_id": "launch"})
    problem(await organiser.request("POST", f"{path}/hat-cards", {**hat, "request_id": "launch"}), 409)


async def test_T7_a_board_keeps_what_it_was_launched_with_when_the_file_changes(world):
    organiser = await world.organiser()
    folder = world.services.settings.templates_folder
    folder.mkdir()
    file, text = folder / "small.toml", SMALL
    file.write_text(text, "utf-8")
    own = next(each for each in await organiser.rows("/api/templates") if each["id"] == "small")
    assert own["own"] is True
    board = await organiser.board("small")
    file.write_text(text.replace('"Ring"', '"Another"').replace("version = 1", "version = 2"), "utf-8")
    await organiser.post(f"/api/boards/{board}/launches", {"template": "small", "request_id": new_request()})
    first, second = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    assert [first["version"], second["version"]] == [1, 2]
    assert [first["zones"][0]["title"], second["zones"][0]["title"]] == ["Ring", "Another"]
    file.write_text("nonsense", "utf-8")
    [fault] = (await organiser.get("/api/templates"))["faults"]
    assert (fault["file"], fault["line"]) == ("small.toml", 1)
    launches = (await organiser.get(f"/api/boards/{board}/projection"))["launches"]
    assert launches == [first, second]


async def test_S7_a_launch_that_was_cut_short_is_completed_with_the_template_it_began_with(world):
    organiser = await world.organiser()
    board, request = await organiser.board(), new_request()
    content = DocumentName.parse((await organiser.get(f"/api/boards/{board}"))["content"])
    await world.live.edit(content, Launch(load_template(SMALL, "small"), {}), request_id=request)
    await organiser.post(f"/api/boards/{board}/launches", {"template": "small", "request_id": request})
    [phases] = (await organiser.get(f"/api/boards/{board}/phases"))["launches"]
    assert [phase["title"] for phase in phases["phases"]] == ["One"]
