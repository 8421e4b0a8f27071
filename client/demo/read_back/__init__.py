"""Reports in the formats that we write, read back as other programs read them: by headings, lists and tables.

Every format comes out as blocks of the report model, in sections by the levels of their headings. What a format has
beside the wording is left away: contents lists, anchors, what a section is for, where an agreed text ends.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from board.reports.model import Block

from . import data, markdown, web, word
from .nesting import Found, nested

_READERS: Final[Mapping[str, Callable[[bytes], Iterable[Found]]]] = {
    "docx": word.read,
    "html": web.read,
    "markdown": markdown.read,
    "json": data.read,
}
FORMATS: Final = tuple(_READERS)
"""The formats that can be read back."""


def read_back(fmt: str, exported: bytes) -> tuple[Block, ...]:
    """Return the blocks of a report in one of FORMATS; a report's title is a heading too. Raises KeyError."""
    return nested(_READERS[fmt](exported))
