"""Fixtures for every test: real services, each started once by each worker that needs it."""

# pytest rewrites each module of anyio when it is first imported, and Python 3.11 may fail at that while another thread
# compiles something, too ("AST constructor recursion depth mismatch"): so those that come late come now.
from anyio import open_file, to_thread  # noqa: F401
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
