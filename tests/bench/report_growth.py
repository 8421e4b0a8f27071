"""What the report of a programme costs as it grows: building it, and writing it as Word, web page and Markdown."""

import time
from typing import Final

from board.render import render
from tests.grown_report import grown, report_of

from .fan_out import MILLISECONDS
from .measures import Figures
from .processes import SERVER_CORE, on_core

FORMATS: Final = ("docx", "html", "markdown")
SESSIONS: Final = 15
CARDS: Final = 20
"""Sessions, and cards on the board of each, of a programme such as the demo's."""


def cost(sessions: int, cards: int) -> Figures:
    """Return the processor time that the report of so many sessions takes, with so many cards in each."""
    plan, content = grown(sessions, cards)
    with on_core(SERVER_CORE):
        before = time.process_time()
        report = report_of(plan, content)
        for fmt in FORMATS:
            render(report, fmt)
        return {"cpu_ms": (time.process_time() - before) * MILLISECONDS}
