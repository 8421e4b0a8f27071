"""How little is said of those who write (SPEC P5)."""

from .schema import ATTRIBUTIONS


def more_discreet(one: str, other: str) -> str:
    """Return the one of two attributions that says less of who wrote."""
    return max(one, other, key=ATTRIBUTIONS.index)
