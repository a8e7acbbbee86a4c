"""Figures of several years as a small drawing, if they can be compared.

Figures are read as numbers for the heights alone; every word shown is the report's own. The
drawing says nothing that the table beside it does not say.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Final

from reportqa.web.texts import text
from reportqa.web.visible import shown

FEWEST_POINTS: Final = 3
_MOST_BARS = 12
_LONGEST_SPAN_YEARS = 40

# In units of the viewBox, which is about as many pixels on a phone.
_WIDTH, _HEIGHT = 340, 136
_TOP, _BOTTOM = 24, 24
_WIDEST_BAR = 26
_FONT = 11

_SCALES = {"": 1.0, "十": 1e1, "百": 1e2, "千": 1e3}
_BEFORE = "(?:约|近|超过|超|逾|达到|达|完成|实现|突破|共|仅)*"
_UP, _DOWN = (
    "(?:同比|比上年)?(?:增长|上升|提高|增加|增)",
    "(?:同比|比上年)?(?:下降|降低|减少|负增长|减|降|负)",
)
_FIGURE = re.compile(
    rf"{_BEFORE}(?:{_UP}|(?P<down>{_DOWN}))?{_BEFORE}(?P<minus>[-−])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:多|余)?(?:(?P<small>[十百千]?)(?P<large>万亿|[万亿]))?(?:多|余)?"
    r"(?P<unit>[^\d,.，。；;~～—–-]{0,6}?)(?:多|余)?(?:以上|左右|以内|以下)?"
)
_LARGE = {None: 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A year's figure: as written, and as a number of `unit`."""

    year: int
    words: str
    value: float
    unit: str


