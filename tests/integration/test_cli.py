"""The command line on a real server, in a process of its own as people run it."""

import asyncio
import stat
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import cast

import docx
import pytest
import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_area, add_card, set_record
from board.snapshots.projection import Projection, all_zones
from client.cli.calls import NO_ACCESS, SERVER_SAID_NO, UNREACHABLE, USAGE
from client.cli.outline import shown
from client.demo.participant import new_id
from client.sdk import Api, Hats, open_board
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.terminal import PATIENCE, Said, Terminal

RECORD = "We agree on **this**.\n\n- and this"


@pytest.fixture
def stranger(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def written(board_server: BoardServer, api: Api) -> str:
    """A board with two areas; one has a record, a card and something that would steer a terminal."""
    board = await new_board(api, title="Written \u202eboard")
    async with open_board(board_server.url, board, token=api.token) as opened:
        document = BoardDocument(opened.doc)
        zone = next(key for key, zone in document.read().zones.items() if zone.kind == "areas")
        add_area(document, "area1", zone, "Sustainability", new_id)
        add_area(document, "area2", zone, "Prevention", new_id)
        set_record(document, "area1", RECORD)
        learning = next(key for key, zone in document.read().zones.items() if zone.slot == "learning")
        add_card(document, "card1", "learning", Place(learning), text="Ring \x1b[31mthe bell\x07")
    return board


async def test_join_keeps_a_login_for_its_owner_alone(board_server: BoardServer, stranger: Terminal) -> None:
    said = await stranger.done("join", board_server.link, "--name", "Ada", "--organisation", "Council")
    assert said.line == "Ada, you have joined this server as an organiser (facilitate)."
    assert stat.S_IMODE(stranger.login_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(stranger.login_file.parent.stat().st_mode) == 0o700
    assert (await stranger.run("boards")).code == 0


async def test_join_reads_the_link_from_standard_input(
    board_server: BoardServer, api: Api, written: str, stranger: Terminal
) -> None:
    link = await api.invite(written, "view")
    said = await stranger.done("join", "-", "--name", "Vi", typed=f"{link}\n")
    assert said.line == f"Vi, you have joined board {written} (view)."


async def test_joining_again_is_the_same_person(board_server: BoardServer, stranger: Terminal) -> None:
    for _ in range(2):
        await stranger.done("join", board_server.link, "--name", "Same")
    async with organiser(board_server) as api:
        board = await new_board(api)
        link = await api.invite(board, "edit")
        await stranger.done("join", link)
        people = (await api.get(f"/api/boards/{board}/participants"))["participants"]
    assert [person["name"] for person in people] == ["Organiser", "Same"]


@pytest.mark.parametrize(
    ("link", "code"),
    [("not a link", USAGE), ("https://board.example.org/", USAGE), ("ftp://x/join#abc", USAGE)],
)
async def test_a_wrong_link_is_explained(stranger: Terminal, link: str, code: int) -> None:
    assert "looks like https://" in (await stranger.run("join", link, "--name", "X")).failed(code)
    assert not stranger.login_file.exists()


async def test_a_link_that_does_not_work_is_explained(board_server: BoardServer, stranger: Terminal) -> None:
    said = await stranger.run("join", f"{board_server.url}/join#made-up", "--name", "X")
    assert "Check that you copied all of it" in said.failed(SERVER_SAID_NO)


async def test_without_joining_it_says_how(stranger: Terminal) -> None:
    assert "python -m client join" in (await stranger.run("boards")).failed(NO_ACCESS)


async def test_without_a_server_it_says_so(stranger: Terminal) -> None:
    said = await stranger.run("--url", "http://127.0.0.1:1", "--token", "x", "boards")
    assert "could not be reached" in said.failed(UNREACHABLE)


async def test_the_environment_names_server_and_token(board_server: BoardServer, api: Api, stranger: Terminal) -> None:
    settings: Mapping[str, str] = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": api.token}
    assert (await stranger.run("templates", **settings)).code == 0


async def test_a_kept_token_goes_to_no_other_server(terminal: Terminal) -> None:
    said = await terminal.run("--url", "http://127.0.0.1:1", "boards")
    assert "not signed in" in said.failed(NO_ACCESS)


async def test_a_wrong_token_is_explained(board_server: BoardServer, stranger: Terminal) -> None:
    said = await stranger.run("--url", board_server.url, "--token", "wrong", "boards")
    assert "link" in said.failed(NO_ACCESS)


async def test_create_list_launch_invite(terminal: Terminal) -> None:
    board = (await terminal.done("create", "From the terminal", "--template", "manualize", "--purpose", "To try")).line
    listed = (await terminal.done("boards")).out
    assert any(line.startswith(board) and line.endswith("From the terminal") for line in listed.splitlines())
    assert "wearing_different_hats" in (await terminal.done("templates")).out
    launch = await terminal.done("launch", board, "wearing_different_hats", "--answer", "issue=What do we not see?")
    assert "Not checked by an AMBIT trainer" in launch.err
    assert f"[{launch.line}]" in (await terminal.done("show", board)).out
    assert "/join#" in (await terminal.done("invite", board, "--role", "view")).line


async def test_a_template_that_is_not_there_is_explained(terminal: Terminal, written: str) -> None:
    (await terminal.run("launch", written, "no_such_template")).failed(SERVER_SAID_NO)
    (await terminal.run("create", "X", "--template", "no_such_template")).failed(SERVER_SAID_NO)


async def test_an_answer_that_nobody_asked_for_is_explained(terminal: Terminal, written: str) -> None:
    said = await terminal.run("launch", written, "wearing_different_hats", "--answer", "weather=fine")
    assert "does not ask for" in said.failed(SERVER_SAID_NO)
    said = await terminal.run("launch", written, "wearing_different_hats", "--answer", "no equals sign")
    assert said.code == USAGE
    assert "is not ID=TEXT" in said.err


async def test_a_board_that_is_not_there_is_explained(terminal: Terminal) -> None:
    for board in ("nosuchboard", "../../api/me", "", "ä"):
        (await terminal.run("show", board)).failed(SERVER_SAID_NO)


async def test_snapshots(terminal: Terminal, written: str) -> None:
    snapshot = (await terminal.done("snapshot", written, "--label", "Half-way")).line
    listed = (await terminal.done("snapshots", written)).out
    assert any(line.startswith(snapshot) and line.endswith("Half-way") for line in listed.splitlines())


async def test_C1_comments_are_written_answered_read_and_resolved(terminal: Terminal, written: str) -> None:
    assert "no open comments" in (await terminal.done("comments", written)).err
    thread = (await terminal.done("comment", written, "Who\nsays?", "--area", "sustainability")).line
    assert (await terminal.done("comment", written, "We do", "--reply", thread)).line == thread
    listed = (await terminal.done("comments", written)).out.splitlines()
    assert listed[0] == f"{thread}, on the area “Sustainability”"
    assert [line.partition(": ")[2] for line in listed[1:]] == ["Who says?", "We do"]
    await terminal.done("resolve", written, thread)
    assert "no open comments" in (await terminal.done("comments", written)).err
    assert ", resolved" in (await terminal.done("comments", written, "--all")).out
    await terminal.done("resolve", written, thread, "--reopen")
    assert thread in (await terminal.done("comments", written)).out
    (await terminal.run("comment", written, "Where?")).failed(SERVER_SAID_NO)
    (await terminal.run("comment", written, "Where?", "--card", "nothing")).failed(SERVER_SAID_NO)
    (await terminal.run("resolve", written, "nothing")).failed(SERVER_SAID_NO)


async def test_C7_a_name_in_a_comment_mentions_its_owner_until_they_read_it(
    board_server: BoardServer, terminal: Terminal, written: str, api: Api
) -> None:
    async with member(board_server, api, written, "view", "Ben Cole") as ben:
        await terminal.done("comment", written, "@Ben Cole, is it so?", "--area", "area1")
        as_ben = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": ben.token}
        for is_news in (True, False):
            said = await terminal.run("comments", written, **as_ben)
            assert ("[you are mentioned]" in said.out) is is_news
    assert "[you are mentioned]" not in (await terminal.done("comments", written)).out


async def test_export_to_a_file(terminal: Terminal, written: str) -> None:
    said = await terminal.done("export", written, "--heading-level", "3")
    file = terminal.home / "manual_section.docx"
    assert said.line.startswith("Wrote manual_section.docx")
    document = docx.Document(BytesIO(file.read_bytes()))
    assert {p.style.name for p in document.paragraphs if p.style} >= {"Heading 3"}


async def test_export_to_standard_output_with_chosen_areas(terminal: Terminal, written: str) -> None:
    said = await terminal.done(
        "export", written, "--layout", "theme_sections", "--format", "markdown", "--areas", "sustainability", "-o", "-"
    )
    assert "## Sustainability\n\n> **Draft, not yet agreed**" in said.out
    assert "We agree on **this**." in said.out
    assert "## Prevention" not in said.out


async def test_X11_a_picture_of_a_part_by_its_title(terminal: Terminal, written: str) -> None:
    said = await terminal.done("picture", written, "--part", "sustainability", "--format", "text", "-o", "-")
    assert said.out.startswith("The area ‘Sustainability’ of the board")
    assert "no part “Nowhere”" in (await terminal.run("picture", written, "--part", "Nowhere")).failed(SERVER_SAID_NO)
    await terminal.done("picture", written)
    assert (terminal.home / "picture.svg").read_text("utf-8").startswith("<svg ")


async def test_export_says_what_is_wrong(terminal: Terminal, written: str) -> None:
    assert "no area “Nowhere”" in (await terminal.run("export", written, "--areas", "Nowhere")).failed(SERVER_SAID_NO)
    (await terminal.run("export", written, "--format", "papyrus")).failed(SERVER_SAID_NO)
    (await terminal.run("export", written, "-o", "/nowhere/at/all")).failed(SERVER_SAID_NO)
    assert (await terminal.run("export", written, "--heading-level", "9")).code == USAGE


async def test_show_prints_the_outline_and_nothing_that_steers_a_terminal(terminal: Terminal, written: str) -> None:
    said = (await terminal.done("show", written)).out
    assert "Area: Sustainability (draft) [area1]" in said
    assert "We agree on **this**." in said
    assert "- Ring \ufffd[31mthe bell\ufffd" in said
    assert not set("\x1b\x07\u202e") & set(said)


async def test_a_viewer_may_look_and_not_launch(
    board_server: BoardServer, api: Api, written: str, stranger: Terminal
) -> None:
    await stranger.done("join", await api.invite(written, "view"), "--name", "Vi")
    assert "Area: Prevention" in (await stranger.done("show", written)).out
    said = await stranger.run("launch", written, "manualize")
    assert "a link to facilitate" in said.failed(NO_ACCESS)


async def test_watch_tells_what_changes(board_server: BoardServer, api: Api, terminal: Terminal) -> None:
    board = await new_board(api, title="Watched")
    process = await terminal.start("watch", board)
    assert process.stdout is not None
    first = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    assert first.decode().startswith("Watching “Watched”.")
    async with open_board(board_server.url, board, token=api.token) as opened:
        document = BoardDocument(opened.doc)
        zone = next(key for key, zone in document.read().zones.items() if zone.slot == "learning")
        add_card(document, "watched", "learning", Place(zone), text="We learned to wait")
        await opened.saved()
        told = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    assert "We learned to wait" in told.decode()
    process.send_signal(2)
    _, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert (process.returncode, err) == (0, b"")


async def test_watch_ends_with_a_sentence_when_the_board_is_closed_to_us(
    board_server: BoardServer, api: Api, written: str, stranger: Terminal
) -> None:
    invited = await api.post(f"/api/boards/{written}/invitations", {"role": "edit"})
    await stranger.done("join", invited["url"], "--name", "Guest")
    process = await stranger.start("watch", written)
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    await api.revoke(written, invited["id"])
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    said = Said(process.returncode or 0, out.decode(), err.decode())
    assert "not a member" in said.failed(NO_ACCESS)


async def test_help_names_every_command(stranger: Terminal) -> None:
    said = (await stranger.done("--help")).out
    for command in ("join", "boards", "create", "templates", "launch", "invite", "snapshot", "export", "show", "watch"):
        assert command in said


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("\x1b[2Jgone", "\ufffd[2Jgone"),
        ("a\u202eb", "a\ufffdb"),
        ("👩‍👩‍👧 ok", "👩‍👩‍👧 ok"),
        ("مرحبا", "مرحبا"),
        ("\ud800 alone", "\ufffd alone"),
    ],
)
def test_text_is_shown_and_not_obeyed(text: str, safe: str) -> None:
    assert shown(text) == safe


