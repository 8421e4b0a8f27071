"""The report model itself as JSON, and the schema that describes it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from board.reports import model
from board.reports.model import Report

VERSION: Final = 1
"""Raised when a key changes its meaning or goes away; added keys and kinds of block do not raise it."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def render(report: Report) -> bytes:
    """The report as UTF-8 JSON with its `version`; every part carries its `type`, such as `section` or `list_item`."""
    told = {"version": VERSION, **_plain(report)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        name = _snake(type(value).__name__)
        return {"type": name} | {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (2020-12) of what `render` writes, made from the model itself."""
    parts = {_snake(part.__name__): _object(part) for part in _reached(Report, {})}
    whole = parts.pop("report")
    whole["properties"] = {"version": {"const": VERSION}, **whole["properties"]}
    whole["required"] = ["version", *whole["required"]]
    return {"$schema": _DIALECT, "title": "A report of Manualboard", **whole, "$defs": parts}


def _reached(part: type, met: dict[type, None]) -> dict[type, None]:
    """Return the part and all that stands in it, each once."""
    if part not in met:
        met[part] = None
        for hint in _hints(part).values():
            for each in _classes(hint):
                _reached(each, met)
    return met


def _hints(part: type) -> Mapping[str, Any]:
    return get_type_hints(part, vars(model))


def _classes(hint: Any) -> Iterator[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for each in get_args(hint):
        yield from _classes(each)


def _object(part: type) -> dict[str, Any]:
    hints = _hints(part)
    properties = {"type": {"const": _snake(part.__name__)}, **{name: _value(hint) for name, hint in hints.items()}}
    described = " ".join((part.__doc__ or "").split())
    return {"type": "object", "description": described, "properties": properties, "required": list(properties)}


_SIMPLE: Final[Mapping[Any, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}


def _value(hint: Any) -> Mapping[str, Any]:
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _value(inner[0])}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [_value(each) for each in inner]}
    return {"$ref": f"#/$defs/{_snake(hint.__name__)}"}
