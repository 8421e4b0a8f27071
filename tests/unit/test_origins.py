"""Which origins may act with a cookie (SPEC I6)."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import HTTPConnection

from server.access.limits import ADDRESSES, WINDOW, Attempts
from server.access.origins import is_secure, origin_listed


def connection(scheme: str, **headers: str) -> HTTPConnection:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "scheme": scheme, "path": "/", "headers": raw, "query_string": b""})


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "allowed"),
    [
        ("http", "board.test", "http://board.test", True),
        ("http", "board.test:8000", "http://board.test:8000", True),
        ("http", "board.test", "http://board.test:80", True),
        ("https", "board.test", "https://BOARD.test", True),
        ("wss", "board.test", "https://board.test", True),
        ("http", "[::1]:8000", "http://[::1]:8000", True),
        # A proxy may take the encryption away without saying so.
        ("http", "board.test", "https://board.test", True),
        ("https", "board.test", "http://board.test", False),
        ("http", "board.test", "http://board.test:8000", False),
        ("http", "board.test", "http://board.test.evil.example", False),
        ("http", "board.test", "http://evil.example", False),
        ("http", "board.test", "null", False),
        ("http", "board.test", "file://", False),
        ("http", "board.test", "http://board.test:99999", False),
        ("http", "board.test", "http://[", False),
        ("http", "", "http://", False),
        ("http", "board.test", "http://public.example", True),
        ("http", "board.test", "https://other.example:8443", True),
        ("http", "board.test", "https://other.example", False),
    ],
)
def test_I6_only_our_own_and_listed_origins(scheme, host, origin, allowed):
    asked = connection(scheme, host=host, origin=origin)
    assert origin_listed(asked, "http://public.example", ["https://other.example:8443"]) is allowed


def test_I6_a_missing_origin_is_not_listed():
    assert not origin_listed(connection("http", host="board.test"), "", [])


def test_https_is_known_from_the_connection_or_the_public_address():
    assert is_secure(connection("wss"), "")
    assert is_secure(connection("http"), "https://board.example")
    assert not is_secure(connection("http"), "http://board.example")


def test_tries_are_counted_by_address_and_forgotten_after_the_window():
    now = [datetime(2026, 3, 12, tzinfo=UTC)]
    attempts = Attempts(2, lambda: now[0])
    attempts.note("192.0.2.1")
    assert not attempts.exhausted("192.0.2.1")
    attempts.note("192.0.2.1")
    assert attempts.exhausted("192.0.2.1")
    assert not attempts.exhausted("192.0.2.2")
    now[0] += WINDOW - timedelta(seconds=1)
    assert attempts.exhausted("192.0.2.1")
    now[0] += timedelta(seconds=1)
    assert not attempts.exhausted("192.0.2.1")


def test_an_ipv6_network_counts_as_one_address():
    attempts = Attempts(1, lambda: datetime(2026, 3, 12, tzinfo=UTC))
    attempts.note("2001:db8:1:2:3::4")
    assert attempts.exhausted("2001:db8:1:2:ffff::1")
    assert not attempts.exhausted("2001:db8:1:3::1")


def test_the_memory_of_addresses_is_bounded():
    attempts = Attempts(1, lambda: datetime(2026, 3, 12, tzinfo=UTC))
    attempts.note("first")
    for number in range(ADDRESSES):
        attempts.note(f"address-{number}")
    assert not attempts.exhausted("first")
    assert attempts.exhausted(f"address-{ADDRESSES - 1}")
