"""Invitations and the roles they give, over SQLite and PostgreSQL: the part Rights of the port Directory."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from board.roles import Role
from server.access.digests import hash_secret, new_secret
from server.ports.directory import (
    Board,
    Directory,
    InvitationRefused,
    NewInvitation,
    Opening,
    Participant,
    UnknownEntry,
)
from server.ports.handover import LastFacilitator
from server.storage import Storage
from tests.contract.conftest import invite
from tests.doubles import ManualClock

DAY = date(2026, 3, 2)


def test_secrets_differ_and_only_their_hash_is_known():
    secret, other = new_secret(), new_secret()
    assert secret != other
    assert len(secret) == 43
    assert hash_secret(secret) == hash_secret(secret) != hash_secret(other)
    assert secret not in hash_secret(secret)


async def test_an_invitation_is_found_by_its_secret(directory: Directory, board: Board, ann: Participant, clock):
    secret = hash_secret(new_secret())
    new = NewInvitation(board.id, Role.VIEW, secret, ann.id, clock() + timedelta(days=30))
    made = await directory.create_invitation(new)
    assert (made.role, made.board, made.created_by, made.expires_at) == (Role.VIEW, board.id, ann.id, new.expires_at)
    assert await directory.find_invitation(secret) == made
    assert await directory.find_invitation(hash_secret(new_secret())) is None
    assert await directory.list_invitations(board.id) == [made]
    assert made not in await directory.list_invitations(None)


async def test_the_strongest_role_wins(directory: Directory, board: Board, bo: Participant):
    assert await directory.role_of(board.id, bo.id) is None
    for given, expected in ((Role.VIEW, Role.VIEW), (Role.FACILITATE, Role.FACILITATE), (Role.EDIT, Role.FACILITATE)):
        await directory.accept_invitation(await invite(directory, board, given), bo.id)
        assert await directory.role_of(board.id, bo.id) is expected
    members = await directory.list_members(board.id)
    assert [(member.participant, member.role) for member in members] == [(bo, Role.FACILITATE)]


async def test_who_joined_by_each_invitation_is_known(
    directory: Directory, board: Board, ann: Participant, bo: Participant, clock: ManualClock
):
    shared, single, unused = [await invite(directory, board) for _ in range(3)]
    for person, invitation in ((bo, shared), (ann, shared), (bo, single), (bo, shared)):
        await directory.accept_invitation(invitation, person.id)
        clock.advance(minutes=1)
    assert await directory.list_joined(board.id) == {shared: [bo.id, ann.id], single: [bo.id]}
    await directory.revoke_invitation(shared)
    assert await directory.list_joined(board.id) == {single: [bo.id]}
    assert unused not in await directory.list_joined(board.id)


async def test_accepting_again_is_the_same_membership(directory: Directory, board: Board, bo: Participant, clock):
    invitation = await invite(directory, board)
    await directory.accept_invitation(invitation, bo.id)
    joined = clock()
    clock.advance(days=30)
    await directory.accept_invitation(invitation, bo.id)
    assert [member.joined_at for member in await directory.list_members(board.id)] == [joined]


async def test_organisers_facilitate_everywhere(directory: Directory, board: Board, bo: Participant):
    assert not await directory.is_organiser(bo.id)
    invitation = await invite(directory, None, Role.FACILITATE)
    await directory.accept_invitation(invitation, bo.id)
    assert await directory.is_organiser(bo.id)
    assert await directory.role_of(board.id, bo.id) is Role.FACILITATE
    assert await directory.list_members(board.id) == []
    assert (await directory.revoke_invitation(invitation)).participants == [bo.id]
    assert not await directory.is_organiser(bo.id)
    assert await directory.role_of(board.id, bo.id) is None


async def test_I5_revoking_takes_back_what_the_invitation_gave(
    directory: Directory, board: Board, ann: Participant, bo: Participant, clock: ManualClock
):
    strong, weak = await invite(directory, board, Role.EDIT), await invite(directory, board, Role.VIEW)
    for person in (ann, bo):
        await directory.accept_invitation(strong, person.id)
    await directory.accept_invitation(weak, bo.id)
    revocation = await directory.revoke_invitation(strong)
    assert sorted(revocation.participants) == sorted([ann.id, bo.id])
    assert revocation.invitation.revoked_at == clock()
    assert await directory.role_of(board.id, ann.id) is None
    assert await directory.role_of(board.id, bo.id) is Role.VIEW
    assert (await directory.revoke_invitation(strong)).participants == []
    with pytest.raises(InvitationRefused) as refused:
        await directory.accept_invitation(strong, ann.id)
    assert refused.value.reason == "revoked"
    with pytest.raises(UnknownEntry):
        await directory.revoke_invitation("nothere")


async def test_I5_accepting_and_revoking_together_leaves_no_role(
    storage: Storage, other_storage: Storage, board: Board, bo: Participant
):
    for _ in range(10):
        invitation = await invite(storage.directory, board)
        accepted, revocation = await asyncio.gather(
            storage.directory.accept_invitation(invitation, bo.id),
            other_storage.directory.revoke_invitation(invitation),
            return_exceptions=True,
        )
        assert not isinstance(revocation, BaseException)
        assert isinstance(accepted, InvitationRefused) == (revocation.participants == [])
        assert await storage.directory.role_of(board.id, bo.id) is None


async def test_expired_and_unknown_invitations_are_refused(directory: Directory, board: Board, bo: Participant, clock):
    invitation = await invite(directory, board, expires_at=clock() + timedelta(hours=1))
    clock.advance(hours=1)
    for wrong, reason in ((invitation, "expired"), ("nothere", "unknown")):
        with pytest.raises(InvitationRefused) as refused:
            await directory.accept_invitation(wrong, bo.id)
        assert refused.value.reason == reason
    assert await directory.role_of(board.id, bo.id) is None


async def test_nobody_known_cannot_accept(directory: Directory, board: Board):
    for invitation in (await invite(directory, board), await invite(directory, None)):
        with pytest.raises(UnknownEntry):
            await directory.accept_invitation(invitation, "nobody")


async def test_a_relink_signs_in_once_and_gives_no_role(directory: Directory, board: Board, ann: Participant, bo):
    relink = await invite(directory, board, participant=ann.id)
    with pytest.raises(InvitationRefused) as refused:
        await directory.accept_invitation(relink, bo.id)
    assert refused.value.reason == "unknown"
    assert await directory.use_relink(relink) == ann
    with pytest.raises(InvitationRefused) as refused:
        await directory.use_relink(relink)
    assert refused.value.reason == "used"
    assert await directory.role_of(board.id, ann.id) is None
    with pytest.raises(InvitationRefused) as refused:
        await directory.use_relink(await invite(directory, board))
    assert refused.value.reason == "unknown"


async def test_a_revoked_relink_signs_nobody_in(directory: Directory, board: Board, ann: Participant):
    relink = await invite(directory, board, participant=ann.id)
    assert (await directory.revoke_invitation(relink)).participants == []
    with pytest.raises(InvitationRefused):
        await directory.use_relink(relink)


async def test_a_relink_used_twice_at_once_signs_in_once(storage: Storage, other_storage: Storage, board, ann):
    for _ in range(5):
        relink = await invite(storage.directory, board, participant=ann.id)
        results = await asyncio.gather(
            storage.directory.use_relink(relink), other_storage.directory.use_relink(relink), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == ["InvitationRefused", "Participant"]


# Opening a board


async def signed_in(directory: Directory, who: Participant, clock: ManualClock) -> str:
    """Make a login of one day; returns the hash of its secret."""
    login = await directory.create_login(hash_secret(new_secret()), who.id, clock() + timedelta(days=1))
    return login.secret_hash


async def test_an_opening_tells_who_comes_and_what_they_come_upon(
    directory: Directory, board: Board, ann: Participant, bo: Participant, clock: ManualClock
):
    login, since = await signed_in(directory, bo, clock), clock()
    assert await directory.opening(login, board.id, DAY) == Opening(bo, since, board.epoch, None, [], noted=False)
    for person, role in ((ann, Role.EDIT), (bo, Role.VIEW), (bo, Role.EDIT)):
        clock.advance(minutes=1)
        await directory.accept_invitation(await invite(directory, board, role), person.id)
    members = await directory.list_members(board.id)
    assert [member.participant for member in members] == [ann, bo]
    expected = Opening(bo, since, board.epoch, Role.EDIT, members, noted=False)
    assert await directory.opening(login, board.id, DAY) == expected


async def test_an_opening_of_no_board_still_tells_who_comes(directory: Directory, bo: Participant, clock):
    login = await signed_in(directory, bo, clock)
    for unknown in ("nothere", ""):
        assert await directory.opening(login, unknown, DAY) == Opening(bo, clock(), None, None, [], noted=False)


async def test_an_organiser_opens_every_board_to_facilitate_it(directory: Directory, board: Board, bo, clock):
    login = await signed_in(directory, bo, clock)
    await directory.accept_invitation(await invite(directory, board, Role.VIEW), bo.id)
    await directory.accept_invitation(await invite(directory, None, Role.FACILITATE), bo.id)
    opening = await directory.opening(login, board.id, DAY)
    assert opening is not None
    assert opening.role is Role.FACILITATE


async def test_I5_what_was_taken_back_is_not_found_by_the_next_opening(
    storage: Storage, other_storage: Storage, board: Board, bo: Participant, clock: ManualClock
):
    login = await signed_in(storage.directory, bo, clock)
    for invitation in (await invite(storage.directory, board), await invite(storage.directory, None)):
        await storage.directory.accept_invitation(invitation, bo.id)
        await other_storage.directory.revoke_invitation(invitation)
        opening = await storage.directory.opening(login, board.id, DAY)
        assert opening is not None
        assert opening.role is None
    await other_storage.directory.delete_login(login)
    assert await storage.directory.opening(login, board.id, DAY) is None


async def test_a_login_that_has_expired_opens_nothing(directory: Directory, board: Board, ann: Participant, clock):
    login = await signed_in(directory, ann, clock)
    clock.advance(hours=23)
    assert await directory.opening(login, board.id, DAY) is not None
    clock.advance(hours=1)
    assert await directory.opening(login, board.id, DAY) is None
    assert await directory.opening("unheard of", board.id, DAY) is None


async def test_an_opening_tells_who_is_on_that_days_register(
    directory: Directory, board: Board, ann: Participant, bo: Participant, clock: ManualClock
):
    login = await signed_in(directory, bo, clock)
    other = await directory.create_board("Other", None)
    await directory.note_joined(board.id, ann.id, DAY)
    await directory.note_joined(other.id, bo.id, DAY)

    async def noted(day: date) -> bool:
        opening = await directory.opening(login, board.id, day)
        assert opening is not None
        return opening.noted

    assert not await noted(DAY)
    entry = await directory.note_joined(board.id, bo.id, DAY)
    assert [await noted(DAY), await noted(DAY + timedelta(days=1))] == [True, False]
    await directory.edit_attendance(replace(entry, removed=True))
    assert await noted(DAY)


async def test_F8_a_member_gets_another_role_and_the_last_facilitator_is_kept(
    directory: Directory, board: Board, ann: Participant, bo: Participant
):
    lead = await invite(directory, board, Role.FACILITATE)
    await directory.accept_invitation(lead, ann.id)
    await directory.accept_invitation(await invite(directory, board, Role.EDIT), bo.id)
    with pytest.raises(LastFacilitator):
        await directory.change_role(board.id, ann.id, Role.EDIT, keep_one=True)
    await directory.change_role(board.id, bo.id, Role.FACILITATE, keep_one=True)
    await directory.change_role(board.id, ann.id, Role.EDIT, keep_one=True)
    assert [await directory.role_of(board.id, who.id) for who in (ann, bo)] == [Role.EDIT, Role.FACILITATE]
    await directory.accept_invitation(lead, ann.id)
    assert await directory.role_of(board.id, ann.id) is Role.EDIT
    await directory.change_role(board.id, bo.id, Role.EDIT, keep_one=False)
    assert await directory.role_of(board.id, bo.id) is Role.EDIT
    with pytest.raises(UnknownEntry):
        await directory.change_role(board.id, "nobody", Role.EDIT, keep_one=False)


async def test_F8_of_two_facilitators_who_take_each_other_down_one_stays(
    directory: Directory, board: Board, ann: Participant, bo: Participant
):
    lead = await invite(directory, board, Role.FACILITATE)
    for who in (ann, bo):
        await directory.accept_invitation(lead, who.id)
    downs = [directory.change_role(board.id, who.id, Role.EDIT, keep_one=True) for who in (ann, bo)]
    results = await asyncio.gather(*downs, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["LastFacilitator", "NoneType"]
