"""Which questions ask for what no report tells: how others compare."""

import pytest

from reportqa.answering.comparisons import asks_to_compare
from reportqa.searching.scope import Scope

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
