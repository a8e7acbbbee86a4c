"""The page's filter is taken as sent, or refused with one line."""

from typing import Any

import pytest

from reportqa.errors import UsageError
from reportqa.types import Filter
from reportqa.web.filtering import parse_filter


@pytest.mark.parametrize("nothing", [None, {}, {"reports": [], "places": [], "years": []}])
def test_nothing_named_admits_all(nothing: Any) -> None:
    assert parse_filter(nothing) == Filter()


def test_what_is_named_is_kept() -> None:
    assert parse_filter({"reports": ["a", "a"], "places": ["云溪市"], "years": [2013, 2014]}) == (
        Filter(frozenset({"a"}), frozenset({"云溪市"}), frozenset({2013, 2014}))
    )


@pytest.mark.parametrize(
    "odd",
    [
        [],
        "2013",
        {"report": ["a"]},
        {"years": 2013},
        {"years": ["2013"]},
        {"years": [True]},
        {"years": [2013.0]},
        {"years": [10**30]},
        {"years": [-1]},
        {"places": [None]},
        {"places": [["云溪市"]]},
        {"places": ["长" * 1001]},
        {"reports": ["a"] * 10_001},
    ],
)
def test_anything_else_is_refused(odd: Any) -> None:
    with pytest.raises(UsageError, match=r"筛选条件读不懂.*刷新本页"):
        parse_filter(odd)
