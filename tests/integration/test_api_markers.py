"""Private markers by the API: the emotional thermometer and the AMBIT wheel (SPEC V6, V7)."""

from typing import Any

import structlog

from server.facilitation.markers import Markers
from tests.services.api_app import Browser, World, good, new_request, problem


class Round:
    """A round of markers on a launch of its own board."""

    def __init__(self, world: World, faye: Browser, board: str, scales: dict[str, list[str]], vote: str) -> None:
        self.world, self.faye, self.board, self.scales = world, faye, board, scales
        self.path = f"/api/boards/{board}/votes/{vote}"
        self.vote = vote

    async def member(self, name: str) -> Browser:
        return await self.world.member(self.faye, self.board, "edit", name)

    async def mark(self, who: Browser, *steps: int) -> Any:
        """Mark the scales in order, each at this step."""
        pairs = zip(self.scales.items(), steps, strict=False)
        marks = {zone: columns[step] for (zone, columns), step in pairs}
        return await who.request("PUT", f"{self.path}/marks", {"marks": marks})

    async def close(self) -> dict[str, Any]:
        return dict(await self.faye.post(f"{self.path}/close", None))


async def opened(world: World, template: str) -> Round:
    faye = await world.organiser()
    board = await faye.board()
    body = {"template": template, "answers": {}, "request_id": new_request()}
    launch = (await faye.post(f"/api/boards/{board}/launches", body))["launch"]
    projection = await faye.get(f"/api/boards/{board}/projection")
    zones = next(each["zones"] for each in projection["launches"] if each["id"] == launch)
    scales = {zone["id"]: [each["id"] for each in zone["lanes"]] for zone in zones if zone["kind"] == "scale"}
    asked = {"kind": "markers", "place": launch, "request_id": new_request()}
    return Round(world, faye, board, scales, (await faye.post(f"/api/boards/{board}/votes", asked))["id"])


async def test_V7_four_markers_give_a_shape_and_no_name(world: World):
    heat = await opened(world, "emotional_thermometer")
    people = [await heat.member(name) for name in ("Ann", "Ben", "Cy", "Di")]
    for person, step in zip(people, (0, 2, 4, 4), strict=True):
        good(await heat.mark(person, step))
    seen = await people[0].get(heat.path)
    assert (seen["voted"], seen["totals"], list(seen["marks"])) == (4, {}, list(heat.scales))
    closed = await heat.close()
    assert (list(closed["totals"].values()), closed["voters"]) == ([[1, 1, 2]], 4)


async def test_V7_three_markers_show_nothing(world: World):
    heat = await opened(world, "emotional_thermometer")
    for name in ("Ann", "Ben", "Cy"):
        good(await heat.mark(await heat.member(name), 1))
    assert (await heat.close())["totals"] == {}


async def test_V7_the_wheel_has_a_shape_a_pair(world: World):
    wheel = await opened(world, "ambit_wheel")
    people = [await wheel.member(name) for name in ("Ann", "Ben", "Cy", "Di")]
    for person in people[:3]:
        good(await wheel.mark(person, 0, 1, 2, 2))
    good(await wheel.mark(people[3], 1, 1))
    shapes = (await wheel.close())["totals"]
    team, network, *_ = wheel.scales
    assert shapes == {team: [3, 1, 0], network: [0, 4, 0]}


async def test_V6_a_mark_can_be_changed_and_withdrawn_until_the_round_is_closed(world: World):
    heat = await opened(world, "emotional_thermometer")
    ann = await heat.member("Ann")
    good(await heat.mark(ann, 0))
    changed = good(await heat.mark(ann, 3)).json()
    [(zone, columns)] = heat.scales.items()
    assert (changed["marks"], changed["voted"]) == ({zone: columns[3]}, 1)
    withdrawn = good(await ann.request("DELETE", f"{heat.path}/marks")).json()
    assert (withdrawn["marks"], withdrawn["voted"]) == ({}, 0)
    await heat.close()
    problem(await heat.mark(ann, 3), 409)


async def test_V6_a_step_that_is_not_there_is_refused_without_being_said_again(world: World):
    heat = await opened(world, "emotional_thermometer")
    zone = next(iter(heat.scales))
    refused = problem(await heat.faye.request("PUT", f"{heat.path}/marks", {"marks": {zone: "canarystep"}}), 409)
    assert "canarystep" not in str(refused)
    dots = await heat.faye.request("PUT", f"{heat.path}/mine", {"option": zone, "count": 1})
    problem(dots, 409)


async def test_V6_after_a_restart_the_round_is_open_and_nobody_has_marked(world: World):
    heat = await opened(world, "emotional_thermometer")
    ann = await heat.member("Ann")
    good(await heat.mark(ann, 1))
    object.__setattr__(world.services, "markers", Markers(alone=True))
    assert (await ann.get(heat.path))["marks"] == {}
    assert good(await heat.mark(ann, 2)).json()["voted"] == 1


async def test_V6_another_process_takes_no_marks_until_the_round_begins_again_there(world: World):
    heat = await opened(world, "emotional_thermometer")
    ann = await heat.member("Ann")
    held = world.services.markers
    good(await heat.mark(ann, 1))
    object.__setattr__(world.services, "markers", Markers(alone=False))
    assert problem(await heat.mark(ann, 1), 421)["type"].endswith("elsewhere")
    problem(await heat.faye.request("POST", f"{heat.path}/close"), 421)
    assert list(held.voters(heat.vote, held.id)) == [ann.participant]
    again = await heat.faye.post(f"{heat.path}/again", None)
    assert (again["state"], again["voted"]) == ("open", 0)
    assert good(await heat.mark(ann, 1)).json()["voted"] == 1


async def test_V6_no_step_of_anybody_is_stored_or_logged(world: World, tmp_path):
    heat = await opened(world, "emotional_thermometer")
    [(zone, columns)] = heat.scales.items()
    people = [await heat.member(name) for name in ("Ann", "Ben", "Cy", "Di")]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with structlog.testing.capture_logs() as logged:
        for person in people:
            good(await heat.mark(person, 3))
        after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        good(await people[0].request("DELETE", f"{heat.path}/marks"))
    assert before == after, "marking wrote something"
    assert columns[3] not in str(logged)
    assert zone not in str(logged)
    assert columns[3] not in repr(world.services)
