"""Drives one unmodified Yjs client in Node: see stock_client.cjs."""

import asyncio
import json
from pathlib import Path
from typing import Any, Self

from tests.services.node import Node

SCRIPT = Path(__file__).with_name("stock_client.cjs")
ANSWER_SECONDS = 120.0
"""A condition that never comes true fails the test by then."""


class StockClient:
    """One client process. Use as an async context manager; every method is one command."""

    def __init__(self, node: Node) -> None:
        self._node = node

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            self._node.executable,
            SCRIPT,
            cwd=self._node.folder,
            env=self._node.environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=16 * 1024 * 1024,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    async def do(self, command: str, **arguments: Any) -> Any:
        """Send one command and return its answer."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"do": command, **arguments}).encode() + b"\n")
        async with asyncio.timeout(ANSWER_SECONDS):
            line = await process.stdout.readline()
        assert line, f"the client ended at {command} {arguments}"
        return json.loads(line)

    async def until(self, what: str, **arguments: Any) -> Any:
        """Wait for a condition; returns the state."""
        return await self.do("until", what=what, **arguments)
