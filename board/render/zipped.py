"""Zip files that are the same each time they are made: every time in them is the snapshot's."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from board.reports.prose import instant

_EARLIEST, _LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""A zip file can say no other times."""


def zipped(files: Mapping[str, bytes], taken: str) -> bytes:
    """Return a zip file with these files in their order."""
    out, when = io.BytesIO(), zip_time(taken)
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def zip_time(taken: str) -> datetime:
    """Return the snapshot's time to the second, brought into what a zip file can say."""
    found = instant(taken) or _EARLIEST
    return min(max(found, _EARLIEST), _LATEST).replace(microsecond=0)
