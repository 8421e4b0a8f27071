"""Total reading of entities: every value is checked against the schema, odd ones become the default
(SPEC D5).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .schema import Entity, Field, Text, TextMap, ValueMap


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that was missing or odd: which entity of which root, and which field ("" for all of
    it).
    """

    what: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads entities of one root map; what is odd is added to `broken`."""

    what: str
    entity: Entity
    defaults: Mapping[str, Any]
    broken: list[Broken]

    def read(self, key: str, raw: Any) -> dict[str, Any]:
        """Return every field of the entity, lists as tuples; a nullable field may be missing."""
        if not isinstance(raw, dict):
            self.broken.append(Broken(self.what, key, ""))
            return dict(self.defaults)
        values = {}
        for name, field in self.entity.items():
            default = self.defaults[name]
            value = raw.get(name, default if default is None else _MISSING)
            if fits(field, value):
                values[name] = frozen(value)
            else:
                self.broken.append(Broken(self.what, key, name))
                values[name] = _rest(field, value, default)
        return values


_MISSING = object()


def fits(field: Field, value: Any) -> bool:
    """Return whether a plain value (texts as strings) is what the schema says of this field."""
    match field:
        case Text():
            return isinstance(value, str)
        case TextMap():
            return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        case ValueMap(shape):
            return isinstance(value, dict) and all(map(shape.fits, value.values()))
        case _:
            return field.fits(value)


def _rest(field: Field, value: Any, default: Any) -> Any:
    """Keep the good entries of a map in which some are odd."""
    match field:
        case TextMap() if isinstance(value, dict):
            return {key: text for key, text in value.items() if isinstance(text, str)}
        case ValueMap(shape) if isinstance(value, dict):
            return {key: item for key, item in value.items() if shape.fits(item)}
        case _:
            return default


def frozen(value: Any) -> Any:
    """Return a list as a tuple and anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def entries(raw: Any) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a root map by id, so that every reader meets them in the same order."""
    yield from sorted(raw.items()) if isinstance(raw, dict) else ()
