"""What is said in comments goes to readers of the board who ask; where nobody is named, nothing names them (SPEC C)."""

from board.reports import LAYOUTS
from client.sdk import Api
from tests.protocol.test_canaries import BUS, DISK, FORMATS, LOG, METRICS, Stage, canary, stage

__all__ = ["stage"]


async def documents(stage: Stage) -> tuple[str, str]:
    facts = await stage.olu.board(stage.board)
    return str(facts["content"]), str(facts["stage"])


async def test_C1_a_comment_is_in_no_document_message_snapshot_or_export(stage: Stage) -> None:
    word = canary("word")
    content, told = await documents(stage)
    zone, _ = await stage.ring()
    async with (
        stage.recorder.on_socket("vera's content", stage.server.url, stage.people["vera"].token, content),
        stage.recorder.on_socket("vera's stage", stage.server.url, stage.people["vera"].token, told),
    ):
        await stage.recorder.until("vera's stage", told)
        await stage.people["ann"].begin_thread(stage.board, "zones", zone, word)
        await stage.recorder.until("vera's stage", "revision")
        await stage.olu.snapshot(stage.board, canary("label"))
        for who in ("bob", "nobody"):
            await stage.ask_everything(who, stage.people[who].token if who == "bob" else "")
        for layout in LAYOUTS:
            for fmt in FORMATS:
                await stage.recorder.hear("the files", await stage.olu.export(stage.board, layout, fmt))
        await stage.recorder.hear("the projection", repr(await stage.olu.projection(stage.board)).encode())
        await stage.look_behind()
        places = {"vera's content", "vera's stage", "bob", "nobody", "the files", "the projection", BUS, LOG, METRICS}
        assert places <= stage.recorder.places()
        assert not stage.recorder.hits([word], but=[DISK])
        await stage.ask_everything("vera", stage.people["vera"].token)
        assert stage.recorder.where(word) == {DISK, "vera"}


async def say_much(stage: Stage, ann: Api, zone: str, words: list[str]) -> None:
    """Let Ann begin a thread, answer in it, change what she said, resolve it and delete it in part."""
    thread = await ann.begin_thread(stage.board, "zones", zone, words[0])
    thread = await ann.add_comment(stage.board, thread["id"], canary("before"))
    said = thread["comments"][-1]
    await ann.change_comment(stage.board, said["id"], words[1], after=said["revision"])
    thread = await ann.add_comment(stage.board, thread["id"], canary("deleted"))
    await ann.delete_comment(stage.board, thread["comments"][-1]["id"])
    await ann.resolve_thread(stage.board, thread["id"])


async def test_C4_where_nobody_is_named_no_byte_to_others_names_the_writer(stage: Stage) -> None:
    ann = stage.people["ann"]
    secret = [str((await ann.me())["participant"]["id"]), stage.names[1]]
    words = [canary("first"), canary("second")]
    content, told = await documents(stage)
    zone, _ = await stage.ring()
    async with (
        stage.watched("vera", stage.board),
        stage.recorder.on_socket("rex", stage.server.url, stage.people["rex"].token, told),
    ):
        await stage.recorder.until("vera", content)
        await stage.recorder.until("rex", told)
        stage.recorder.forget()
        await say_much(stage, ann, zone, words)
        await stage.recorder.until("rex", "revision")
        for who in ("vera", "rex", "olu"):
            found = await stage.people[who].threads(stage.board)
            await stage.recorder.hear(f"threads for {who}", repr(found).encode())
        await stage.recorder.hear("the stage", repr(await stage.olu.stage(stage.board)).encode())
        await stage.recorder.hear("the projection", repr(await stage.olu.projection(stage.board)).encode())
        await stage.look_behind()
        assert {
            "rex",
            LOG,
            METRICS,
            "threads for vera",
            "threads for rex",
            "threads for olu",
            BUS,
        } <= stage.recorder.places()
        assert all("threads for rex" in stage.recorder.where(word) for word in words)
        assert not stage.recorder.hits(secret, but=[DISK])


async def test_C4_where_people_are_named_they_are(stage: Stage) -> None:
    [launch] = (await stage.olu.projection(stage.board))["launches"]
    path = f"/api/boards/{stage.board}/launches/{launch['id']}/attribution"
    await stage.people["rex"]._request("PUT", path, {"attribution": "name"})
    zone, _ = await stage.ring()
    await stage.people["ann"].begin_thread(stage.board, "zones", zone, canary("word"))
    [thread] = (await stage.people["vera"].threads(stage.board))["threads"]
    assert thread["comments"][0]["by"] == stage.names[1]
