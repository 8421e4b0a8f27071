"""Addresses of the API."""

from urllib.parse import quote


def path_part(name: str) -> str:
    """Return an id as one part of a path, whatever is in it."""
    return quote(name, safe="") if name.strip(".") else "_"
