"""Who somebody is (SPEC I1) and what they may do: logins, cookies, bearer tokens, origins, roles.

A login is an opaque random secret; only its SHA-256 is stored. A browser holds it in a cookie, a program sends it in
`Authorization: Bearer`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from starlette.requests import HTTPConnection
from starlette.responses import Response

from board.roles import Role
from server.ports.directory import Directory, Opening, Participant
from server.settings import Settings

from .digests import hash_secret, new_secret
from .limits import FAILED_LINKS, NEW_PEOPLE, Attempts, Clock
from .names import display_names
from .origins import host_of, is_secure, origin_listed

SECURE_COOKIE = "__Host-manualboard"
"""The prefix makes browsers insist on Secure, on Path=/ and on no Domain, so no neighbouring host can plant one."""
PLAIN_COOKIE = "manualboard"
LOGIN_LIFE = timedelta(days=400)
"""The longest that browsers keep a cookie; groups meet monthly, and a login's life starts anew with each day of use."""
TOUCH_EVERY = timedelta(days=1)
"""Not each request writes to the database."""

Via = Literal["cookie", "bearer"]


class _Shown(NamedTuple):
    """What a request shows as proof of who sent it."""

    secret: str
    via: Via


@dataclass(frozen=True, slots=True)
class Identity:
    """A known participant; `login` is the hash of the secret that showed it."""

    participant: Participant
    via: Via
    login: str


class Auth:
    """Answers who is asking, from the directory's logins and rights."""

    def __init__(self, directory: Directory, settings: Settings, clock: Clock) -> None:
        self._directory = directory
        self._settings = settings
        self._clock = clock
        self.failed_links = Attempts(FAILED_LINKS, clock)
        self.new_people = Attempts(NEW_PEOPLE, clock)

    async def authenticate(self, connection: HTTPConnection) -> Identity | None:
        """Return who a request or WebSocket comes from, or None. A bearer token goes before a cookie.

        Whether the cookie may be *used* is a second question: `origin_allowed`.
        """
        shown = self._shown(connection)
        return await self._identify(*shown) if shown else None

    async def opening(self, connection: HTTPConnection, token: str, board: str) -> Opening | None:
        """Return what somebody who opens a board comes upon, or None for one who is not signed in.

        `token` is from a `/sync` Auth message or `/yjs?token=`; without it the handshake says who it is, if it may.
        """
        shown = _Shown(token, "bearer") if token else self._shown(connection)
        if shown is None or not (token or self.origin_allowed(connection, shown.via)):
            return None
        hashed = hash_secret(shown.secret)
        opening = await self._directory.opening(hashed, board, self._clock().date())
        if opening is not None:
            await self._touch(hashed, opening.seen_at)
        return opening

    def origin_allowed(self, connection: HTTPConnection, via: Via | None) -> bool:
        """True when what comes on this connection may act, with `via` as its proof of identity (SPEC I6).

        Ask for every WebSocket and every unsafe method. A token is sent on purpose, so any origin will do, or none. A
        cookie is sent by the browser, so only our own pages and the allowed ones may cause it. Someone unknown has
        nothing to lose but a foreign page's joke, so only a foreign Origin is refused.
        """
        if via == "bearer":
            return True
        if via is None and "origin" not in connection.headers:
            return True
        return origin_listed(connection, self._settings.public_url, self._settings.allowed_origins)

    async def role_on(self, board: str, participant: str) -> Role | None:
        """Return the role on a board by participant id, or None for no access. Organisers facilitate every board."""
        return await self._directory.role_of(board, participant)

    async def display_names(self, board: str, *also: Participant) -> Mapping[str, str]:
        """Return what everyone of a board is called there, by participant id; `also` are people who never joined."""
        members = await self._directory.list_members(board)
        return display_names([*(member.participant for member in members), *also])

    async def note_present(self, board: str, participant: str) -> None:
        """Put somebody who has the board open on today's register, unless they are noted there."""
        await self._directory.note_joined(board, participant, self._clock().date())

    async def sign_in(self, participant: str) -> str:
        """Make a login and return its secret."""
        secret = new_secret()
        await self._directory.create_login(hash_secret(secret), participant, self._clock() + LOGIN_LIFE)
        return secret

    async def sign_out(self, identity: Identity) -> None:
        """End the login that showed this identity."""
        await self._directory.delete_login(identity.login)

    def set_cookie(self, response: Response, connection: HTTPConnection, secret: str) -> None:
        """Give the browser its login."""
        response.set_cookie(
            self._cookie_name(connection),
            secret,
            max_age=int(LOGIN_LIFE.total_seconds()),
            path="/",
            secure=self.is_secure(connection),
            httponly=True,
            samesite="lax",
        )

    def renew_cookie(self, response: Response, connection: HTTPConnection) -> None:
        """Let the browser keep the login it has for its full life from now."""
        secret = connection.cookies.get(self._cookie_name(connection))
        if secret is not None:
            self.set_cookie(response, connection, secret)

    def clear_cookie(self, response: Response, connection: HTTPConnection) -> None:
        """Take the browser's login away."""
        response.delete_cookie(
            self._cookie_name(connection), path="/", secure=self.is_secure(connection), httponly=True, samesite="lax"
        )

    def is_secure(self, connection: HTTPConnection) -> bool:
        """True when the browser speaks https."""
        return is_secure(connection, self._settings.public_url)

    def address(self, connection: HTTPConnection) -> str:
        """Return the address to build links on: PUBLIC_URL, or what this request was sent to; no slash at the end."""
        if self._settings.public_url:
            return self._settings.public_url
        scheme = "https" if self.is_secure(connection) else "http"
        return f"{scheme}://{host_of(connection) or 'localhost'}"

    def _cookie_name(self, connection: HTTPConnection) -> str:
        return SECURE_COOKIE if self.is_secure(connection) else PLAIN_COOKIE

    def _shown(self, connection: HTTPConnection) -> _Shown | None:
        header = connection.headers.get("authorization")
        if header is not None:
            kind, _, token = header.partition(" ")
            return _Shown(token.strip(), "bearer") if kind.lower() == "bearer" else None
        secret = connection.cookies.get(self._cookie_name(connection))
        return _Shown(secret, "cookie") if secret else None

    async def _identify(self, secret: str, via: Via) -> Identity | None:
        hashed = hash_secret(secret)
        login = await self._directory.find_login(hashed)
        if login is None:
            return None
        found = await self._directory.get_participants([login.participant])
        participant = found.get(login.participant)
        if participant is None:
            return None
        await self._touch(hashed, login.last_seen_at)
        return Identity(participant, via, hashed)

    async def _touch(self, login: str, seen_at: datetime) -> None:
        now = self._clock()
        if now - seen_at >= TOUCH_EVERY:
            await self._directory.touch_login(login, now + LOGIN_LIFE)
