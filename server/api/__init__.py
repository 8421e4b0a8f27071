"""The REST API: one module a resource, one route table, rights denied unless a row of the table gives them."""

from .http.services import Services
from .table import api_routes

__all__ = ["Services", "api_routes"]
