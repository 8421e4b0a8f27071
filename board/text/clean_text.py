"""Text that people typed, freed of what a database or a page could not show."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian and Indic names are written with them."""
_KEPT_CONTROLS = "\n\t"


def clean_line(text: str) -> str:
    """Return `text` on one line: composed (NFC), without control or bidi characters, spaces single and trimmed."""
    kept = "".join(map(_visible, unicodedata.normalize("NFC", text)))
    return " ".join(kept.split())


def clean_prose(text: str) -> str:
    """Return `text` with line breaks and tabs, but without other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in _KEPT_CONTROLS or unicodedata.category(each) != "Cc")


def _visible(character: str) -> str:
    if character in _JOINERS:
        return character
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf" | "Cs" | "Co" | "Cn":
            return ""
        case _:
            return character
