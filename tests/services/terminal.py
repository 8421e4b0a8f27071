"""A person at a terminal: the command line in a process of its own, as people run it."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The only line of what was printed."""
        (line,) = self.out.splitlines()
        return line

    def failed(self, code: int) -> str:
        """The sentence of an error: one line, and nothing that only programmers read."""
        assert self.code == code, self
        (sentence,) = self.err.splitlines()
        assert "Traceback" not in sentence
        return sentence


def _hear_ctrl_c() -> None:
    """At a terminal a program hears Ctrl-C, also where these tests run in the background and do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A person at a terminal, with a home of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
            "COLUMNS": "200",
            "TERM": "dumb",
            "NO_COLOR": "1",
        }

    async def start(self, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "client",
            *arguments,
            cwd=self.home,
            env={**self.environment, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=_hear_ctrl_c,
        )

    async def run(self, *arguments: str, typed: str = "", **environment: str) -> Said:
        process = await self.start(*arguments, **environment)
        out, err = await asyncio.wait_for(process.communicate(typed.encode()), PATIENCE)
        assert process.returncode is not None
        return Said(process.returncode, out.decode("utf-8", "surrogateescape"), err.decode())

    async def done(self, *arguments: str, typed: str = "") -> Said:
        said = await self.run(*arguments, typed=typed)
        assert said.code == 0, said
        return said

    @property
    def login_file(self) -> Path:
        return self.home / "config" / "manualboard" / "login.json"
