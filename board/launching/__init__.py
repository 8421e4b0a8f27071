"""Launching a template, and its second pass beside the first."""
