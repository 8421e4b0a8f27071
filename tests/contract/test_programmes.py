"""The port for programmes, on every database (SPEC G5, G6, G8, G9)."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

import pytest

from board.building import Passage, ReportPlan, Trail, Words
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session
from server.ports.audit import AuditEntry, Note
from server.ports.builds import NewBuild
from server.ports.directory import Board, Directory, Participant, UnknownEntry
from server.ports.programmes import (
    AlreadyPlaced,
    BoardPlace,
    Change,
    Entity,
    Extent,
    Kept,
    KeptProgramme,
    Mark,
    NotAsSeen,
    Stale,
    StillUsed,
)
from server.storage import Storage
from server.storage.programme_storing import SLICE
from tests.unit.programmes import DAY, group, session

GROUP = group()
SESSION = session(1, "")
PERSON = Person(id="ann", name="Ann", organisation="council")
REPORT = ReportPlan(id="report", title="A year", parts=(Words(id="intro", text="Why"), Trail(id="trail")))
COUNCIL = Organisation(id="council", name="Cornwall Council", place="cornwall")


def mark(attended: str = "present", role: str = "", *, person: str = "ann") -> Mark:
    return Mark("s1", RegisterEntry(person=person, attended=attended, role=role))  # type: ignore[arg-type]


async def store(directory: Directory, programme: str, entity: Entity, seen: int = 0) -> Kept[Entity]:
    [kept] = await directory.store_entities(programme, [Change(entity, seen)])
    return kept


async def whole(directory: Directory, programme: str) -> KeptProgramme:
    found = await directory.read_programme(programme)
    assert found is not None
    return found


async def begun(directory: Directory, entities: Sequence[Entity] = (COUNCIL, PERSON, GROUP, SESSION)) -> str:
    """Make a programme with these in it; returns its id."""
    made = token_hex(6)
    programme = Programme(id=made, title="Start for Life")
    await directory.store_entities(made, [Change(each) for each in (programme, *entities)])
    return made


async def test_G8_everything_comes_back_as_it_was_stored(directory: Directory) -> None:
    made = await begun(directory)
    await store(directory, made, mark(role="chair"))
    found = await whole(directory, made)
    assert found == KeptProgramme(
        programme=Kept(Programme(id=made, title="Start for Life"), 1),
        organisations=[Kept(COUNCIL, 1)],
        people=[Kept(PERSON, 1)],
        groups=[Kept(GROUP, 1)],
        sessions=[Kept(SESSION, 1)],
        marks=[Kept(mark(role="chair"), 1)],
        reports=[],
    )
    assert found.programme in await directory.list_programmes()
    assert await directory.read_programme("elsewhere") is None


async def test_G8_entities_come_in_the_order_in_which_they_were_made(directory: Directory) -> None:
    made = await begun(directory, [Organisation(id=each, name="A") for each in "zay"])
    await store(directory, made, Organisation(id="z", name="B"), seen=1)
    assert [each.entity.id for each in (await whole(directory, made)).organisations] == ["z", "a", "y"]


async def test_G8_two_programmes_have_ids_of_their_own(directory: Directory) -> None:
    one, other = await begun(directory), await begun(directory)
    await store(directory, one, replace(PERSON, name="Anna"), seen=1)
    assert (await whole(directory, other)).people == [Kept(PERSON, 1)]


@pytest.mark.parametrize("entity", [COUNCIL, PERSON, GROUP, SESSION, mark(), REPORT])
async def test_G8_a_stale_change_is_told_what_is_newer_and_changes_nothing(
    directory: Directory, entity: Entity
) -> None:
    made = await begun(directory)
    if isinstance(entity, Mark | ReportPlan):
        await store(directory, made, entity)
    changed = changed_of(entity)
    newer = await store(directory, made, changed, seen=1)
    assert newer == Kept(changed, 2)
    for seen in (0, 1, 3):
        with pytest.raises(Stale) as caught:
            await store(directory, made, entity, seen)
        assert caught.value.newer == newer
    assert newer in _every(await whole(directory, made))


def changed_of(entity: Entity) -> Entity:
    match entity:
        case Mark():
            return mark("apologies")
        case Group() | Session() | Programme() | ReportPlan():
            return replace(entity, title="Other")
        case Organisation() | Person():
            return replace(entity, name="Other")


def _every(found: KeptProgramme) -> Sequence[Kept[Entity]]:
    return [*found.organisations, *found.people, *found.groups, *found.sessions, *found.marks, *found.reports]


async def test_G8_a_change_that_is_sent_again_is_taken_once(directory: Directory) -> None:
    made = await begun(directory)
    changed = replace(PERSON, job="Head")
    assert await store(directory, made, changed, seen=1) == await store(directory, made, changed, seen=1)
    assert (await whole(directory, made)).people == [Kept(changed, 2)]


async def test_G8_of_changes_together_all_are_stored_or_none(directory: Directory) -> None:
    made = await begun(directory)
    for broken in (replace(GROUP, title="Stale"), Session(id="s2", group="nowhere", number=2, date=DAY)):
        with pytest.raises((Stale, UnknownEntry)):
            await directory.store_entities(made, [Change(replace(PERSON, name="New"), 1), Change(broken)])
    assert (await whole(directory, made)).people == [Kept(PERSON, 1)]


async def test_G8_what_is_stored_together_in_many_slices_keeps_its_order_and_its_revisions(
    directory: Directory, ann: Participant
) -> None:
    made = await begun(directory)
    people = [Person(id=f"p{number}", name=f"Person {number}") for number in range(2 * SLICE + 1)]
    marks = [mark(person=each.id) for each in people]
    entities: list[Entity] = [*people, *marks]
    first = [Change(people[0], participant=ann.id), *(Change(each) for each in people[1:])]
    kept = await directory.store_entities(made, [*first, *(Change(each) for each in marks)])
    assert kept == [Kept(each, 1) for each in entities]
    again = [Change(replace(each, job="Head"), 1) for each in people]
    assert await directory.store_entities(made, again) == [Kept(each.entity, 2) for each in again]
    found = await whole(directory, made)
    assert found.people == [Kept(PERSON, 1), *(Kept(each.entity, 2) for each in again)]
    assert found.marks == [Kept(each, 1) for each in marks]
    assert found.participants == {ann.id: "p0"}, "It stays as whom the server knows somebody."


async def test_G8_a_change_follows_on_another_that_is_stored_with_it(directory: Directory) -> None:
    made = await begun(directory)
    changes = [Change(Person(id="bo", name=name), seen) for seen, name in enumerate(("Bo", "Bob", "Bobby"))]
    assert [each.revision for each in await directory.store_entities(made, changes)] == [1, 2, 3]
    assert Kept(Person(id="bo", name="Bobby"), 3) in (await whole(directory, made)).people


async def test_L6_what_is_stored_is_counted_slice_by_slice(directory: Directory) -> None:
    made, counted = await begun(directory), list[int]()
    changes = [Change(Person(id=f"p{number}", name="Ann")) for number in range(2 * SLICE + 1)]
    await directory.store_entities(made, changes, tell=counted.append)
    assert counted == [0, SLICE, 2 * SLICE, 2 * SLICE + 1]


@pytest.mark.parametrize("last", [0, SLICE, SLICE + 1])
async def test_L6_what_nobody_wants_any_more_between_two_slices_is_undone(directory: Directory, last: int) -> None:
    made, note = await begun(directory), Note("stored person", None, {"programme": token_hex(6)})
    changes = [Change(Person(id=f"p{number}", name="Ann")) for number in range(SLICE + 1)]

    def tell(stored: int) -> None:
        if stored == last:
            raise LookupError

    with pytest.raises(LookupError):
        await directory.store_entities(made, changes, note, tell)
    assert (await whole(directory, made)).people == [Kept(PERSON, 1)]
    assert note.detail not in [each.detail for each in await directory.list_audit(None)]


async def test_G8_of_two_who_change_at_once_one_is_told(directory: Directory, other_storage: Storage) -> None:
    made = await begun(directory)
    for seen in range(1, 11):
        tries = [
            store(each, made, replace(GROUP, title=f"{seen} {number}"), seen=seen)
            for number, each in enumerate([directory, other_storage.directory] * 3)
        ]
        answers = await asyncio.gather(*tries, return_exceptions=True)
        [kept] = [each for each in answers if isinstance(each, Kept)]
        assert all(isinstance(each, Kept | Stale) for each in answers)
        assert (await whole(directory, made)).groups == [kept]


async def test_G8_of_two_who_make_one_programme_at_once_one_is_told(
    directory: Directory, other_storage: Storage
) -> None:
    there = other_storage.directory
    made = token_hex(6)
    tries = [
        store(each, made, Programme(id=made, title=f"Programme {number}"))
        for number, each in enumerate([directory, there] * 3)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Kept) for each in answers) == 1
    assert all(isinstance(each, Kept | Stale) for each in answers)


@pytest.mark.parametrize(
    "entity",
    [
        Person(id="bo", name="Bo", organisation="nowhere"),
        Session(id="s2", group="nowhere", number=2, date=DAY),
        Mark("nowhere", mark().entry),
        mark(person="nobody"),
    ],
)
async def test_G8_what_names_something_unknown_is_not_stored(directory: Directory, entity: Entity) -> None:
    made = await begun(directory)
    before = await whole(directory, made)
    with pytest.raises(UnknownEntry):
        await store(directory, made, entity)
    assert await whole(directory, made) == before
    with pytest.raises(UnknownEntry):
        await store(directory, "nowhere", COUNCIL)


async def test_G8_what_is_used_stays_and_what_is_empty_goes(directory: Directory) -> None:
    made = await begun(directory)
    await store(directory, made, mark())
    for kind, ids in (("programme", [made]), ("organisation", ["council"]), ("group", ["set"]), ("session", ["s1"])):
        with pytest.raises(StillUsed):
            await directory.discard_entity(made, kind, ids, 1)  # type: ignore[arg-type]
    for kind, ids in (("mark", ["s1", "ann"]), ("session", ["s1"]), ("group", ["set"])):
        with pytest.raises(Stale):
            await directory.discard_entity(made, kind, ids, 0)  # type: ignore[arg-type]
        await directory.discard_entity(made, kind, ids, 1)  # type: ignore[arg-type]
        await directory.discard_entity(made, kind, ids, 1)  # type: ignore[arg-type]
    found = await whole(directory, made)
    assert (found.marks, found.sessions, found.groups) == ([], [], [])


async def test_G6_somebody_who_was_removed_stays_on_the_register_and_is_not_written_down_anew(
    directory: Directory, ann: Participant
) -> None:
    made = await begun(directory)
    await directory.store_entities(made, [Change(replace(PERSON, job="Head"), 1, participant=ann.id)])
    await store(directory, made, mark())
    assert (await whole(directory, made)).participants == {ann.id: "ann"}
    await store(directory, made, PERSON.forgotten(), seen=2)
    found = await whole(directory, made)
    assert found.participants == {ann.id: "ann"}
    assert found.people == [Kept(PERSON.forgotten(), 3)]
    assert found.marks == [Kept(mark(), 1)]


async def test_G9_a_board_belongs_to_one_session(directory: Directory, board: Board) -> None:
    one, other = await begun(directory), await begun(directory)
    assert await directory.place_of(board.id) is None
    await directory.place_board(board.id, one, "s1")
    await directory.place_board(board.id, one, "s1")
    place = BoardPlace(one, "set", "s1")
    assert await directory.place_of(board.id) == place
    assert await directory.places_in(one) == {board.id: place}
    assert await directory.places_in(other) == {}
    assert (await whole(directory, one)).boards == {board.id: "s1"}
    with pytest.raises(AlreadyPlaced) as caught:
        await directory.place_board(board.id, other, "s1")
    assert caught.value.place == place
    with pytest.raises(StillUsed):
        await directory.discard_entity(one, "session", ["s1"], 1)
    await directory.unplace_board(board.id)
    await directory.unplace_board(board.id)
    await directory.place_board(board.id, other, "s1")


async def test_G9_only_what_is_there_is_brought_together(directory: Directory, board: Board) -> None:
    made = await begun(directory)
    for wrong in ((board.id, made, "s9"), ("nowhere", made, "s1"), (board.id, "nowhere", "s1")):
        with pytest.raises(UnknownEntry):
            await directory.place_board(*wrong)


async def test_B5_the_newest_build_of_a_report_is_kept_and_goes_with_it(directory: Directory) -> None:
    made = await begun(directory)
    await store(directory, made, REPORT)
    assert await directory.newest_build(made, "report") is None
    for words in ("Once", "Twice, with ‘signs’ 😀"):
        await directory.note_build(NewBuild(made, "report", 1, "ann", [Passage("intro", words)]))
    newest = await directory.newest_build(made, "report")
    assert newest is not None
    assert (newest.by, newest.revision, newest.wording) == ("ann", 1, [Passage("intro", "Twice, with ‘signs’ 😀")])
    await directory.discard_entity(made, "report", ["report"], 1)
    assert await directory.newest_build(made, "report") is None


async def test_B5_a_build_of_no_report_is_refused(directory: Directory) -> None:
    made = await begun(directory)
    with pytest.raises(UnknownEntry):
        await directory.note_build(NewBuild(made, "nothing", 1, None, []))


async def extent(directory: Directory, programme: str) -> Extent:
    found = await directory.extent_of(programme)
    assert found is not None
    return found


async def test_G15_a_whole_programme_goes_with_all_that_belongs_to_it_and_its_boards_stay(
    directory: Directory, board: Board, ann: Participant
) -> None:
    made, other = await begun(directory), await begun(directory)
    await directory.store_entities(made, [Change(replace(PERSON, job="Head"), 1, participant=ann.id)])
    for entity in (mark(), REPORT, replace(SESSION, id="s2", number=2)):
        await store(directory, made, entity)
    await directory.note_build(NewBuild(made, "report", 1, "ann", [Passage("intro", "Once")]))
    await directory.place_board(board.id, made, "s1")
    before = await whole(directory, other)
    seen = await extent(directory, made)
    assert seen == Extent(
        groups=1,
        sessions=2,
        registers=1,
        marks=1,
        people=1,
        organisations=1,
        reports=1,
        boards=1,
        fingerprint=seen.fingerprint,
    )
    await directory.discard_programme(made, seen)
    assert await directory.read_programme(made) is None
    assert await directory.extent_of(made) is None
    assert await directory.newest_build(made, "report") is None
    assert made not in [each.entity.id for each in await directory.list_programmes()]
    assert await directory.get_board(board.id) == board
    assert await directory.place_of(board.id) is None
    await directory.place_board(board.id, other, "s1")
    assert (await whole(directory, other)).sessions == before.sessions
    await directory.discard_programme(made, seen)


async def test_G15_a_programme_of_which_something_was_changed_is_left_as_it_is(
    directory: Directory, board: Board
) -> None:
    made = await begun(directory)
    changes: list[Entity] = [replace(PERSON, id="bo"), mark(), replace(GROUP, title="Other")]
    for entity, after in zip(changes, (0, 0, 1), strict=True):
        seen = await extent(directory, made)
        await store(directory, made, entity, after)
        with pytest.raises(NotAsSeen):
            await directory.discard_programme(made, seen)
    seen = await extent(directory, made)
    await directory.place_board(board.id, made, "s1")
    with pytest.raises(NotAsSeen):
        await directory.discard_programme(made, seen)
    assert len((await whole(directory, made)).people) == 2


async def test_G15_a_programme_of_which_something_was_put_in_the_place_of_something_else_is_left_as_it_is(
    directory: Directory,
) -> None:
    made = await begun(directory)
    await store(directory, made, replace(PERSON, id="bo"))
    seen = await extent(directory, made)
    await directory.discard_entity(made, "person", ["bo"], 1)
    for other in (replace(PERSON, id="cy"), replace(PERSON, id="bo", name="Bo")):
        await store(directory, made, other)
        with pytest.raises(NotAsSeen):
            await directory.discard_programme(made, seen)
        await directory.discard_entity(made, "person", [other.id], 1)


async def test_G15_it_is_noted_with_what_goes_and_by_whom_it_went_alone(directory: Directory) -> None:
    made, first, second = await begun(directory), Note("took out", None, {"n": token_hex(6)}), Note("took out", None)
    seen = await extent(directory, made)
    with pytest.raises(NotAsSeen):
        await directory.discard_programme(made, replace(seen, people=7), second)
    await directory.discard_programme(made, seen, first)
    await directory.discard_programme(made, seen, second)
    assert [each.detail for each in await directory.list_audit(None) if each.action == "took out"] == [first.detail]


async def test_G15_what_was_taken_out_meanwhile_is_not_stored_anew(directory: Directory, board: Board) -> None:
    made = await begun(directory)
    await directory.discard_programme(made, await extent(directory, made))
    with pytest.raises(Stale) as caught:
        await store(directory, made, replace(GROUP, title="Other"), 1)
    assert caught.value.newer is None
    with pytest.raises(UnknownEntry):
        await store(directory, made, replace(PERSON, id="bo"))
    with pytest.raises(UnknownEntry):
        await directory.place_board(board.id, made, "s1")


async def test_G15_while_others_change_a_programme_it_goes_as_a_whole_or_not_at_all(
    directory: Directory, other_storage: Storage, board: Board
) -> None:
    there = other_storage.directory
    for _ in range(5):
        made = await begun(directory)
        seen = await extent(directory, made)
        answers = await asyncio.gather(
            store(there, made, replace(GROUP, title="Other"), 1),
            there.place_board(board.id, made, "s1"),
            directory.discard_programme(made, seen),
            store(there, made, mark()),
            there.discard_programme(made, seen),
            return_exceptions=True,
        )
        wrong = [each for each in answers if isinstance(each, BaseException)]
        assert all(isinstance(each, Stale | UnknownEntry | NotAsSeen) for each in wrong), wrong
        left = await directory.read_programme(made)
        if left is None:
            assert await directory.place_of(board.id) is None
        else:
            assert len(left.groups) == 1
            await directory.unplace_board(board.id)


async def test_L6_a_note_is_kept_with_what_was_stored_once_and_only_with_it(directory: Directory) -> None:
    made, note = await begun(directory), Note("stored person", None, {"programme": token_hex(6)})

    async def noted() -> list[AuditEntry]:
        return [each for each in await directory.list_audit(None) if each.detail == note.detail]

    changed = [Change(replace(PERSON, name="New"), 1)]
    with pytest.raises(Stale):
        await directory.store_entities(made, [*changed, Change(replace(COUNCIL, name="Other"), 7)], note)
    assert await noted() == []
    for _ in range(2):
        await directory.store_entities(made, changed, note)
    assert [each.action for each in await noted()] == ["stored person"]
