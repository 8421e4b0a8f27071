"""Yjs updates as bytes: strict decoding into values, and encoding."""
