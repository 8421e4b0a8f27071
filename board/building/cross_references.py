"""References in the author's own words to parts, tables and figures of the same report (SPEC B3)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from board.reports.model import Flow, List, ListItem
from board.text.richtext import Paragraph, Run, Runs

_REFERENCE: Final = re.compile(r"\[\[([A-Za-z0-9_-]+(?::(?:table|figure)\d{0,3})?)\]\]")
_LOST: Final = "(this part is not in the report)"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: how it reads, such as "Table 3", and the anchor of the place."""

    label: str
    anchor: str


def references_in(text: str) -> list[str]:
    """Return what the references in the author's words name: parts, or such as `id:table` and `id:figure2`."""
    return _REFERENCE.findall(text)


def resolved(flow: tuple[Flow, ...], targets: Mapping[str, Target]) -> tuple[Flow, ...]:
    """Return the author's words with each reference as it reads now, linked to its place."""
    return tuple(_block(each, targets) for each in flow)


def _block(block: Flow, targets: Mapping[str, Target]) -> Flow:
    return Paragraph(_runs(block.runs, targets)) if isinstance(block, Paragraph) else _list(block, targets)


def _list(block: List, targets: Mapping[str, Target]) -> List:
    return replace(block, items=tuple(_item(item, targets) for item in block.items))


def _item(item: ListItem, targets: Mapping[str, Target]) -> ListItem:
    return ListItem(_runs(item.runs, targets), tuple(_list(each, targets) for each in item.lists))


def _runs(runs: Runs, targets: Mapping[str, Target]) -> Runs:
    return tuple(piece for run in runs for piece in _pieces(run, targets))


def _pieces(run: Run, targets: Mapping[str, Target]) -> Iterator[Run]:
    """Yield a run's own words, and between them what its references read as."""
    for number, text in zip(count(), _REFERENCE.split(run.text), strict=False):
        if number % 2 == 0:
            found = replace(run, text=text)
        elif target := targets.get(text):
            found = replace(run, text=target.label, link=f"#{target.anchor}")
        else:
            found = replace(run, text=_LOST)
        if found.text:
            yield found
