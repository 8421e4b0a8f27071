"""Programmes from the command line, on a real server (SPEC G)."""

import json
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_card
from client.cli.calls import NO_ACCESS, SERVER_SAID_NO
from client.sdk import Api, Programmes, Reports, RequestFailed, open_board
from tests.services.board_server import BoardServer, member, new_board
from tests.services.terminal import Terminal


def document(programme: str) -> dict[str, Any]:
    return {
        "format": 1,
        "programme": {
            "id": programme,
            "title": "Start \x1bfor Life",
            "parameters": {"fixed": ["Four sessions"], "left_open": ["What comes out"]},
            "objectives": [{"id": "one", "text": "Build on what is there."}],
            "phases": [{"id": "begin", "title": "Beginning", "starts": "2026-01-01", "ends": "2026-02-28"}],
        },
        "organisations": [{"id": "council", "name": "Cornwall Council", "place": "cornwall"}],
        "people": [{"id": "ann", "name": "Ann", "organisation": "council"}],
        "groups": [
            {
                "id": "set",
                "kind": "action_learning_set",
                "number": 1,
                "title": "Set 1",
                "key_questions": [{"text": "How?", "since": "2026-01-01"}],
            }
        ],
        "sessions": [
            {
                "id": "s1",
                "group": "set",
                "number": 1,
                "date": "2026-03-12",
                "register": [{"person": "ann", "attended": "present"}],
            }
        ],
    }


@pytest_asyncio.fixture
async def made(api: Api) -> str:
    """The id of a new programme."""
    programme = token_hex(6)
    await Programmes(api).import_document(document(programme))
    return programme


async def test_G7_a_programme_goes_into_a_file_and_comes_out_of_it(terminal: Terminal, made: str) -> None:
    file = terminal.home / "copy.json"
    assert (await terminal.done("programme", "export", made, "-o", str(file))).line.startswith(f"Wrote {file} (")
    copy = json.loads(file.read_text("utf-8"))
    copy["programme"]["id"] = token_hex(6)
    file.write_text(json.dumps(copy), "utf-8")
    assert (await terminal.done("programme", "import", str(file))).line == copy["programme"]["id"]
    again = (await terminal.done("programme", "export", copy["programme"]["id"], "-o", "-")).out
    assert json.loads(again) == copy
    listed = (await terminal.done("programmes")).out
    assert f"{made}  Start" in listed


