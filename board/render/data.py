"""The report model itself as JSON."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from board.reports.model import Report


def render(report: Report) -> bytes:
    """The report as UTF-8 JSON; every part carries its `type`, such as `section` or `list_item`."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        name = _snake(type(value).__name__)
        return {"type": name} | {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
