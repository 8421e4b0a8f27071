"""The pure domain of Manualboard: documents, edits, wire codec, admission, templates and reports.

Nothing in this package knows sockets, clocks, databases or randomness; `server` and `client` both build on it.
"""
