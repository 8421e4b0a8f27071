"""Snapshots: a board as plain JSON, how two differ, and going back to one."""
