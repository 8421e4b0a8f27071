"""Asking for the turn to merge, by the API (SPEC D8)."""

import asyncio

from board.content.document import BoardDocument
from board.edits import merge_areas
from server.facilitation.commands import new_id
from tests.services.api_app import World, good, problem


async def test_D8_of_two_who_merge_the_same_at_once_one_does_and_the_other_is_told(world: World):
    faye = await world.organiser()
    board = await faye.board("manualize", answers={"areas": ["One", "Two", "Three"]})
    people = [await world.member(faye, board, "edit", name) for name in ("Ama", "Ben")]
    [launch] = (await faye.get(f"/api/boards/{board}/projection"))["launches"]
    one, two, three = [area["id"] for zone in launch["zones"] for area in zone.get("areas", ())]
    path = f"/api/boards/{board}/merge-turns"
    answers = await asyncio.gather(
        people[0].request("POST", path, {"one": one, "other": two}),
        people[1].request("POST", path, {"one": two, "other": one}),
    )
    assert sorted(answer.status_code for answer in answers) == [204, 409]
    refused = next(number for number, answer in enumerate(answers) if answer.status_code == 409)
    assert "Somebody else is merging" in problem(answers[refused], 409)["detail"]
    await world.edit(board, lambda doc: merge_areas(BoardDocument(doc), one, two, "2026-03-12T14:00:00Z", new_id))
    late = people[refused]
    assert (
        "merged it with another" in problem(await late.request("POST", path, {"one": one, "other": two}), 409)["detail"]
    )
    good(await late.request("POST", path, {"one": one, "other": three}))
    problem(await late.request("POST", path, {"one": one, "other": one}), 409)
    problem(await late.request("POST", path, {"one": one}), 422)
