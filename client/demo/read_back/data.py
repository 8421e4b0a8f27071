"""A report in JSON, read back."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from board.reports import model
from board.reports.model import Agreed, Block, Captions, Contents, Heading, Picture, Report, Section
from board.text.richtext import Paragraph, Run

from .nesting import Found

_PARTS: Final[dict[str, Any]] = {
    part.__name__.lower(): part
    for part in (
        *(
            model.Agreed,
            model.Callout,
            model.Captions,
            model.Cell,
            model.Contents,
            model.Front,
            model.Heading,
            model.List,
        ),
        *(model.ListItem, model.Picture, model.Provenance, model.Report, model.Row, model.Section, model.Table),
        *(Paragraph, Run),
    )
}
"""What a report consists of, by the `type` that its JSON gives it, without low lines."""


def read(exported: bytes) -> Iterator[Found]:
    """Yield what the report says. Raises KeyError for a kind of part that is not known."""
    said = json.loads(exported)
    del said["version"]
    report: Report = _part(said)
    yield Heading(0, report.title, "")
    yield from _flat(report.blocks)


def _part(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_part, value))
    if not isinstance(value, dict):
        return value
    given = {name: _part(each) for name, each in value.items()}
    return _PARTS[given.pop("type").replace("_", "")](**given)


def _flat(blocks: Iterable[Block]) -> Iterator[Found]:
    for block in blocks:
        match block:
            case Section():
                yield Heading(block.level, block.title, block.anchor)
                yield from _flat(block.blocks)
            case Agreed():
                yield from block.flow
            case Contents() | Captions():
                pass
            case Picture():
                yield Picture("", 0, 0, block.title, block.description)
            case _:
                yield block
