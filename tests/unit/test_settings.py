"""Settings come from the environment, and a wrong value is explained by the name of its variable."""

from datetime import timedelta

import pytest

from server.settings import Settings, SettingsError, describe, table

VARIABLES = [row.variable for row in describe()]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_need_be_set():
    settings = Settings.read()
    assert (settings.port, settings.host) == (8000, "127.0.0.1")
    assert settings.database.startswith("sqlite:////")
    assert settings.database.endswith("/data/manualboard.sqlite3")
    assert settings.address() == "http://localhost:8000"


def test_every_setting_has_a_row_with_a_meaning():
    assert "PORT" in VARIABLES
    assert all(row.meaning for row in describe())
    assert table().count("\n") == len(VARIABLES) + 1


def test_the_environment_wins(monkeypatch, tmp_path):
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db/boards")
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://One.example.org, http://two.example.org:8080/")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    settings = Settings.read()
    assert settings.port == 9001
    assert settings.organiser_link_file == tmp_path / "organiser-link"
    assert settings.database == "postgresql+asyncpg://me@db/boards"
    assert settings.allowed_origins == ("https://one.example.org", "http://two.example.org:8080")
    assert settings.log_level == "debug"


def test_S10_the_log_is_kept_for_days_or_for_ever(monkeypatch):
    monkeypatch.setenv("LOG_RETENTION_DAYS", "30")
    assert Settings.read().log_retention == timedelta(days=30)
    monkeypatch.setenv("LOG_RETENTION_DAYS", "0")
    assert Settings.read().log_retention is None


@pytest.mark.parametrize("given", ["sqlite:////data/board.db", "sqlite+aiosqlite:////data/board.db"])
def test_a_file_is_named_with_a_driver_or_without(monkeypatch, given):
    monkeypatch.setenv("DATABASE_URL", given)
    assert Settings.read().database == "sqlite:////data/board.db"


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "eighty", "valid integer"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("LOG_LEVEL", "loud", "'debug', 'info'"),
        ("PUBLIC_URL", "board.example.org", "https://board.example.org"),
        ("PUBLIC_URL", "https://example.org/board", "must have no path"),
        ("PUBLIC_URL", "https://example.org:port", "must be an address"),
        ("ALLOWED_ORIGINS", "https://one.example.org,*", "must be an address"),
        ("DATABASE_URL", "mysql://me@db/boards", "must begin with sqlite:/// or postgresql://"),
        ("LOG_RETENTION_DAYS", "-1", "greater than or equal to 0"),
        ("REDIS_URL", "localhost:6379", "must begin with redis://"),
    ],
)
def test_a_wrong_value_names_its_variable(monkeypatch, variable, value, words):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert str(caught.value).startswith(variable)
    assert words in str(caught.value)


def test_a_password_is_not_repeated(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hush@db/boards")
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("0.0.0.0", "localhost"),  # noqa: S104
        ("::", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "[2001:db8::1]"),
        ("board.local", "board.local"),
    ],
)
def test_the_printed_address_can_be_opened(monkeypatch, host, shown):
    monkeypatch.setenv("HOST", host)
    assert Settings.read().address(8123) == f"http://{shown}:8123"


def test_a_public_address_is_printed_as_it_is(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://board.example.org/")
    assert Settings.read().address(8123) == "https://board.example.org"
