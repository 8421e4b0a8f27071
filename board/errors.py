"""Every error the domain can raise, as one tree.

BoardError
├── CodecError        bytes that are not the protocol
├── Refusal           a well-formed update that may not enter the document
├── CausalityGap      an update that needs something the document does not have yet
├── EditError         an edit that does not fit the document (unknown card, full zone, ...)
│   └── Overtaken     a command on something that somebody else changed a moment before
├── DataFileError     a data file (template, places) that cannot be used; carries its line
├── ProgrammeError    what is no programme, or does not hang together; carries each place and its sentence
└── ReportError       a section that cannot be rendered as asked

Each carries a sentence for people. `Refusal` and `CodecError` also carry the stable `code` that travels on the wire.
"""

from collections.abc import Sequence


class BoardError(Exception):
    """Base of all domain errors; `str(error)` is a sentence that says what to do."""


class CodecError(BoardError):
    """The bytes are not a message of the protocol. `code` is stable and travels on the wire."""

    code = "malformed"


class Refusal(BoardError):
    """A well-formed update that may not enter the document.

    `code` is one of: malformed, schema, identity, rights, limit, text, locked, stale-epoch.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class CausalityGap(BoardError):
    """The update depends on structs the document does not have; the sender must resync."""


class EditError(BoardError):
    """The edit does not fit the document as it is now."""


class Overtaken(EditError):
    """What the command was about was changed by somebody else after its sender looked."""


class DataFileError(BoardError):
    """A data file is wrong: `reason` says why. `line` is 1-based, or None when the whole file is meant."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


class ProgrammeError(BoardError):
    """What was given is no programme: `faults` are pairs of where (`groups.2.theme`, or "") and a sentence."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(" ".join(f"{where}: {sentence}" if where else sentence for where, sentence in faults))
        self.faults = tuple(faults)


class ReportError(BoardError):
    """A report section cannot be made as asked."""
