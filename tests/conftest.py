"""Fixtures for every test: real services, each started once by each worker that needs it."""

from hypothesis import settings

# Node first, for Chromium imports it.
pytest_plugins = [
    "tests.services.node",
    "tests.services.chromium",
    "tests.services.postgres",
    "tests.services.valkey",
    "tests.services.board_server",
]

# No deadline: how long one example takes says more about the machine than about the code.
settings.register_profile("manualboard", deadline=None, print_blob=True)
settings.load_profile("manualboard")
