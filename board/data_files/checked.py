"""A table of a data file whose values are taken out checked, each mistake with its line."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

from board import limits
from board.errors import DataFileError

from .lines import Lines, Path

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,19}")
"""Names in a file. At most 20 digits, so that a phase and an area's id make one checklist entry."""
MOST_BYTES: Final = 64 * limits.KIB
"""The longest bundled file has a sixth of this."""


def read_table(text: str) -> "Table":
    """Return the whole of a data file as one table. Raises DataFileError where it is not TOML, or too long."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise DataFileError(f"The file is too long: at most {MOST_BYTES // limits.KIB} KiB.")
    try:
        return Table(tomllib.loads(text), Lines(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at (?:line (\d+)|end of document)", str(error))
        reason = found[1] if found else str(error)
        line = int(found[2]) if found and found[2] else max(1, len(text.splitlines()))
        raise DataFileError(f"This is not TOML: {reason}.", line) from error


class Table:
    """One table. `done` complains about whatever was not taken out of it."""

    def __init__(self, data: dict[str, Any], lines: Lines, path: Path = ()) -> None:
        self._data = data
        self._lines = lines
        self.path = path
        self._asked: list[str] = []

    def wrong(self, reason: str, key: str | None = None) -> DataFileError:
        """Return the error to raise: what is wrong, with the line of the key or table."""
        path = self.path if key is None else (*self.path, key)
        return DataFileError(reason, self._lines.of(path) or 1)

    def has(self, key: str) -> bool:
        """Return whether the table has this key."""
        return key in self._data

    def text(self, key: str, longest: int, default: str | None = None) -> str:
        """Return a text that is not empty; without a default it must be there."""
        value = self._take(key, default)
        if default is not None and value == default:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"'{key}' must be a text in quotation marks.", key)
        if len(value) > longest:
            raise self.wrong(f"'{key}' is too long: at most {longest} characters.", key)
        return " ".join(value.split())

    def name(self, key: str) -> str:
        """Return a short name of small letters, digits and underscores."""
        value = self.text(key, 64)
        if NAME.fullmatch(value) is None:
            raise self.wrong(f"'{key}' must be 1 to 20 small letters, digits or '_'.", key)
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of these words."""
        value = self._take(key, default)
        if value not in choices and value != default:
            raise self.wrong(f"'{key}' must be one of: {', '.join(choices)}.", key)
        return str(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number between low and high."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(f"'{key}' must be a whole number from {low} to {high}.", key)
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.wrong(f"'{key}' must be true or false, without quotation marks.", key)
        return value

    def day(self, key: str) -> dt.date:
        """Return a date, written as 2024-06-30 without quotation marks."""
        value = self._take(key, None)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.wrong(f"'{key}' must be a date such as 2024-06-30, without quotation marks.", key)
        return value

    def texts(self, key: str, longest: int, most: int) -> list[str]:
        """Return a list of texts, empty when it is not there."""
        value = self._take(key, [])
        right = isinstance(value, list) and all(isinstance(text, str) and text for text in value)
        if not right or len(value) > most or any(len(text) > longest for text in value):
            raise self.wrong(f"'{key}' must be a list of at most {most} texts.", key)
        return list(value)

    def choices(self, key: str, choices: Sequence[str]) -> list[str]:
        """Return a list of these words, empty when it is not there."""
        value = self.texts(key, 64, len(choices) or 1)
        odd = [text for text in value if text not in choices]
        if odd:
            listed = ", ".join(choices) or "nothing"
            raise self.wrong(f"'{odd[0]}' cannot be in '{key}'. It takes: {listed}.", key)
        return value

    def numbers(self, key: str, count: int) -> list[float]:
        """Return a list of this many numbers."""
        value = self._take(key, None)
        right = isinstance(value, list) and len(value) == count
        if not right or not all(isinstance(x, int | float) and x is not True for x in value):
            raise self.wrong(f"'{key}' must be a list of {count} numbers.", key)
        return list(value)

    def table(self, key: str) -> "Table":
        """Return a table inside this one."""
        value = self._take(key, None)
        if not isinstance(value, dict):
            raise self.wrong(f"'{key}' must be a table: a line [{key}] and its keys below.", key)
        return Table(value, self._lines, (*self.path, key))

    def tables(self, key: str, most: int) -> list["Table"]:
        """Return a list of tables, empty when it is not there."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"'{key}' must be tables: [[{key}]] before each.", key)
        if len(value) > most:
            raise self.wrong(f"There are too many of '{key}': at most {most}.", key)
        path = (*self.path, key)
        return [Table(item, self._lines, (*path, place)) for place, item in enumerate(value)]

    def done(self) -> None:
        """Raise DataFileError for a key that nothing asked for, with the name that may be meant."""
        for key in self._data:
            if key not in self._asked:
                close = difflib.get_close_matches(key, self._asked, 1)
                hint = f" Did you mean '{close[0]}'?" if close else ""
                raise self.wrong(f"'{key}' is not known here.{hint}", key)

    def _take(self, key: str, default: Any) -> Any:
        self._asked.append(key)
        if key in self._data:
            return self._data[key]
        if default is None:
            raise self.wrong(f"'{key}' is missing here.")
        return default
