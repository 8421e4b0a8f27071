"""Numbers that a run may be given in the environment, such as KILLS=500: small by default, large by hand."""

import os


def number(name: str, default: int) -> int:
    """Return the number in the environment variable, or the default."""
    return int(os.environ.get(name, default))
