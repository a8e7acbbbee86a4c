"""The drawing is well-formed and says the figures."""

from xml.etree import ElementTree

import pytest

from reportqa.evaluation.certainty import calibration, selection
from reportqa.evaluation.plotting import plot

_SVG = "{http://www.w3.org/2000/svg}"


def test_both_curves_are_drawn_with_their_figures() -> None:
    chances, right = [0.95, 0.9, 0.55, 0.05], [True, False, True, False]
    told, curve = calibration(chances, right), selection(chances, right)
    root = ElementTree.fromstring(plot(told, curve))
    texts = [text.text for text in root.iter(f"{_SVG}text")]
    assert f"校准：ECE {told['ece']:.3f}，Brier {told['brier']:.3f}" in texts
    assert f"风险与覆盖率：AURC {curve['aurc']:.3f}" in texts
    assert [spot.findtext(f"{_SVG}title") for spot in root.iter(f"{_SVG}circle")] == ["1", "1", "2"]
    *_, line = root.iter(f"{_SVG}polyline")
    assert len(line.attrib["points"].split()) == len(curve["points"])


@pytest.mark.parametrize(("chances", "right"), [([], []), ([1.0], [True])])
def test_little_or_nothing_is_drawn_too(chances: list[float], right: list[bool]) -> None:
    drawn = plot(calibration(chances, right), selection(chances, right))
    root = ElementTree.fromstring(drawn)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for line in root.iter(f"{_SVG}polyline"):
        for point in line.attrib["points"].split():
            across, up = map(float, point.split(","))
            assert 0 <= across <= width
            assert 0 <= up <= height