def read_figure(year: int, words: str) -> Figure | None:
    """The one figure in some words, e.g. 98.7亿元 as 9,870,000,000 元; None if it is not plain."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    found = _FIGURE.fullmatch(plain)
    if not found:
        return None
    value = float(found["number"].replace(",", ""))
    value *= _SCALES[found["small"] or ""] * _LARGE[found["large"]]
    is_below = bool(found["down"]) != bool(found["minus"])
    return Figure(year, words, -value if is_below else value, found["unit"])


def chart(points: Iterable[tuple[int, str]], missing: Sequence[int] = ()) -> str:
    """An inline SVG of years and their figures; "" where fewer than three can be compared.

    Comparable are figures that each stand alone and all have the same unit. Years without a
    figure keep their place, empty.
    """
    read = [read_figure(year, words) for year, words in points]
    figures = sorted((f for f in read if f), key=lambda f: f.year)
    years = {f.year for f in figures}
    if (
        len(figures) < max(FEWEST_POINTS, len(read))
        or len(years) < len(figures)
        or len({f.unit for f in figures}) > 1
    ):
        return ""
    listed = sorted(years | set(missing))
    if listed[-1] - listed[0] <= _LONGEST_SPAN_YEARS:
        listed = list(range(listed[0], listed[-1] + 1))
    return _Drawing(figures, listed).svg()


class _Drawing:
    """Where everything stands."""

    def __init__(self, figures: Sequence[Figure], years: Sequence[int]) -> None:
        self._figures = figures
        self._years = years
        self._slot = _WIDTH / len(years)
        self._low = min(0.0, *(f.value for f in figures))
        self._high = max(0.0, *(f.value for f in figures))

    def svg(self) -> str:
        described = "; ".join(f"{f.year}: {f.words}" for f in self._figures)
        name = "rq-chart-" + sha256(described.encode("utf-8", "replace")).hexdigest()[:12]
        zero = self._y(0.0)
        few = len(self._years) <= _MOST_BARS
        return (
            f'<figure class="rq-chart"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            f'aria-labelledby="{name} {name}-d">'
            f'<title id="{name}" data-t="chart">{escape(text("chart"))}</title>'
            f'<desc id="{name}-d">{shown(described)}</desc>'
            f"{self._bars() if few else self._line()}"
            f'<line class="rq-axis" x1="0" x2="{_WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"></line>'
            f"{self._values()}{self._year_names()}</svg></figure>"
        )

    def _x(self, year: int) -> float:
        return (self._years.index(year) + 0.5) * self._slot

    def _y(self, value: float) -> float:
        # Room below the axis for a value's words where a figure lies below zero.
        room = _HEIGHT - _TOP - _BOTTOM - (_FONT + 4 if self._low < 0 else 0)
        span = self._high - self._low or 1.0
        return _TOP + (self._high - value) / span * room

    def _bars(self) -> str:
        wide = min(_WIDEST_BAR, self._slot * 0.5)
        return "".join(
            f'<rect class="rq-bar" x="{self._x(f.year) - wide / 2:.1f}" '
            f'y="{min(self._y(f.value), self._y(0.0)):.1f}" width="{wide:.1f}" '
            f'height="{max(abs(self._y(f.value) - self._y(0.0)), 1.0):.1f}" rx="1.5">'
            f"{_tip(f)}</rect>"
            for f in self._figures
        )

    def _line(self) -> str:
        runs: list[list[Figure]] = []
        for figure in self._figures:
            at = self._years.index(figure.year)
            if runs and self._years.index(runs[-1][-1].year) == at - 1:
                runs[-1].append(figure)
            else:
                runs.append([figure])
        lines = "".join(
            '<polyline class="rq-curve" points="'
            + " ".join(f"{self._x(f.year):.1f},{self._y(f.value):.1f}" for f in run)
            + '"></polyline>'
            for run in runs
        )
        return lines + "".join(
            f'<circle class="rq-bar" cx="{self._x(f.year):.1f}" cy="{self._y(f.value):.1f}" r="3">'
            f"{_tip(f)}</circle>"
            for f in self._figures
        )

    def _values(self) -> str:
        """The words above the bars; where they would overlap, those of the ends and extremes."""
        by_value = sorted(self._figures, key=lambda f: f.value)
        first = [self._figures[-1], self._figures[0], by_value[-1], by_value[0]]
        wanted = dict.fromkeys([*first, *self._figures])
        placed: list[tuple[float, float]] = []
        pieces = []
        for figure in wanted:
            x = _fit(self._x(figure.year), _width(figure.words), placed)
            if x is not None:
                y = self._y(figure.value)
                y += -6 if figure.value >= 0 else _FONT + 3
                pieces.append(
                    f'<text class="rq-value" x="{x:.1f}" y="{y:.1f}">{shown(figure.words)}</text>'
                )
        return "".join(pieces)

    def _year_names(self) -> str:
        placed: list[tuple[float, float]] = []
        with_figure = {f.year for f in self._figures}
        ordered = dict.fromkeys([self._years[0], self._years[-1], *self._years])
        pieces = []
        for year in ordered:
            x = _fit(self._x(year), _width(str(year)), placed)
            if x is not None:
                kind = "rq-tick" if year in with_figure else "rq-tick rq-none"
                pieces.append(f'<text class="{kind}" x="{x:.1f}" y="{_HEIGHT - 7}">{year}</text>')
        return "".join(pieces)


def _tip(figure: Figure) -> str:
    return f"<title>{figure.year}: {shown(figure.words)}</title>"


def _width(words: str) -> float:
    """About how wide the words are set."""
    return sum(_FONT if unicodedata.east_asian_width(c) in "WFA" else _FONT * 0.6 for c in words)


def _fit(x: float, width: float, placed: list[tuple[float, float]]) -> float | None:
    """Where words fit that belong at `x`, noted in `placed`; None if others are in the way."""
    x = min(max(x, width / 2), _WIDTH - width / 2)
    left, right = x - width / 2 - 3, x + width / 2 + 3
    if width > _WIDTH or any(left < end and start < right for start, end in placed):
        return None
    placed.append((left, right))
    return x
