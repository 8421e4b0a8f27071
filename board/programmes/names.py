"""Whether two names are one, written otherwise (SPEC G14)."""

import unicodedata

_KEPT = "LN"
"""Letters and digits, as Unicode sorts characters; accents and punctuation are neither."""


def name_key(name: str) -> str:
    """Return what is the same for names that differ in case, spaces, accents or punctuation alone."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in letters if unicodedata.category(each)[0] in _KEPT) or " ".join(name.split())
