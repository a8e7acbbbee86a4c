"""Which questions ask for what no report tells: how others compare."""

import pytest

from reportqa.answering.understanding.comparisons import (
    asks_to_compare,
    what_is_compared,
    with_all_meant,
)
from reportqa.searching.scope import Scope
from reportqa.types import Report

_TWO_PLACES = Scope(places=("金华市", "防城港市"))
_TWO_YEARS = Scope(years=(2008, 2009))
_ONE_AND_ANOTHER = Scope(places=("金华市",), other_places=("北京",))


@pytest.mark.parametrize(
    ("question", "scope", "compares"),
    [
        ("防城港和金华比较，哪个生产总值高？", _TWO_PLACES, True),
        ("防城港和金华相比，生产总值怎么样？", _TWO_PLACES, True),
        ("金华和北京谁的生产总值更高？", _ONE_AND_ANOTHER, True),
        ("2008年和2009年哪年的财政收入多？", _TWO_YEARS, True),
        ("2008年和2009年的财政收入相差多少？", _TWO_YEARS, True),
        ("2009年财政收入比2008年多多少？", _TWO_YEARS, True),
        ("哪一年的生产总值最高？", Scope(), True),
        ("哪个城市的生产总值最高？", Scope(), True),
        ("防城港和金华的生产总值各是多少？", _TWO_PLACES, False),
        ("2008年和2009年的财政收入是多少？", _TWO_YEARS, False),
        ("2009年哪些项目投资大？", _TWO_YEARS, False),
        ("哪个部门牵头？", _TWO_PLACES, False),
        ("2008年和2009年谁负责大数据工作？", _TWO_YEARS, False),
        ("2008年和2009年的哪个项目长期停工？", _TWO_YEARS, False),
        ("2008年和2009年哪年高一些呢？", _TWO_YEARS, True),
        ("比较突出的问题是什么？", Scope(), False),
        ("2009年比2008年高还是低？", _TWO_YEARS, True),
        ("哪个城市的生产总值更高？", Scope(), True),
        ("2008年和2009年还是多少？", _TWO_YEARS, False),
        ("哪个区的投资最大？", Scope(), True),
    ],
)
def test_what_asks_to_compare(question: str, scope: Scope, compares: bool) -> None:
    assert asks_to_compare(question, scope) is compares


@pytest.mark.parametrize(
    ("question", "scope", "compared"),
    [
        ("防城港和金华的生产总值哪个高？", _TWO_PLACES, "生产总值"),
        ("防城港和金华哪个城市的生产总值更高？", _TWO_PLACES, "生产总值"),
        ("防城港市、金华市两市相比，财政收入谁高谁低", _TWO_PLACES, "财政收入"),
        ("防城港市与金华市的生产总值差距有多大", _TWO_PLACES, "生产总值"),
        ("金华的生产总值比防城港高多少", _TWO_PLACES, "生产总值"),
        ("防城港和金华谁的增速快", _TWO_PLACES, "增速"),
        ("2008年和2009年的失业率，哪一年更低些呢", _TWO_YEARS, "失业率"),
        ("2009年财政收入比2008年多多少？", _TWO_YEARS, "财政收入"),
        ("2009年的财政收入和2008年比哪个多？", _TWO_YEARS, "财政收入"),
        ("对比2008年和2009年的财政收入", _TWO_YEARS, "财政收入"),
        ("2008年和2009年高铁里程对比如何", _TWO_YEARS, "高铁里程"),
        ("2008年和2009年财政收入哪年增长得更快", _TWO_YEARS, "财政收入增长"),
        ("2008年和2009年差旅费哪年多", _TWO_YEARS, "差旅费"),
        ("2008年和2009年差旅费差多少", _TWO_YEARS, "差旅费"),
        # What the reports tell themselves, or nothing at all.
        ("2009年产量与2008年相比增长多少", _TWO_YEARS, None),
        ("2009年比2008年高还是低？", _TWO_YEARS, None),
        ("2009年比2008年多受理多少件？", _TWO_YEARS, None),
    ],
)
def test_what_is_to_be_compared(question: str, scope: Scope, compared: str | None) -> None:
    assert what_is_compared(question, scope) == compared


@pytest.mark.parametrize("words", ["哪个", "两市", "金华", "相差多少", "的", "高多少", " "])
def test_what_is_long_takes_no_long(words: str) -> None:
    what_is_compared(words * 500, _TWO_PLACES)
    asks_to_compare(words * 500, _TWO_PLACES)


def _report(place: str | None, year: int | None) -> Report:
    return Report(f"{place}{year}", "", None, year, "", "", "", (), place=place)


_OF_A_DISTRICT = [_report("云溪区", year) for year in (2016, 2018, 2019, 2020)]


@pytest.mark.parametrize(
    ("question", "scope", "reports", "meant"),
    [
        ("哪一年的产量最高？", Scope(), _OF_A_DISTRICT, Scope((2016, 2018, 2019, 2020))),
        ("近三年哪年的产量最高？", Scope(), _OF_A_DISTRICT, Scope((2018, 2019, 2020))),
        ("近几年哪年的产量最高？", Scope(), _OF_A_DISTRICT, Scope((2016, 2018, 2019, 2020))),
        ("2018年的产量高吗？", Scope((2018,)), _OF_A_DISTRICT, Scope((2018,))),
        ("哪一年的产量最高？", Scope(), [_report("全国", 2018)], Scope((2018,))),
        # Of which place is not said.
        ("哪一年的产量最高？", Scope(), [*_OF_A_DISTRICT, _report("青山区", 2019)], Scope()),
        (
            "云溪区哪一年的产量最高？",
            Scope(places=("云溪区",)),
            [*_OF_A_DISTRICT, _report("青山区", 2019)],
            Scope((2016, 2018, 2019, 2020), places=("云溪区",)),
        ),
        (
            "哪个区2019年的产量最高？",
            Scope((2019,)),
            [*_OF_A_DISTRICT, _report("青山区", 2019), _report("全国", 2019), _report(None, 2019)],
            Scope((2019,), listed=("云溪区", "青山区")),
        ),
    ],
)
def test_where_no_year_or_place_is_named_all_are_meant(
    question: str, scope: Scope, reports: list[Report], meant: Scope
) -> None:
    assert with_all_meant(question, scope, reports) == meant
