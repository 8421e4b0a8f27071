"""Reports from the command line (SPEC B): a plan in a file, what to look at, and the built file."""

import json
from pathlib import Path
from secrets import token_hex

from client.cli.calls import SERVER_SAID_NO
from client.sdk import Api, Programmes, Reports
from tests.services.terminal import Terminal


async def test_B1_a_plan_is_stored_from_a_file_looked_at_and_built(
    terminal: Terminal, api: Api, tmp_path: Path
) -> None:
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    file = tmp_path / "plan.json"
    parts = [{"kind": "words", "id": "intro", "title": "Introduction", "text": "See [[nothing]]."}]
    file.write_text(json.dumps({"id": "year", "title": "What we learned", "parts": parts}), "utf-8")
    assert (await terminal.done("report", "store", programme, str(file))).line == "year"
    assert "What we learned" in (await terminal.done("report", "list", programme)).out
    said = (await terminal.done("report", "check", programme, "year")).out
    assert "not in this report" in said
    assert f"\n  {api.url}/programmes/{programme}/reports/year#part-intro\n" in said
    target = tmp_path / "year.md"
    built = await terminal.done("report", "build", programme, "year", "--format", "markdown", "-o", str(target))
    assert built.line.startswith(f"Wrote {target}")
    assert "# 1 Introduction" in target.read_text("utf-8")
    plan = json.loads((await terminal.done("report", "plan", programme, "year")).out)
    plan["parts"][0]["text"] = "Better words."
    file.write_text(json.dumps(plan), "utf-8")
    await terminal.done("report", "store", programme, str(file))
    assert "Better words." in (await terminal.done("report", "check", programme, "year")).out


async def test_B7_a_part_is_given_a_picture_and_loses_it_again(terminal: Terminal, api: Api) -> None:
    programme = token_hex(6)
    reports = Reports(api, programme)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    board = await api.create_board("Our board", template="manualize", answers={"areas": ["Prevention"]})
    parts = [
        {"kind": "words", "id": "see", "title": "Start", "text": "See [[ours:figure]]."},
        {"kind": "board", "id": "ours", "board": board, "layout": "manual_section"},
    ]
    await reports.store({"id": "year", "title": "What we learned", "parts": parts}, 0)
    assert (
        await terminal.done("report", "add-picture", programme, "year", "ours", "--caption", "How we began")
    ).line == ("[[ours:figure]]")
    built = await terminal.done("report", "build", programme, "year", "--format", "markdown", "-o", "-")
    assert "See Figure 1." in built.out
    assert "**Figure 1: How we began**\n\nManualize, with" in built.out
    said = (await terminal.run("report", "add-picture", programme, "year", "see")).failed(SERVER_SAID_NO)
    assert "no part ‘see’ that is from a board" in said
    await terminal.done("report", "remove-pictures", programme, "year", "ours")
    assert (await reports.plan("year"))["entity"]["parts"][1]["figures"] == []


async def test_B1_what_is_no_plan_is_explained(terminal: Terminal, api: Api, tmp_path: Path) -> None:
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    file = tmp_path / "plan.json"
    file.write_text("[]", "utf-8")
    said = (await terminal.run("report", "store", programme, str(file))).failed(SERVER_SAID_NO)
    assert "no plan of a report" in said


async def test_G8_a_reports_plan_is_taken_out(terminal: Terminal, api: Api, tmp_path: Path) -> None:
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"id": "year", "title": "What we learned", "parts": []}), "utf-8")
    await terminal.done("report", "store", programme, str(file))
    await terminal.done("report", "take-out", programme, "year")
    assert "no reports here yet" in (await terminal.done("report", "list", programme)).err
    (await terminal.run("report", "take-out", programme, "year")).failed(SERVER_SAID_NO)
