"""Private rounds that are written cell by cell, by the API (SPEC P8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pycrdt
import pytest

from board.content.document import BoardDocument
from board.edits import add_column
from tests.integration.private_rounds import Group, group
from tests.services.api_app import Browser, good, new_request, problem

__all__ = ["group"]


@dataclass
class Grid:
    """A round of a grid that a group writes cell by cell."""

    group: Group
    zone: Mapping[str, Any]
    round: str

    @classmethod
    async def begin(cls, group: Group, cells: str) -> "Grid":
        """Launch a grid and open a round there."""
        answers = {"issue": "Long waits", "columns": ["Families", "NHS"]}
        body = {"template": "dis_integration_grid", "answers": answers, "request_id": new_request()}
        launch = (await group.faye.post(f"/api/boards/{group.board}/launches", body))["launch"]
        zone = await cls.shown(group, lambda one, of: of == launch and one["slot"] == "grid")
        return cls(group, zone, await group.open(zone=zone["id"], cells=cells))

    @staticmethod
    async def shown(group: Group, fits: Callable[[Mapping[str, Any], str], bool]) -> Mapping[str, Any]:
        launches = (await group.faye.get(f"/api/boards/{group.board}/projection"))["launches"]
        return next(zone for launch in launches for zone in launch["zones"] if fits(zone, launch["id"]))

    async def mark_columns(self, deleted: str | None) -> None:
        """Delete all columns, or bring them back."""

        def mark(doc: "pycrdt.Doc[Any]") -> None:
            columns = doc.get("zones", type=pycrdt.Map)[self.zone["id"]]["columns"]
            for key, column in list(columns.items()):
                columns[key] = {**column, "deleted": deleted}

        await self.group.world.edit(self.group.board, mark)

    def cell(self, row: int, column: int) -> list[str]:
        return [self.zone["rows"][row]["id"], self.zone["columns"][column]["id"]]

    async def write(self, who: Browser, text: str, cell: Sequence[str | None] | None, **more: Any) -> Any:
        body = {"text": text, "after": 0, "mark": new_request(), "cell": cell, **more}
        return await who.request("PUT", f"{self.group.path}/rounds/{self.round}/cards/{new_request()}", body)

    async def texts(self) -> Mapping[tuple[str, str], list[Any]]:
        """Return by the titles of row and column what stands there, and how sure it is."""
        zone = await self.shown(self.group, lambda one, _: one["id"] == self.zone["id"])
        columns = [column["title"] for column in zone["columns"]]
        return {
            (row["title"], column): [(card["text"], card.get("by"), card["certainty"]) for card in cell]
            for row in zone["rows"]
            for column, cell in zip(columns, [each["cards"] for each in row["cells"]], strict=True)
            if cell
        }


async def test_P8_each_fills_their_own_column_and_a_reveal_puts_every_text_into_its_cell(group: Group) -> None:
    grid = await Grid.begin(group, "column")
    good(await grid.write(group.ann, "Waits", grid.cell(0, 0), certainty="said"))
    good(await grid.write(group.ann, "Ask them", grid.cell(1, 0)))
    good(await grid.write(group.ben, "Money", grid.cell(0, 1), certainty="guess"))
    assert await grid.texts() == {}
    [first, _] = (await group.ann.get(f"{group.path}/cards"))["cards"]
    assert (first["cell"], first["certainty"]) == (grid.cell(0, 0), "said")
    assert (await group.ann.get(f"{group.path}/rounds"))["round"]["cells"] == "column"
    assert await group.reveal(grid.round) == 3
    assert await grid.texts() == {
        ("What's the problem?", "Families"): [("Waits", "Leeds Council", "said")],
        ("What to do?", "Families"): [("Ask them", "Leeds Council", None)],
        ("What's the problem?", "NHS"): [("Money", "Mersey Trust", "guess")],
    }


async def test_P8_taking_another_column_takes_along_what_one_wrote(group: Group) -> None:
    grid = await Grid.begin(group, "column")
    good(await grid.write(group.ann, "Waits", grid.cell(0, 0)))
    column = grid.cell(0, 0)[1]
    moved = good(await grid.write(group.ann, "Ask them", grid.cell(1, 1), after_column=column)).json()
    assert moved == {"revision": 1, "cell": grid.cell(1, 1)}
    unseen = good(await grid.write(group.ann, "Money", grid.cell(2, 0), after_column=column)).json()
    assert unseen["cell"] == grid.cell(2, 1)
    await group.reveal(grid.round)
    assert {column for _, column in await grid.texts()} == {"NHS"}


async def test_P8_where_all_columns_were_deleted_nothing_is_lost_and_the_reveal_says_so(group: Group) -> None:
    grid = await Grid.begin(group, "column")
    good(await grid.write(group.ann, "Waits", grid.cell(0, 0)))
    await grid.mark_columns("2026-03-12T14:00:00Z")
    good(await grid.write(group.ben, "Money", grid.cell(0, 1)))
    for _ in range(2):
        assert await group.reveal(grid.round, unplaced=2) == 2
    zone = await grid.shown(group, lambda one, _: one["id"] == grid.zone["id"])
    assert sorted(card["text"] for card in zone["unplaced"]) == ["Money", "Waits"]
    await grid.mark_columns(None)
    assert {column for _, column in await grid.texts()} == {"Families", "NHS"}


@pytest.mark.parametrize(("cells", "cell", "words"), [("one", True, "Leave the cell out"), ("all", False, "Say for")])
async def test_P8_a_text_is_for_a_cell_where_the_round_has_several(
    group: Group, cells: str, cell: bool, words: str
) -> None:
    grid = await Grid.begin(group, cells)
    given = grid.cell(0, 0) if cell else None
    refused = problem(await grid.write(group.ann, "Waits", given), 409)
    assert words in refused["detail"]
    late = {"texts": ["Late"], "cell": given, "request_id": new_request()}
    problem(await group.ann.request("POST", f"{group.path}/rounds/{grid.round}/late", late), 409)
    problem(await grid.write(group.ann, "Waits", given, certainty="perhaps"), 422)


async def test_P8_a_text_for_no_cell_of_the_round_is_refused_when_it_is_written(group: Group) -> None:
    grid = await Grid.begin(group, "all")
    [row, column] = grid.cell(0, 0)
    for cell in (["nothing", column], [row, "nothing"], [None, column], [column, row]):
        refused = problem(await grid.write(group.ann, "Waits", cell), 409)
        assert refused["type"].endswith("round-no-cell")
        assert "choose a row and column" in refused["detail"]
    assert (await group.ann.get(f"{group.path}/cards"))["cards"] == []
    good(await grid.write(group.ann, "", [row, "nothing"]))


async def test_P8_lanes_have_no_rows_in_which_a_text_could_be_lost(group: Group) -> None:
    body = {"template": "action_learning_set", "answers": {"question": "Why?"}, "request_id": new_request()}
    launch = (await group.faye.post(f"/api/boards/{group.board}/launches", body))["launch"]
    zone = await Grid.shown(group, lambda one, of: of == launch and one["slot"] == "questions")
    lanes = Grid(group, zone, await group.open(zone=zone["id"], cells="all"))
    lane = zone["lanes"][0]["id"]
    problem(await lanes.write(group.ann, "What if?", [lane, lane]), 409)
    good(await lanes.write(group.ann, "What if?", [None, lane]))


async def test_P8_a_column_that_came_during_the_round_can_be_written_for(group: Group) -> None:
    grid = await Grid.begin(group, "all")
    [row, _] = grid.cell(0, 0)
    good(await grid.write(group.ann, "Waits", grid.cell(0, 0)))
    problem(await grid.write(group.ann, "Money", [row, "new"]), 409)
    await group.world.edit(
        group.board, lambda doc: add_column(BoardDocument(doc), grid.zone["id"], "new", "The police")
    )
    good(await grid.write(group.ann, "Money", [row, "new"]))
    await group.reveal(grid.round)
    assert {column for _, column in await grid.texts()} == {"Families", "The police"}


async def test_P8_while_people_write_for_known_cells_the_board_is_read_once(group: Group) -> None:
    grid = await Grid.begin(group, "all")
    with patch.object(BoardDocument, "from_state", side_effect=BoardDocument.from_state) as reads:
        for number in range(3):
            good(await grid.write(group.ann, "Waits", grid.cell(number, 0)))
            problem(await grid.write(group.ben, "Waits", ["nothing", "nothing"]), 409)
    assert reads.call_count == 1


async def test_P8_a_round_in_several_cells_names_none_and_needs_columns(group: Group) -> None:
    body = {"zone": group.zone, "cells": "column", "request_id": "r"}
    assert "no columns" in problem(await group.faye.request("POST", f"{group.path}/rounds", body), 409)["detail"]
    grid = await Grid.begin(group, "all")
    await group.faye.post(f"{group.path}/rounds/{grid.round}/end", {})
    both = {"zone": grid.zone["id"], "cells": "all", "cell": grid.cell(0, 0), "request_id": "s"}
    problem(await group.faye.request("POST", f"{group.path}/rounds", both), 422)


async def test_P8_what_was_not_revealed_is_added_to_its_cell(group: Group) -> None:
    grid = await Grid.begin(group, "all")
    await group.faye.post(f"{group.path}/rounds/{grid.round}/end", {})
    late = {"texts": ["Late"], "cell": grid.cell(2, 1), "certainty": "unknown", "request_id": new_request()}
    await group.ann.post(f"{group.path}/rounds/{grid.round}/late", late)
    assert await grid.texts() == {("Who does what?", "NHS"): [("Late", "Leeds Council", "unknown")]}
