"""What all runs together have done, in a JSON file.

{kind: {"done": n, "aim": n, "broken": [{"seed": n, "again": "...", "log": "..."}]}}
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Break:
    """A run that did not end well: its seed, the command that does it again, and the file with what it said."""

    seed: int
    again: str
    log: str


@dataclass
class Sum:
    """How much of a kind went well, and what did not."""

    done: int = 0
    aim: int = 0
    broken: list[Break] = field(default_factory=list)


class Record:
    """The sums of every kind, written down after each change."""

    def __init__(self, file: Path) -> None:
        self._file = file
        kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
        self.sums = {
            name: Sum(each["done"], each["aim"], [Break(**broken) for broken in each["broken"]])
            for name, each in kept.items()
        }

    def of(self, name: str, aim: int) -> Sum:
        """Return the sum of a kind, whose aim may be another than at the last run."""
        found = self.sums.setdefault(name, Sum())
        found.aim = aim
        return found

    def went_well(self, name: str, count: int) -> None:
        """Add to what was done."""
        self.sums[name].done += count
        self._keep()

    def broke(self, name: str, broken: Break) -> None:
        """Add a seed that must be looked at."""
        self.sums[name].broken.append(broken)
        self._keep()

    def forget(self, name: str, mended: Break) -> None:
        """Take away a break that does not happen any more."""
        self.sums[name].broken.remove(mended)
        self._keep()

    def table(self) -> Sequence[str]:
        """Return the lines of a table, each break under its kind."""
        lines = []
        for name, each in self.sums.items():
            lines.append(f"{name:18} {each.done:>9,} of {each.aim:>9,}  {len(each.broken)} broken")
            lines += [f"    {broken.again}    ({broken.log})" for broken in each.broken]
        return lines

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps({name: asdict(each) for name, each in self.sums.items()}, indent=1), "utf-8")
        fresh.replace(self._file)
