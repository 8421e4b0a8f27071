"""The fonts of PDF files and pictures: package data of dependencies, under the Open Font Licence.

Nothing of the machine's own is used, so that a report looks the same wherever it was made.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FAMILY: Final = "Atkinson Hyperlegible"
"""The house's font: made for readers with low vision."""
_PACKAGES: Final = ("fontpkg_atkinson_hyperlegible", "manimgx_fonts", "manimgx_fonts_cjk")
"""The house's font, and Noto for the scripts and signs that it lacks."""
_FIRST: Final = ("AtkinsonHyperlegible-Regular", "NotoSans")
_BOLDER: Final = 1.06
"""How much broader than their regular letters the bold ones of Noto are."""
_UNKNOWN: Final = 0.6
"""The width, in ems, of the box that stands for a letter that no font has."""
_KEPT: Final = 65_536
"""Letters whose width is remembered: more than all that boards are written in."""
_JOINED: Final = frozenset({"Mn", "Me", "Mc", "Cf"})
"""Categories of signs that go with the letter before them."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font: its family, and how broad each of its letters is, in ems."""

    family: str
    widths: Mapping[int, float]


@cache
def font_files() -> tuple[Path, ...]:
    """Return the font files, those of the house's font first."""
    folders = (Path(str(files(package))) for package in _PACKAGES)
    return tuple(file for folder in folders for file in sorted(folder.rglob("*.[ot]t[fc]")))


def width_of(text: str, *, bold: bool = False) -> float:
    """Return how broad a line of text is, in ems."""
    return sum(_advance(letter, bold) for letter in text)


def in_families(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in stretches with the family of each, so that no letter is left to a machine's own fonts."""
    marked = zip(text, _families(text), strict=True)
    for family, stretch in groupby(marked, key=lambda pair: pair[1]):
        yield family, "".join(letter for letter, _ in stretch)


def _families(text: str) -> Iterator[str]:
    family = FAMILY
    for letter in text:
        if not letter.isspace() and unicodedata.category(letter) not in _JOINED:
            face = _face_of(ord(letter))
            family = face.family if face else FAMILY
        yield family


@lru_cache(_KEPT)
def _advance(letter: str, bold: bool) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    code = ord(letter)
    face = _face_of(code)
    if face is None:
        return _UNKNOWN
    if bold and face.family == FAMILY:
        return _bold_face().widths.get(code, face.widths[code])
    return face.widths[code] * (_BOLDER if bold else 1)


@lru_cache(_KEPT)
def _face_of(code: int) -> Face | None:
    """Return the first face with a letter; the others are not read, for one text needs few of them."""
    return next((face for face in map(_read, _upright()) if code in face.widths), None)


@cache
def _upright() -> tuple[Path, ...]:
    """Return the upright, regular fonts: the house's, the second, and the others."""
    names = [file for file in font_files() if "Italic" not in file.stem and "Bold" not in file.stem]
    return tuple(sorted(names, key=lambda file: file.stem.partition("[")[0] not in _FIRST))


def _bold_face() -> Face:
    return _read(next(file for file in font_files() if file.stem.endswith("Hyperlegible-Bold")))


@cache
def _read(file: Path) -> Face:
    with TTFont(file, fontNumber=0, lazy=True) as font:
        scale = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        family = font["name"].getBestFamilyName()
        return Face(family, {code: advances[name][0] / scale for code, name in font.getBestCmap().items()})