async def test_D8_an_area_is_split_and_merged_again_from_the_terminal(terminal: Terminal, api: Api) -> None:
    board = await api.create_board("To sort", template="manualize", answers={"areas": ["Care"]})
    await terminal.done("join", await api.invite(board, "edit"))
    async with open_board(api.url, board, token=api.token) as remote:
        document = BoardDocument(remote.doc)
        [area] = document.read().areas
        zones = document.read().zones.values()
        goal = next(zone.id for zone in zones if zone.parent == area and zone.slot == "goal")
        add_card(document, "who-pays", "goal", Place(goal), text="Who pays?")
        await remote.saved()
    assert "Choose the cards" in (await terminal.run("split-area", board, "Care", "Pay")).failed(1)
    made = (await terminal.done("split-area", board, "Care", "Pay", "--card", "who-pays")).line
    assert made.endswith("  Pay")
    assert "Pay" in (await terminal.done("show", board)).out
    assert (await terminal.done("merge-areas", board, "Pay", "Care")).line.endswith("  Care")
    assert "no area" in (await terminal.run("merge-areas", board, "Care", "Nothing")).failed(1)


async def test_F11_a_timer_without_a_phase_from_the_terminal(terminal: Terminal, written: str) -> None:
    assert "left" in (await terminal.done("free-timer", written, "start", "--minutes", "2")).line
    assert "paused" in (await terminal.done("free-timer", written, "pause")).line
    assert (await terminal.done("free-timer", written, "stop")).line == "off"


