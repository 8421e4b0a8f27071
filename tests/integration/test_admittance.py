"""Who is let in to which document, and what each opening costs the database (SPEC I1, I5, I6, E1)."""

from datetime import timedelta

import pytest
import pytest_asyncio
from starlette.requests import HTTPConnection

from board.roles import Role
from server.access.admittance import Admittance, Door, NotAdmitted
from server.access.auth import PLAIN_COOKIE, TOUCH_EVERY
from server.access.digests import hash_secret
from server.ports.log import StorageUnavailable
from tests.services.api_app import HOST, Browser, World, good


def socket(**headers: str) -> HTTPConnection:
    """The handshake of a WebSocket with these headers."""
    given = {"host": HOST.partition("//")[2], **headers}
    return HTTPConnection(
        {"type": "websocket", "scheme": "ws", "headers": [(k.encode(), v.encode()) for k, v in given.items()]}
    )


class Meeting:
    """A board with Sam on it, who can edit, and the door to it."""

    def __init__(self, world: World, organiser: Browser, board: str, sam: Browser, content: str) -> None:
        self.world, self.organiser, self.board, self.sam, self.content = world, organiser, board, sam, content
        self.door = Door(world.services.auth)

    @property
    def token(self) -> str:
        return self.sam.http.cookies[PLAIN_COOKIE]

    @property
    def cookie(self) -> str:
        return f"{PLAIN_COOKIE}={self.token}"

    async def admit(self, connection: HTTPConnection | None = None, *, name: str = "", token: str = "") -> Admittance:
        return await self.door.admit(connection or socket(), name or self.content, token)

    async def refusal(self, connection: HTTPConnection | None = None, *, name: str = "", token: str = "") -> str:
        with pytest.raises(NotAdmitted) as refused:
            await self.admit(connection, name=name, token=token)
        return refused.value.code


@pytest_asyncio.fixture
async def meeting(world: World) -> Meeting:
    organiser = await world.organiser()
    board = await organiser.board()
    sam = await world.member(organiser, board, "edit", "Sam", organisation="Devon")
    return Meeting(world, organiser, board, sam, (await sam.get(f"/api/boards/{board}"))["content"])


async def test_a_token_opens_what_its_owner_may(meeting: Meeting):
    admitted = await meeting.admit(token=meeting.token)
    assert (admitted.participant, admitted.role) == (meeting.sam.participant, Role.EDIT)
    assert str(admitted.document) == meeting.content
    assert (admitted.user["id"], admitted.user["name"]) == (meeting.sam.participant, "Sam")
    await meeting.door.confirm(admitted)


async def test_equal_names_are_told_apart(meeting: Meeting):
    await meeting.world.member(meeting.organiser, meeting.board, "edit", "sam", organisation="Cornwall")
    assert (await meeting.admit(token=meeting.token)).user["name"] == "Sam (Devon)"


async def test_an_organiser_who_never_joined_facilitates(meeting: Meeting):
    admitted = await meeting.admit(token=meeting.organiser.http.cookies[PLAIN_COOKIE])
    assert (admitted.role, admitted.user["name"]) == (Role.FACILITATE, "Olu")


async def test_I6_a_cookie_opens_from_our_own_page_alone(meeting: Meeting):
    assert (await meeting.admit(socket(cookie=meeting.cookie, origin=HOST))).role is Role.EDIT
    for headers in ({"origin": "http://evil.test"}, {}):
        assert await meeting.refusal(socket(cookie=meeting.cookie, **headers)) == "not-signed-in"


async def test_I6_a_token_opens_from_anywhere_and_goes_before_a_cookie(meeting: Meeting):
    bearer = f"Bearer {meeting.token}"
    for headers in ({"authorization": bearer}, {"authorization": bearer, "origin": "http://tool.test"}):
        assert (await meeting.admit(socket(**headers))).role is Role.EDIT
    wrong = socket(cookie=meeting.cookie, origin=HOST, authorization="Bearer nonsense")
    assert await meeting.refusal(wrong) == "not-signed-in"
    assert await meeting.refusal(socket(cookie=meeting.cookie, origin=HOST), token="nonsense") == "not-signed-in"


@pytest.mark.parametrize("name", ["nonsense", "../content", "nothere.1/content", "\0"])
async def test_what_is_no_document_is_refused_to_those_who_are_known(meeting: Meeting, name: str):
    assert await meeting.refusal(name=name, token=meeting.token) == "unknown-board"
    assert await meeting.refusal(name=name, token="nonsense") == "not-signed-in"


async def test_E1_another_epoch_is_stale_even_for_a_stranger(meeting: Meeting):
    stranger = await meeting.world.member(meeting.organiser, await meeting.organiser.board(), "edit", "Eve")
    token, stale = stranger.http.cookies[PLAIN_COOKIE], f"{meeting.board}.zzzz/content"
    assert await meeting.refusal(name=stale, token=token) == "stale-epoch"
    assert await meeting.refusal(token=token) == "not-a-member"


async def test_I5_what_is_taken_back_opens_nothing_from_then_on(meeting: Meeting):
    admitted = await meeting.admit(token=meeting.token)
    path = f"/api/boards/{meeting.board}/invitations"
    for row in await meeting.organiser.rows(path):
        good(await meeting.organiser.request("DELETE", f"{path}/{row['id']}"))
    assert await meeting.refusal(token=meeting.token) == "not-a-member"
    with pytest.raises(NotAdmitted):
        await meeting.door.confirm(admitted)


async def test_signing_out_opens_nothing_from_then_on(meeting: Meeting):
    token = meeting.token
    await meeting.admit(token=token)
    good(await meeting.sam.request("POST", "/api/logout"))
    assert await meeting.refusal(token=token) == "not-signed-in"


async def test_an_opening_keeps_the_login_alive(meeting: Meeting):
    meeting.world.clock.forward(TOUCH_EVERY)
    await meeting.admit(token=meeting.token)
    login = await meeting.world.services.directory.find_login(hash_secret(meeting.token))
    assert login is not None
    assert login.last_seen_at == meeting.world.clock()


async def test_only_the_first_opening_of_a_day_writes(meeting: Meeting, monkeypatch):
    async def fail(*_: object) -> None:
        raise StorageUnavailable("full")

    meeting.world.clock.forward(timedelta(days=1))
    await meeting.admit(token=meeting.token)
    for write in ("note_joined", "touch_login"):
        monkeypatch.setattr(meeting.world.services.directory, write, fail)
    assert (await meeting.admit(token=meeting.token)).role is Role.EDIT
    meeting.world.clock.forward(timedelta(days=1))
    with pytest.raises(StorageUnavailable):
        await meeting.admit(token=meeting.token)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"origin": HOST}, True),
        ({"origin": "http://evil.test"}, False),
        ({"cookie": "{cookie}", "origin": HOST}, True),
        ({"cookie": "{cookie}", "origin": "http://evil.test"}, False),
        ({"cookie": "{cookie}"}, False),
        ({"authorization": "Bearer {token}", "origin": "http://evil.test"}, True),
        ({"authorization": "Bearer nonsense", "origin": "http://evil.test"}, False),
    ],
)
async def test_I6_a_socket_is_accepted_when_its_origin_fits_its_proof(meeting: Meeting, headers, allowed):
    filled = {name: text.format(cookie=meeting.cookie, token=meeting.token) for name, text in headers.items()}
    assert await meeting.door.may_knock(socket(**filled)) is allowed
