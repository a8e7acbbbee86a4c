"""A question as it is put to an index: which reports are asked, and in which words."""

import pytest

from reportqa.answering import ask
from reportqa.answering.asked import put
from reportqa.index import Index
from reportqa.searching import Hit
from reportqa.searching.agreement import Agreement
from reportqa.types import Chunk, Expansion, Filter, Scores

_LAW = "云溪市人民政府2021年度法治政府建设工作报告"


@pytest.mark.parametrize(
    ("question", "wording", "sources"),
    [
        (f"《{_LAW}》里，受理了多少件案件？", "受理了多少件案件?", {"法治/2021.txt"}),
        (f"《{_LAW}》里面受理了多少件案件？", "受理了多少件案件?", {"法治/2021.txt"}),
        (f"《{_LAW}》中的中小学有多少？", "中小学有多少?", {"法治/2021.txt"}),
        (f"《{_LAW}》中小学有多少？", "中小学有多少?", {"法治/2021.txt"}),
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
    asked, _ = put(toy_index, question, 5, None)
    assert asked.wording == wording
    if sources is None:
        assert asked.only is None
    else:
        assert asked.only
        assert {one.source for one in toy_index.reports if asked.only.admits(one)} == sources
        assert {one.source for one in asked.reports} == sources


def test_a_filter_stays_beside_a_title(toy_index: Index) -> None:
    only = Filter(places=frozenset({"甲市"}))
    asked, _ = put(toy_index, f"《{_LAW}》里受理了多少件案件？", 5, only)
    # No report is admitted, so that none has that title.
    assert asked.only == only


def test_words_are_exchanged_that_the_reports_meant_do_not_have(toy_index: Index) -> None:
    # One report has 地区生产总值, and none GDP.
    asked, expanded = put(toy_index, "GDP占比多少", 5, None)
    assert "GDP" not in asked.wording.upper()
    assert [one.official for one in expanded] == ["生产总值"]
    # The report on 2021 has neither.
    other, expanded = put(toy_index, "2021年GDP占比多少", 5, None)
    assert expanded == ()
    assert other.wording == "2021年GDP占比多少"


def test_a_year_in_short_is_told_to_the_asker(toy_index: Index) -> None:
    response = ask(toy_index, "云溪市二一年受理行政复议案件多少件？")
    assert Expansion("二一年", "2021年") in response.expanded


def _hit(index: Index, words: str, planning: bool | None, year: float) -> Hit:
    """One that holds these words of a report."""
    report = next(one for one in index.reports if words in one.text)
    start = report.text.index(words)
    chunk = Chunk(report.id, start, start + len(words), planning)
    return Hit(chunk, Scores(0.0, 0.0, 0.0), Agreement(0.0, 0.0, year, 0.0))


@pytest.mark.parametrize(
    ("question", "planning", "year", "planned"),
    [
        ("2021年办结率是多少？", True, 1.0, True),
        ("2021年办结了多少件？", True, 1.0, True),
        ("2021年办结多少件？", True, 1.0, False),
        ("2021年实际办结多少件？", True, 1.0, True),
        ("2021年要办结多少件？", True, 1.0, False),
        ("2021年办结率目标是多少？", True, 1.0, False),
        ("办结率是多少？", True, 0.0, False),
        # Without a year, too, 了 tells of what was done, but for money that a plan sets aside.
        ("办结了多少件？", True, 0.0, True),
        ("办结了多少件？", False, 0.0, False),
        ("办结多少件？", True, 0.0, False),
        ("办结要花了多少钱？", True, 0.0, False),
        ("安排了多少资金？", True, 0.0, False),
        ("2021年办结率是多少？", False, 1.0, False),
        # Another year's plan, that only mentions this one.
        ("2021年办结率是多少？", True, 0.3, False),
        ("2021年办结了哪些案件？", True, 1.0, False),
    ],
)
def test_what_was_planned_is_no_result(
    toy_index: Index, question: str, planning: bool, year: float, planned: bool
) -> None:
    asked, _ = put(toy_index, question, 5, None)
    hit = _hit(toy_index, "办结121件，办结率达94.5%", planning, year)
    assert asked.is_but_planned(hit) is planned


@pytest.mark.parametrize(
    ("question", "words", "planning", "done"),
    [
        ("2021年计划办结多少件？", "办结121件，办结率达94.5%", False, True),
        ("2021年办结多少件？", "办结121件，办结率达94.5%", False, False),
        ("2021年计划办结多少件？", "办结121件，办结率达94.5%", True, False),
        ("2021年预计办结多少件？", "办结121件，办结率达94.5%", False, False),
        ("2021年计划制定哪些规章？", "办结121件，办结率达94.5%", False, False),
    ],
)
def test_what_was_done_is_no_plan(
    toy_index: Index, question: str, words: str, planning: bool, done: bool
) -> None:
    asked, _ = put(toy_index, question, 5, None)
    assert asked.is_but_done(_hit(toy_index, words, planning, 1.0)) is done
