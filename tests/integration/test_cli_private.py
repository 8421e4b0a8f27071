"""Private rounds from the command line, on a real server."""

from board.content.document import BoardDocument
from board.edits import remove_column
from client.cli.calls import SERVER_SAID_NO
from client.sdk import Api, PrivateRounds, RemoteBoard, open_board
from tests.services.board_server import BoardServer, member, new_board
from tests.services.terminal import Terminal


async def test_P8_a_grid_is_filled_cell_by_cell_and_revealed_from_the_terminal(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    answers = {"issue": "Waits", "columns": ["Families", "NHS"]}
    board = await api.create_board("A grid", template="dis_integration_grid", answers=answers)
    assert "Nobody writes" in (await terminal.run("reveal", board)).failed(SERVER_SAID_NO)
    await terminal.done("private-round", board, "How we each see it", "--cells", "column")
    row, column = ("--row", "What to do?"), ("--column", "NHS")
    await terminal.done("write-private", board, "Ask first", *row, *column, "--certainty", "said")
    assert "Say for which" in (await terminal.run("write-private", board, "Where?")).failed(SERVER_SAID_NO)
    unsure = await terminal.run("write-private", board, "Where?", *column)
    assert "for which row" in unsure.failed(SERVER_SAID_NO)
    assert "no column" in (await terminal.run("write-private", board, "x", *row, "--column", "Y")).failed(
        SERVER_SAID_NO
    )
    assert "Ask first" in (await terminal.done("private-cards", board)).line
    async with member(board_server, api, board, "edit", "Ama") as ama:
        assert await PrivateRounds(ama, board).mine() == []
    assert (await terminal.done("reveal", board)).line == "1 card is on the board."
    assert "no private cards" in (await terminal.done("private-cards", board)).err
    grid = next(zone for zone in (await api.projection(board))["launches"][0]["zones"] if zone["kind"] == "grid")
    assert [card["text"] for card in grid["rows"][1]["cells"][1]["cards"]] == ["Ask first"]


async def test_P8_lanes_are_written_one_by_one_from_the_terminal(terminal: Terminal, api: Api) -> None:
    board = await new_board(api, "action_learning_set", answers={"question": "Why wait?"})
    await terminal.done("private-round", board, "Open questions", "--cells", "all")
    await terminal.done("write-private", board, "What if they knew?", "--column", "Possibilities")
    assert (await terminal.done("reveal", board)).line == "1 card is on the board."
    zones = (await api.projection(board))["launches"][0]["zones"]
    lanes = next(zone["lanes"] for zone in zones if zone["slot"] == "questions")
    assert [lane["title"] for lane in lanes if lane["cards"]] == ["Possibilities"]


async def test_P8_who_reveals_at_a_terminal_is_told_what_has_no_place(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api, "action_learning_set", answers={"question": "Why wait?"})
    await terminal.done("private-round", board, "Open questions", "--cells", "all")
    await terminal.done("write-private", board, "What if they knew?", "--column", "Possibilities")
    async with (
        member(board_server, api, board, "edit", "Ama") as ama,
        open_board(board_server.url, board, token=ama.token) as live,
    ):
        await remove_lane(live, "Possibilities")
    told = (await terminal.done("reveal", board)).out.splitlines()
    assert told[0] == "1 card is on the board."
    assert told[1].startswith("1 card is without a place: the row or column was deleted.")


async def remove_lane(live: RemoteBoard, title: str) -> None:
    """Delete a column as somebody on the board would."""
    document = BoardDocument(live.doc)
    zone = next(zone for zone in document.read().zones.values() if zone.slot == "questions")
    column = next(column for column in zone.columns if column.title == title)
    remove_column(document, zone.id, column.id, "2026-03-12T14:00:00Z")
    await live.saved()


async def test_P6_a_round_is_ended_from_the_terminal(terminal: Terminal, api: Api) -> None:
    board = await new_board(api)
    await terminal.done("private-round", board, "Parking")
    await terminal.done("write-private", board, "Mine")
    await terminal.done("end-private", board)
    assert "Mine" in (await terminal.done("private-cards", board)).line
