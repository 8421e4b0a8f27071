"""The port UpdateLog, over memory, SQLite and PostgreSQL."""

import asyncio
from collections.abc import Sequence

import pytest
import pytest_asyncio

from board.ids import DocumentName
from server.ports.audit import Note
from server.ports.log import (
    Append,
    Checkpoint,
    Committed,
    Conflict,
    LogRow,
    NewRow,
    Repeated,
    Request,
    UnknownDocument,
    UpdateLog,
)
from server.storage import Storage
from tests.contract.conftest import Logs, document


def append(name: DocumentName, after_seq: int, *updates: bytes, **parts) -> Append:
    """Rows of Ann after `after_seq`."""
    return Append(name, after_seq, [NewRow(update, "ann") for update in updates], **parts)


async def rows(log: UpdateLog, name: DocumentName) -> Sequence[LogRow]:
    return await log.read_after(name, 0)


@pytest_asyncio.fixture
async def name(logs: Logs) -> DocumentName:
    made = document()
    await logs.here.create([made])
    return made


async def test_a_new_document_is_empty(logs: Logs, name: DocumentName):
    loaded = await logs.there.load(name)
    assert (loaded.checkpoint, list(loaded.tail), loaded.last_seq, loaded.owners) == (None, [], 0, {})


async def test_creating_again_does_nothing(logs: Logs, name: DocumentName):
    await logs.here.append([append(name, 0, b"a")])
    await logs.there.create([name, document()])
    assert (await logs.here.load(name)).last_seq == 1


async def test_an_unknown_document_is_never_an_empty_one(logs: Logs):
    unknown = document()
    for asking in (
        logs.here.load(unknown),
        logs.here.read_after(unknown, 0),
        logs.here.owners(unknown),
        logs.here.claim(unknown, 1, "ann"),
        logs.here.answer(unknown, "r"),
        logs.here.rows(unknown, 0, 1),
        logs.here.extent(unknown),
        logs.here.compact(unknown, 0, Checkpoint(1, b"", "")),
        logs.here.save_checkpoint(unknown, Checkpoint(1, b"", "")),
    ):
        with pytest.raises(UnknownDocument):
            await asking
    assert await logs.here.append([append(unknown, 0, b"a")]) == [Conflict(0)]
    assert await logs.here.append([append(unknown, 3, b"a")]) == [Conflict(0)]


async def test_epochs_and_kinds_are_documents_of_their_own(logs: Logs, name: DocumentName):
    others = [DocumentName(name.board, "2", name.kind), DocumentName(name.board, name.epoch, "stage")]
    await logs.here.create(others)
    await logs.here.append([append(name, 0, b"a")])
    assert [(await logs.here.load(other)).last_seq for other in others] == [0, 0]


async def test_the_last_rows_of_many_documents_are_told_at_once(logs: Logs, name: DocumentName):
    other = document()
    await logs.here.create([other])
    await logs.here.append([append(name, 0, b"a", b"b")])
    assert await logs.there.last_seqs([name, other, document()]) == {name: 2, other: 0}
    assert await logs.there.last_seqs([]) == {}


async def test_an_empty_batch_is_nothing(logs: Logs):
    assert await logs.here.append([]) == []


async def test_S3_rows_are_dense_and_in_order(logs: Logs, name: DocumentName):
    first = Append(name, 0, [NewRow(b"\x00\xff", "ann"), NewRow(b"", None)])
    assert await logs.here.append([first]) == [Committed(2)]
    assert await logs.there.append([append(name, 2, b"c")]) == [Committed(3)]
    expected = [LogRow(1, b"\x00\xff", "ann"), LogRow(2, b"", None), LogRow(3, b"c", "ann")]
    assert list(await rows(logs.here, name)) == expected
    assert list(await logs.here.read_after(name, 2)) == expected[2:]
    assert list(await logs.here.read_after(name, 3)) == []
    loaded = await logs.there.load(name)
    assert (list(loaded.tail), loaded.last_seq) == (expected, 3)


async def test_S3_a_stale_append_conflicts_and_writes_nothing(logs: Logs, name: DocumentName):
    await logs.here.append([append(name, 0, b"a")])
    late = append(name, 0, b"b", b"c", owners={7: "ann"}, requests=[Request("late", {})])
    assert await logs.there.append([late]) == [Conflict(1)]
    assert await logs.there.append([append(name, 5, b"b")]) == [Conflict(1)]
    assert [row.update for row in await rows(logs.here, name)] == [b"a"]
    assert await logs.here.owners(name) == {}
    assert await logs.here.answer(name, "late") is None


