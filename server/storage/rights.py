"""Invitations, the roles they gave, and the audit in a database."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from board.roles import Role
from server.ports.audit import AuditEntry
from server.ports.directory import (
    Invitation,
    InvitationRefused,
    Member,
    NewInvitation,
    Participant,
    Revocation,
    UnknownEntry,
)
from server.ports.handover import LastFacilitator

from .column_types import RoleName
from .database import insert_new
from .entries import Adapter, exists, known, new_id, one, select
from .people import find_participant
from .tables import audit, invitations, memberships, organisers, participants

_INVITATIONS = select(invitations, Invitation)
_BOARD: sa.BindParameter[str] = sa.bindparam("board")
_PARTICIPANT: sa.BindParameter[str] = sa.bindparam("participant")
_MEMBERS = (
    select(participants, Participant)
    .add_columns(memberships.c.role, memberships.c.joined_at)
    .join(memberships)
    .where(memberships.c.board == _BOARD)
    .order_by(memberships.c.joined_at, participants.c.id)
)
_ROLES = sa.union_all(
    sa.select(memberships.c.role).where(memberships.c.board == _BOARD, memberships.c.participant == _PARTICIPANT),
    sa.select(sa.literal(Role.FACILITATE, RoleName)).where(organisers.c.participant == _PARTICIPANT),
)
_STRENGTH = list(Role)


def strongest(*roles: Role) -> Role:
    """Return the role that allows most."""
    return max(roles, key=_STRENGTH.index)


class SqlRights(Adapter):
    """The port `directory.Rights`."""

    async def create_invitation(self, new: NewInvitation) -> Invitation:
        """See Rights."""
        values = {name: getattr(new, name) for name in NewInvitation.__dataclass_fields__}
        values |= {"id": new_id(), "created_at": self._clock()}

        def create(connection: sa.Connection) -> Invitation:
            connection.execute(sa.insert(invitations), values)
            return _invitation(connection, values["id"])

        with known():
            return await self._database.write(create)

    async def find_invitation(self, secret_hash: str) -> Invitation | None:
        """See Rights."""
        return await self._one(_INVITATIONS.where(invitations.c.secret_hash == secret_hash), Invitation)

    async def list_invitations(self, board: str | None) -> Sequence[Invitation]:
        """See Rights."""
        newest = _INVITATIONS.order_by(invitations.c.created_at.desc(), invitations.c.id)
        # Compared with None, a column is rendered as IS NULL.
        return await self._every(newest.where(invitations.c.board == board), Invitation)

    async def accept_invitation(self, invitation: str, participant: str) -> Invitation:
        """See Rights."""

        def accept(connection: sa.Connection) -> Invitation:
            held = self._usable(connection, invitation)
            if held.participant is not None:
                raise InvitationRefused("unknown")
            self._give(connection, held, participant)
            return held

        with known():
            return await self._database.write(accept)

    def _give(self, connection: sa.Connection, held: Invitation, participant: str) -> None:
        given = {"invitation": held.id, "participant": participant, "joined_at": self._clock()}
        if held.board is None:
            connection.execute(insert_new(connection, organisers), given)
        else:
            membership = given | {"board": held.board, "role": held.role}
            connection.execute(insert_new(connection, memberships), membership)

    async def use_relink(self, invitation: str) -> Participant:
        """See Rights."""

        def use(connection: sa.Connection) -> Participant:
            held = self._usable(connection, invitation)
            if held.participant is None:
                raise InvitationRefused("unknown")
            change = sa.update(invitations).where(invitations.c.id == held.id)
            connection.execute(change.values(used_at=self._clock()))
            return find_participant(connection, held.participant)

        return await self._database.write(use)

    def _usable(self, connection: sa.Connection, invitation: str) -> Invitation:
        try:
            held = _invitation(connection, invitation)
        except UnknownEntry as error:
            raise InvitationRefused("unknown") from error
        if reason := held.refusal(self._clock()):
            raise InvitationRefused(reason)
        return held

    async def revoke_invitation(self, invitation: str) -> Revocation:
        """See Rights."""

        def revoke(connection: sa.Connection) -> Revocation:
            held = _invitation(connection, invitation)
            if held.revoked_at is not None:
                return Revocation(held, [])
            change = sa.update(invitations).where(invitations.c.id == invitation)
            connection.execute(change.values(revoked_at=self._clock()))
            affected = _take_back(connection, invitation)
            return Revocation(_invitation(connection, invitation), affected)

        return await self._database.write(revoke)

    async def role_of(self, board: str, participant: str) -> Role | None:
        """See Rights."""
        given = {"board": board, "participant": participant}
        roles = await self._database.read_each(lambda connection: connection.scalars(_ROLES, given).all())
        return strongest(*roles) if roles else None

    async def is_organiser(self, participant: str) -> bool:
        """See Rights."""
        mine = organisers.c.participant == participant
        return await self._database.read_each(lambda connection: exists(connection, organisers, mine))

    async def change_role(self, board: str, participant: str, role: Role, *, keep_one: bool) -> None:
        """See Handover."""
        held = memberships.c

        def change(connection: sa.Connection) -> None:
            rows = connection.execute(
                sa.select(held.participant, held.role).where(held.board == board).with_for_update()
            ).all()
            if all(each.participant != participant for each in rows):
                raise UnknownEntry("This person has not joined the board.")
            others = (each for each in rows if each.participant != participant)
            if keep_one and not (role.may_facilitate or any(each.role.may_facilitate for each in others)):
                raise LastFacilitator
            mine = (held.board == board, held.participant == participant)
            connection.execute(sa.update(memberships).where(*mine).values(role=role))

        await self._database.write(change)

    async def list_joined(self, board: str) -> Mapping[str, Sequence[str]]:
        """See Rights."""
        held = memberships.c
        wanted = sa.select(held.invitation, held.participant).where(held.board == board)
        in_order = wanted.order_by(held.joined_at, held.participant)
        joined: dict[str, list[str]] = {}
        rows = await self._database.read_each(lambda connection: connection.execute(in_order).all())
        for invitation, participant in rows:
            joined.setdefault(invitation, []).append(participant)
        return joined

    async def list_members(self, board: str) -> Sequence[Member]:
        """See Rights."""
        return await self._database.read_each(lambda connection: members_of(connection, board))

    async def record_audit(
        self,
        action: str,
        *,
        participant: str | None,
        board: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """See Rights."""
        values = {"action": action, "participant": participant, "board": board}
        await self._carry_out(sa.insert(audit).values(values | {"detail": detail or {}, "at": self._clock()}))

    async def list_audit(self, board: str | None, *, limit: int = 1_000) -> Sequence[AuditEntry]:
        """See Rights."""
        wanted = select(audit, AuditEntry).order_by(audit.c.number.desc()).limit(limit)
        if board is not None:
            wanted = wanted.where(audit.c.board == board)
        return await self._every(wanted, AuditEntry)


def members_of(connection: sa.Connection, board: str) -> Sequence[Member]:
    """Return who has joined the board, in order of joining."""
    rows = connection.execute(_MEMBERS, {"board": board})
    return _once_each([Member(Participant(*row), role, joined) for *row, role, joined in rows])


def _invitation(connection: sa.Connection, invitation: str) -> Invitation:
    """Return it, locked until the transaction ends when that writes."""
    held = one(connection, _INVITATIONS.where(invitations.c.id == invitation).with_for_update(), Invitation)
    if held is None:
        raise UnknownEntry("There is no such invitation.")
    return held


def _take_back(connection: sa.Connection, invitation: str) -> Sequence[str]:
    """Delete what the invitation gave; returns who had it."""
    affected: set[str] = set()
    for table in (memberships, organisers):
        given = table.c.invitation == invitation
        affected.update(connection.scalars(sa.select(table.c.participant).where(given)))
        connection.execute(sa.delete(table).where(given))
    return sorted(affected)


def _once_each(members: Sequence[Member]) -> Sequence[Member]:
    """One entry a participant: the first joining, the strongest role."""
    merged: dict[str, Member] = {}
    for member in members:
        held = merged.setdefault(member.participant.id, member)
        role = strongest(held.role, member.role)
        merged[held.participant.id] = Member(held.participant, role, held.joined_at)
    return list(merged.values())
