"""Logs and metrics. Neither ever holds a board's title, a person's name, a secret or a word from a board."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Literal, TextIO

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from .settings import Settings

_SECRETS = re.compile(r"(?i)(token=|/join#|bearer\s+|manualboard=)[^\s&;\"']+")
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_TALKATIVE = ("alembic", "sqlalchemy", "asyncpg", "websockets", "redis")
"""Libraries that log what they look at, at each start or each statement: what people wrote, at the level of debug."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def redact(text: str) -> str:
    """Return `text` with every token, link secret and cookie in it replaced by three dots."""
    return _SECRETS.sub(r"\1...", text)


def configure_logging(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """Send our log lines and those of every library to `stream`, redacted. Call once, at start."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _redact_values,
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(settings.log_format)],
        )
    )
    logging.basicConfig(handlers=[handler], level=_LEVELS[settings.log_level], force=True)
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _renderer(log_format: Literal["text", "json"]) -> Any:
    if log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)


def _redact_values(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


class Metrics:
    """What `/metrics` shows. One registry an app, so that two apps in one process do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "manualboard_requests", "API requests", ["route", "method", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "manualboard_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self._snapshots = Counter("manualboard_snapshots", "Snapshots taken", ["reason"], registry=self.registry)
        self.sessions = Gauge("manualboard_sessions", "Open document sessions", registry=self.registry)
        self.damaged = Gauge(
            "manualboard_damaged_documents",
            "Documents that cannot be read to their end, or in which the last scrub found damage",
            registry=self.registry,
        )
        self.refusals = Counter("manualboard_refusals", "Updates refused", ["code"], registry=self.registry)
        self._exports = Counter("manualboard_exports", "Reports made", ["layout", "format"], registry=self.registry)

    @contextmanager
    def timed(self, route: str) -> Iterator[None]:
        """Measure the time that answering takes; `route` is the pattern, never the path."""
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds.labels(route).observe(perf_counter() - start)

    def answered(self, route: str, method: str, status: int) -> None:
        """Count an answered request."""
        self._requests.labels(route, method, str(status)).inc()

    def snapshot_taken(self, reason: str) -> None:
        """Count a snapshot."""
        self._snapshots.labels(reason).inc()

    def exported(self, layout: str, format: str) -> None:  # noqa: A002
        """Count a finished report."""
        self._exports.labels(layout, format).inc()

    def expose(self) -> tuple[bytes, str]:
        """Return all figures in the Prometheus text format, and its media type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST
