"""The port Directory, over SQLite and PostgreSQL."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import cast

import pytest

from board.ids import DocumentName
from board.roles import Role
from board.snapshots.projection import Projection, all_cards
from server.access.digests import hash_secret, new_secret
from server.ports.audit import AuditEntry
from server.ports.directory import Board, BoardAccess, Directory, FirstRow, Participant, UnknownEntry
from server.ports.log import LogRow
from server.ports.snapshots import NewSnapshot
from server.storage import Storage
from tests.contract.conftest import invite
from tests.doubles import ManualClock

DAY = date(2026, 3, 2)
AWKWARD = "Zoë 👩‍⚕️ \N{ARABIC LETTER ALEF}<b> \n'; DROP TABLE boards; --"


# Boards


async def test_a_board_has_its_empty_documents(storage: Storage, board: Board, ann: Participant, clock: ManualClock):
    assert (board.title, board.created_by, board.created_at, board.updated_at) == ("Themes", ann.id, clock(), clock())
    assert await storage.directory.get_board(board.id) == board
    for kind in ("content", "stage"):
        name = DocumentName.parse(f"{board.id}.{board.epoch}/{kind}")
        assert (await storage.log.load(name)).last_seq == 0


async def test_a_board_can_begin_with_first_rows(storage: Storage, ann: Participant):
    first = [FirstRow("content", b"c", ann.id, {7: "server"}), FirstRow("stage", b"s")]
    board = await storage.directory.create_board("Full", None, first)
    content = await storage.log.load(DocumentName(board.id, board.epoch, "content"))
    assert (list(content.tail), content.last_seq, content.owners) == ([LogRow(1, b"c", ann.id)], 1, {7: "server"})
    stage = await storage.log.load(DocumentName(board.id, board.epoch, "stage"))
    assert list(stage.tail) == [LogRow(1, b"s", None)]


async def test_a_board_of_nobody_known_is_not_made(directory: Directory):
    with pytest.raises(UnknownEntry):
        await directory.create_board("Themes", "nobody")


async def test_S7_a_request_makes_one_board_of_each_person(directory: Directory, ann: Participant, bo: Participant):
    making = [directory.create_board("Themes", ann.id, request_id="once") for _ in range(4)]
    made = await asyncio.gather(*making)
    assert len({board.id for board in made}) == 1
    assert await directory.create_board("Changed", ann.id, request_id="once") == made[0]
    assert (await directory.create_board("Themes", bo.id, request_id="once")).id != made[0].id
    with pytest.raises(UnknownEntry):
        await directory.create_board("Themes", "nobody", request_id="once")


async def test_renaming_keeps_the_title_and_the_time(directory: Directory, board: Board, clock: ManualClock):
    clock.advance(hours=1)
    renamed = await directory.rename_board(board.id, AWKWARD)
    assert renamed == replace(board, title=AWKWARD, updated_at=clock())
    clock.advance(hours=1)
    await directory.touch_board(board.id)
    assert await directory.get_board(board.id) == replace(renamed, updated_at=clock())


async def test_what_no_database_takes_is_replaced_in_both(directory: Directory, board: Board):
    assert (await directory.rename_board(board.id, "a\0b\ud83dc")).title == "a\ufffdb\ufffdc"
    assert (await directory.create_participant("\0")).name == "\ufffd"


async def test_an_unknown_board_is_none_or_an_error(directory: Directory):
    assert await directory.get_board("nothere") is None
    await directory.touch_board("nothere")
    for asking in (
        directory.rename_board("nothere", "x"),
        directory.save_snapshot("nothere", SNAPSHOT),
        directory.add_attendance("nothere", DAY, "Ann"),
        invite(directory, Board("nothere", "", "", datetime.now(UTC), None, datetime.now(UTC))),
    ):
        with pytest.raises(UnknownEntry):
            await asking
    assert list(await directory.list_snapshots("nothere")) == []


async def test_lists_hold_the_boards_one_may_open(
    directory: Directory, board: Board, bo: Participant, clock: ManualClock
):
    clock.advance(minutes=1)
    newer = await directory.create_board("Newer", None)
    await directory.create_board("Hidden", None)
    assert await directory.list_boards(bo.id) == []
    for role in (Role.EDIT, Role.FACILITATE, Role.VIEW):
        await directory.accept_invitation(await invite(directory, board, role), bo.id)
    await directory.accept_invitation(await invite(directory, newer, Role.VIEW), bo.id)
    assert await directory.list_boards(bo.id) == [BoardAccess(newer, Role.VIEW), BoardAccess(board, Role.FACILITATE)]


async def test_organisers_see_all_boards(directory: Directory, board: Board, bo: Participant):
    await directory.accept_invitation(await invite(directory, None), bo.id)
    assert BoardAccess(board, Role.FACILITATE) in await directory.list_boards(bo.id)


# Participants and logins


async def test_participants_are_kept_and_changed(directory: Directory, ann: Participant, bo: Participant):
    changed = replace(ann, name=AWKWARD, organisation=None, job="Chair")
    await directory.update_participant(changed)
    assert await directory.get_participants({ann.id, bo.id, "nobody"}) == {ann.id: changed, bo.id: bo}
    assert await directory.get_participants([]) == {}
    with pytest.raises(UnknownEntry):
        await directory.update_participant(replace(ann, id="nobody"))


async def test_equal_names_are_different_people(directory: Directory, ann: Participant):
    assert (await directory.create_participant(ann.name, ann.organisation)).id != ann.id


async def test_a_login_is_found_until_it_expires(directory: Directory, ann: Participant, clock: ManualClock):
    secret = hash_secret(new_secret())
    login = await directory.create_login(secret, ann.id, clock() + timedelta(days=1))
    assert await directory.find_login(secret) == login
    clock.advance(hours=23)
    await directory.touch_login(secret, clock() + timedelta(days=1))
    clock.advance(hours=23)
    found = await directory.find_login(secret)
    assert found is not None
    assert found.last_seen_at == clock() - timedelta(hours=23)
    clock.advance(hours=1)
    assert await directory.find_login(secret) is None


async def test_signing_out(directory: Directory, ann: Participant, bo: Participant, clock: ManualClock):
    secrets = [hash_secret(new_secret()) for _ in range(4)]
    for secret, person in zip(secrets, (ann, ann, ann, bo), strict=True):
        await directory.create_login(secret, person.id, clock() + timedelta(days=1))
    await directory.delete_login(secrets[0])
    assert [await directory.find_login(secret) is not None for secret in secrets] == [False, True, True, True]
    await directory.delete_logins(ann.id)
    assert [await directory.find_login(secret) is not None for secret in secrets] == [False, False, False, True]


async def test_nobody_known_cannot_sign_in(directory: Directory, clock: ManualClock):
    with pytest.raises(UnknownEntry):
        await directory.create_login(hash_secret(new_secret()), "nobody", clock())


async def test_times_of_other_zones_are_the_same_moment(directory: Directory, ann: Participant, clock: ManualClock):
    there = timezone(timedelta(hours=-5))
    secret = hash_secret(new_secret())
    await directory.create_login(secret, ann.id, (clock() + timedelta(hours=1)).astimezone(there))
    found = await directory.find_login(secret)
    assert found is not None
    assert found.expires_at == clock() + timedelta(hours=1)
    assert found.expires_at.tzinfo is not None
    clock.advance(hours=1)
    assert await directory.find_login(secret) is None


# Attendance


async def test_joining_is_noted_once_a_board_and_day(directory: Directory, board: Board, ann: Participant):
    first = await directory.note_joined(board.id, ann.id, DAY)
    assert (first.name, first.organisation, first.source, first.removed) == (
        ann.name,
        ann.organisation,
        "joined",
        False,
    )
    assert await directory.note_joined(board.id, ann.id, DAY) == first
    later = await directory.note_joined(board.id, ann.id, DAY + timedelta(days=28))
    assert await directory.list_attendance(board.id) == [first, later]


async def test_joining_twice_at_once_is_noted_once(storage: Storage, other_storage: Storage, board: Board, ann):
    both = await asyncio.gather(
        storage.directory.note_joined(board.id, ann.id, DAY), other_storage.directory.note_joined(board.id, ann.id, DAY)
    )
    assert both[0] == both[1]


async def test_the_register_is_kept_by_hand(directory: Directory, board: Board, ann: Participant):
    joined = await directory.note_joined(board.id, ann.id, DAY)
    added = await directory.add_attendance(board.id, DAY, AWKWARD, organisation="VCSE", role_in_session="scribe")
    twin = await directory.add_attendance(board.id, DAY, AWKWARD)
    assert (added.participant, added.source, added.role_in_session) == (None, "added", "scribe")
    edited = replace(added, name="Jo", role_in_session="chair", organisation=None, date=DAY - timedelta(days=1))
    assert await directory.edit_attendance(edited) == edited
    assert await directory.list_attendance(board.id) == [edited, joined, twin]
    await directory.edit_attendance(replace(twin, removed=True))
    assert await directory.list_attendance(board.id) == [edited, joined]
    assert len(await directory.list_attendance(board.id, with_removed=True)) == 3


async def test_F10_a_role_is_added_to_the_days_register_once_and_in_order(directory: Directory, board: Board, ann):
    joined = await directory.note_joined(board.id, ann.id, DAY)
    for role in ("Scribe", "Chair"):
        await directory.note_role(board.id, ann.id, DAY, role)
    noted = await directory.note_role(board.id, ann.id, DAY, "Scribe")
    assert noted == replace(joined, role_in_session="Scribe, Chair")
    assert await directory.list_attendance(board.id) == [noted]


async def test_F10_two_roles_at_once_are_both_noted(storage: Storage, other_storage: Storage, board: Board, ann):
    await storage.directory.note_joined(board.id, ann.id, DAY)
    await asyncio.gather(
        storage.directory.note_role(board.id, ann.id, DAY, "Scribe"),
        other_storage.directory.note_role(board.id, ann.id, DAY, "Chair"),
    )
    [row] = await storage.directory.list_attendance(board.id)
    assert sorted((row.role_in_session or "").split(", ")) == ["Chair", "Scribe"]


async def test_F10_who_is_not_on_the_days_register_has_no_role_there(directory: Directory, board: Board, ann):
    joined = await directory.note_joined(board.id, ann.id, DAY)
    for day, who in ((DAY + timedelta(days=1), ann.id), (DAY, "nobody")):
        with pytest.raises(UnknownEntry):
            await directory.note_role(board.id, who, day, "Scribe")
    await directory.edit_attendance(replace(joined, removed=True))
    with pytest.raises(UnknownEntry):
        await directory.note_role(board.id, ann.id, DAY, "Scribe")


async def test_who_was_removed_does_not_come_back_by_joining(directory: Directory, board: Board, ann: Participant):
    joined = await directory.note_joined(board.id, ann.id, DAY)
    await directory.edit_attendance(replace(joined, removed=True))
    assert (await directory.note_joined(board.id, ann.id, DAY)).removed
    assert await directory.list_attendance(board.id) == []


async def test_an_entry_is_edited_only_on_its_board(directory: Directory, board: Board, ann: Participant):
    joined = await directory.note_joined(board.id, ann.id, DAY)
    other = await directory.create_board("Other", None)
    with pytest.raises(UnknownEntry):
        await directory.edit_attendance(replace(joined, board=other.id, name="Changed"))
    second = await directory.note_joined(board.id, ann.id, DAY + timedelta(days=1))
    with pytest.raises(ValueError, match="already noted"):
        await directory.edit_attendance(replace(second, date=DAY))
    assert await directory.list_attendance(board.id) == [joined, second]
    with pytest.raises(UnknownEntry):
        await directory.note_joined(board.id, "nobody", DAY)


# Snapshots, exports, audit

SNAPSHOT = NewSnapshot(
    label=AWKWARD,
    reason="by hand",
    content_state=b"\x00\x01" * 100_000,
    stage_state=None,
    content_seq=2**40,
    projection={"b": [1, 2.5, None, "\0 \ud83d é"], "a": {"deep": True}},
    digest="d1",
    by=None,
)


async def test_X1_a_snapshot_comes_back_whole(directory: Directory, board: Board, ann: Participant, clock: ManualClock):
    made = await directory.save_snapshot(board.id, replace(SNAPSHOT, by=ann.id, stage_state=b"s"))
    assert (made.board, made.label, made.reason, made.by, made.at) == (board.id, AWKWARD, "by hand", ann.id, clock())
    held = await directory.get_snapshot(board.id, made.id)
    assert held is not None
    assert (held.snapshot, held.content_state, held.stage_state) == (made, SNAPSHOT.content_state, b"s")
    assert held.projection == SNAPSHOT.projection
    assert list(held.projection) == ["b", "a"]


async def test_T6_a_snapshot_that_an_older_version_kept_has_its_links_as_references(directory: Directory, board: Board):
    fixture = Path(__file__).parents[1] / "fixtures" / "projection_example.json"
    kept = json.loads(fixture.read_text("utf-8"))
    [link] = kept["links"]
    made = await directory.save_snapshot(board.id, replace(SNAPSHOT, projection=kept))
    held = await directory.get_snapshot(board.id, made.id)
    assert held is not None
    now = cast(Projection, held.projection)
    assert ("links" in now, now["format"]) == (False, 2)
    assert [card["refs"] for card in all_cards(now) if card["id"] == link["target"]] == [[link["source"]]]


async def test_X1_snapshots_are_listed_newest_first(directory: Directory, board: Board):
    made = [await directory.save_snapshot(board.id, replace(SNAPSHOT, label=label)) for label in ("1", "2", "3")]
    assert await directory.list_snapshots(board.id) == made[::-1]


async def test_a_snapshot_belongs_to_its_board(directory: Directory, board: Board):
    made = await directory.save_snapshot(board.id, SNAPSHOT)
    other = await directory.create_board("Other", None)
    assert await directory.get_snapshot(other.id, made.id) is None
    assert await directory.list_snapshots(other.id) == []
    with pytest.raises(UnknownEntry):
        await directory.record_export(other.id, snapshot=made.id, layout="l", file_format="docx", by=None)


async def test_X2_an_export_names_its_snapshot(directory: Directory, board: Board, ann: Participant):
    made = await directory.save_snapshot(board.id, SNAPSHOT)
    details = {"snapshot": made.id, "layout": "manual_section", "by": ann.id}
    exports = [await directory.record_export(board.id, file_format=kind, **details) for kind in ("docx", "html")]
    assert await directory.list_exports(board.id) == exports[::-1]
    assert {export.snapshot for export in exports} == {made.id}


async def test_the_audit_is_read_newest_first(directory: Directory, board: Board, ann: Participant, clock: ManualClock):
    for number in range(3):
        await directory.record_audit("launch", participant=ann.id, board=board.id, detail={"n": number})
    await directory.record_audit("start", participant=None)
    newest = AuditEntry(clock(), ann.id, board.id, "launch", {"n": 2})
    assert (await directory.list_audit(board.id))[0] == newest
    assert len(await directory.list_audit(board.id)) == 3
    assert (await directory.list_audit(None, limit=2)) == [AuditEntry(clock(), None, None, "start", {}), newest]
