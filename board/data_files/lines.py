"""Finds the line of a table or key in a TOML text, which the standard parser does not tell."""

import re
from collections import Counter
from typing import Final

Path = tuple[str | int, ...]
"""Keys and places in lists, outermost first: ("zones", 2, "title")."""

_HEADER: Final = re.compile(r"\s*\[(\[)?\s*([\w.\-\" ]+?)\s*\]\]?")
_KEY: Final = re.compile(r"\s*([\w-]+)\s*=")
_LONG: Final = re.compile(r'"""|\'\'\'')


class Lines:
    """The line, from 1, on which each table and key of a TOML text begins."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._tables: Counter[Path] = Counter()
        self._scan(text)

    def of(self, path: Path) -> int | None:
        """Return the line of the value at this path, or of the nearest thing that holds it."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path)

    def _scan(self, text: str) -> None:
        here: Path = ()
        inside_long = False
        for number, line in enumerate(text.splitlines(), 1):
            header, key = _HEADER.match(line), _KEY.match(line)
            if header and not inside_long:
                here = self._table(header[2], many=header[1] is not None)
                self._found[here] = number
            elif key and not inside_long:
                self._found.setdefault((*here, key[1]), number)
            if len(_LONG.findall(line)) % 2:
                inside_long = not inside_long

    def _table(self, name: str, *, many: bool) -> Path:
        """Return the path that a table header opens: in each list on the way, its newest table."""
        path: Path = ()
        keys = [key.strip().strip('"') for key in name.split(".")]
        for key in keys[:-1]:
            path = (*path, key)
            if self._tables[path]:
                path = (*path, self._tables[path] - 1)
        path = (*path, keys[-1])
        if many:
            self._tables[path] += 1
            return (*path, self._tables[path] - 1)
        return path
