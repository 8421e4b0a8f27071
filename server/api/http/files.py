"""Files that the API answers with: as themselves, or inside a JSON line of long work."""

import re
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote

from pydantic import BaseModel, Field
from starlette.responses import Response

_PLAIN = re.compile(r"[^A-Za-z0-9 ._-]+")
_FORBIDDEN = re.compile(r'[\s\\/:*?"<>|\x00-\x1f\x7f]+')
"""What Windows allows in no file name, and spaces that follow one another."""
_LONGEST_NAME = 120
"""File systems take 255 bytes; a title of emoji has four bytes a character, and Word adds to names."""


class FileAnswer(BaseModel):
    """A file at the end of lines that told how far it was; `content` is its bytes in base64 (RFC 4648, section 4)."""

    name: str
    media_type: str
    content: str = Field(json_schema_extra={"contentEncoding": "base64"})


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept, named by any title; `snapshot` is the id of the one that it was made from, if it was."""

    title: str
    extension: str
    media_type: str
    content: bytes
    snapshot: str | None = None

    @property
    def name(self) -> str:
        """The name of the file, which every system allows."""
        clean = _FORBIDDEN.sub(" ", self.title).strip(" .-")[:_LONGEST_NAME] or "export"
        return f"{clean}.{self.extension}"

    @property
    def disposition(self) -> str:
        """A Content-Disposition (RFC 6266) with the name in full, and in ASCII for old programs."""
        plain = _PLAIN.sub("", self.name.removesuffix(f".{self.extension}")).strip(" .-") or "export"
        return f"attachment; filename=\"{plain}.{self.extension}\"; filename*=UTF-8''{quote(self.name, safe='')}"

    def response(self) -> Response:
        """Return the file as an HTTP answer."""
        headers = {"Content-Disposition": self.disposition}
        if self.snapshot is not None:
            headers["X-Snapshot"] = self.snapshot
        return Response(self.content, headers=headers, media_type=self.media_type)

    def answer(self) -> FileAnswer:
        """Return the file as JSON."""
        return FileAnswer(name=self.name, media_type=self.media_type, content=b64encode(self.content).decode())
