"""A question as it is put to an index: which reports are asked, and in which words."""

import pytest

from reportqa.answering import ask
from reportqa.answering.asked import put
from reportqa.index import Index
from reportqa.types import Expansion, Filter

_LAW = "云溪市人民政府2021年度法治政府建设工作报告"


@pytest.mark.parametrize(
    ("question", "wording", "sources"),
    [
        (f"《{_LAW}》里，受理了多少件案件？", "受理了多少件案件?", {"法治/2021.txt"}),
        (f"{_LAW}受理了多少件案件？", "受理了多少件案件?", {"法治/2021.txt"}),
        ("云溪市数字经济发展2022年工作总结中的企业", "企业", {"数字经济2022.txt"}),
        # Nothing is asked but the title, or no title is named whole.
        (_LAW, _LAW, None),
        ("云溪市2021年受理了多少件？", "云溪市2021年受理了多少件？", None),
        ("工作总结说了什么？", "工作总结说了什么？", None),
    ],
)
def test_a_title_names_the_report_that_is_asked(
    toy_index: Index, question: str, wording: str, sources: set[str] | None
) -> None:
    asked, _ = put(toy_index, question, 5, None, toy_index.reports)
    assert asked.wording == wording
    if sources is None:
        assert asked.only is None
    else:
        assert asked.only
        assert {one.source for one in toy_index.reports if asked.only.admits(one)} == sources
        assert {one.source for one in asked.reports} == sources


def test_a_filter_stays_beside_a_title(toy_index: Index) -> None:
    only = Filter(places=frozenset({"甲市"}))
    asked, _ = put(toy_index, f"《{_LAW}》里受理了多少件案件？", 5, only, ())
    # No report is admitted, so that none has that title.
    assert asked.only == only


def test_words_are_exchanged_that_the_reports_meant_do_not_have(toy_index: Index) -> None:
    # One report has 地区生产总值, and none GDP.
    asked, expanded = put(toy_index, "GDP占比多少", 5, None, toy_index.reports)
    assert "GDP" not in asked.wording.upper()
    assert [one.official for one in expanded] == ["地区生产总值"]
    # The report on 2021 has neither.
    other, expanded = put(toy_index, "2021年GDP占比多少", 5, None, toy_index.reports)
    assert expanded == ()
    assert other.wording == "2021年GDP占比多少"


def test_a_year_in_short_is_told_to_the_asker(toy_index: Index) -> None:
    response = ask(toy_index, "云溪市二一年受理行政复议案件多少件？")
    assert Expansion("二一年", "2021年") in response.expanded
