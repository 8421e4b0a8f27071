"""Fixtures for every test: real services, each started once by each worker that needs it."""

# Node first, for Chromium imports it.
pytest_plugins = [
    "tests.services.node",
    "tests.services.chromium",
    "tests.services.postgres",
    "tests.services.valkey",
]
