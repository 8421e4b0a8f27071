"""Writes the colours of pictures from those of the page: `python -m board.generate.palette`.

`client/web/src/styles/tokens.css` is where a colour is chosen; a test compares the committed file with what this makes.
"""

import re
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = _ROOT / "client" / "web" / "src" / "styles" / "tokens.css"
TARGET: Final = _ROOT / "board" / "picture" / "palette.py"
_HEAD = '''\
"""The page's light colours. Made by `python -m board.generate.palette` from tokens.css: change them there."""

from collections.abc import Mapping
from typing import Final

PALETTE: Final[Mapping[str, str]] = {
'''


def generated(styles: str) -> str:
    """Return the module with every colour of the first block of this style sheet, which is the light one."""
    block = styles.partition("}")[0]
    colours = re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block)
    return _HEAD + "".join(f'    "{name}": "{colour}",\n' for name, colour in colours) + "}\n"


if __name__ == "__main__":
    TARGET.write_text(generated(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