async def test_F1_a_facilitator_leads_from_the_terminal(terminal: Terminal, api: Api, written: str) -> None:
    listed = (await terminal.done("phases", written)).out
    assert [line.split()[2] for line in listed.splitlines()] == ["-"] * len(listed.splitlines())
    first, second = (line.split()[1] for line in listed.splitlines()[:2])
    assert "left" in (await terminal.done("phase", written, first)).line
    assert "paused" in (await terminal.done("timer", written, "pause")).line
    assert "left" in (await terminal.done("timer", written, "extend", "--minutes", "2")).line
    await terminal.done("phase", written, second)
    states = {line.split()[1]: line.split()[2] for line in (await terminal.done("phases", written)).out.splitlines()}
    assert (states[first], states[second]) == ("done", "on,")
    await terminal.done("phase", written)
    assert (await api.stage(written))["launch"] is None
    assert "`phases` lists them" in (await terminal.run("phase", written, "no such")).failed(SERVER_SAID_NO)


async def test_F7_an_area_is_locked_and_opened_from_the_terminal(terminal: Terminal, api: Api, written: str) -> None:
    await terminal.done("lock", written, "prevention", "--why", "we read it back")
    locks = (await api.stage(written))["locks"]
    assert [(lock["place"], lock["why"]) for lock in locks] == [("area2", "we read it back")]
    await terminal.done("spotlight", written, "Prevention")
    assert (await api.stage(written))["spotlit"] == {"root": "areas", "id": "area2"}
    await terminal.done("bring", written, "area2")
    assert (await api.stage(written))["called"]["id"] == "area2"
    await terminal.done("spotlight", written)
    await terminal.done("unlock", written, "Prevention")
    stage = await api.stage(written)
    assert (stage["locks"], stage["spotlit"]) == ([], None)


