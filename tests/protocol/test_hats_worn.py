"""H2: nothing that others are sent or told, and nothing that is kept, says who wears which hat."""

import json
import re
import sqlite3
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import httpx2

from client.sdk import Api
from server.api.table import ENDPOINTS
from tests.protocol.test_canaries import BUS, LOG, METRICS, Stage, stage

__all__ = ["stage"]

OFTEN_NEW = ("/metrics", "/api/boards/{board}/stage")
"""What is another answer each time, for its counters or the present."""

TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")


async def hats_of(stage: Stage) -> tuple[str, list[dict[str, Any]]]:
    """Return the address of the hats, and the hats."""
    launch = (await stage.olu.projection(stage.board))["launches"][0]
    ring = next(zone for zone in launch["zones"] if zone["kind"] == "ring")
    return f"/api/boards/{stage.board}/hats/{ring['id']}", ring["columns"]


async def wear(who: Api, path: str, hat: dict[str, Any]) -> None:
    answer = await who._request("PUT", f"{path}/mine", {"hat": hat["id"]})
    assert answer.json()["mine"]["id"] == hat["id"]


def kept(stage: Stage, word: str) -> set[tuple[str, str]]:
    """Return which tables hold the word, those of documents with the kind of the document."""
    found = set()
    with closing(sqlite3.connect(Path(stage.server.database.partition("///")[2]))) as database:
        kinds = dict(database.execute("SELECT id, kind FROM documents"))
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = database.execute(f"SELECT * FROM {table}")  # noqa: S608  our own names
            named = [column[0] for column in rows.description]
            for row in rows:
                if any(word.encode() in (each if isinstance(each, bytes) else str(each).encode()) for each in row):
                    found.add((table, kinds.get(dict(zip(named, row, strict=True)).get("document"), "")))
    return found


async def told(who: Api, stage: Stage, path: str) -> dict[str, Any]:
    """Return all that somebody is told by the addresses that are read, about the board."""
    answers = {}
    known = {"board": stage.board, "zone": path.rpartition("/")[2]}
    for endpoint in ENDPOINTS:
        if endpoint.method == "GET" and endpoint.path not in OFTEN_NEW:
            address = re.sub(r"{(\w+)}", lambda part: known.get(part[1], "unknown"), endpoint.path)
            answer = await who._http.get(address, headers={"Authorization": f"Bearer {who.token}"})
            answers[endpoint.path] = (answer.status_code, _without_times(answer))
    return answers


def _without_times(answer: httpx2.Response) -> Any:
    text = TIME.sub("", answer.text)
    return json.loads(text) if "json" in answer.headers["Content-Type"] else text


async def test_H2_no_byte_and_no_row_says_who_wears_which_hat(stage: Stage) -> None:
    path, hats = await hats_of(stage)
    ann = stage.people["ann"]
    documents = [(await stage.olu.board(stage.board))[kind] for kind in ("content", "stage")]
    async with AsyncExitStack() as stack:
        for who in ("vera", "rex", "ann"):
            for name in documents:
                token = stage.people[who].token
                await stack.enter_async_context(stage.recorder.on_socket(who, stage.server.url, token, name))
            await stage.recorder.until(who, stage.words[1])
        await stage.olu.post(path, {"deal": False})
        for who in ("vera", "rex", "ann"):
            await stage.recorder.until(who, "worn")
        stage.recorder.forget()
        for hat in hats:
            await wear(ann, path, hat)
        await stage.olu._request("DELETE", path, None)
        await stage.recorder.until("vera", "off")
        await stage.look_behind()
    assert {"vera", BUS, LOG, METRICS} <= stage.recorder.places()
    words = [word for hat in hats for word in (hat["id"], hat["title"])]
    assert not stage.recorder.hits(words, but=["the disk"])
    for hat in hats:
        assert kept(stage, hat["id"]) <= {("updates", "content"), ("checkpoints", "content"), ("snapshots", "")}


async def test_H2_others_are_told_the_same_whichever_hat_somebody_wears(stage: Stage) -> None:
    path, hats = await hats_of(stage)
    ann = stage.people["ann"]
    await stage.olu.post(path, {"deal": False})
    others = [stage.people[who] for who in ("olu", "rex", "vera", "bob")]
    await wear(ann, path, hats[0])
    before = [await told(each, stage, path) for each in others]
    mine = await told(ann, stage, path)
    await wear(ann, path, hats[1])
    for each, known in zip(others, before, strict=True):
        assert differing(await told(each, stage, path), known) == []
    assert differing(await told(ann, stage, path), mine) == ["/api/boards/{board}/hats/{zone}/mine"]


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return [address for address, answer in one.items() if answer != other[address]]
