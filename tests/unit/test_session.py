"""The protocol as a value: bytes in, events out."""

import json

import pytest

from board import limits
from board.errors import CodecError
from board.wire import codec
from board.wire.session import (
    MAX_DOCUMENTS,
    EditReceived,
    Left,
    MultiplexedSession,
    OpenRequested,
    PlainSession,
    PresenceReceived,
    PresenceRequested,
    StateRequested,
)

A = "board.1/content"
B = "board.1/stage"


def frame(message: codec.Message, address: str = A) -> bytes:
    return codec.encode(message, address)


def opened(address: str = A) -> MultiplexedSession:
    session = MultiplexedSession()
    session.receive(frame(codec.Token("t"), address))
    session.opened(address, "read-write")
    return session


def test_a_token_asks_to_open_the_document() -> None:
    assert MultiplexedSession().receive(frame(codec.Token("secret"))) == [OpenRequested(A, "secret")]


def test_an_open_document_turns_frames_into_events() -> None:
    session = opened()
    assert session.receive(frame(codec.SyncStep1(b"\0"))) == [StateRequested(A, b"\0")]
    assert session.receive(frame(codec.SyncStep2(b"\0\0"))) == [EditReceived(A, b"\0\0", whole=True)]
    assert session.receive(frame(codec.Update(b"\0\0"))) == [EditReceived(A, b"\0\0", whole=False)]
    assert session.receive(frame(codec.Awareness(b"\0"))) == [PresenceReceived(A, b"\0")]
    assert session.receive(frame(codec.QueryAwareness())) == [PresenceRequested(A)]
    assert session.receive(frame(codec.Close())) == [Left(A)]


def test_frames_before_the_answer_are_held_and_come_out_in_order() -> None:
    session = MultiplexedSession()
    assert session.receive(frame(codec.Update(b"\1"))) == []
    session.receive(frame(codec.Token("t")))
    assert session.receive(frame(codec.SyncStep1(b"\0"))) == []
    told, events = session.opened(A, "readonly")
    assert told == frame(codec.Authenticated("readonly"))
    assert events == [EditReceived(A, b"\1", whole=False), StateRequested(A, b"\0")]


def test_A2_what_is_held_is_bounded() -> None:
    session = MultiplexedSession()
    for _ in range(limits.MAX_HELD_FRAMES):
        session.receive(frame(codec.Update(b"\1")))
    with pytest.raises(CodecError, match="before the document was opened"):
        session.receive(frame(codec.Update(b"\1")))
    with pytest.raises(CodecError):
        MultiplexedSession().receive(frame(codec.Update(b"\1" * limits.MAX_HELD_BYTES)))


def test_A2_documents_of_a_socket_are_bounded() -> None:
    session = MultiplexedSession()
    for number in range(MAX_DOCUMENTS):
        session.receive(frame(codec.Token("t"), f"board{number}.1/content"))
    with pytest.raises(CodecError, match="at most"):
        session.receive(frame(codec.Token("t"), "onemore.1/content"))


def test_S2_a_refusal_answers_the_frame_then_tells_why_then_closes() -> None:
    session = opened()
    frames = [codec.decode_addressed(told) for told in session.refused(A, "schema", "This is not a card.")]
    assert [told[1] for told in frames if isinstance(told, tuple)] == [
        codec.SyncStatus(saved=False),
        codec.Stateless(json.dumps({"refused": True, "code": "schema", "reason": "This is not a card."})),
        codec.Close("schema"),
    ]


def test_a_refused_document_is_silent_until_opened_anew_and_the_others_go_on() -> None:
    session = opened()
    session.receive(frame(codec.Token("t"), B))
    session.opened(B, "read-write")
    session.refused(A, "schema", "no")
    assert session.receive(frame(codec.Update(b"\1"))) == []
    assert session.receive(frame(codec.Update(b"\1"), B)) == [EditReceived(B, b"\1", whole=False)]
    assert session.receive(frame(codec.Token("t"))) == [OpenRequested(A, "t")]
    assert session.opened(A, "read-write")[1] == []


def test_E1_a_denied_document_drops_what_follows() -> None:
    session = MultiplexedSession()
    session.receive(frame(codec.Token("t")))
    assert session.denied(A, "stale-epoch") == [frame(codec.PermissionDenied("stale-epoch"))]
    assert session.receive(frame(codec.Update(b"\1"))) == []


@pytest.mark.parametrize(
    "message", [codec.SyncStatus(saved=True), codec.Authenticated("read-write"), codec.PermissionDenied("no")]
)
def test_messages_of_the_server_are_not_taken_from_a_client(message: codec.Message) -> None:
    with pytest.raises(CodecError):
        opened().receive(frame(message))


def test_the_plain_session_has_one_document_and_no_addresses() -> None:
    session = PlainSession(A)
    assert session.receive(codec.encode(codec.SyncStep1(b"\0"))) == [StateRequested(A, b"\0")]
    with pytest.raises(CodecError):
        session.receive(codec.encode(codec.Token("t")))
