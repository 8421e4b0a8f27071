"""The content document: its schema, and zones, areas and cards in it."""
