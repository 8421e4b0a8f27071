"""The links that people are given, and the organiser's link that a server prints when it starts."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from board.roles import Role
from server.ports.directory import Directory, Invitation, NewInvitation
from server.settings import Settings

from .digests import hash_secret, new_secret
from .limits import Clock

_OWNER_ONLY = 0o600


def join_link(address: str, secret: str) -> str:
    """Return the link for an invitation. The secret is in the fragment, which browsers never send."""
    return f"{address}/join#{secret}"


@dataclass(frozen=True, slots=True)
class OrganiserLink:
    """The secret of the organisers' invitation; `replaced` says that an earlier link was ended for it."""

    secret: str
    replaced: bool


async def organiser_link(directory: Directory, settings: Settings, clock: Clock) -> OrganiserLink:
    """Return the organiser's link of this server, the same one at each start while its file is there.

    Without the file the secret cannot be known again (only its hash is stored): a new link is made, and earlier ones
    are revoked, with the organisers' rights that came from them. Servers that share a database share the file.
    Call once at start. Raises OSError when DATA_DIR cannot be written.
    """
    path = settings.organiser_link_file
    kept = await _usable_secret(directory, await asyncio.to_thread(_read, path), clock)
    if kept is not None:
        return OrganiserLink(kept, replaced=False)
    old = await _usable(directory, clock)
    secret = await _make(directory, path)
    for invitation in old:
        await directory.revoke_invitation(invitation.id)
    return OrganiserLink(secret, replaced=bool(old))


async def _usable_secret(directory: Directory, secret: str, clock: Clock) -> str | None:
    try:
        invitation = await directory.find_invitation(hash_secret(secret))
    except ValueError:
        return None
    usable = invitation is not None and invitation.board is None and invitation.refusal(clock()) is None
    return secret if usable else None


async def _usable(directory: Directory, clock: Clock) -> list[Invitation]:
    invitations = await directory.list_invitations(None)
    return [each for each in invitations if each.participant is None and each.refusal(clock()) is None]


async def _make(directory: Directory, path: Path) -> str:
    secret = new_secret()
    await directory.create_invitation(NewInvitation(None, Role.FACILITATE, hash_secret(secret), created_by=None))
    await asyncio.to_thread(_write_private, path, f"{secret}\n")
    return secret


def _read(path: Path) -> str:
    return path.read_text("utf-8").strip() if path.exists() else ""


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
