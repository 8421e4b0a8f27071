"""How many files the process may have open: each socket is one."""

import sys

import structlog

if sys.platform != "win32":
    import resource

OPEN_FILES = 65_536
"""Far above what one event loop serves. Shells, services and containers often begin with 1,024, which five hundred
people with two tabs use up, and then there is none for the database or the worker process either."""

_log = structlog.get_logger(__name__)


def allow_many() -> None:
    """Take as many as the system lets us have without asking anybody, up to OPEN_FILES.

    A system may refuse what it says it allows, as macOS does; the server then goes on with what it has.
    """
    if sys.platform != "win32":
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
        if now != resource.RLIM_INFINITY and now < wanted:
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            except (OSError, ValueError) as error:
                _log.warning("few files may be open, so few sockets", allowed=now, error=str(error))