async def test_G7_what_is_no_programme_is_explained(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text("[")
    assert "is not JSON" in (await terminal.run("programme", "import", str(file))).failed(SERVER_SAID_NO)
    file.write_text(json.dumps({**document("q"), "people": []}))
    said = (await terminal.run("programme", "import", str(file))).failed(SERVER_SAID_NO)
    assert "sessions.0.register: There is no 'ann'." in said


async def test_G1_groups_sessions_and_people_are_made_and_changed_from_a_file(
    terminal: Terminal, made: str, api: Api, tmp_path: Path
) -> None:
    file = tmp_path / "change.json"
    change: dict[str, Any] = {
        "programme": {"purpose": "To learn."},
        "people": [{"id": "bo", "name": "Bo"}, {"id": "ann", "consented": True}],
        "groups": [{"id": "two", "kind": "leadership", "number": 1, "title": "Leaders"}],
        "sessions": [{"id": "s2", "group": "two", "number": 1, "date": "2026-04-12"}, {"id": "s1", "minutes": 90}],
    }
    file.write_text(json.dumps(change), "utf-8")
    stored = (await terminal.done("programme", "store", made, str(file))).out.split()
    assert " ".join(stored) == f"people bo people ann groups two sessions s2 sessions s1 programme {made}"
    found = await Programmes(api).document(made)
    assert found["programme"]["purpose"] == "To learn."
    assert found["programme"]["phases"], "What the file does not name stays."
    [ann] = [each for each in found["people"] if each["id"] == "ann"]
    assert (ann["name"], ann["consented"]) == ("Ann", True)
    [held] = [each for each in found["sessions"] if each["id"] == "s1"]
    assert (held["minutes"], len(held["register"])) == (90, 1)
    assert "Nothing differs" in (await terminal.done("programme", "store", made, str(file))).err
    await terminal.done("programme", "take-out", made, "sessions", "s2")
    await terminal.done("programme", "take-out", made, "groups", "two")
    assert [each["id"] for each in (await Programmes(api).document(made))["groups"]] == ["set"]
    (await terminal.run("programme", "take-out", made, "groups", "set")).failed(SERVER_SAID_NO)


async def test_G14_a_name_that_is_there_is_told_with_its_id_and_two_people_may_share_one(
    terminal: Terminal, made: str, api: Api, tmp_path: Path
) -> None:
    file = tmp_path / "change.json"
    file.write_text(json.dumps({"organisations": [{"id": "twice", "name": "cornwall  COUNCIL"}]}), "utf-8")
    said = (await terminal.run("programme", "store", made, str(file))).failed(SERVER_SAID_NO)
    assert "There is an organisation ‘Cornwall Council’ already" in said
    assert "Its id is council." in said
    file.write_text(json.dumps({"people": [{"id": "twin", "name": "ann", "organisation": "council"}]}), "utf-8")
    said = (await terminal.run("programme", "store", made, str(file))).failed(SERVER_SAID_NO)
    assert "Its id is ann. Another person of the name is stored with --same-names." in said
    await terminal.done("programme", "store", made, str(file), "--same-names")
    assert [each["id"] for each in (await Programmes(api).document(made))["people"]] == ["ann", "twin"]


async def test_G15_a_whole_programme_is_kept_as_files_and_taken_out(
    terminal: Terminal, made: str, api: Api, tmp_path: Path
) -> None:
    server, board = Programmes(api), await new_board(api)
    await server.place_board(made, "s1", board)
    await Reports(api, made).store({"id": "year", "title": "A year", "parts": []}, 0)
    before = await server.document(made)
    said = await terminal.done("programme", "take-out-all", made)
    assert said.out.splitlines() == [
        "Goes: 1 group, 1 session, 1 register, 1 person, 1 organisation, 1 report, and what it says of itself.",
        "Stays: 1 board, of no session any more.",
    ]
    assert "Nothing was taken out" in said.err
    wrong = await terminal.run("programme", "take-out-all", made, "--title", "Other", "--folder", str(tmp_path))
    assert "Write the programme’s title" in wrong.failed(SERVER_SAID_NO)
    title = before["programme"]["title"]
    done = await terminal.done("programme", "take-out-all", made, "--title", title, "--folder", str(tmp_path))
    assert "The programme is taken out." in done.err
    assert made not in [each["id"] for each in await server.list()]
    assert await server.session_of(board) is None
    await terminal.done("programme", "import", str(tmp_path / f"{made}.json"))
    await terminal.done("report", "store", made, str(tmp_path / f"{made}.report.year.json"))
    assert await server.document(made) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"group": []}, "'group' is not known here"),
        ({"groups": {}}, "'groups' must be a list"),
        ({"people": [{"name": "Cy"}]}, "each with its id"),
        ({"programme": []}, "must be an object"),
    ],
)
async def test_G7_a_file_that_is_no_part_of_a_programme_is_explained(
    terminal: Terminal, made: str, tmp_path: Path, text: object, said: str
) -> None:
    file = tmp_path / "change.json"
    file.write_text(json.dumps(text), "utf-8")
    assert said in (await terminal.run("programme", "store", made, str(file))).failed(SERVER_SAID_NO)


async def test_G1_a_programme_and_its_parts_are_shown(terminal: Terminal, made: str) -> None:
    shown = (await terminal.done("programme", "show", made)).out.splitlines()
    assert "\x1b" not in shown[0]
    assert "- Four sessions" in shown
    assert "- 2026-01-01 to 2026-02-28: Beginning" in shown
    assert "- [set] Set 1: 1 attendee (on average 1 per session)" in shown
    shown = (await terminal.done("group", "show", made, "set")).out.splitlines()
    assert "ICBs: Cornwall and the Isles of Scilly" in shown
    assert "- [s1] 1, 2026-03-12: 1 present" in shown


async def test_G3_an_organisation_is_shown_with_its_area_and_its_icb(terminal: Terminal, made: str, api: Api) -> None:
    server = Programmes(api)
    for entity in (
        {"id": "both", "name": "Both", "place": "torbay", "icb": "devon"},
        {"id": "icb", "name": "NHS Devon", "icb": "devon"},
        {"id": "ministry", "name": "DHSC"},
    ):
        await server.store_part(made, "organisations", entity, 0)
    shown = (await terminal.done("programme", "show", made)).out.splitlines()
    assert shown[shown.index("Organisations:") + 1 :] == [
        "- [council] Cornwall Council; council area: Cornwall",
        "- [both] Both; council area: Torbay; ICB: Devon",
        "- [icb] NHS Devon; ICB: Devon",
        "- [ministry] DHSC; no council area",
    ]


