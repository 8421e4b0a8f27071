"""`python -m client.demo`: play the demo; the sections are in build/demo afterwards.

The environment variable REPORT may name the text of the report; its section 4.3 then gives the agreed texts.
"""

import asyncio
import os
import sys
from pathlib import Path

from client.sdk import ClientError

from .participant import DemoFailed
from .published.sections import SectionNotFound
from .run import run
from .server_process import ServerDidNotStart, ServerDidNotStop

_REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = _REPOSITORY / "build" / "demo"


def main() -> int:
    """Play the demo; returns the exit code."""
    report = os.environ.get("REPORT", "")
    try:
        asyncio.run(run(FOLDER, os.environ, print, Path(report) if report else None))
    except (DemoFailed, SectionNotFound, ServerDidNotStart, ServerDidNotStop, ClientError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
