"""Templates: ways of working as data files, their loader, and those that come with the board (SPEC
T1).
"""

from board.data_files.checked import MOST_BYTES

from .loader import load_template
from .model import Ask, Provenance, Template
from .shelf import ENDING, Shelf, TemplateFault, bundled_templates, shelf_with

__all__ = [
    "ENDING",
    "MOST_BYTES",
    "Ask",
    "Provenance",
    "Shelf",
    "Template",
    "TemplateFault",
    "bundled_templates",
    "load_template",
    "shelf_with",
]