async def test_F7_a_zone_is_locked_lit_and_called_to_from_the_terminal(
    terminal: Terminal, api: Api, written: str
) -> None:
    zones = list(all_zones(cast(Projection, await api.projection(written))))
    learning = next(zone for zone in zones if zone["slot"] == "learning")
    await terminal.done("lock", written, learning["title"])
    assert [lock["place"] for lock in (await api.stage(written))["locks"]] == [learning["id"]]
    await terminal.done("spotlight", written, learning["id"])
    assert (await api.stage(written))["spotlit"] == {"root": "zones", "id": learning["id"]}
    goal = next(zone for zone in zones if zone["slot"] == "goal")
    said = (await terminal.run("bring", written, goal["title"])).failed(SERVER_SAID_NO)
    assert f"{goal['id']} in Sustainability" in said
    await terminal.done("bring", written, f"sustainability/{goal['title']}")
    assert (await api.stage(written))["called"]["id"] == goal["id"]
    await terminal.done("unlock", written, learning["title"])
    await terminal.done("spotlight", written)


async def test_F10_roles_are_given_and_taken_from_the_terminal(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api)
    async with member(board_server, api, board, "edit", "Ama"):
        assert (await terminal.done("give-role", board, "scribe", "ama")).err == ""
        warned = (await terminal.done("give-role", board, "Chair", "Ama")).err
        assert warned.strip() == "Ama is Chair and Scribe. These are better with two people."
        listed = (await terminal.done("roles", board)).out.splitlines()
        assert [line.split()[1:3] for line in listed[:2]] == [["Chair", "Ama"], ["Scribe", "Ama"]]
        await terminal.done("take-role", board, "chair", "Ama")
        assert (await terminal.done("roles", board)).out.splitlines()[0].split()[1:3] == ["Chair", "-"]
        assert [row["role_in_session"] for row in await api.attendance(board) if row["name"] == "Ama"] == [
            "Scribe, Chair"
        ]
        assert "`roles` lists them" in (await terminal.run("give-role", board, "king", "Ama")).failed(SERVER_SAID_NO)
        assert "no person" in (await terminal.run("give-role", board, "chair", "Zoe")).failed(SERVER_SAID_NO)


async def test_H1_hats_are_given_out_and_taken_off_from_the_terminal(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api, "wearing_different_hats", answers={"issue": "Money", "hats": "Baby"})
    async with member(board_server, api, board, "edit", "Ama") as ama:
        async with open_board(board_server.url, board, token=ama.token):
            assert (await terminal.done("give-out-hats", board)).line == "1 wear a hat."
        ring = next(
            zone["id"] for zone in all_zones(cast(Projection, await ama.projection(board))) if zone["kind"] == "ring"
        )
        worn = await Hats(ama, board, ring).mine()
        assert worn["mine"]["title"] == "Baby"
        assert (await terminal.done("my-hat", board)).line == "You wear no hat."
        await terminal.done("hats-off", board, "--zone", ring)
        assert (await Hats(ama, board, ring).mine())["mine"] is None
        await terminal.done("give-out-hats", board, "--choose")
        assert (await Hats(ama, board, ring).wear(worn["mine"]["id"]))["worn"] == 1
        assert (await Hats(ama, board, ring).deal_me_one(own_job=True))["mine"] is None
    other = await new_board(api)
    assert "no such hats" in (await terminal.run("my-hat", other)).failed(SERVER_SAID_NO)
