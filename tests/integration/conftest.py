"""The API in this process."""

from tests.services.api_app import shared_world, world

__all__ = ["shared_world", "world"]
