"""What a page does for each frame, read from Chromium's own trace of its main thread.

The time is the thread's processor time (`tdur`), for wall clock on a shared machine is noise. A frame ends when the
main thread has painted it (`Layerize`); what was done since the one before belongs to it.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page

from .fan_out import percentile

CATEGORIES = ["devtools.timeline", "v8"]
WORK = frozenset(
    {
        *("FunctionCall", "v8.callFunction", "EvaluateScript", "RunMicrotasks", "MinorGC", "MajorGC"),
        *("EventDispatch", "FireAnimationFrame", "TimerFire", "FireIdleCallback"),
        *("HitTest", "UpdateLayoutTree", "Layout"),
    }
)
"""Scripting, style and layout; painting is not among them."""
FRAME = "Layerize"
MICROSECONDS_A_MILLISECOND = 1e3

Event = Mapping[str, Any]


@dataclass
class Trace:
    """`frames`: milliseconds of scripting, style and layout for each frame, in order. Filled when the tracing ends."""

    frames: list[float] = field(default_factory=list)

    def figures(self, name: str, seconds: float) -> Mapping[str, float]:
        """Return mean and 95th percentile in milliseconds, and how many frames there were a second."""
        return {
            f"{name}_ms": sum(self.frames) / max(1, len(self.frames)),
            f"{name}_p95_ms": percentile(sorted(self.frames), 0.95),
            f"{name}_fps": len(self.frames) / seconds,
        }


@asynccontextmanager
async def traced(page: Page) -> AsyncIterator[Trace]:
    """Trace the page meanwhile."""
    browser = page.context.browser
    assert browser is not None
    trace = Trace()
    await browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield trace
    finally:
        events = json.loads(await browser.stop_tracing())["traceEvents"]
        trace.frames += frame_times(_of_busiest_thread(events))


def _of_busiest_thread(events: Sequence[Event]) -> list[Event]:
    """The whole events (`ph` X) of the page's main thread, in the order in which they began."""
    mains = {(each["pid"], each["tid"]) for each in events if each.get("args", {}).get("name") == "CrRendererMain"}
    threads: dict[tuple[int, int], list[Event]] = {main: [] for main in mains}
    for each in events:
        thread = each["pid"], each["tid"]
        if each["ph"] == "X" and thread in mains:
            threads[thread].append(each)
    busiest = max(threads, key=lambda thread: len(threads[thread]))
    return sorted(threads[busiest], key=lambda each: (each["ts"], -each["dur"]))


def frame_times(events: Sequence[Event]) -> Iterator[float]:
    """Give for each frame the milliseconds of scripting, style and layout; work within other work counts once."""
    spent, busy_until = 0.0, 0.0
    for each in events:
        if each["name"] == FRAME:
            yield spent / MICROSECONDS_A_MILLISECOND
            spent = 0.0
        elif each["name"] in WORK and each["ts"] >= busy_until:
            spent += each.get("tdur", each["dur"])
            busy_until = each["ts"] + each["dur"]
