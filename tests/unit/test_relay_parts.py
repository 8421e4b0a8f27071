"""The relay's envelope, byte by byte, and its bounded queues."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.ids import DocumentName
from server.ports.relay import RelayedNotice, RelayedPresence, RelayedRows, RelayLost
from server.relay.envelope import Lost, Outgoing, UnreadableError, decode, encode
from server.relay.queues import Inbox, Outbox

SENDER = bytes(range(16))
NAME = DocumentName("k3vq", "1", "content")
HEADER = b"\x01" + SENDER


def packed(kind: int, subject: bytes, body: bytes = b"", span: tuple[int, int] = (0, 0), length: int | None = None):
    size = len(subject) if length is None else length
    numbers = b"".join(seq.to_bytes(8, "big") for seq in span)
    return HEADER + bytes([kind]) + size.to_bytes(2, "big") + numbers + subject + body


def test_rows_have_this_form():
    envelope = packed(1, b"k3vq.1/content", b"update", (3, 5))
    message = RelayedRows(NAME, 3, 5, b"update")
    assert encode(SENDER, message) == envelope
    assert decode(envelope, "k3vq") == (SENDER, message)


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (RelayedRows(NAME, 1, 2**63, b""), None),
        (RelayedPresence(NAME, b"\x00"), None),
        (RelayedNotice("k3vq", {"close": ["é"]}), None),
        (Lost("k3vq"), RelayLost()),
    ],
)
def test_what_is_sent_is_received(sent, received):
    assert decode(encode(SENDER, sent), "k3vq") == (SENDER, received or sent)


@pytest.mark.parametrize(
    "envelope",
    [
        b"",
        HEADER,
        b"\x02" + packed(1, b"k3vq.1/content", b"u", (1, 1))[1:],
        packed(0, b"k3vq"),
        packed(5, b"k3vq"),
        packed(1, b"k3vq.1/content", b"u", (0, 0)),
        packed(1, b"k3vq.1/content", b"u", (2, 1)),
        packed(1, b"k3vq.1/private", b"u", (1, 1)),
        packed(1, b"k3vq.1/content", b"", (1, 1), length=15),
        packed(1, b"zzzz.1/content", b"u", (1, 1)),
        packed(2, b"k3vq.1/content", b"u", (1, 1)),
        packed(2, b"\xff\xfe", b"u"),
        packed(3, b"k3vq", b"[1]"),
        packed(3, b"k3vq", b"{"),
        packed(3, b"k3vq", b"[" * 100_000),
        packed(3, b"zzzz", b"{}"),
        packed(4, b"k3vq", b"more"),
        packed(4, b"zzzz"),
    ],
)
def test_anything_else_is_unreadable(envelope: bytes):
    with pytest.raises(UnreadableError):
        decode(envelope, "k3vq")


@given(st.binary(max_size=80), st.booleans())
def test_no_bytes_do_harm(noise: bytes, headed: bool):
    with suppress(UnreadableError):
        decode(HEADER + noise if headed else noise, "k3vq")


def notices(board: str, count: int) -> list[RelayedNotice]:
    return [RelayedNotice(board, {"n": number}) for number in range(count)]


async def test_a_full_outbox_drops_the_oldest_and_says_so():
    outbox = Outbox(most_messages=2)
    messages: list[Outgoing] = [*notices("old", 2), RelayedPresence(NAME, b"p"), *notices("new", 2)]
    for message in messages:
        outbox.put(message)
    assert await outbox.take() == [Lost("old"), *notices("new", 2)]


async def test_an_outbox_is_bounded_by_bytes_too():
    outbox = Outbox(most_bytes=10)
    rows = [RelayedRows(NAME, seq, seq, bytes(6)) for seq in (1, 2)]
    for message in rows:
        outbox.put(message)
    assert await outbox.take() == [Lost("k3vq"), rows[1]]
    outbox.put(rows[0])
    assert await outbox.take() == [rows[0]]


async def test_what_could_not_be_sent_is_told_once_a_board():
    outbox = Outbox()
    outbox.lose([*notices("a", 3), Lost("b"), RelayedPresence(NAME, b"p")])
    outbox.put(notices("a", 1)[0])
    assert await outbox.take() == [Lost("a"), Lost("b"), *notices("a", 1)]


async def test_a_closed_outbox_is_emptied_first():
    outbox = Outbox()
    outbox.put(notices("a", 1)[0])
    outbox.close()
    assert await outbox.take() == notices("a", 1)
    assert await outbox.take() == []


async def test_a_full_inbox_becomes_one_loss():
    inbox = Inbox(most_messages=2)
    for message in notices("a", 4):
        inbox.put(message)
    messages = inbox.messages()
    assert [await anext(messages) for _ in range(2)] == [RelayLost(), notices("a", 4)[3]]


async def test_losses_in_a_row_are_one():
    inbox = Inbox()
    for message in (RelayLost(), RelayLost(), notices("a", 1)[0], RelayLost()):
        inbox.put(message)
    messages = inbox.messages()
    assert [await anext(messages) for _ in range(3)] == [RelayLost(), *notices("a", 1), RelayLost()]


async def test_a_mistake_in_a_task_reaches_the_reader():
    inbox = Inbox()
    reading = asyncio.ensure_future(anext(inbox.messages()))
    await asyncio.sleep(0)
    inbox.close(RuntimeError("a mistake"))
    with pytest.raises(RuntimeError, match="a mistake"):
        await reading
