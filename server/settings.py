"""Settings of the server: every one from the environment, and this is the only module that reads it."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

WEB_DIST = Path(__file__).resolve().parent.parent / "client" / "web" / "dist"
DATABASE_FILE = "manualboard.sqlite3"
DATABASE_SCHEMES = ("sqlite", "postgresql+asyncpg")
_DRIVERS = {
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
_WITH_PASSWORDS = ("database_url", "redis_url")
LOG_RETENTION_DAYS = 90
"""A quarter: questions about who wrote what come up until the next session, and damage that the nightly scrub finds can
be mended while the rows are there. Longer keeps people's keystrokes without need."""
KEPT = "What is written here is kept on this server. Ask the organiser how long, and to have something taken out."


class SettingsError(Exception):
    """An environment variable has a value that cannot be used; the message names it and says what is wanted."""


class Settings(BaseSettings):
    """What can be set, with its default. The environment variable has the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix="", case_sensitive=False, extra="ignore", frozen=True)

    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    host: str = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0 for every network.")
    data_dir: Path = Field(default=Path("data"), description="Folder for the database and the organiser's link.")
    templates_dir: Path | None = Field(
        default=None,
        description="Folder with templates of your own, added to the built-in ones or in their place; empty: the folder"
        " templates in DATA_DIR.",
    )
    database_url: str = Field(
        default="",
        description="SQLite or PostgreSQL address, such as postgresql://user@host/name; empty: SQLite in DATA_DIR.",
    )
    redis_url: str = Field(
        default="",
        description="Redis or Valkey address, needed when several servers share a database; empty: one server.",
    )
    public_url: str = Field(
        default="", description="Address people use, such as https://board.example.org; empty: taken from each request."
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Other web origins that may use this server in a browser, with commas between."
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Addresses whose X-Forwarded-For and -Proto are believed, with commas between."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level that is logged."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Lines for people, or JSON for a log collector."
    )
    retention_note: str = Field(
        default=KEPT, max_length=500, description="Sentence shown to people who join: how long their words are kept."
    )
    log_retention_days: int = Field(
        default=LOG_RETENTION_DAYS,
        ge=0,
        le=36_500,
        description="Days for which every single edit is kept with its author, before it is merged into the board's"
        " state; 0: for ever.",
    )
    web_dist: Path = Field(default=WEB_DIST, description="Folder of the built page.")

    @field_validator("templates_dir", mode="before")
    @classmethod
    def _folder(cls, value: object) -> object:
        return value or None

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(_origin(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        return _origin(value) if value else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        return _database_url(value) if value else value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @classmethod
    def read(cls) -> Self:
        """Return the settings of this environment; raises SettingsError."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError(_explain(error)) from None

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{(self.data_dir / DATABASE_FILE).resolve()}"

    @property
    def log_retention(self) -> timedelta | None:
        """How long rows of the log are kept; None for ever."""
        return timedelta(days=self.log_retention_days) if self.log_retention_days else None

    @property
    def organiser_link_file(self) -> Path:
        """Where the organiser's link is kept, so that later runs print the same one."""
        return self.data_dir / "organiser-link"

    @property
    def templates_folder(self) -> Path:
        """Where an organisation's own templates are looked for."""
        return self.templates_dir or self.data_dir / "templates"

    @property
    def places_file(self) -> Path:
        """Where the operator's own file of places is looked for."""
        return self.data_dir / "places.toml"

    def address(self, port: int | None = None) -> str:
        """Return the address to print for people: PUBLIC_URL, or http on this host; `port` is the one really bound."""
        if self.public_url:
            return self.public_url
        return f"http://{_host_for_people(self.host)}:{port or self.port}"


@dataclass(frozen=True, slots=True)
class Described:
    """One setting for the README's table."""

    variable: str
    default: str
    meaning: str


def describe() -> list[Described]:
    """Return every setting in order of declaration."""
    return [
        Described(name.upper(), _default_text(name, field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def table() -> str:
    """Return the settings as a Markdown table."""
    rows = [f"| `{row.variable}` | {row.default} | {row.meaning} |" for row in describe()]
    return "\n".join(["| Variable | Default | Meaning |", "|---|---|---|", *rows])


def _default_text(name: str, value: object) -> str:
    if name == "web_dist":
        return "`client/web/dist`"
    if name == "retention_note":
        return f"“{value}”"
    return f"`{value}`" if value else ""


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _has_port(parts):
        raise ValueError("must be an address such as https://board.example.org")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("must have no path: only scheme, host and port, such as https://board.example.org")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _has_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _database_url(value: str) -> str:
    scheme, colon, rest = value.partition("://")
    driver = _DRIVERS.get(scheme, scheme)
    if not colon or driver not in DATABASE_SCHEMES:
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return f"{driver}://{rest}"


def _host_for_people(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_loopback or address.is_unspecified:
        return "localhost"
    return f"[{host}]" if address.version == 6 else host


def _explain(error: ValidationError) -> str:
    return "\n".join(map(_sentence, error.errors(include_url=False, include_context=False)))


def _sentence(item: ErrorDetails) -> str:
    name = str(item["loc"][0]) if item["loc"] else ""
    message = item["msg"].removeprefix("Value error, ").removeprefix("Input should ")
    message = message if message.startswith("must") else f"should {message}"
    given = "" if name in _WITH_PASSWORDS else f" (it is {str(item['input'])!r})"
    return f"{name.upper()} {message}{given}."
