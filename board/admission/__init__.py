"""Admission: no client's bytes reach the document before they are found well-formed, permitted and new (SPEC A)."""

from .index import AdmissionIndex, Admitted
from .signing import Signer
from .touched import Touch

__all__ = ["AdmissionIndex", "Admitted", "Signer", "Touch"]
