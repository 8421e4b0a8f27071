"""Logs without secrets, figures without words."""

import io
import json
import logging

import pytest
import structlog

from server.settings import Settings
from server.telemetry import Metrics, configure_logging, redact


@pytest.fixture(autouse=True)
def restored_logging():
    """Put the logging of the tests back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /yjs/k3.1f/content?token=abc-DEF_123&x=1", "GET /yjs/k3.1f/content?token=...&x=1"),
        ("http://localhost:8000/join#abc-DEF_123 was opened", "http://localhost:8000/join#... was opened"),
        ("Authorization: Bearer abc-DEF_123", "Authorization: Bearer ..."),
        ("cookie: __Host-manualboard=abc; other=1", "cookie: __Host-manualboard=...; other=1"),
        ("nothing secret", "nothing secret"),
    ],
)
def test_a_secret_is_never_logged(line, kept):
    assert redact(line) == kept


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_lines_of_ours_and_of_libraries_are_redacted_alike(log_format):
    out = io.StringIO()
    configure_logging(Settings(log_format=log_format, log_level="info"), out)
    structlog.get_logger("ours").info("opened", address="/yjs/a?token=hush")
    logging.getLogger("uvicorn").info("%s opened", "/yjs/a?token=hush")
    logging.getLogger("uvicorn").debug("too fine")
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert all("token=..." in line for line in lines)
    assert "hush" not in out.getvalue()
    if log_format == "json":
        assert [json.loads(line)["level"] for line in lines] == ["info", "info"]


def test_an_error_is_logged_with_its_cause_but_no_secret():
    out = io.StringIO()
    configure_logging(Settings(log_format="json", log_level="info"), out)
    structlog.get_logger("ours").error("failed", exc_info=ValueError("at /join#hush"))
    assert "ValueError" in out.getvalue()
    assert "hush" not in out.getvalue()


def test_figures_are_counted_apart_for_each_app():
    first, second = Metrics(), Metrics()
    first.answered("/api/me", "GET", 200)
    with first.timed("/api/me"):
        pass
    content, media = first.expose()
    assert b'manualboard_requests_total{method="GET",route="/api/me",status="200"} 1.0' in content
    assert b'manualboard_request_seconds_count{route="/api/me"} 1.0' in content
    assert media.startswith("text/plain")
    assert b"/api/me" not in second.expose()[0]


@pytest.mark.parametrize("library", ["alembic.runtime", "sqlalchemy.engine.Engine", "asyncpg", "websockets.server"])
def test_no_library_tells_what_people_wrote_at_any_level(library):
    out = io.StringIO()
    configure_logging(Settings(log_level="debug"), out)
    logging.getLogger(library).debug("executing INSERT with canary")
    logging.getLogger(library).info("executing INSERT with canary")
    assert out.getvalue() == ""
