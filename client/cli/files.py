"""Files that commands read and write; `-` is standard input or output."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Final

import typer

from client.sdk import ClientError, Json

STANDARD_OUTPUT: Final = "-"
NOTHING_MADE: Final = "Stopped. Nothing was made."
_EXTENSIONS: Final = {"html_fragment": "html", "markdown": "md", "csv": "zip"}
"""Of formats whose files end otherwise than they are called."""


def named(name: str, file_format: str) -> Path:
    """Return what a file of this format is called where nobody says."""
    return Path(f"{name}.{_EXTENSIONS.get(file_format, file_format)}")


def read_json(file: str, what: str) -> Json:
    """Return the JSON object in a file. Raises ClientError, saying that it is no `what`."""
    raw = sys.stdin.buffer.read() if file == STANDARD_OUTPUT else Path(file).read_bytes()
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise ClientError(f"{file} is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise ClientError(f"{file} is no {what}: it must be one JSON object.")
    return found


async def kept(target: Path, content: bytes) -> None:
    """Write a file and say so; to standard output nothing else is written."""
    if str(target) == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return
    await asyncio.to_thread(target.write_bytes, content)
    typer.echo(f"Wrote {target} ({len(content)} bytes).")
