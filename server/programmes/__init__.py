"""What the server does for programmes: the operator's places, and who joined becoming a session's register."""
