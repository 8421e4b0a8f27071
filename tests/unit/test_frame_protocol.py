"""uvicorn's protocol with the short way for frames, on a transport that remembers what was written."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from server.wire import frame_protocol
from server.wire.frame_protocol import FrameProtocol
from server.wire.transport import EXTENSION


class Transport(asyncio.Transport):
    """A socket whose other end is `client`."""

    def __init__(self) -> None:
        super().__init__({"socket": None, "peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.client = ClientProtocol(parse_uri("ws://board/sync"), max_size=None)
        self.written = 0
        self.reading = True
        self.is_closed = False
        self.aborted = asyncio.Event()

    def write(self, data: Any) -> None:
        self.written += 1
        self.client.receive_data(bytes(data))

    def writelines(self, parts: Any) -> None:
        self.write(b"".join(parts))

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        """As with a peer that does not read: what was written is never all gone, and the end does not come."""
        self.is_closed = True

    def abort(self) -> None:
        self.is_closed = True
        self.aborted.set()


class Peer:
    """A client that has shaken hands with a server's protocol."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.over = asyncio.Event()
        config = uvicorn.Config(
            self._application, interface="asgi3", ws=FrameProtocol, ws_per_message_deflate=False, log_config=None
        )
        config.load()
        self.transport = Transport()
        self.protocol = FrameProtocol(config, ServerState(), {})
        self.protocol.connection_made(self.transport)

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["extensions"][EXTENSION] is self.protocol
        await receive()
        await send({"type": "websocket.accept"})
        self.opened.set()
        await self.over.wait()

    async def connect(self) -> None:
        client = self.transport.client
        client.send_request(client.connect())
        self._flow()
        await asyncio.wait_for(self.opened.wait(), 5)

    def send(self, *frames: bytes) -> None:
        for frame in frames:
            self.transport.client.send_binary(frame)
        self._flow()

    def _flow(self) -> None:
        self.protocol.data_received(b"".join(self.transport.client.data_to_send()))

    @property
    def heard(self) -> list[bytes]:
        events = self.transport.client.events_received()
        return [bytes(event.data) for event in events if isinstance(event, Frame) and event.opcode is Opcode.BINARY]


@pytest.fixture
async def peer() -> Peer:
    peer = Peer()
    await peer.connect()
    return peer


async def test_frames_that_came_together_are_read_together_in_their_order(peer: Peer) -> None:
    peer.send(b"one", b"", b"three")
    assert await peer.protocol.arrivals() == [b"one", b"", b"three"]
    peer.send(b"four")
    assert await peer.protocol.arrivals() == [b"four"]


async def test_a_message_in_parts_is_one_and_text_is_none(peer: Peer) -> None:
    client = peer.transport.client
    client.send_binary(b"one ", fin=False)
    client.send_continuation(b"whole", fin=True)
    client.send_text(b"text")
    client.send_binary(b"bytes")
    peer.send()
    assert await peer.protocol.arrivals() == [b"one whole", None, b"bytes"]


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 1_000_000])
async def test_a_frame_of_any_length_arrives(peer: Peer, length: int) -> None:
    frame = b"x" * length
    peer.protocol.send_frame(frame)
    assert frame in peer.heard


async def test_S6_who_sends_more_than_is_read_has_to_wait(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_protocol, "MAX_INBOX_BYTES", 10 + frame_protocol.OVERHEAD)
    peer.send(b"x" * 10)
    reading = [peer.transport.reading]
    peer.send(b"x")
    reading.append(peer.transport.reading)
    await peer.protocol.arrivals()
    reading.append(peer.transport.reading)
    assert reading == [True, False, True]


async def test_what_waits_for_a_slow_reader_is_written_before_the_goodbye(peer: Peer) -> None:
    peer.protocol.pause_writing()
    peer.protocol.send_frame(b"one")
    peer.protocol.send_frame(b"two")
    assert peer.heard == []
    closing = asyncio.create_task(peer.protocol.send({"type": "websocket.close", "code": 1013, "reason": ""}))
    await asyncio.sleep(0)
    peer.protocol.resume_writing()
    await asyncio.wait_for(closing, 5)
    assert peer.heard == [b"one", b"two"]
    assert peer.transport.client.close_rcvd is not None


