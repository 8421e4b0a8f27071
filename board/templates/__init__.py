"""Templates: ways of working as data files, their loader, and those that come with the board (SPEC
T1).
"""

from .loader import load_template
from .model import Ask, Provenance, Role, Template
from .shelf import bundled_templates

__all__ = ["Ask", "Provenance", "Role", "Template", "bundled_templates", "load_template"]
