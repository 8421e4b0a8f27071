"""The operator's own file of places, looked at again whenever it has changed (SPEC G3)."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from board.data_files.checked import MOST_BYTES
from board.errors import DataFileError
from board.programmes import Places, bundled_places, load_places

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PlacesInUse:
    """The places that hold now; `own`: from the operator's file. `fault` says why that file is not used."""

    places: Places
    own: bool = False
    fault: DataFileError | None = None


class PlacesFile:
    """The places of a file, or those that come with the board: where there is none, and while it is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._found = PlacesInUse(bundled_places())

    async def current(self) -> PlacesInUse:
        """Return what holds now; the file is read again when it has changed."""
        return await asyncio.to_thread(self._refreshed)

    def _refreshed(self) -> PlacesInUse:
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._found, self._stamp = read_places(self._path), stamp
            if self._found.fault is not None:
                _log.warning("wrong places", file=str(self._path), reason=str(self._found.fault))
        return self._found


def read_places(path: Path) -> PlacesInUse:
    """Return the places of this file, or the bundled ones with what is wrong."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1).decode("utf-8")
        return PlacesInUse(load_places(text), own=True)
    except FileNotFoundError:
        return PlacesInUse(bundled_places())
    except DataFileError as error:
        return PlacesInUse(bundled_places(), fault=error)
    except (OSError, UnicodeDecodeError) as error:
        reason = "The file is not UTF-8 text." if isinstance(error, UnicodeDecodeError) else "It cannot be read."
        return PlacesInUse(bundled_places(), fault=DataFileError(reason))


def check_places(path: Path) -> tuple[list[str], int]:
    """Return the lines to print, and the exit code: 0 when all is well, 1 when it is wrong, 2 without a file."""
    if not path.is_file():
        return [f"There is no file {path}."], 2
    found = read_places(path)
    if found.fault is not None:
        return [f"{path.name}, {found.fault} The built-in places are used instead."], 1
    return [f"{path.name}: right. Places: {len(found.places.places)}, ICBs: {len(found.places.icbs)}."], 0


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
