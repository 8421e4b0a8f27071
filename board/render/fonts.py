"""The fonts of PDF files and pictures: package data of dependencies, under the Open Font Licence.

Nothing of the machine's own is used, so that a report looks the same wherever it was made.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

FAMILY: Final = "Atkinson Hyperlegible"
"""The house's font: made for readers with low vision."""
_PACKAGES: Final = ("fontpkg_atkinson_hyperlegible", "manimgx_fonts", "manimgx_fonts_cjk")
"""The house's font, and Noto for the scripts and signs that it lacks."""


@cache
def font_files() -> tuple[Path, ...]:
    """Return the font files, those of the house's font first."""
    folders = (Path(str(files(package))) for package in _PACKAGES)
    return tuple(file for folder in folders for file in sorted(folder.rglob("*.[ot]t[fc]")))
