"""The drawing has every figure, at its height and in its own words, or there is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.web.chart import chart, read_figure

from .markup import ATTRIBUTES, TAGS, Tree, anything


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("98.7亿元", 98.7e8, "元"),
        ("４．５４万亿斤", 4.54e12, "斤"),
        ("49,750亿斤", 49750e8, "斤"),
        ("28.4万余人次", 284_000, "人次"),
        ("约1206座", 1206, "座"),
        ("3千万元", 3e7, "元"),
        ("99.9%以上", 99.9, "%"),
        ("增长8.2%", 8.2, "%"),
        ("同比下降3.2%", -3.2, "%"),
        ("-3.2%", -3.2, "%"),
        ("12.5个百分点", 12.5, "个百分点"),
        ("2 3 5 万吨", 235e4, "吨"),
        ("745", 745, ""),
    ],
)
def test_a_plain_figure_is_read(words: str, value: float, unit: str) -> None:
    figure = read_figure(2013, words)
    assert figure
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit


@pytest.mark.parametrize(
    "words",
    ["", "八千亿斤", "7%-8%", "由182项减少至32项", "2013年98.7亿元", "1.2.3", "1,23元", "有所增长"],
)
def test_what_is_not_one_plain_figure_is_left_alone(words: str) -> None:
    assert read_figure(2013, words) is None


def _bars(html: str) -> list[tuple[float, float]]:
    return [
        (float(y), float(h))
        for y, h in re.findall(r' y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', html)
    ]


def test_bars_are_as_high_as_their_figures() -> None:
    html = chart([(2013, "2亿元"), (2011, "10000万元"), (2012, "15000万元")])
    heights = [height for _, height in _bars(html)]
    assert heights == [pytest.approx(heights[2] * share, abs=0.1) for share in (0.5, 0.75, 1)]
    tree = Tree(html)
    assert [t.text for t in tree.all("text", "rq-value")] == ["2亿元", "10000万元", "15000万元"]
    assert tree.all("desc")[0].text == "2011: 10000万元; 2012: 15000万元; 2013: 2亿元"
    svg = tree.all("svg")[0].attributes
    assert svg["role"] == "img"
    named = [n.attributes.get("id") for n in tree.nodes]
    assert all(name in named for name in (svg["aria-labelledby"] or "").split())


def test_figures_below_zero_hang_from_the_axis() -> None:
    html = chart([(2011, "增长4%"), (2012, "下降2%"), (2013, "增长2%")])
    axis = float((re.search(r'y1="([\d.]+)"', html) or [""])[1])
    up, down, _ = _bars(html)
    assert sum(up) == pytest.approx(axis, abs=0.2)
    assert down[0] == pytest.approx(axis, abs=0.2)
    assert down[1] == pytest.approx(up[1] / 2, abs=0.2)


def test_missing_years_keep_their_place() -> None:
    html = chart([(2010, "1件"), (2011, "2件"), (2013, "3件")], [2009, 2012])
    tree = Tree(html)
    years = {t.text: t.attributes["class"] for t in tree.all("text", "rq-tick")}
    assert sorted(years) == ["2009", "2010", "2011", "2012", "2013"]
    assert [year for year, kind in sorted(years.items()) if "rq-none" in (kind or "")] == [
        "2009",
        "2012",
    ]


def test_many_years_are_a_line_that_breaks_where_one_is_missing() -> None:
    points = [(year, f"{year}件") for year in range(1990, 2010) if year != 2000]
    tree = Tree(chart(points, [2000]))
    assert [len((n.attributes["points"] or "").split()) for n in tree.all("polyline")] == [10, 9]
    assert len(tree.all("circle")) == 19
    assert tree.all("text", "rq-value")


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(2011, "1件"), (2012, "2件")],
        [(2011, "1件"), (2012, "2件"), (2013, "若干")],
        [(2011, "1件"), (2012, "2件"), (2013, "3项")],
        [(2011, "1件"), (2012, "2件"), (2012, "3件")],
        [(2011, "1%"), (2012, "2%"), (2013, "3个百分点")],
    ],
)
def test_what_cannot_be_compared_is_not_drawn(points: list[tuple[int, str]]) -> None:
    assert chart(points) == ""


def test_nothing_but_zero_is_drawn_too() -> None:
    assert "NaN" not in chart([(2011, "0件"), (2012, "0件"), (2013, "0件")])


@given(
    st.lists(
        st.tuples(st.integers(1900, 2100), anything | st.from_regex(r"\d{1,4}[万亿]?[<>件]{0,3}")),
        max_size=6,
    ),
    st.lists(st.integers(1900, 2100), max_size=3),
)
def test_a_drawing_brings_no_markup_of_its_own(
    points: list[tuple[int, str]], missing: list[int]
) -> None:
    html = chart(points, missing)
    html.encode()
    tree = Tree(html)
    assert {n.tag for n in tree.nodes} <= TAGS
    assert {a for n in tree.nodes for a in n.attributes} <= ATTRIBUTES