async def test_G5_a_key_question_is_worded_anew(terminal: Terminal, made: str) -> None:
    await terminal.done("group", "ask", made, "set", "How together?")
    lines = (await terminal.done("group", "show", made, "set")).out.splitlines()
    asked = [line.partition(": ")[2] for line in lines if line.startswith("- since")]
    assert asked == ["How together?", "How?"]


async def test_G12_commitments_are_listed(terminal: Terminal, board_server: BoardServer, api: Api, made: str) -> None:
    assert "Nobody of this group" in (await terminal.done("group", "commitments", made, "set")).err
    board = await new_board(api, "action_learning_set")
    await Programmes(api).place_board(made, "s1", board)
    async with open_board(board_server.url, board, token=api.token) as opened:
        document = BoardDocument(opened.doc)
        zone = next(key for key, zone in document.read().zones.items() if zone.slot == "commitments")
        add_card(document, "c1", "commitment", Place(zone), text="Ask", fields={"by_when": "May"})
    assert (await terminal.done("group", "commitments", made, "set")).line.split() == ["Not", "answered", "Ask", "May"]


async def test_G10_the_register_is_kept(terminal: Terminal, made: str) -> None:
    await terminal.done("register", "mark", made, "s1", "ann", "apologies", "--role", "scribe")
    await terminal.done("register", "add", made, "s1", "Bo", "--organisation", "DHSC")
    shown = (await terminal.done("session", "show", made, "s1")).out.splitlines()
    assert shown == ["Set 1, session 1, 2026-03-12", "apologies: Ann, Cornwall Council, scribe", "present: Bo, DHSC"]
    await terminal.done("register", "mark", made, "s1", "Bo", "off")
    assert "Bo" not in (await terminal.done("session", "show", made, "s1")).out
    said = await terminal.run("register", "mark", made, "s1", "Nobody", "present")
    assert "The group has no person" in said.failed(SERVER_SAID_NO)


async def test_G10_who_joined_a_board_is_taken_over(
    terminal: Terminal, board_server: BoardServer, api: Api, made: str
) -> None:
    board = await new_board(api)
    assert (await terminal.done("session", "of", board)).err == "The board belongs to no session.\n"
    await terminal.done("session", "place", made, "s1", board)
    assert (await terminal.done("session", "of", board)).line.split() == [made, "set", "s1"]
    async with member(board_server, api, board, "edit", "Cy"):
        pass
    [row] = [each for each in await api.attendance(board) if each["name"] == "Cy"]
    server = Programmes(api)
    kept = (await server.session(made, "s1"))["session"]
    moved = {**kept["entity"], "date": row["date"], "register": []}
    await server.store_part(made, "sessions", moved, kept["revision"])
    said = await terminal.done("register", "joined", made, "s1")
    assert "changed to present: 0" in said.err
    assert "present: Cy" in (await terminal.done("session", "show", made, "s1")).out


async def test_G11_only_organisers_see_programmes(
    terminal: Terminal, board_server: BoardServer, api: Api, made: str
) -> None:
    board = await new_board(api)
    async with member(board_server, api, board, "facilitate", "Fay") as fay:
        with pytest.raises(RequestFailed):
            await Programmes(fay).show(made)
        settings = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": fay.token}
        assert "Only organisers" in (await terminal.run("programmes", **settings)).failed(NO_ACCESS)


async def test_G8_the_sdk_stores_and_takes_out_every_part(api: Api, made: str) -> None:
    server = Programmes(api)
    found = await server.show(made)
    programme = {**found["programme"]["entity"], "title": "New"}
    assert (await server.store(made, programme, 1))["revision"] == 2
    await server.store_part(made, "organisations", {"id": "o", "name": "O"}, 0)
    await server.remove_part(made, "organisations", "o")
    session = await server.mark(made, "s1", "ann", None, revision=1)
    assert session["marks"] == []
    board = await new_board(api)
    await server.place_board(made, "s1", board)
    await server.unplace_board(made, "s1", board)
    assert await server.session_of(board) is None
    assert len((await server.places())["icbs"]) == 7
    assert made in [each["id"] for each in await server.list()]
