"""Writes what the page and the domain share: the schema as TypeScript, the colours of pictures."""
