"""Whether what came out says what was agreed: the section's body against the records, word for word."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from board.text.richtext import Item, parse

from .compare import differences
from .content import Content
from .wording import Block, plain, read_docx, read_html, read_markdown, without_sections

_BESIDE_THE_TEXT = ("grid", "hats", "left_out", "annex", "provenance")
"""Roles of sections that a report adds to the agreed text."""


def agreed_wording(content: Content) -> list[Block]:
    """Return what the section of themes must say: title, intro, and each area's heading and record."""
    return list(_agreed(content))


def _agreed(content: Content) -> Iterator[Block]:
    yield Block("heading", plain(content.title), 1)
    yield from record_wording(content.intro)
    for area in content.areas:
        yield Block("heading", plain(area.title), 2)
        yield from record_wording(area.record)


def record_wording(record: str) -> Iterator[Block]:
    """Yield the wording of light Markdown."""
    for block in parse(record):
        text = plain("".join(run.text for run in block.runs))
        yield Block("bullet" if isinstance(block, Item) else "paragraph", text)


def body(fmt: str, exported: bytes, report: bytes) -> list[Block]:
    """Return the wording of an exported section without what stands beside the agreed text.

    `report` is the same section in the format `json`, which says what each of its sections is for.
    """
    return without_sections(_read(fmt, exported), set(_titles_beside(json.loads(report))))


def check_body(content: Content, fmt: str, exported: bytes, report: bytes) -> list[str]:
    """Return every difference between what was agreed and what an exported section of themes says."""
    return differences(agreed_wording(content), body(fmt, exported, report))


def _read(fmt: str, exported: bytes) -> list[Block]:
    match fmt:
        case "docx":
            return read_docx(exported)
        case "html":
            return read_html(exported.decode())
        case _:
            return read_markdown(exported.decode())


def _titles_beside(part: Mapping[str, Any]) -> Iterator[str]:
    if part.get("role") in _BESIDE_THE_TEXT:
        yield plain(part["title"])
    inner: Sequence[Mapping[str, Any]] = part.get("blocks", ())
    for block in inner:
        yield from _titles_beside(block)
