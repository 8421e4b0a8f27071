"""Node, for programs that use the page's packages: `node.run("script.mjs", ...)`."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from client.web import toolchain

WEB = Path(toolchain.__file__).parent


@dataclass(frozen=True)
class Node:
    """How to start Node so that imports find the page's packages."""

    executable: Path
    environment: dict[str, str]
    folder: Path = WEB

    def run(self, *arguments: str, timeout: float = 60, **environment: str) -> str:
        """Run to the end and return what it printed; raises CalledProcessError if it fails."""
        finished = subprocess.run(
            [self.executable, *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            text=True,
            timeout=timeout,
            check=True,
        )
        return finished.stdout

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a program that is spoken to through its standard input and output."""
        return subprocess.Popen(
            [self.executable, *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


def installed() -> Node:
    """The Node of this machine; raises ImportError when there is none."""
    return Node(toolchain.node(), toolchain.environment(os.environ))


@pytest.fixture(scope="session")
def node() -> Node:
    return installed()
