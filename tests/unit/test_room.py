"""A room on the in-memory log: what is shown when, who is answered, and what a conflict or an outage does."""

import threading
from collections.abc import Sequence

import pytest

from board.roles import Role
from board.wire import codec
from board.yjs.update import decode_state_vector
from server.ports.log import Append, Committed, NewRow
from server.ports.relay import RelayedRows
from server.relay import open_relay
from server.rooms.durable import DurableDocument
from server.rooms.hub import Hub
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say


async def test_S1_nothing_is_shown_or_acknowledged_before_the_commit(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    hub.submit(room, ann, ann.edit("one", "hello"))
    assert ann.answers == []
    assert ben.heard == []
    assert cards(room) == {}
    await commit(hub)
    assert ann.answers == [True]
    assert [type(message) for message in ben.heard] == [codec.Update]
    assert cards(room) == {"one": "hello"}
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann"]


async def test_who_joins_while_rows_wait_to_be_shown_is_first_told_the_state(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann)
    for card in ("one", "two"):
        hub.submit(room, ann, ann.edit(card, "x"))
        await commit(hub)
    room.join(ben)
    state = room.state_for(ben, {})
    assert ben.heard == []
    ben.doc.apply_update(state)
    assert ben.doc.get_state() == ann.doc.get_state()
    assert [type(message) for message in ann.heard] == [codec.Update, codec.Update]


async def test_rows_read_from_the_log_before_their_own_commit_returns_are_still_published(
    hub: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    published: list[RelayedRows] = []
    monkeypatch.setattr(hub, "_publish_rows", published.append)
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    hub.submit(room, ann, ann.edit("one", "x"))
    append = room.take()
    assert append is not None
    [result] = await log.append([append])
    assert isinstance(result, Committed)
    room.follow(await log.read_after(NAME, 0))
    room.committed(result)
    assert [(rows.first_seq, rows.last_seq) for rows in published] == [(1, 1)]
    assert ann.answers == [True]
    assert [type(message) for message in ben.heard] == [codec.Update]


async def test_one_frame_a_flush_whoever_wrote(hub: Hub) -> None:
    room = await hub.open(NAME)
    people = [Person(name) for name in "abc"]
    joined(room, *people)
    for person in people:
        hub.submit(room, person, person.edit(person.participant, "x"))
    await commit(hub)
    assert [len(person.heard) for person in people] == [1, 1, 1]
    assert [person.answers for person in people] == [[True]] * 3
    assert sorted(cards(room)) == ["a", "b", "c"]


async def test_A6_a_repeat_is_acknowledged_only_once_what_it_repeats_is_durable(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    update = ann.edit("one", "hello")
    hub.submit(room, ann, update)
    hub.submit(room, ann, update)
    assert ann.answers == []
    await commit(hub)
    hub.submit(room, ann, update)
    assert ann.answers == [True, True, True]
    assert len(await log.read_after(NAME, 0)) == 1


async def test_A4_a_gap_waits_for_its_resync_and_is_then_acknowledged(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    ann.edit("lost", "x")
    hub.submit(room, ann, ann.edit("one", "hello"))
    assert [type(message) for message in ann.heard] == [codec.SyncStep1]
    hub.submit(room, ann, ann.doc.get_update(room.state_vector()), whole=True)
    await commit(hub)
    assert ann.answers == [True, True]
    assert sorted(cards(room)) == ["lost", "one"]


async def test_I2_a_viewer_is_refused_and_stays(hub: Hub) -> None:
    room = await hub.open(NAME)
    viewer = Person("vi", Role.VIEW)
    joined(room, viewer)
    hub.submit(room, viewer, b"\0\0")
    hub.submit(room, viewer, viewer.edit("one", "x"))
    assert viewer.answers == [True, False]
    assert list(room.members) == [viewer]


async def test_S6_while_storage_is_away_nothing_is_acknowledged_and_nothing_lost(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    hub.submit(room, ann, ann.edit("one", "1"))
    log.fail_next("before")
    assert not await hub.committer.commit_once()
    hub.submit(room, ben, ben.edit("two", "2"))
    assert ann.answers == ben.answers == []
    await commit(hub)
    assert ann.answers == ben.answers == [True]
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", "ben"]


async def test_S5_a_commit_whose_answer_was_lost_is_not_doubled(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    hub.submit(room, ann, ann.edit("one", "1"))
    done = room.start_edit(say("server", []), "request-1")
    log.fail_next("after")
    assert not await hub.committer.commit_once()
    assert ann.answers == []
    await commit(hub)
    await commit(hub)
    await commit(hub)
    assert ann.answers == [True]
    assert await done == {"card": "server"}
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", None]


async def test_S3_what_waits_is_not_stored_again_when_another_process_stored_it_right_after_our_commit(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    hub.submit(room, ann, ann.edit("one", "x"))
    append = room.take()
    assert append is not None
    [result] = await log.append([append])
    assert isinstance(result, Committed)
    edit = ben.edit("two", "x")
    hub.submit(room, ben, edit)
    await log.append([Append(NAME, result.last_seq, [NewRow(edit, "ben")])])
    room.follow(await log.read_after(NAME, 0))
    room.committed(result)
    await commit(hub)
    await commit(hub)
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", "ben"]
    assert (ann.answers, ben.answers) == ([True], [True])


async def test_S3_after_a_conflict_the_log_is_read_and_what_waits_is_admitted_again(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    room = await hub.open(NAME)
    ann, cat = Person("ann"), Person("cat")
    joined(room, ann, cat)
    await elsewhere(log, Person("ben"), "theirs")
    hub.submit(room, ann, ann.edit("ours", "x"))
    await commit(hub)
    await commit(hub)
    rows = await log.read_after(NAME, 0)
    assert [(row.seq, row.participant) for row in rows] == [(1, "ben"), (2, "ann")]
    assert ann.answers == [True]
    assert sorted(cards(room)) == ["ours", "theirs"]
    assert decode_state_vector(cat.doc.get_state()) == decode_state_vector(ann.doc.get_state())


async def test_S7_a_command_takes_effect_once_and_sees_what_others_wrote_first(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    await elsewhere(log, Person("ben"), "theirs")
    runs: list[str] = []
    done = room.start_edit(say("server", runs), "request-1")
    again = room.start_edit(say("server", runs), "request-1")
    hub.committer.wake(room)
    await commit(hub)
    await commit(hub)
    assert await done == await again == {"card": "server"}
    assert cards(room)["server"] == "theirs"
    assert len(runs) == 2
    assert (await hub.edit(NAME, say("server", runs), request_id="request-1")) == {"card": "server"}
    assert len(runs) == 2
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ben", None]


async def test_S7_a_request_another_process_carried_out_gets_its_answer(hub: Hub, log: MemoryUpdateLog) -> None:
    other = Hub(log, open_relay(None), clock=lambda: 0.0)
    here, there = await hub.open(NAME), await other.open(NAME)
    ours, theirs = here.start_edit(say("a", []), "r"), there.start_edit(say("a", []), "r")
    other.committer.wake(there)
    await commit(other)
    hub.committer.wake(here)
    await commit(hub)
    assert await ours == await theirs == {"card": "a"}
    assert len(await log.read_after(NAME, 0)) == 1
    assert cards(here) == cards(there)


async def test_A5_a_client_id_is_its_first_users_in_presence_too(hub: Hub) -> None:
    room = await hub.open(NAME)
    assert room.claim(7, "ann")
    hub.committer.wake(room)
    await commit(hub)
    assert room.claim(7, "ann")
    assert not room.claim(7, "ben")


async def test_S4_a_room_loaded_again_is_the_same_document(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    for number in range(5):
        hub.submit(room, ann, ann.edit(f"card{number}", "👩‍👩‍👧"))
        await commit(hub)
    again = await Hub(log, open_relay(None), clock=lambda: 0.0).open(NAME)
    assert cards(again) == cards(room)
    assert decode_state_vector(again.state_vector()) == decode_state_vector(room.state_vector())
    assert again.last_seq == room.last_seq == 5


async def test_S4_opening_a_document_takes_one_update_in_on_the_event_loop_however_many_rows_it_has(
    hub: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = Person("ann")
    for number in range(40):
        await elsewhere(log, ann, f"card{number}")
    taken: list[int] = []
    integrate = DurableDocument.integrate

    def counted(document: DurableDocument, updates: Sequence[bytes]) -> bytes:
        if threading.current_thread() is threading.main_thread():
            taken.append(len(updates))
        return integrate(document, updates)

    monkeypatch.setattr(DurableDocument, "integrate", counted)
    room = await hub.open(NAME)
    assert taken == [1]
    assert len(cards(room)) == 40
    assert room.last_seq == 40
