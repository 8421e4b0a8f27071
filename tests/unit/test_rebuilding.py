"""A cold board opens with the index beside its checkpoint; one that cannot be used is built anew (SPEC S13)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from board.admission import stored
from board.admission.plan import Plan
from board.errors import Refusal
from server.ports.log import Append, Checkpoint, NewRow
from server.rooms.hub import Hub
from server.rooms.rebuilding import Rebuilt, checkpoint_of, index_of
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined

OLDER, YOUNGER = 300, 20


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The structs that indexes took in."""
    structs: list[object] = []
    take = Plan._take

    def counted(plan: Plan, struct: object) -> None:
        structs.append(struct)
        take(plan, struct)  # type: ignore[arg-type]

    monkeypatch.setattr(Plan, "_take", counted)
    return structs


async def written(log: MemoryUpdateLog, person: Person, rows: int) -> None:
    seq = (await log.load(NAME)).last_seq
    new = [NewRow(person.edit(f"card{seq + number}", "x"), person.participant) for number in range(rows)]
    await log.append([Append(NAME, seq, new)])


async def checkpointed(log: MemoryUpdateLog) -> Checkpoint:
    found = await log.load(NAME)
    made = Rebuilt(NAME.kind, None)
    made.take(found.updates)
    checkpoint = checkpoint_of(NAME.kind, made.document.read(found.last_seq).state, found.last_seq)
    await log.save_checkpoint(NAME, checkpoint)
    return checkpoint


async def test_S13_opening_a_board_indexes_what_came_after_its_checkpoint(
    hub: Hub, log: MemoryUpdateLog, looked_at: list[object]
) -> None:
    ann = Person("ann")
    await written(log, ann, OLDER)
    await checkpointed(log)
    looked_at.clear()
    room = await hub.open(NAME)
    assert looked_at == []
    hub.drop(room)
    await written(log, ann, YOUNGER)
    room = await hub.open(NAME)
    structs_a_card = 5
    assert 0 < len(looked_at) <= structs_a_card * YOUNGER
    assert len(cards(room)) == OLDER + YOUNGER


async def test_S13_a_board_that_was_opened_so_takes_edits_as_before(hub: Hub, log: MemoryUpdateLog) -> None:
    ann, ben = Person("ann"), Person("ben")
    await elsewhere(log, ann, "one")
    await checkpointed(log)
    await elsewhere(log, ann, "two")
    room = await hub.open(NAME)
    joined(room, ben)
    hub.submit(room, ben, ben.edit("three", "x"))
    hub.submit(room, ben, ann.doc.get_update())
    with pytest.raises(Refusal, match="nowhere"):
        hub.submit(room, ben, b"\x01\x01\x05\x00\x04\x01\x07nowhere\x01x\x00")
    await commit(hub)
    assert ben.answers == [True, True]
    assert sorted(cards(room)) == ["one", "three", "two"]


def _of_another_state(checkpoint: Checkpoint) -> bytes:
    return checkpoint_of(NAME.kind, Person("ben").edit("other", "x"), 1).index


def _flipped(checkpoint: Checkpoint) -> bytes:
    return checkpoint.index[:-1] + bytes([checkpoint.index[-1] ^ 1])


@pytest.mark.parametrize("change", [_of_another_state, _flipped, lambda _: b"", lambda _: b"short"])
async def test_S13_an_index_that_is_harmed_or_of_another_state_is_built_anew(
    log: MemoryUpdateLog, hub: Hub, change: Callable[[Checkpoint], bytes]
) -> None:
    await written(log, Person("ann"), 3)
    sound = await checkpointed(log)
    harmed = replace(sound, index=change(sound))
    assert index_of(NAME.kind, harmed).stored() == index_of(NAME.kind, sound).stored()
    log.damage_checkpoint(NAME, harmed)
    room = await hub.open(NAME)
    assert not room.damaged
    assert len(cards(room)) == 3


async def test_S13_an_index_of_another_version_is_built_anew(
    log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch, looked_at: list[object]
) -> None:
    await written(log, Person("ann"), 3)
    sound = await checkpointed(log)
    monkeypatch.setattr(stored, "VERSION", stored.VERSION + 1)
    looked_at.clear()
    index_of(NAME.kind, sound)
    assert len(looked_at) > 0
