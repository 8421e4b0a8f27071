"""Which web origins may act with a person's cookie (SPEC I6)."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")


def is_secure(connection: HTTPConnection, public_url: str) -> bool:
    """True when the person's browser speaks https to us, as far as the connection and PUBLIC_URL tell."""
    return connection.scope.get("scheme") in ("https", "wss") or public_url.startswith("https://")


def host_of(connection: HTTPConnection) -> str:
    """Return host and port that the connection names, or "" when what it names cannot be a host."""
    host = connection.headers.get("host", "")
    return host if _HOST.fullmatch(host) else ""


def origin_listed(connection: HTTPConnection, public_url: str, allowed: Collection[str]) -> bool:
    """True when the connection's Origin is this server, PUBLIC_URL or one of `allowed`; False without an Origin."""
    origin = _parse(connection.headers.get("origin", ""))
    if origin is None:
        return False
    if origin in {_parse(listed) for listed in (*allowed, public_url)}:
        return True
    schemes = ("https",) if is_secure(connection, public_url) else ("http", "https")
    host = host_of(connection)
    return origin[0] in schemes and origin == _parse(f"{origin[0]}://{host}")


def _parse(origin: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port, or None when the text is no web origin."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme]
