"""The curves of B9 are drawn from what was measured."""

from xml.etree import ElementTree as ET

from .curves import drawn
from .growth import CURVES, STEEPEST, points


def test_a_curve_is_drawn_from_its_own_points_alone() -> None:
    curve = CURVES[0]
    figures = {STEEPEST: 1.0, f"{curve.name} 50": 6.0, f"{curve.name} 200": 2.0, "other 50": 9.0}
    found = points(curve, figures)
    assert found == [(50, 6.0), (200, 2.0)]
    image = ET.fromstring(drawn(curve, found))  # noqa: S314  our own
    assert len(image.findall(".//{http://www.w3.org/2000/svg}circle")) == 2
    assert "50: 6; 200: 2" in (image.findtext("{http://www.w3.org/2000/svg}title") or "")
