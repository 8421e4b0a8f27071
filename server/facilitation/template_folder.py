"""An organisation's own templates: a folder of files that is looked at again whenever it has changed (SPEC T7)."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import structlog

from board.templates import ENDING, MOST_BYTES, Shelf, TemplateFault, bundled_templates, shelf_with

MOST_FILES: Final = 200
"""More files are no templates that people choose from."""

_Stamps = Mapping[str, tuple[int, int]]
_log = structlog.get_logger(__name__)


class TemplateFolder:
    """The templates of a folder over the bundled ones. It may come and go; a wrong file stops nobody.

    A folder that is `asked_for` and is not there is itself a fault.
    """

    def __init__(self, folder: Path, *, asked_for: bool = False) -> None:
        self._folder = folder
        self._asked_for = asked_for
        self._stamps: _Stamps | None = None
        self._shelf = shelf_with({})

    async def shelf(self) -> Shelf:
        """Return what can be launched now; the files are read again when one has changed."""
        return await asyncio.to_thread(self._refreshed)

    def _refreshed(self) -> Shelf:
        stamps = stamps_of(self._folder)
        if stamps != self._stamps:
            self._shelf, self._stamps = self._read(), stamps
            for fault in self._shelf.faults:
                _log.warning("wrong template", file=fault.file, line=fault.line, reason=fault.reason)
        return self._shelf

    def _read(self) -> Shelf:
        if self._asked_for and not self._folder.is_dir():
            missing = TemplateFault("TEMPLATES_DIR", None, "There is no such folder on the server.")
            return Shelf(bundled_templates(), faults=(missing,))
        return read_folder(self._folder)


def stamps_of(folder: Path) -> _Stamps:
    """Return the time of change and the size of each template file of the folder, by name."""
    try:
        files = sorted(folder.glob(f"*{ENDING}"))
        return {file.name: (status.st_mtime_ns, status.st_size) for file in files for status in [file.stat()]}
    except OSError:
        return {}


def read_folder(folder: Path) -> Shelf:
    """Return the bundled templates with those of the folder; what cannot be read is among the faults."""
    texts: dict[str, str] = {}
    faults: list[TemplateFault] = []
    names = list(stamps_of(folder))
    if len(names) > MOST_FILES:
        reason = f"There are more than {MOST_FILES} files. This one and those after it are left out."
        faults.append(TemplateFault(names[MOST_FILES], None, reason))
    for name in names[:MOST_FILES]:
        try:
            with (folder / name).open("rb") as file:
                texts[name] = file.read(MOST_BYTES + 1).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = "The file is not UTF-8 text." if isinstance(error, UnicodeDecodeError) else "It cannot be read."
            faults.append(TemplateFault(name, None, reason))
    shelf = shelf_with(texts)
    return Shelf(shelf.templates, shelf.own, (*faults, *shelf.faults))
