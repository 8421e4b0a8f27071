"""The scrub finds damage of a row, a checkpoint and a live room, and says nothing of a sound document."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from board.admission import AdmissionIndex
from board.ids import DocumentName
from server.ports.log import Checkpoint, LogRow, StorageUnavailable
from server.rooms.checkpoints import reloaded
from server.rooms.hub import Hub
from server.rooms.rebuilding import CheckpointUnsound, schema_of
from server.storage.memory import MemoryUpdateLog
from server.upkeep import scrub as scrubbing
from server.upkeep.scrub import Scrub, seconds_until
from server.workers.pool import WorkersBusy
from tests.doubles import InPlace
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined

NONSENSE = b"\x01\x01\x05nonsense"


@pytest.fixture
def workers() -> InPlace:
    return InPlace()


@pytest.fixture
def scrub(log: MemoryUpdateLog, workers: InPlace, hub: Hub) -> Scrub:
    return Scrub(log, workers, hub, pause=0)


@pytest.fixture
async def written(log: MemoryUpdateLog) -> None:
    """Five rows, a checkpoint after the third."""
    ann = Person("ann")
    for card in ("one", "two", "three"):
        await elsewhere(log, ann, card)
    await log.save_checkpoint(NAME, reloaded(NAME.kind, ann.doc.get_update(), 3))
    for card in ("four", "five"):
        await elsewhere(log, ann, card)


async def parts(scrub: Scrub) -> list[str]:
    """Examine the document; what is found says nothing that is on the board."""
    scrubbed = await scrub.examine(NAME)
    assert scrubbed.left_out is None
    for found in scrubbed.findings:
        assert not any(word in found.problem for word in ("two", "three", "four", "five"))
    return [found.part for found in scrubbed.findings]


async def damage_row(log: MemoryUpdateLog, seq: int, change: Callable[[bytes], bytes]) -> None:
    row = (await log.rows(NAME, seq - 1, seq))[0]
    log.damage_row(NAME, LogRow(seq, change(row.update), row.participant))


async def newest(log: MemoryUpdateLog) -> Checkpoint:
    found = (await log.extent(NAME)).newest
    assert found is not None
    return found


@pytest.mark.usefixtures("written")
async def test_S12_of_a_sound_document_nothing_is_said(scrub: Scrub, hub: Hub, log: MemoryUpdateLog) -> None:
    empty = DocumentName("empty1", "1", "stage")
    await log.create([empty])
    room = await hub.open(NAME)
    await hub.open(empty)
    for _ in range(2):
        found = [scrubbed async for scrubbed in scrub.examine_all()]
        assert [each.document for each in found] == [NAME, empty]
        assert not any(each.findings or each.left_out for each in found)
        hub.drop(room)
    assert not scrub.damaged


@pytest.mark.usefixtures("written")
async def test_S12_of_a_sound_document_that_was_compacted_nothing_is_said(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog
) -> None:
    await hub.open(NAME)
    await log.compact(NAME, 0, await newest(log))
    assert await parts(scrub) == []
    doc = (await hub.open(NAME)).read().state
    await log.compact(NAME, 3, reloaded(NAME.kind, doc, 5))
    assert await parts(scrub) == []


@pytest.mark.usefixtures("written")
async def test_S12_a_row_that_cannot_be_replayed_is_found_before_the_checkpoint_and_after(
    scrub: Scrub, log: MemoryUpdateLog
) -> None:
    await damage_row(log, 2, lambda _: NONSENSE)
    assert await parts(scrub) == ["log"]
    assert scrub.damaged == {NAME}
    await damage_row(log, 5, lambda _: NONSENSE)
    assert await parts(scrub) == ["log", "log"]
    log.lose_row(NAME, 4)
    assert await parts(scrub) == ["log", "log"]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(("seq", "found"), [(2, ["checkpoint", "live"]), (5, ["live"])])
async def test_S12_a_row_that_reads_differently_is_found(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog, seq: int, found: list[str]
) -> None:
    await hub.open(NAME)
    await damage_row(log, seq, lambda update: update.replace(b"two", b"owt").replace(b"five", b"evif"))
    assert await parts(scrub) == found


@pytest.mark.usefixtures("written")
async def test_S12_an_index_that_is_not_that_of_its_state_is_found(
    scrub: Scrub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = await newest(log)
    with monkeypatch.context() as patch:
        patch.setattr(AdmissionIndex, "stored", AdmissionIndex.empty(schema_of(NAME.kind)).stored)
        wrong = reloaded(NAME.kind, sound.state, 3)
    log.damage_checkpoint(NAME, wrong)
    assert await parts(scrub) == ["checkpoint"]
    for index in (b"", sound.index, sound.index[:-1]):
        log.damage_checkpoint(NAME, replace(sound, index=index))
        assert await parts(scrub) == []


@pytest.mark.usefixtures("written")
async def test_S12_a_damaged_checkpoint_is_found_and_the_board_opens_from_its_rows(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog
) -> None:
    sound = await newest(log)
    flipped = sound.state.replace(b"two", b"owt")
    for state, digest in [
        (flipped, sound.digest),
        (flipped, reloaded(NAME.kind, flipped, 3).digest),
        (NONSENSE, sound.digest),
        (reloaded(NAME.kind, Person("ben").doc.get_update(), 3).state, reloaded(NAME.kind, b"\0\0", 3).digest),
    ]:
        log.damage_checkpoint(NAME, replace(sound, state=state, digest=digest))
        assert await parts(scrub) == ["checkpoint"]
    log.damage_checkpoint(NAME, sound)
    assert await parts(scrub) == []
    assert not scrub.damaged


@pytest.mark.usefixtures("written")
async def test_S12_a_base_that_is_damaged_or_gone_is_found(scrub: Scrub, log: MemoryUpdateLog) -> None:
    sound = await newest(log)
    await log.compact(NAME, 0, sound)
    for damaged in (None, replace(sound, state=NONSENSE)):
        log.damage_checkpoint(NAME, damaged)
        assert "checkpoint" in await parts(scrub)


@pytest.mark.usefixtures("written")
async def test_S12_a_damaged_live_room_is_found(scrub: Scrub, hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ben = Person("ben")
    joined(room, ben)
    room._showing._document.integrate([ben.edit("stray", "x")])
    room._showing._document._state = None
    assert await parts(scrub) == ["live"]
    hub.drop(room)
    await hub.open(NAME)
    assert await parts(scrub) == []


@pytest.mark.usefixtures("written")
async def test_S12_a_live_room_with_a_letter_changed_is_found(scrub: Scrub, hub: Hub) -> None:
    room = await hub.open(NAME)
    state = room.read()
    room._showing._document._state = (state.seq, state.state.replace(b"two", b"owt"))
    assert await parts(scrub) == ["live"]


@pytest.mark.usefixtures("written")
async def test_S12_a_live_room_with_rows_that_the_log_lost_is_found(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog
) -> None:
    await hub.open(NAME)
    log.lose_row(NAME, 5)
    assert await parts(scrub) == ["live"]


@pytest.mark.usefixtures("written")
async def test_S12_rows_that_a_room_was_not_told_of_yet_are_no_damage(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog
) -> None:
    await hub.open(NAME)
    await elsewhere(log, Person("ben"), "six")
    assert await parts(scrub) == []


@pytest.mark.usefixtures("written")
async def test_S9_what_an_open_room_has_and_the_disk_lost_is_kept(scrub: Scrub, hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ben = Person("ben")
    joined(room, ben)
    await damage_row(log, 5, lambda _: NONSENSE)
    assert await parts(scrub) == ["log"]
    hub.submit(room, ben, ben.edit("six", "six"))
    await commit(hub)
    assert ben.answers == [True]
    hub.drop(room)
    again = await hub.open(NAME)
    assert not again.damaged
    assert set(cards(again)) == {"one", "two", "three", "four", "five", "six"}
    assert len(await log.read_after(NAME, 0)) == 6
    assert await parts(scrub) == ["log"]


@pytest.mark.usefixtures("written")
async def test_S9_what_the_disk_lost_is_kept_also_while_the_worker_is_busy(
    scrub: Scrub, workers: InPlace, hub: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await hub.open(NAME)
    await damage_row(log, 5, lambda _: NONSENSE)
    run = workers.run

    async def busy(work: Callable[..., Any], *args: Any) -> Any:
        if work is reloaded:
            raise WorkersBusy("others are exporting")
        return await run(work, *args)

    monkeypatch.setattr(workers, "run", busy)
    assert await parts(scrub) == ["log"]
    assert hub.opened(NAME) is room
    assert (await newest(log)).upto_seq == room.last_seq


@pytest.mark.usefixtures("written")
async def test_S9_a_room_whose_log_cannot_be_replayed_and_that_cannot_be_kept_is_opened_as_it_was_before(
    scrub: Scrub, hub: Hub, log: MemoryUpdateLog, workers: InPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await hub.open(NAME)
    ben = Person("ben")
    joined(room, ben)
    await damage_row(log, 5, lambda _: NONSENSE)

    def unsound(_kind: str, _state: bytes, seq: int) -> Checkpoint:
        raise CheckpointUnsound(f"{seq}")

    monkeypatch.setattr(scrubbing, "reloaded", unsound)
    assert await parts(scrub) == ["log"]
    assert ben.closed
    again = await hub.open(NAME)
    assert again.damaged
    assert set(cards(again)) == {"one", "two", "three", "four"}
    assert await parts(scrub) == ["log"]


async def test_S12_a_document_that_takes_too_long_is_left_out_and_said_so(
    scrub: Scrub, workers: InPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> None:
        raise WorkersBusy("too long")

    monkeypatch.setattr(workers, "run", busy)
    assert (await scrub.examine(NAME)).left_out == "too long"


@pytest.mark.parametrize(
    ("hour", "minute", "hours"), [(0, 0, 2.0), (1, 30, 0.5), (2, 0, 24.0), (2, 30, 23.5), (23, 0, 3.0)]
)
def test_S12_the_scrub_waits_for_the_night(hour: int, minute: int, hours: float) -> None:
    assert seconds_until(datetime(2026, 12, 31, hour, minute, tzinfo=UTC), 2) == hours * 3600


async def test_S12_a_night_that_fails_is_followed_by_the_next(
    scrub: Scrub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = [StorageUnavailable("away"), ValueError("a mistake of ours"), asyncio.CancelledError()]

    async def fail(*_: object) -> list[DocumentName]:
        raise outcomes.pop(0)

    monkeypatch.setattr(scrubbing, "seconds_until", lambda *_: 0)
    monkeypatch.setattr(scrubbing, "SPREAD_SECONDS", 1)
    monkeypatch.setattr(log, "documents", fail)
    with pytest.raises(asyncio.CancelledError):
        await scrub.run(lambda: datetime.now(UTC))
    assert not outcomes