async def test_a_conflict_leaves_the_others_of_the_batch_unharmed(logs: Logs, name: DocumentName):
    second, third = document(), document()
    await logs.here.create([second, third])
    await logs.there.append([append(second, 0, b"theirs")])
    batch = [append(name, 0, b"1", b"2"), append(second, 0, b"3"), append(document(), 0, b"-"), append(third, 0, b"4")]
    assert await logs.here.append(batch) == [Committed(2), Conflict(1), Conflict(0), Committed(1)]
    assert [row.update for row in await rows(logs.here, name)] == [b"1", b"2"]
    assert [row.update for row in await rows(logs.here, second)] == [b"theirs"]
    assert [row.update for row in await rows(logs.here, third)] == [b"4"]


async def test_results_come_in_the_order_of_the_batch(logs: Logs):
    names = sorted((document() for _ in range(20)), key=str, reverse=True)
    await logs.here.create(names)
    batch = [append(name, 0, *[b"x"] * size) for size, name in enumerate(names, 1)]
    assert await logs.here.append(batch) == [Committed(size) for size in range(1, 21)]


async def _append_until_committed(log: UpdateLog, name: DocumentName, update: bytes) -> None:
    seq = 0
    while isinstance(result := (await log.append([append(name, seq, update)]))[0], Conflict):
        seq = result.last_seq


async def test_S3_of_two_processes_one_wins_each_race(logs: Logs, name: DocumentName):
    for seq in range(10):
        results = await asyncio.gather(
            logs.here.append([append(name, seq, b"here")]), logs.there.append([append(name, seq, b"there")])
        )
        outcomes = sorted(type(result).__name__ for (result,) in results)
        assert outcomes == ["Committed", "Conflict"]
    assert [row.seq for row in await rows(logs.here, name)] == list(range(1, 11))


async def test_S5_every_racing_writer_gets_its_row_in_exactly_once(logs: Logs, name: DocumentName):
    updates = [f"{number}".encode() for number in range(24)]
    writing = [
        _append_until_committed((logs.here, logs.there)[number % 2], name, update)
        for number, update in enumerate(updates)
    ]
    await asyncio.gather(*writing)
    written = await rows(logs.here, name)
    assert [row.seq for row in written] == list(range(1, 25))
    assert sorted(row.update for row in written) == sorted(updates)


async def test_S3_of_two_processes_one_wins_each_document_of_a_batch(logs: Logs, name: DocumentName):
    names = [name, document()]
    await logs.here.create(names)
    for seq in range(10):
        batches = [[append(each, seq, update) for each in names] for update in (b"here", b"there")]
        results = await asyncio.gather(logs.here.append(batches[0]), logs.there.append(batches[1]))
        for pair in zip(*results, strict=True):
            assert sorted(type(result).__name__ for result in pair) == ["Committed", "Conflict"]
    for each in names:
        assert [row.seq for row in await rows(logs.here, each)] == list(range(1, 11))


async def test_S7_a_request_takes_effect_once_in_both_processes(logs: Logs, name: DocumentName):
    request = Request("launch-1", {"launch": "l1", "odd": ["\0", "é", None, {"deep": [1.5]}]})
    other = document()
    await logs.here.create([other])
    assert await logs.here.append([append(name, 0, b"a", requests=[request])]) == [Committed(1)]
    again = append(name, 1, b"b", requests=[Request("launch-1", {"launch": "l2"})], owners={5: "ann"})
    stale = append(name, 0, b"b", requests=[Request("launch-1", {"launch": "l3"})])
    for log in (logs.here, logs.there):
        assert await log.append([again]) == [Repeated(request)]
        assert await log.append([stale]) == [Repeated(request)]
    assert await logs.there.append([again, append(other, 0, b"o")]) == [Repeated(request), Committed(1)]
    assert [row.update for row in await rows(logs.there, name)] == [b"a"]
    assert await logs.there.owners(name) == {}
    assert await logs.there.answer(name, "launch-1") == request


async def test_S7_a_request_id_belongs_to_its_document(logs: Logs, name: DocumentName):
    other = document()
    await logs.here.create([other])
    await logs.here.append([append(name, 0, b"a", requests=[Request("r", {"n": 1})])])
    assert await logs.here.answer(other, "r") is None
    assert await logs.here.append([append(other, 0, b"b", requests=[Request("r", {"n": 2})])]) == [Committed(1)]


async def test_S7_a_racing_request_takes_effect_once(logs: Logs, name: DocumentName):
    requests = [Request("same", {"from": "here"}), Request("same", {"from": "there"})]
    first, second = [append(name, 0, b"x", requests=[request]) for request in requests]
    await asyncio.gather(logs.here.append([first]), logs.there.append([second]))
    assert len(await rows(logs.here, name)) == 1
    stored = await logs.here.answer(name, "same")
    assert stored in requests
    assert await logs.there.append([append(name, 1, b"x", requests=[requests[0]])]) == [Repeated(stored)]


