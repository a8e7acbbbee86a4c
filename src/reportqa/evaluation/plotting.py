"""Calibration, and risk against coverage, as one SVG drawing without any library."""

from collections.abc import Iterable, Sequence
from typing import Any

_SIDE = 300
_LEFT, _TOP, _GAP, _BOTTOM = 62, 44, 96, 62
_WIDTH = _LEFT + 2 * _SIDE + _GAP + 24
_HEIGHT = _TOP + _SIDE + _BOTTOM
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_SMALLEST, _LARGEST = 3.0, 11.0
_INK, _SOFT, _RED = "#1f1e1b", "#8b867c", "#9e2f24"
_FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"


def plot(calibration: dict[str, Any], selection: dict[str, Any]) -> str:
    """What `certainty.calibration` and `certainty.selection` found, drawn side by side."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="{_FONT}" font-size="13" fill="{_INK}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
        f"{_reliability(calibration)}{_risk(selection)}</svg>\n"
    )


def _reliability(calibration: dict[str, Any]) -> str:
    bins = calibration["bins"]
    most = max((one["n"] for one in bins), default=1)
    spots = "".join(
        f'<circle cx="{_x(one["probability"]):.1f}" cy="{_y(one["share"]):.1f}" '
        f'r="{max(_SMALLEST, _LARGEST * (one["n"] / most) ** 0.5):.1f}" fill="{_RED}" '
        f'fill-opacity=".75"><title>{one["n"]}</title></circle>'
        for one in bins
    )
    ideal = _line([(0.0, 0.0), (1.0, 1.0)], _SOFT, dashes="4 4")
    shares = _line([(one["probability"], one["share"]) for one in bins], _RED)
    title = f"校准：ECE {_figure(calibration['ece'])}，Brier {_figure(calibration['brier'])}"
    words = (title, "给出的概率", f"答对的比例（{calibration['n']} 题）")
    return _panel(0, words, ideal + shares + spots)


def _risk(selection: dict[str, Any]) -> str:
    kept = selection["coverage_at_risk"]
    marks = "".join(
        _line([(0.0, float(risk)), (coverage, float(risk))], _SOFT, dashes="2 4")
        for risk, coverage in kept.items()
    )
    curve = _line(selection["points"], _RED)
    title = f"风险与覆盖率：AURC {_figure(selection['aurc'])}"
    words = (title, f"回答的比例（{selection['n']} 题）", "答错的比例")
    return _panel(_SIDE + _GAP, words, marks + curve)


def _panel(shift: float, words: tuple[str, str, str], drawn: str) -> str:
    """A square with axes from 0 to 1; `words`: title, across, upwards."""
    title, across, upwards = words
    ticks = "".join(
        f'<text x="{_x(at):.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle">{at:g}</text>'
        f'<text x="{_x(0) - 8:.1f}" y="{_y(at) + 4:.1f}" text-anchor="end">{at:g}</text>'
        for at in _TICKS
    )
    middle = _y(0.5)
    return (
        f'<g transform="translate({shift} 0)"><rect x="{_x(0)}" y="{_y(1)}" width="{_SIDE}" '
        f'height="{_SIDE}" fill="none" stroke="{_SOFT}"/>{ticks}'
        f'<text x="{_x(0.5)}" y="{_TOP - 16}" text-anchor="middle" font-size="15">{title}</text>'
        f'<text x="{_x(0.5)}" y="{_y(0) + 42}" text-anchor="middle">{across}</text>'
        f'<text x="18" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 18 {middle})">{upwards}</text>{drawn}</g>'
    )


def _line(points: Iterable[Sequence[float]], colour: str, dashes: str = "none") -> str:
    at = " ".join(f"{_x(across):.1f},{_y(up):.1f}" for across, up in points)
    return (
        f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2" '
        f'stroke-dasharray="{dashes}"/>'
    )


def _x(value: float) -> float:
    return _LEFT + value * _SIDE


def _y(value: float) -> float:
    return _TOP + (1 - value) * _SIDE


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
