"""A server whose committing ended by a mistake ends too: it must not take edits that it cannot keep."""

import sys
from pathlib import Path
from subprocess import run

_BREAKING = """
import sys
from server.rooms import hub
from server.__main__ import main

async def broken(self):
    raise ValueError("a mistake of ours")

hub.Hub._follow_relay = broken
sys.exit(main([]))
"""


def test_S6_a_server_that_can_save_nothing_ends_with_an_error(tmp_path: Path) -> None:
    environment = {"PORT": "0", "DATA_DIR": str(tmp_path), "PATH": ""}
    ended = run([sys.executable, "-c", _BREAKING], env=environment, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"a mistake of ours" in ended.stderr
