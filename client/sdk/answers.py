"""What the server answers: problems, and the lines of long work (SPEC L1)."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import httpx2

from board.progress import Progress, Tell

from .errors import RequestFailed, Unreachable

LINES: Final = "application/x-ndjson"
"""The media type of an answer that tells how far the work is."""
_CUT_OFF: Final = "The connection ended before this was done. Try again."


def problem_in(response: httpx2.Response) -> RequestFailed:
    """Return the problem of an answer that is no success."""
    try:
        problem = response.json()
        detail, alike = str(problem.get("detail", "")), problem.get("alike", {"entity": {"id": ""}})["entity"]["id"]
        return RequestFailed(response.status_code, str(problem["title"]), detail, alike=str(alike))
    except (ValueError, KeyError, TypeError):
        return RequestFailed(response.status_code, response.reason_phrase, response.text[:200])


async def result_of(lines: AsyncIterator[str], tell: Tell) -> Mapping[str, Any]:
    """Return the result that the last line has; `tell` hears of the steps before.

    Raises RequestFailed for a problem, and Unreachable where the lines end before either.
    """
    async for line in lines:
        match _read(line):
            case {"step": str(step), "done": int(done), "of": int(of)}:
                tell(Progress(step, done, of))
            case {"result": dict(result)}:
                return result
            case {"problem": {"status": int(status), "title": str(title), **more}}:
                raise RequestFailed(status, title, str(more.get("detail", "")))
            case _:
                break
    raise Unreachable(_CUT_OFF)


def _read(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def file_in(result: Mapping[str, Any]) -> bytes:
    """Return the file that is the result of long work."""
    return b64decode(result["content"])
