"""`python -m tests.bench.curves`: draw the curves of B9 in build/bench.json as SVG files beside this one."""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from .growth import CURVES, Curve, points
from .subjects import OURS

BENCH = Path(__file__).parents[2] / "build" / "bench.json"
FOLDER = Path(__file__).parent / "curves"
WIDTH, HEIGHT = 480, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 44, 52
_STYLE = (
    "text { font: 13px sans-serif; fill: currentColor } .title { font-weight: bold }"
    " line, polyline { stroke: currentColor; fill: none } .grid { opacity: .2 } .line { stroke-width: 2 }"
)


def drawn(curve: Curve, found: Sequence[tuple[int, float]]) -> str:
    """Return a curve as an SVG image: units across on a logarithmic scale, what one costs up from nought."""
    told = "; ".join(f"{units:,}: {cost:.3g}" for units, cost in found)
    inside = "\n".join(_parts(curve, found))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" color="#1d2b36">\n'
        f"<title>{escape(curve.title)}: {escape(curve.up)}. {told}</title>\n"
        f'<style>{_STYLE}</style>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{inside}\n</svg>\n'
    )


def _parts(curve: Curve, found: Sequence[tuple[int, float]]) -> Iterator[str]:
    most = max(cost for _, cost in found) * 1.2
    first, last = math.log(found[0][0]), math.log(found[-1][0])
    floor = HEIGHT - BOTTOM

    def across(units: int) -> float:
        return LEFT + (math.log(units) - first) / ((last - first) or 1.0) * (WIDTH - LEFT - RIGHT)

    def up(cost: float) -> float:
        return floor - cost / most * (floor - TOP)

    yield f'<text class="title" x="{LEFT}" y="20">{escape(curve.title)}</text>'
    yield f'<text x="{LEFT}" y="36">{escape(curve.up)}</text>'
    yield f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 10}" text-anchor="end">{escape(curve.across)}</text>'
    yield f'<line x1="{LEFT}" y1="{floor}" x2="{WIDTH - RIGHT}" y2="{floor}"/>'
    yield f'<text x="{LEFT - 8}" y="{floor}" text-anchor="end">0</text>'
    for units, cost in found:
        x, y = across(units), up(cost)
        yield f'<line class="grid" x1="{x:.0f}" y1="{TOP}" x2="{x:.0f}" y2="{floor}"/>'
        yield f'<text x="{x:.0f}" y="{floor + 18}" text-anchor="middle">{units:,}</text>'
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>'
        yield f'<text x="{x:.0f}" y="{y - 9:.0f}" text-anchor="middle">{cost:.3g}</text>'
    yield f'<polyline class="line" points="{" ".join(f"{across(u):.0f},{up(c):.0f}" for u, c in found)}"/>'


def main() -> int:
    """Draw every curve that was measured; returns the exit code."""
    results = json.loads(BENCH.read_text()) if BENCH.exists() else []
    figures: Mapping[str, float] = {}
    for result in results:
        if result["name"] == "B9":
            figures = result["figures"].get(OURS.name, {})
    if not figures:
        print("Measure the curves first: make bench BENCH=B9", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    for curve in CURVES:
        if found := points(curve, figures):
            (FOLDER / f"{curve.name}.svg").write_text(drawn(curve, found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
