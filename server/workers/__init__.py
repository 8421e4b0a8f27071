"""Processes for heavy work, and the work done in them."""
