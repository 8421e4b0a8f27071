"""What the port UpdateLog promises about deleting rows, over memory, SQLite and PostgreSQL."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
import pytest_asyncio

from board.ids import DocumentName
from server.ports.log import Append, Checkpoint, Committed, Expired, NewRow, RowsGone, UpdateLog
from server.rooms.checkpoints import compared, loaded, reloaded
from server.upkeep import replaying
from server.upkeep.compaction import Compaction
from tests.contract.conftest import Logs, document
from tests.doubles import InPlace, ManualClock
from tests.workshops import Workshops


@pytest_asyncio.fixture
async def name(logs: Logs) -> DocumentName:
    made = document()
    await logs.here.create([made])
    return made


async def written(log: UpdateLog, name: DocumentName, after: int, upto: int) -> None:
    """Write rows that are their own number, as Ann, who owns client 7."""
    rows = [NewRow(b"%d" % seq, "ann") for seq in range(after + 1, upto + 1)]
    assert await log.append([Append(name, after, rows, {7: "ann"})]) == [Committed(upto)]


def made(upto: int, state: bytes = b"") -> Checkpoint:
    return Checkpoint(upto, state or b"state %d" % upto, f"digest {upto}")


async def seqs(log: UpdateLog, name: DocumentName, after: int) -> Sequence[int]:
    return [row.seq for row in await log.read_after(name, after)]


async def test_S10_a_checkpoint_takes_the_place_of_exactly_its_rows(logs: Logs, name: DocumentName):
    other = document()
    await logs.here.create([other])
    await written(logs.here, name, 0, 5)
    await written(logs.here, other, 0, 5)
    assert await logs.there.compact(name, 0, made(3))
    loaded = await logs.here.load(name)
    assert loaded.checkpoint == made(3)
    assert [row.update for row in loaded.tail] == [b"4", b"5"]
    assert (loaded.last_seq, loaded.owners) == (5, {7: "ann"})
    assert await seqs(logs.here, other, 0) == [1, 2, 3, 4, 5]


async def test_S10_a_log_without_a_row_left_goes_on_where_it_was(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 3)
    assert await logs.here.compact(name, 0, made(3))
    loaded = await logs.there.load(name)
    assert (loaded.checkpoint, list(loaded.tail), loaded.last_seq) == (made(3), [], 3)
    assert await seqs(logs.there, name, 3) == []
    await written(logs.there, name, 3, 5)
    assert await logs.here.compact(name, 3, made(4))
    assert await seqs(logs.there, name, 4) == [5]
    assert await logs.there.owners(name) == {7: "ann"}


async def test_S10_rows_that_are_gone_are_not_passed_over_in_silence(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 5)
    await logs.here.compact(name, 0, made(3))
    for after in (0, 2):
        with pytest.raises(RowsGone):
            await logs.there.read_after(name, after)
        with pytest.raises(RowsGone):
            await logs.there.rows(name, after, 4)
    assert [row.seq for row in await logs.there.rows(name, 3, 4)] == [4]
    await logs.here.compact(name, 3, made(5))
    with pytest.raises(RowsGone):
        await logs.there.read_after(name, 4)


async def test_S10_nothing_is_deleted_that_was_not_read(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 5)
    assert not await logs.here.compact(name, 2, made(4))
    with pytest.raises(RowsGone):
        await logs.here.compact(name, 0, made(6))
    assert await seqs(logs.there, name, 0) == [1, 2, 3, 4, 5]
    assert (await logs.there.load(name)).checkpoint is None


async def test_S10_of_two_processes_one_compacts_and_nothing_is_lost(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 1)
    first, last = 1, 1
    for _ in range(10):
        await written(logs.here, name, last, last + 6)
        last += 6
        base = (await logs.here.extent(name)).base_seq
        done = await asyncio.gather(
            logs.here.compact(name, base, made(first)),
            logs.there.compact(name, base, made(first + 3)),
            logs.here.save_checkpoint(name, made(last)),
            logs.there.append([Append(name, last, [NewRow(b"%d" % (last + 1), "bo")])]),
        )
        last = (await logs.here.last_seqs([name]))[name]
        assert sorted(done[:2]) == [False, True]
        extent = await logs.there.extent(name)
        assert extent.base == made(extent.base_seq)
        assert extent.base_seq == (first if done[0] else first + 3)
        assert await seqs(logs.there, name, extent.base_seq) == list(range(extent.base_seq + 1, last + 1))
        loaded = await logs.there.load(name)
        assert loaded.checkpoint is not None
        assert [row.seq for row in loaded.tail] == list(range(loaded.checkpoint.upto_seq + 1, last + 1))
        first = extent.base_seq + 1


async def test_S4_whoever_reads_while_others_compact_reads_a_whole_document(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 60)

    async def compact() -> None:
        for upto in range(1, 60):
            assert await logs.here.compact(name, upto - 1, made(upto))

    compacting = asyncio.create_task(compact())
    while not compacting.done():
        loaded = await logs.there.load(name)
        begin = loaded.checkpoint.upto_seq if loaded.checkpoint else 0
        assert [row.seq for row in loaded.tail] == list(range(begin + 1, 61))
        await asyncio.sleep(0)
    await compacting


async def test_S10_two_processes_compact_beside_writers_and_the_document_is_the_same(
    logs: Logs, name: DocumentName, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replaying, "STEP_ROWS", 40)
    workshops = Workshops(3, people=2, cards=1)
    await _write(logs.here, name, workshops.session().rows)
    logs.clock.advance(days=91)
    passes = [
        asyncio.create_task(_compact(log, name, logs.clock, upto=(await logs.here.last_seqs([name]))[name]))
        for log in (logs.here, logs.there)
    ]
    await _write(logs.there, name, workshops.session().rows)
    gone = sum(await asyncio.gather(*passes))
    assert (await logs.here.extent(name)).base_seq == gone > 0
    found = await logs.there.load(name)
    assert compared(reloaded(name.kind, workshops.state(), found.last_seq), await _state(logs.here, name)) is None


async def _compact(log: UpdateLog, name: DocumentName, clock: ManualClock, upto: int) -> int:
    """Compact until another process or this one is through; returns how many rows went here."""
    compaction, gone = Compaction(log, InPlace(), clock, timedelta(days=90), pause=0), 0
    while (await log.extent(name)).base_seq < upto:
        await compaction.checkpoint(name)
        gone += await compaction.compact_all()
    return gone


async def _write(log: UpdateLog, name: DocumentName, rows: Sequence[NewRow]) -> None:
    for start in range(0, len(rows), 20):
        seq = (await log.last_seqs([name]))[name]
        some = rows[start : start + 20]
        assert await log.append([Append(name, seq, some)]) == [Committed(seq + len(some))]


async def _state(log: UpdateLog, name: DocumentName) -> bytes:
    """Return the document as it is opened."""
    found = await log.load(name)
    document = loaded(found.updates[0])
    document.integrate(found.updates[1:])
    return document.read(found.last_seq).state


async def test_S10_older_checkpoints_go_but_for_the_base(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 9)
    await logs.here.compact(name, 0, made(2))
    for upto in (4, 6, 5):
        await logs.there.save_checkpoint(name, made(upto))
    extent = await logs.here.extent(name)
    assert (extent.base_seq, extent.last_seq, extent.base, extent.newest) == (2, 9, made(2), made(6))
    await logs.here.compact(name, 2, made(4, b"moved on"))
    extent = await logs.there.extent(name)
    assert (extent.base, extent.newest) == (made(4, b"moved on"), made(6))
    await logs.here.compact(name, 4, made(8))
    assert (await logs.there.load(name)).checkpoint == made(8)


async def test_S10_a_base_that_is_verified_replaces_a_checkpoint_of_the_same_row(logs: Logs, name: DocumentName):
    await written(logs.here, name, 0, 4)
    await logs.here.save_checkpoint(name, made(3, b"of unknown worth"))
    await logs.here.compact(name, 0, made(3))
    assert (await logs.there.load(name)).checkpoint == made(3)


async def _all_expired(log: UpdateLog, *, before, limit: int = 2) -> dict[DocumentName, int]:
    found: list[Expired] = []
    while page := await log.expired(before, found[-1].document if found else None, limit):
        assert len(page) <= limit
        found += page
    assert len({each.document for each in found}) == len(found)
    return {each.document: each.upto_seq for each in found}


async def test_S10_old_rows_are_found_in_every_document_page_by_page(logs: Logs):
    old, growing, young, empty = names = [document() for _ in range(4)]
    await logs.here.create(names)
    for name in (old, growing):
        await written(logs.here, name, 0, 3)
    logs.clock.advance(days=10)
    await written(logs.here, growing, 3, 5)
    await written(logs.here, young, 0, 2)
    found = await _all_expired(logs.there, before=logs.clock())
    assert {name: found.get(name) for name in names} == {old: 3, growing: 3, young: None, empty: None}
    await logs.here.compact(growing, 0, made(3))
    assert growing not in await _all_expired(logs.there, before=logs.clock())
    logs.clock.advance(days=10)
    assert (await _all_expired(logs.there, before=logs.clock()))[growing] == 5


async def test_every_document_is_named_once_page_by_page(logs: Logs):
    wanted = {document(kind) for kind in ("content", "stage", "content")}
    await logs.here.create(sorted(wanted, key=str))
    found: list[DocumentName] = []
    while page := await logs.there.documents(found[-1] if found else None, 2):
        found += page
    assert wanted <= set(found)
    assert len(set(found)) == len(found)
