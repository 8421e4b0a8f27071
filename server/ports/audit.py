"""The audit: who did what that is worth answering for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """An action that is to be noted together with what it stores. Hold no text in `detail`."""

    action: str
    participant: str | None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something worth answering for. Hold no text of the board in `detail`."""

    at: datetime
    participant: str | None
    board: str | None
    action: str
    detail: Mapping[str, Any]
