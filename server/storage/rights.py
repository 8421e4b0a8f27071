"""Invitations, the roles they gave, and the audit in a database."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from board.roles import Role
from server.directory import (
    AuditEntry,
    Invitation,
    InvitationRefused,
    Member,
    NewInvitation,
    Participant,
    Revocation,
    UnknownEntry,
)

from .database import insert_new
from .entries import Adapter, exists, known, new_id, select
from .people import find_participant
from .tables import audit, invitations, memberships, organisers, participants

_INVITATIONS = select(invitations, Invitation)
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
        with known():
            async with self._database.write() as connection:
                await connection.execute(sa.insert(invitations), values)
                return await _invitation(connection, values["id"])

    async def find_invitation(self, secret_hash: str) -> Invitation | None:
        """See Rights."""
        async with self._database.read() as connection:
            wanted = _INVITATIONS.where(invitations.c.secret_hash == secret_hash)
            found = (await connection.execute(wanted)).first()
            return Invitation(*found) if found else None

    async def list_invitations(self, board: str | None) -> Sequence[Invitation]:
        """See Rights."""
        newest = _INVITATIONS.order_by(invitations.c.created_at.desc(), invitations.c.id)
        async with self._database.read() as connection:
            # Compared with None, a column is rendered as IS NULL.
            rows = await connection.execute(newest.where(invitations.c.board == board))
            return [Invitation(*row) for row in rows]

    async def accept_invitation(self, invitation: str, participant: str) -> Invitation:
        """See Rights."""
        with known():
            async with self._database.write() as connection:
                held = await self._usable(connection, invitation)
                if held.participant is not None:
                    raise InvitationRefused("unknown")
                await self._give(connection, held, participant)
                return held

    async def _give(self, connection: AsyncConnection, held: Invitation, participant: str) -> None:
        given = {"invitation": held.id, "participant": participant, "joined_at": self._clock()}
        if held.board is None:
            await connection.execute(insert_new(connection, organisers), given)
        else:
            membership = given | {"board": held.board, "role": held.role}
            await connection.execute(insert_new(connection, memberships), membership)

    async def use_relink(self, invitation: str) -> Participant:
        """See Rights."""
        async with self._database.write() as connection:
            held = await self._usable(connection, invitation)
            if held.participant is None:
                raise InvitationRefused("unknown")
            change = sa.update(invitations).where(invitations.c.id == held.id)
            await connection.execute(change.values(used_at=self._clock()))
            return await find_participant(connection, held.participant)

    async def _usable(self, connection: AsyncConnection, invitation: str) -> Invitation:
        try:
            held = await _invitation(connection, invitation)
        except UnknownEntry as error:
            raise InvitationRefused("unknown") from error
        if reason := held.refusal(self._clock()):
            raise InvitationRefused(reason)
        return held

    async def revoke_invitation(self, invitation: str) -> Revocation:
        """See Rights."""
        async with self._database.write() as connection:
            held = await _invitation(connection, invitation)
            if held.revoked_at is not None:
                return Revocation(held, [])
            change = sa.update(invitations).where(invitations.c.id == invitation)
            await connection.execute(change.values(revoked_at=self._clock()))
            affected = await _take_back(connection, invitation)
            return Revocation(await _invitation(connection, invitation), affected)

    async def role_of(self, board: str, participant: str) -> Role | None:
        """See Rights."""
        joined = sa.select(memberships.c.role).where(
            memberships.c.board == board, memberships.c.participant == participant
        )
        async with self._database.read() as connection:
            if await exists(connection, organisers, organisers.c.participant == participant):
                return Role.FACILITATE
            roles = (await connection.scalars(joined)).all()
            return strongest(*roles) if roles else None

    async def is_organiser(self, participant: str) -> bool:
        """See Rights."""
        async with self._database.read() as connection:
            return await exists(connection, organisers, organisers.c.participant == participant)

    async def list_joined(self, board: str) -> Mapping[str, Sequence[str]]:
        """See Rights."""
        held = memberships.c
        wanted = sa.select(held.invitation, held.participant).where(held.board == board)
        joined: dict[str, list[str]] = {}
        async with self._database.read() as connection:
            for invitation, participant in await connection.execute(wanted.order_by(held.joined_at, held.participant)):
                joined.setdefault(invitation, []).append(participant)
        return joined

    async def list_members(self, board: str) -> Sequence[Member]:
        """See Rights."""
        wanted = (
            select(participants, Participant)
            .add_columns(memberships.c.role, memberships.c.joined_at)
            .join(memberships)
            .where(memberships.c.board == board)
            .order_by(memberships.c.joined_at, participants.c.id)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(wanted)
            return _once_each([Member(Participant(*row), role, joined) for *row, role, joined in rows])

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
        async with self._database.write() as connection:
            await connection.execute(sa.insert(audit), values | {"detail": detail or {}, "at": self._clock()})

    async def list_audit(self, board: str | None, *, limit: int = 1_000) -> Sequence[AuditEntry]:
        """See Rights."""
        wanted = select(audit, AuditEntry).order_by(audit.c.number.desc()).limit(limit)
        if board is not None:
            wanted = wanted.where(audit.c.board == board)
        async with self._database.read() as connection:
            return [AuditEntry(*row) for row in await connection.execute(wanted)]


async def _invitation(connection: AsyncConnection, invitation: str) -> Invitation:
    """Return it, locked until the transaction ends when that writes."""
    wanted = _INVITATIONS.where(invitations.c.id == invitation).with_for_update()
    found = (await connection.execute(wanted)).first()
    if found is None:
        raise UnknownEntry("There is no such invitation.")
    return Invitation(*found)


async def _take_back(connection: AsyncConnection, invitation: str) -> Sequence[str]:
    """Delete what the invitation gave; returns who had it."""
    affected: set[str] = set()
    for table in (memberships, organisers):
        given = table.c.invitation == invitation
        affected.update(await connection.scalars(sa.select(table.c.participant).where(given)))
        await connection.execute(sa.delete(table).where(given))
    return sorted(affected)


def _once_each(members: Sequence[Member]) -> Sequence[Member]:
    """One entry a participant: the first joining, the strongest role."""
    merged: dict[str, Member] = {}
    for member in members:
        held = merged.setdefault(member.participant.id, member)
        role = strongest(held.role, member.role)
        merged[held.participant.id] = Member(held.participant, role, held.joined_at)
    return list(merged.values())