async def test_nothing_is_written_after_the_goodbye(peer: Peer) -> None:
    await peer.protocol.send({"type": "websocket.close", "code": 1013, "reason": ""})
    written = peer.transport.written
    peer.protocol.send_frame(b"late")
    assert peer.transport.written == written


async def test_the_end_is_told_after_what_came_before_it(peer: Peer) -> None:
    peer.send(b"last")
    peer.protocol.connection_lost(None)
    assert await peer.protocol.arrivals() == [b"last"]
    assert await peer.protocol.arrivals() == []
    assert await peer.protocol.arrivals() == []


async def test_S6_who_sends_frames_without_anything_in_them_has_to_wait_too(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_protocol, "MAX_INBOX_BYTES", 1_000)
    peer.send(*[b""] * 1_000)
    assert not peer.transport.reading


async def _closes(peer: Peer) -> None:
    peer.transport.client.send_close(1000)
    peer.send()


async def _breaks_the_protocol(peer: Peer) -> None:
    peer.protocol.data_received(b"\xff\xff\xff\xff")


async def _is_silent(peer: Peer) -> None:
    peer.protocol.send_keepalive_ping()
    peer.protocol.keepalive_timeout()


async def _is_shut_down(peer: Peer) -> None:
    peer.protocol.shutdown()


@pytest.mark.parametrize("end", [_closes, _breaks_the_protocol, _is_silent, _is_shut_down])
async def test_S6_a_peer_that_reads_nothing_is_gone_when_its_socket_ends(
    peer: Peer, end: Callable[[Peer], Awaitable[None]]
) -> None:
    peer.send(b"last")
    await end(peer)
    assert await asyncio.wait_for(peer.protocol.arrivals(), 5) == [b"last"]
    assert await asyncio.wait_for(peer.protocol.arrivals(), 5) == []


async def test_S6_what_a_peer_never_reads_is_not_kept_after_the_end(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peer.protocol, "close_timeout", 0.001)
    peer.protocol.pause_writing()
    peer.protocol.send_frame(b"never read")
    await _is_silent(peer)
    async with asyncio.timeout(5):
        peer.over.set()
        await peer.transport.aborted.wait()


async def test_S6_who_pings_and_reads_nothing_is_kept_one_answer(peer: Peer) -> None:
    peer.protocol.pause_writing()
    written = peer.transport.written
    for number in range(3):
        peer.transport.client.send_ping(bytes([number]))
        peer.send()
    assert peer.transport.written == written
    peer.protocol.resume_writing()
    pongs = [
        e.data for e in peer.transport.client.events_received() if isinstance(e, Frame) and e.opcode is Opcode.PONG
    ]
    assert pongs == [b"\2"]


async def test_S6_who_wrote_since_the_ping_is_there(peer: Peer) -> None:
    """In a storm of a thousand clients those at work were sent away with 1011 while their edits were answered."""
    peer.protocol.send_keepalive_ping()
    peer.send(b"an edit")
    peer.protocol.keepalive_timeout()
    assert not peer.transport.is_closed
    assert await peer.protocol.arrivals() == [b"an edit"]
    assert peer.protocol.ping_timer is not None
    peer.protocol.send_keepalive_ping()
    peer.protocol.keepalive_timeout()
    assert peer.protocol.transport.is_closing()


async def test_S6_who_wrote_more_than_was_read_is_there(peer: Peer) -> None:
    peer.send(*[b"x" * 1_000] * (frame_protocol.MAX_INBOX_BYTES // 1_000 + 1))
    assert not peer.transport.reading
    peer.protocol.send_keepalive_ping()
    peer.protocol.keepalive_timeout()
    assert not peer.transport.is_closed
    assert len(await peer.protocol.arrivals()) > 1
