"""Long work tells how far it is, line by line, and is stopped when its sender goes away (SPEC L)."""

import asyncio
import threading
from base64 import b64decode
from collections.abc import Callable
from typing import Any, TypeAlias
from unittest.mock import patch

import pytest

from board.content.document import BoardDocument
from board.edits import Place, add_card, add_free_note
from board.ids import DocumentName
from board.snapshots.projection import all_zones, cards_in
from board.stage.stage import StageDocument
from server.api.http import telling
from server.api.programmes import importing
from server.rooms.live import Answer, Command
from server.storage import programme_storing
from server.workers import pool
from server.workers.offloaded import document
from tests.integration.programmes_by_api import DOCUMENT
from tests.integration.test_api_reports import PROGRAMME, REPORT, from_board, plan, put, words
from tests.integration.test_api_suggestions import begun as begun_with_record
from tests.integration.test_api_suggestions import edited, exported, send
from tests.services.api_app import Browser, World, good, new_request, problem
from tests.services.asker import Asker, Line, told


@pytest.fixture(autouse=True)
def _every_step_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small boards are done before it is looked for the first time."""
    monkeypatch.setattr(pool, "LOOK_SECONDS", 0.001)


def steps(lines: list[Line]) -> list[str]:
    """Return the steps that were told, each once."""
    return list(dict.fromkeys(line["step"] for line in lines if "step" in line))


class Stuck:
    """Stands for something that takes for ever; `reached` is set when it has begun, `ended` when it was cancelled."""

    def __init__(self) -> None:
        self.reached, self.ended = asyncio.Event(), asyncio.Event()

    async def __call__(self, *_: Any, **__: Any) -> Any:
        self.reached.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()


async def test_L1_an_export_tells_its_steps_and_ends_with_the_file(world: World) -> None:
    organiser = await world.organiser()
    board = await organiser.board("manualize")
    snapshot = (await organiser.post(f"/api/boards/{board}/snapshots", {}))["id"]
    body = {"layout": "manual_section", "format": "pdf", "snapshot": snapshot}
    lines = await told(world, organiser, "POST", f"/api/boards/{board}/exports", body)
    assert "Setting the pages of the PDF" in steps(lines)
    file = lines[-1]["result"]
    plain = good(await organiser.request("POST", f"/api/boards/{board}/exports", body))
    assert b64decode(file["content"]) == plain.content
    assert (file["name"], file["media_type"]) == ("Whole family support - Record of each area.pdf", "application/pdf")


async def test_L1_a_report_of_many_boards_counts_those_it_has_read(world: World) -> None:
    organiser = await world.organiser()
    await organiser.post("/api/programmes", PROGRAMME)
    boards = [await organiser.board("manualize", title=f"Board {number}") for number in range(3)]
    await put(organiser, plan(words("Why"), *(from_board(each, id=f"b{n}") for n, each in enumerate(boards))))
    lines = await told(world, organiser, "POST", f"{REPORT}/preview", {})
    counted = [(each["done"], each["of"]) for each in lines if each.get("step") == "Reading the boards"]
    assert counted == sorted(counted)
    assert counted[0][0] < counted[0][1]
    assert {of for _, of in counted} == {3}
    assert len(set(counted)) > 2
    # The worker is asked now and then, so that a step that is over at once may not be told.
    assert steps(lines)[-1] in {"Putting the parts together", "Reading it over"}
    assert "Board 2" in lines[-1]["result"]["text"]


async def test_L1_a_problem_is_the_last_line_and_one_before_the_work_an_ordinary_answer(world: World) -> None:
    organiser = await world.organiser()
    board = await organiser.board()
    path = f"/api/boards/{board}/exports"
    lines = await told(world, organiser, "POST", path, {"layout": "nonsense", "format": "docx"})
    assert (lines[-1]["problem"]["status"], lines[-1]["problem"]["title"]) == (422, "Something is missing or wrong")
    refused = await organiser.http.post(path, json={"layout": 1}, headers={"Accept": telling.MEDIA_TYPE})
    problem(refused, 422)


async def test_L1_an_edited_document_is_read_step_by_step(world: World) -> None:
    organiser, board = await begun_with_record(world)
    content = edited(await exported(organiser, board), "We plan early.", "We plan late.")
    plain = good(await send(organiser, board, content)).json()
    headers = {"Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
    answer = await organiser.http.post(
        f"/api/boards/{board}/suggestions", content=content, headers={**headers, "Accept": telling.MEDIA_TYPE}
    )
    assert good(answer).headers["content-type"].startswith(telling.MEDIA_TYPE)
    assert "content-length" not in answer.headers
    lines = [line for line in answer.text.splitlines() if line]
    assert '"step":"Reading the document"' in "".join(lines)
    assert f'"changed":{plain["changed"]}' in lines[-1]


async def test_L2_what_stands_still_is_told_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "STILL_SECONDS", 0.0)
    organiser = await world.organiser()
    board, stuck = await organiser.board(), Stuck()
    asker = Asker(
        world, organiser, "POST", f"/api/boards/{board}/exports", {"layout": "manual_section", "format": "pdf"}
    )
    with patch.object(world.services.snapshots, "current", stuck):
        request = asker.begin()
        await asker.came("Keeping the board as it is now")
        for _ in range(3):
            await asker.next_line()
        asker.go_away()
        await request
    assert asker.lines[-1] == asker.lines[-2]


@pytest.mark.parametrize("accept", [telling.MEDIA_TYPE, "application/json"])
async def test_L3_a_build_that_is_stopped_leaves_nothing_and_the_next_is_made(world: World, accept: str) -> None:
    organiser = await world.organiser()
    await organiser.post("/api/programmes", PROGRAMME)
    await put(organiser, plan(words("Why"), from_board(await organiser.board("manualize"))))
    stuck = Stuck()
    asker = Asker(world, organiser, "POST", f"{REPORT}/builds", {"format": "markdown"}, accept=accept)
    with patch.object(world.services.snapshots, "current", stuck):
        request = asker.begin()
        await stuck.reached.wait()
        asker.go_away()
        await request
    assert stuck.ended.is_set()
    assert not any("result" in line for line in asker.lines)
    assert (await organiser.get(REPORT))["built_at"] is None
    good(await organiser.request("POST", f"{REPORT}/builds", {"format": "markdown"}))
    assert (await organiser.get(REPORT))["built_at"]


Changed: TypeAlias = tuple[Browser, str, str]
"""An organiser, a board with a note that came later, and the address of going back."""


async def changed_board(world: World) -> Changed:
    """A board that was changed since its snapshot."""
    organiser = await world.organiser()
    board = await organiser.board()
    snapshot = await organiser.post(f"/api/boards/{board}/snapshots", {"label": "Good"})
    await world.edit(board, lambda doc: add_free_note(BoardDocument(doc), "later", "Later", (0, 0)))
    return organiser, board, f"/api/boards/{board}/snapshots/{snapshot['id']}/restore"


async def changed_part(world: World) -> Changed:
    """A zone that was changed since it was locked."""
    organiser = await world.organiser()
    board = await organiser.board("manualize")
    zones = all_zones(await organiser.get(f"/api/boards/{board}/projection"))
    zone = next(each["id"] for each in zones if each["slot"] == "resources")
    path = f"/api/boards/{board}/stage/locks/{zone}"
    good(await organiser.request("PUT", path, {}))
    await world.edit(board, lambda doc: add_card(BoardDocument(doc), "later", "note", Place(zone), text="Later"))
    return organiser, board, f"{path}/restore"


@pytest.fixture(params=[changed_board, changed_part], ids=["board", "part"])
async def changed(world: World, request: pytest.FixtureRequest) -> Changed:
    """Both ways of going back."""
    found: Changed = await request.param(world)
    return found


async def notes(browser: Browser, board: str) -> list[str]:
    found = await browser.get(f"/api/boards/{board}/projection")
    cards = [card for zone in all_zones(found) for card in cards_in(zone)]
    return [each["text"] for each in (*found["notes"], *cards)]


async def test_L4_going_back_tells_its_steps(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    lines = await told(world, organiser, "POST", path, {"request_id": new_request()})
    # Of steps that are over at once, the newest is told.
    assert steps(lines)[:2] == [telling.BEGUN.step, "Keeping the board as it is now"]
    assert steps(lines)[2:] in ([], ["Putting the board back"])
    assert len(lines[-1]["result"]["applied"]) == 1
    assert await notes(organiser, board) == []


async def test_L4_going_back_that_is_stopped_changes_nothing_and_says_so(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    body, stuck = {"request_id": new_request()}, Stuck()
    asker = Asker(world, organiser, "POST", path, body)
    with patch.object(world.services.snapshots, "take", stuck):
        request = asker.begin()
        await stuck.reached.wait()
        asker.go_away()
        await request
    assert await organiser.post(f"{path}/stop", body) == {"applied": None}
    assert problem(await organiser.request("POST", path, body), 409)["type"].endswith(":stopped")
    assert await notes(organiser, board) == ["Later"]
    good(await organiser.request("POST", path, {"request_id": new_request()}))
    assert await notes(organiser, board) == []


async def test_L4_stopping_is_completed_however_often_it_is_cancelled_meanwhile(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    body, stuck, real = {"request_id": new_request()}, Stuck(), world.live.edit
    reached, goes_on = asyncio.Event(), asyncio.Event()
    stopped: list[Answer] = []

    async def slow(name: DocumentName, command: Command, *, request_id: str) -> Answer:
        reached.set()
        await goes_on.wait()
        stopped.append(await real(name, command, request_id=request_id))
        return stopped[-1]

    asker = Asker(world, organiser, "POST", path, body)
    with patch.object(world.services.snapshots, "take", stuck), patch.object(world.live, "edit", slow):
        request = asker.begin()
        await stuck.reached.wait()
        asker.go_away()
        await reached.wait()
        for _ in range(3):
            request.cancel()
            await asyncio.sleep(0)
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await request
    assert len(stopped) == 1
    assert problem(await organiser.request("POST", path, body), 409)["type"].endswith(":stopped")
    assert await notes(organiser, board) == ["Later"]


async def test_L4_who_stops_too_late_is_told_what_was_changed(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    body = {"request_id": new_request()}
    done = await organiser.post(path, body)
    assert await organiser.post(f"{path}/stop", body) == {"applied": done["applied"]}
    assert await notes(organiser, board) == []


async def test_L4_going_back_is_noted_once_with_what_it_changes(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    body = {"request_id": new_request()}
    for _ in range(2):
        await organiser.post(path, body)
        await organiser.post(f"{path}/stop", body)
    await organiser.post(path, {"request_id": new_request()})
    [(noted, note)] = world.live.noted
    assert (noted, note.participant) == (board, organiser.participant)
    *_, place, _ = path.split("/")
    of_place = {"restored": note.detail["snapshot"], "brought part back": note.detail.get("place")}
    assert of_place[note.action] == place


async def test_L4_going_back_that_is_stopped_is_not_noted(world: World, changed: Changed) -> None:
    organiser, _, path = changed
    body = {"request_id": new_request()}
    await organiser.post(f"{path}/stop", body)
    problem(await organiser.request("POST", path, body), 409)
    assert world.live.noted == []


async def test_L4_what_was_stopped_before_it_came_is_not_carried_out(world: World, changed: Changed) -> None:
    organiser, board, path = changed
    body = {"request_id": new_request()}
    assert await organiser.post(f"{path}/stop", body) == {"applied": None}
    problem(await organiser.request("POST", path, body), 409)
    assert await notes(organiser, board) == ["Later"]


async def test_L4_going_back_that_is_written_is_completed_though_its_sender_is_gone(world: World) -> None:
    organiser, board, path = await changed_board(world)
    asker, stuck, real = Asker(world, organiser, "POST", path, {"request_id": new_request()}), Stuck(), world.live.edit

    async def slow_at_first(name: DocumentName, command: Command, **more: Any) -> Answer:
        if name.kind == "stage" and not stuck.reached.is_set():
            await stuck()
        return await real(name, command, **more)

    with patch.object(world.live, "edit", slow_at_first):
        request = asker.begin()
        await stuck.reached.wait()
        asker.go_away()
        await request
    assert await notes(organiser, board) == []
    [stage] = [each for each in world.live._open if each.kind == "stage"]
    returns = StageDocument(document((await world.live.read(stage)).state)).returns()
    assert [each.label for each in returns.values()] == ["Good"]


YEAR: dict[str, Any] = {
    **DOCUMENT,
    "sessions": [
        {**DOCUMENT["sessions"][0], "id": f"s{number}", "number": number, "date": f"2026-03-{number:02}"}
        for number in range(1, 16)
    ],
}
"""A programme of 15 sessions."""


async def programmes(browser: Browser) -> list[str]:
    return [each["id"] for each in (await browser.get("/api/programmes"))["programmes"]]


class Halting:
    """Storing a programme, which halts before all of it is committed until it `goes_on`."""

    def __init__(self, world: World) -> None:
        self._real = world.services.directory.store_entities
        self.goes_on, self.begun = threading.Event(), asyncio.Event()

    async def __call__(self, programme: str, changes: Any, note: Any, tell: Callable[[int], None]) -> Any:
        self.begun.set()

        def halting(stored: int) -> None:
            if stored == len(changes):
                self.goes_on.wait()
            tell(stored)

        return await self._real(programme, changes, note, halting)


@pytest.fixture
def halting(world: World, monkeypatch: pytest.MonkeyPatch) -> Halting:
    monkeypatch.setattr(programme_storing, "SLICE", 10)
    found = Halting(world)
    monkeypatch.setattr(world.services.directory, "store_entities", found)
    return found


async def test_L6_a_programme_of_fifteen_sessions_is_taken_in_step_by_step(world: World, halting: Halting) -> None:
    organiser = await world.organiser()
    asker = Asker(world, organiser, "POST", "/api/programmes", YEAR)
    request = asker.begin()
    await halting.begun.wait()
    await asker.came(importing.STORING)
    assert await programmes(organiser) == [], "Nobody sees half of it."
    halting.goes_on.set()
    await request
    assert steps(asker.lines)[0] == telling.BEGUN.step
    counted = [(each["done"], each["of"]) for each in asker.lines if each.get("step") == importing.STORING]
    assert counted == sorted(counted)
    assert counted[0][0] < counted[0][1]
    # The programme, its organisations, people and group, its sessions, and two marks on each register.
    assert {of for _, of in counted} == {1 + 2 + 2 + 1 + 15 + 30}
    assert asker.lines[-1]["result"]["entity"]["id"] == "p"
    assert len((await organiser.get("/api/programmes/p"))["sessions"]) == 15


@pytest.mark.parametrize("accept", [telling.MEDIA_TYPE, "application/json"])
async def test_L6_an_import_that_is_stopped_leaves_nothing_and_is_made_again(
    world: World, halting: Halting, accept: str
) -> None:
    organiser = await world.organiser()
    asker = Asker(world, organiser, "POST", "/api/programmes", YEAR, accept=accept)
    request = asker.begin()
    await halting.begun.wait()
    asker.go_away()
    for _ in range(20):
        await asyncio.sleep(0)
    halting.goes_on.set()
    await request
    assert await programmes(organiser) == []
    await organiser.post("/api/programmes", YEAR)
    assert await programmes(organiser) == ["p"]


class Committing:
    """Storing a programme of which all is committed, but of which nobody hears until it `goes_on`."""

    def __init__(self, world: World) -> None:
        self._real = world.services.directory.store_entities
        self.reached, self.goes_on = asyncio.Event(), asyncio.Event()

    async def __call__(self, *given: Any) -> Any:
        kept = await self._real(*given)
        self.reached.set()
        await self.goes_on.wait()
        return kept


@pytest.fixture
def committing(world: World, monkeypatch: pytest.MonkeyPatch) -> Committing:
    found = Committing(world)
    monkeypatch.setattr(world.services.directory, "store_entities", found)
    return found


async def imports_noted(world: World) -> list[Any]:
    """The lines of the audit about imports."""
    return [each for each in await world.services.directory.list_audit(None) if each.action == "imported programme"]


async def test_L6_an_import_that_is_given_up_again_while_it_is_committed_is_noted(
    world: World, committing: Committing
) -> None:
    organiser = await world.organiser()
    asker = Asker(world, organiser, "POST", "/api/programmes", YEAR)
    request = asker.begin()
    await committing.reached.wait()
    asker.go_away()
    for _ in range(3):
        request.cancel()
        await asyncio.sleep(0)
    committing.goes_on.set()
    await asyncio.wait([request])
    assert await programmes(organiser) == ["p"]
    assert len(await imports_noted(world)) == 1
    await organiser.post("/api/programmes", YEAR)
    assert len(await imports_noted(world)) == 1, "What is there already is not imported again."


async def test_L6_who_stops_an_import_while_it_is_committed_is_told_so_once_it_is_certain(
    world: World, committing: Committing
) -> None:
    organiser = await world.organiser()
    asker = Asker(world, organiser, "POST", "/api/programmes", YEAR)
    request = asker.begin()
    await committing.reached.wait()
    asker.go_away()
    stopping = asyncio.create_task(organiser.post("/api/programmes/p/import/stop", {}))
    committing.goes_on.set()
    await request
    assert await stopping == {"taken_in": True}


async def test_L6_who_stops_an_import_that_is_under_way_is_told_that_nothing_was_taken_in(
    world: World, halting: Halting, monkeypatch: pytest.MonkeyPatch
) -> None:
    organiser, other = await world.organiser(), await world.organiser("Another")
    importing_it = asyncio.create_task(organiser.request("POST", "/api/programmes", YEAR))
    await halting.begun.wait()
    assert await other.post("/api/programmes/p/import/stop", {}) == {"taken_in": False}
    real = world.services.imports.stop

    async def goes_on_once_told(by_whom: Any) -> None:
        stopping = asyncio.create_task(real(by_whom))
        await asyncio.sleep(0)
        halting.goes_on.set()
        await stopping

    monkeypatch.setattr(world.services.imports, "stop", goes_on_once_told)
    assert await organiser.post("/api/programmes/p/import/stop", {}) == {"taken_in": False}
    assert problem(await importing_it, 409)["type"].endswith(":stopped")
    assert await programmes(organiser) == []
    assert await imports_noted(world) == []
