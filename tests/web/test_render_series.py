"""Figures of several years or places as the page shows them."""

from dataclasses import replace

import pytest

from reportqa.types import Response, SeriesGap
from reportqa.web.render import response_html

from . import fakes
from .markup import Tree


def test_a_series_is_a_table_and_is_copied_whole() -> None:
    response = fakes.ask("历年")
    assert response.answer
    assert response.answer.series
    tree = Tree(response_html(response))
    rows = [r.text for r in tree.all("tr")[1:]]
    assert rows == [f"{p.year}{p.text}{p.citation.label}" for p in response.answer.series]
    copied = tree.all("button", "rq-copy")[0].attributes["data-copy"] or ""
    assert all(p.quote in copied and p.citation.label in copied for p in response.answer.series)


def test_missing_years_are_said_to_be_missing_in_their_place() -> None:
    answer = fakes.ask("历年").answer
    assert answer
    assert answer.series
    missing = (SeriesGap(2021), SeriesGap(2018))
    tree = Tree(response_html(Response("历年", replace(answer, missing=missing), None, ())))
    first, second = answer.series
    assert [r.text for r in tree.all("tr")[1:]] == [
        "2018报告里没有查到",
        f"2019{first.text}{first.citation.label}",
        f"2020{second.text}{second.citation.label}",
        "2021报告里没有查到",
    ]
    # Each row's citation opens with its figure marked.
    report = fakes.shipped()
    for link, point in zip(tree.all("a"), answer.series, strict=False):
        start, _, end = (link.attributes["data-words"] or "").partition("-")
        assert report.text[int(start) : int(end)] == point.text


def test_three_comparable_figures_are_drawn() -> None:
    answer = fakes.ask("历年").answer
    assert answer
    assert answer.series
    points = tuple(replace(answer.series[0], year=2018 + i, text=f"{i}万件") for i in range(3))
    drawn = response_html(Response("", replace(answer, series=points), None, ()))
    assert Tree(drawn).all("svg")
    assert not Tree(response_html(fakes.ask("历年"))).all("svg")


def test_figures_of_places_stand_in_the_order_asked_for_years_inside() -> None:
    answer = fakes.ask("历年").answer
    assert answer
    assert answer.series
    first, second = answer.series
    points = (
        replace(second, place="乙市<b>", year=2020),
        replace(first, place="乙市<b>", year=2019),
        replace(first, place="甲市", year=None),
    )
    answer = replace(
        answer, series=points, missing=(SeriesGap(2018, "甲市"), SeriesGap(place="丙市"))
    )
    tree = Tree(response_html(Response("各地", answer, None, ())))
    assert [r.text for r in tree.all("tr")[1:]] == [
        f"乙市<b> 2019年{first.text}{first.citation.label}",
        f"乙市<b> 2020年{second.text}{second.citation.label}",
        f"甲市{first.text}{first.citation.label}",
        "甲市 2018年报告里没有查到",
        "丙市报告里没有查到",
    ]
    assert [one.text for one in tree.all("caption")] == ["各地数据"]
    assert tree.all("svg") == []


@pytest.mark.parametrize("comparing", [True, False])
def test_what_is_to_be_compared_is_left_to_the_reader(comparing: bool) -> None:
    answer = fakes.ask("历年").answer
    assert answer
    told = response_html(Response("历年", replace(answer, comparing=comparing), None, ()))
    assert ("不作比较或计算" in told) is comparing
