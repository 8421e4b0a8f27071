"""Who is here: bounded decoding, stamped identity, latest state a client."""

import pytest

from board import limits
from board.errors import CodecError
from board.wire import presence
from board.wire.presence import Entry, PresenceBoard
from board.yjs.varint import write_var_string

AT = "2026-03-12T14:00:00.000+00:00"
LATER = "2026-03-12T14:05:00.000+00:00"
ANN = {"id": "p1", "name": "Ann", "colour": "mint"}


def test_entries_survive_the_wire() -> None:
    entries = [Entry(7, 3, {"cursor": [1, 2]}), Entry(8, 0, None)]
    assert presence.decode(presence.encode(entries)) == entries


@pytest.mark.parametrize(
    "update",
    [
        b"",
        b"\x01",
        b"\x02\x07\x03\x02{}",
        b"\x01\x07\x03\x01[",
        b"\x01\x07\x03\x02[]",
        b"\x01\x07\x03\x011",
        b"\x00\x00",
    ],
    ids=bytes.hex,
)
def test_A1_wrong_presence_is_named_so(update: bytes) -> None:
    with pytest.raises(CodecError):
        presence.decode(update)


def test_A2_a_state_is_bounded() -> None:
    too_big = presence.encode([Entry(1, 1, {"cursor": "x" * limits.MAX_AWARENESS_STATE_BYTES})])
    with pytest.raises(CodecError, match="bytes"):
        presence.decode(too_big)


def test_A2_a_state_that_grows_as_it_is_written_again_is_bounded() -> None:
    with pytest.raises(CodecError, match="bytes"):
        presence.decode(written('{"cursor":[' + ",".join(["1e15"] * 800) + "]}"))


def test_A2_deep_nesting_does_not_overflow() -> None:
    text = "[" * 1_900 + "]" * 1_900
    with pytest.raises(CodecError):
        presence.decode(b"\x01\x01\x01" + presence.encode([Entry(1, 1, {"k": text})])[3:].replace(b'{"k":"', b""))


def test_I1_the_name_is_the_servers_whatever_the_client_claims() -> None:
    board = PresenceBoard()
    board.show(7, 1, {"user": {"name": "The Chair"}, "cursor": [1, 2], "secret": "x"}, ANN, AT)
    assert board.everyone() == [Entry(7, 1, {"cursor": [1, 2], "user": ANN})]


def test_changes_are_coalesced_to_the_latest_state_a_client() -> None:
    board = PresenceBoard()
    for step in range(5):
        board.show(7, step, {"cursor": [step, 0]}, ANN, AT)
    board.show(8, 0, {}, ANN, AT)
    assert board.take_changes() == [Entry(7, 4, {"cursor": [4, 0], "user": ANN}), Entry(8, 0, {"user": ANN})]
    assert board.take_changes() == []


def test_a_client_that_left_is_told_and_may_come_back_with_its_old_clock() -> None:
    board = PresenceBoard()
    board.show(7, 4, {}, ANN, AT)
    board.take_changes()
    board.leave(7)
    assert board.take_changes() == [Entry(7, 5, None)]
    board.show(7, 4, {}, ANN, AT)
    assert board.take_changes() == [Entry(7, 6, {"user": ANN})]


@pytest.mark.parametrize(
    "state",
    [
        '{"cursor":NaN}',
        '{"cursor":[1e999,0]}',
        '{"cursor":-Infinity}',
        '{"cursor":"\\ud800"}',
        '{"\\udc00":1}',
        '{"cursor":' + "[" * 12 + "]" * 12 + "}",
    ],
)
def test_A1_a_state_that_other_programs_could_not_read_is_not_taken(state: str) -> None:
    with pytest.raises(CodecError):
        presence.decode(written(state))


def test_A2_a_clock_that_could_not_be_counted_on_is_not_taken() -> None:
    with pytest.raises(CodecError, match="clock"):
        presence.decode(presence.encode([Entry(7, 2**53 - 1, {})]))


def test_I1_what_the_server_stamped_may_be_longer_and_is_taken_from_who_sends_it_back() -> None:
    board = PresenceBoard()
    state = {"cursor": "x" * (limits.MAX_AWARENESS_STATE_BYTES - 20)}
    own = presence.decode(presence.encode([Entry(7, 1, state)]))[0].state or {}
    board.show(7, 1, {**own, "hand": True}, {**ANN, "name": "🧑" * 80}, AT)
    stamped = presence.encode(board.everyone())
    assert presence.decode_stamped(stamped) == board.everyone()
    assert presence.decode(stamped) == board.everyone()


def test_A2_what_is_shown_of_a_state_is_bounded_whatever_else_it_says() -> None:
    with pytest.raises(CodecError, match="bytes"):
        presence.decode(presence.encode([Entry(7, 1, {"cursor": "x" * limits.MAX_AWARENESS_STATE_BYTES})]))
    with pytest.raises(CodecError, match="bytes"):
        presence.decode(presence.encode([Entry(7, 1, {"user": "x" * 20_000})]))


def test_A2_a_client_that_claims_the_highest_clock_is_heard_by_everybody_as_long_as_it_stays() -> None:
    board = PresenceBoard()
    for _ in range(3):
        board.show(7, presence.MAX_CLOCK, {}, ANN, AT)
        shown = board.take_changes()
        board.leave(7)
        left = board.take_changes()
        assert presence.decode_stamped(presence.encode(shown)) == shown
        assert presence.decode(presence.encode(left)) == left
        assert shown[0].clock < left[0].clock


def test_A2_a_state_that_the_server_stamped_is_bounded_too() -> None:
    with pytest.raises(CodecError, match="bytes"):
        presence.decode_stamped(presence.encode([Entry(7, 1, {"cursor": "x" * 20_000})]))


def written(state: str) -> bytes:
    """An awareness update with this text as its one state."""
    out = bytearray(b"\x01\x07\x01")
    write_var_string(out, state)
    return bytes(out)


def test_F9_since_when_a_hand_is_up_is_said_by_the_server_and_kept_over_a_drop() -> None:
    board = PresenceBoard()
    board.show(7, 1, {"hand": {"since": "1999-01-01T00:00:00Z"}}, ANN, AT)
    board.show(7, 2, {"hand": True, "cursor": [1, 2]}, ANN, LATER)
    assert board.everyone()[0].state == {"hand": {"since": AT}, "cursor": [1, 2], "user": ANN}
    board.leave(7)
    board.show(7, 3, {"hand": True}, ANN, LATER)
    assert board.everyone()[0].state == {"hand": {"since": AT}, "user": ANN}
    board.show(7, 4, {"hand": None}, ANN, LATER)
    assert board.everyone()[0].state == {"user": ANN}
    board.show(7, 5, {"hand": True}, ANN, LATER)
    assert board.everyone()[0].state == {"hand": {"since": LATER}, "user": ANN}