async def test_L4_a_note_is_kept_with_what_was_changed_once_and_only_with_it(storage: Storage, other_storage: Storage):
    name, note = document(), Note("restored", "ann", {"snapshot": "s1"})
    await storage.log.create([name])

    async def noted() -> list[tuple[str, str | None]]:
        return [(each.action, each.participant) for each in await storage.directory.list_audit(name.board)]

    stale = append(name, 3, b"x", requests=[Request("r", {})], notes=[note])
    assert await storage.log.append([stale]) == [Conflict(0)]
    assert await noted() == []
    first = append(name, 0, b"x", requests=[Request("r", {})], notes=[note])
    again = append(name, 1, b"x", requests=[Request("r", {})], notes=[note])
    assert await storage.log.append([first]) == [Committed(1)]
    for log in (storage.log, other_storage.log):
        assert await log.append([again]) == [Repeated(Request("r", {}))]
    assert await noted() == [("restored", "ann")]
    assert await storage.log.append([append(name, 1, b"y", notes=[note])]) == [Committed(2)]
    assert await noted() == [("restored", "ann")] * 2


async def test_an_answer_can_be_stored_without_rows(logs: Logs, name: DocumentName):
    assert await logs.here.append([Append(name, 0, [], requests=[Request("noop", {"done": True})])]) == [Committed(0)]
    assert await logs.there.answer(name, "noop") == Request("noop", {"done": True})


async def test_A5_owners_come_with_their_rows(logs: Logs, name: DocumentName):
    largest = 2**53 - 1
    await logs.here.append([append(name, 0, b"a", owners={1: "ann", largest: "bo"})])
    assert await logs.there.owners(name) == {1: "ann", largest: "bo"}
    assert (await logs.there.load(name)).owners == {1: "ann", largest: "bo"}
    again = append(name, 1, b"b", owners={1: "ann", 2: "ann"})
    assert await logs.there.append([again]) == [Committed(2)]
    assert await logs.here.owners(name) == {1: "ann", 2: "ann", largest: "bo"}


async def test_A5_an_id_of_somebody_else_conflicts(logs: Logs, name: DocumentName):
    assert await logs.there.claim(name, 9, "bo") == "bo"
    stolen = append(name, 0, b"a", owners={8: "ann", 9: "ann"})
    assert await logs.here.append([stolen]) == [Conflict(0)]
    assert await logs.here.owners(name) == {9: "bo"}
    assert await rows(logs.here, name) == []


async def test_A5_more_owners_than_a_statement_takes(logs: Logs, name: DocumentName):
    owners = dict.fromkeys(range(20_000), "ann")
    assert await logs.here.append([append(name, 0, b"a", owners=owners)]) == [Committed(1)]
    assert await logs.there.owners(name) == owners


async def test_A5_the_first_claim_holds(logs: Logs, name: DocumentName):
    assert await logs.here.claim(name, 4, "ann") == "ann"
    assert await logs.there.claim(name, 4, "bo") == "ann"
    assert await logs.there.claim(name, 4, "ann") == "ann"


async def test_A5_racing_claims_agree_on_one_owner(logs: Logs, name: DocumentName):
    for client in range(10):
        told = await asyncio.gather(logs.here.claim(name, client, "ann"), logs.there.claim(name, client, "bo"))
        assert told[0] == told[1]
        assert (await logs.here.owners(name))[client] == told[0]


async def test_A5_a_claim_racing_with_rows_has_one_owner(logs: Logs, name: DocumentName):
    seq = 0
    for client in range(10):
        claimed, (result,) = await asyncio.gather(
            logs.there.claim(name, client, "bo"), logs.here.append([append(name, seq, b"x", owners={client: "ann"})])
        )
        owner = (await logs.here.owners(name))[client]
        assert claimed == owner
        assert isinstance(result, Committed) == (owner == "ann")
        seq += owner == "ann"
    assert len(await rows(logs.here, name)) == seq


async def test_S4_a_checkpoint_replaces_the_rows_before_it(logs: Logs, name: DocumentName):
    await logs.here.append([append(name, 0, b"a", b"b", b"c")])
    await logs.here.save_checkpoint(name, Checkpoint(2, b"ab", "d1", b"index"))
    loaded = await logs.there.load(name)
    assert loaded.checkpoint == Checkpoint(2, b"ab", "d1", b"index")
    assert [row.seq for row in loaded.tail] == [3]
    assert loaded.last_seq == 3
    assert len(await rows(logs.there, name)) == 3


async def test_S4_the_newest_checkpoint_is_loaded(logs: Logs, name: DocumentName):
    await logs.here.append([append(name, 0, b"a", b"b", b"c")])
    for upto in (1, 3, 2):
        await logs.there.save_checkpoint(name, Checkpoint(upto, b"state", f"d{upto}"))
    await logs.here.save_checkpoint(name, Checkpoint(3, b"again", "again"))
    loaded = await logs.here.load(name)
    assert loaded.checkpoint == Checkpoint(3, b"state", "d3")
    assert list(loaded.tail) == []
