"""Boards and who comes to them: links, launches, snapshots, exports, pictures."""
