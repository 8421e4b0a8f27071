"""The clients of a Manualboard server: the Python SDK, the command line, the demo, and the page (`web/`)."""
