"""Files that an organisation may write itself (TOML): templates, and places. What is wrong is told with its line."""

from .checked import Table, read_table

__all__ = ["Table", "read_table"]
