"""The two wire dialects, as bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board import limits
from board.errors import CodecError
from board.wire import codec

ADDRESS = "b.1/content"
HEAD = b"\x0bb.1/content"

MESSAGES: list[tuple[codec.Message, bytes]] = [
    (codec.SyncStep1(b"\x00"), b"\x00\x00\x01\x00"),
    (codec.SyncStep2(b"\x00\x00"), b"\x00\x01\x02\x00\x00"),
    (codec.Update(b"\x00\x00"), b"\x00\x02\x02\x00\x00"),
    (codec.Awareness(b"\x00"), b"\x01\x01\x00"),
    (codec.QueryAwareness(), b"\x03"),
    (codec.Token("key"), b"\x02\x00\x03key"),
    (codec.PermissionDenied("no"), b"\x02\x01\x02no"),
    (codec.Authenticated("readonly"), b"\x02\x02\x08readonly"),
    (codec.Stateless("{}"), b"\x05\x02{}"),
    (codec.Close("end"), b"\x07\x03end"),
    (codec.SyncStatus(saved=True), b"\x08\x01"),
    (codec.SyncStatus(saved=False), b"\x08\x00"),
]


@pytest.mark.parametrize(("message", "body"), MESSAGES, ids=lambda value: type(value).__name__)
def test_each_message_has_its_bytes_in_both_dialects(message: codec.Message, body: bytes) -> None:
    assert codec.encode(message) == body
    assert codec.encode(message, ADDRESS) == HEAD + body
    assert codec.decode_plain(body) == message
    assert codec.decode_addressed(HEAD + body) == (ADDRESS, message)


def test_ping_and_pong_have_no_address() -> None:
    assert codec.decode_addressed(b"\x09") == codec.Ping()
    assert codec.decode_addressed(b"\x0a") == codec.Pong()


def test_the_providers_version_after_the_token_is_read_over() -> None:
    assert codec.decode_plain(b"\x02\x00\x03key\x054.8.0") == codec.Token("key")


def test_a_close_of_the_stock_provider_has_no_reason() -> None:
    assert codec.decode_addressed(HEAD + b"\x07") == (ADDRESS, codec.Close(""))


def test_the_session_id_is_not_part_of_the_document_name() -> None:
    assert codec.document_of("b.1/content\0k3") == "b.1/content"


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\x00",
        HEAD,
        HEAD + b"\x00",
        HEAD + b"\x00\x03\x01\x00",
        HEAD + b"\x04\x00\x01\x00",
        HEAD + b"\x00\x00\x05\x00",
        HEAD + b"\x00\x00\x01\x00\x00",
        HEAD + b"\x02\x07\x01a",
        HEAD + b"\x63",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\x81\x00a\x03",
        b"\x02\xff\xfe\x03",
    ],
    ids=bytes.hex,
)
def test_A1_frames_that_are_not_the_protocol_are_named_so(frame: bytes) -> None:
    with pytest.raises(CodecError):
        codec.decode_addressed(frame)


@given(st.binary(max_size=60))
def test_A1_any_bytes_are_a_message_or_a_codec_error(frame: bytes) -> None:
    try:
        decoded = codec.decode_addressed(frame)
    except CodecError:
        return
    assert isinstance(decoded, tuple | codec.Ping | codec.Pong)


@given(st.lists(st.binary(max_size=300)))
def test_a_batch_gives_back_its_frames(frames: list[bytes]) -> None:
    assert codec.decode_batch(codec.encode_batch(frames)) == frames


@pytest.mark.parametrize("body", [b"\x02x", b"\x80", b"\x01x\x05xx"])
def test_A1_a_batch_that_ends_too_early_is_refused(body: bytes) -> None:
    with pytest.raises(CodecError):
        codec.decode_batch(body)


def test_A2_a_body_of_too_many_empty_frames_is_refused() -> None:
    with pytest.raises(CodecError):
        codec.decode_batch(bytes(limits.MAX_BATCH_FRAMES + 1))
    assert len(codec.decode_batch(bytes(limits.MAX_BATCH_FRAMES))) == limits.MAX_BATCH_FRAMES
