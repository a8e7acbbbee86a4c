"""Nearby questions: made from the question's own words alone."""

from dataclasses import replace

import pytest

from reportqa.answering import ask
from reportqa.answering.refusing.suggesting import Change, nearby
from reportqa.index import Index
from reportqa.searching.scope import scope_of
from reportqa.types import Filter, Report, Suggestion

_REPORT = Report("a", "工作报告", None, 2014, "a.txt", "", "", (), place="云溪市", plan_year=2015)
_OLDER = replace(_REPORT, id="b", year=2010, plan_year=2011)
_OTHER = replace(_REPORT, id="c", year=2012, plan_year=2013, place="海拉尔区")
_REPORTS = (_REPORT, _OLDER, _OTHER)


def _changes(question: str, *lacking: str, best: Report = _REPORT) -> list[Change]:
    return list(nearby(question, scope_of(question, _REPORTS), _REPORTS, best, lacking))


@pytest.mark.parametrize(
    ("question", "lacking", "asked"),
    [
        # The best report's year, then the closest of its place.
        (
            "2012年粮食产量多少？",
            (),
            ["2014年粮食产量多少？", "2011年粮食产量多少？", "2010年粮食产量多少？"],
        ),
        (
            "２０１２年粮食产量多少？",
            (),
            ["2014年粮食产量多少?", "2011年粮食产量多少?", "2010年粮食产量多少?"],
        ),
        ("北京市粮食产量多少？", (), ["云溪市粮食产量多少？"]),
        ("小学的教师有多少人？", ("小学",), ["教师有多少人？"]),
        # What is asked for cannot be left out, nor what stands twice.
        ("律师能拿多少补贴？", ("补贴",), []),
        ("出口总额是多少？", ("出口",), []),
        ("公路总里程是多少？", ("里程",), []),
        ("公路的数量有多少？", ("公路",), []),
        ("小学的总人数有多少？", ("小学",), ["总人数有多少？"]),
        ("小学和小学教师有多少？", ("小学",), []),
        # What is asked for, was done, or is all that is asked about cannot be left out.
        ("有多少名教师获奖？", ("教师",), []),
        ("县委书记是谁？", ("县委书记",), []),
        ("谁是县委书记？", ("县委书记",), []),
        ("县委书记叫什么？", ("县委书记",), []),
        ("企业注销了多少户？", ("注销",), []),
        ("申请被驳回多少件？", ("驳回",), []),
        (
            "游客多少万人次？",
            ("游客",),
            [],
        ),
        ("境外游客多少万人次？", ("境外",), ["游客多少万人次？"]),
        # Nor what stands right before the asking.
        ("改造农村图书馆多少座？", ("图书馆",), []),
        ("复议维持率是多少？", ("维持率",), []),
        ("公园的占地面积有多少？", ("占地面积",), []),
        # What is named after a place is not another's.
        ("北京大学生产多少？", (), []),
        ("北京港吞吐量多少？", (), []),
        ("北京市大学生产多少？", (), []),
        ("北京市港口吞吐量多少？", (), ["云溪市港口吞吐量多少？"]),
        ("小学有多少教师？", (), []),
        # A year that the best report has is not what is missing first.
        (
            "2014年小学教师有多少？",
            ("小学",),
            ["2014年教师有多少？", "2015年小学教师有多少？", "2011年小学教师有多少？"],
        ),
        # Which of the years is to be changed?
        ("2012年比2009年多多少？", (), []),
    ],
)
def test_nearby_questions(question: str, lacking: tuple[str, ...], asked: list[str]) -> None:
    assert [change.question for change in _changes(question, *lacking)][:3] == asked


def test_a_change_tells_what_gave_way() -> None:
    (change,) = _changes("北京市粮食产量多少？")
    assert change == Change("云溪市粮食产量多少？", "北京", "云溪市")
    assert _changes("北京市粮食产量多少？", best=replace(_REPORT, place=None)) == []
    assert _changes("2012年粮食产量多少？", best=_OTHER)[0].put == "2013年"
    # A correction beside a report may call its place anything.
    odd = replace(_REPORT, place=r"云\1区")
    assert _changes("北京市粮食产量多少？", best=odd)[0].question == r"云\1区粮食产量多少？"


def test_the_place_is_put_where_the_question_begins() -> None:
    for question in ("请问产量多少？", "那么，产量多少？", "产量多少？"):
        changes = nearby(question, scope_of(question, _REPORTS), _REPORTS, _REPORT, (), ("云溪市",))
        assert list(changes) == [Change("云溪市产量多少？", "", "云溪市")]


def test_a_filter_that_admits_nothing_suggests_nothing(toy_index: Index) -> None:
    nobody = Filter(report_ids=frozenset({"nobody"}))
    for question in ("2021年受理多少件？", "2019年和2020年受理多少件？"):
        response = ask(toy_index, question, only=nobody, suggest=True, explain=True)
        assert response.refusal
        assert response.refusal.reason == "nothing_to_search"
        assert (response.refusal.suggestion, response.passages) == (None, ())


def test_only_what_is_answered_is_suggested(toy_index: Index) -> None:
    plain = ask(toy_index, "2019年受理行政复议案件多少件？")
    response = ask(toy_index, "2019年受理行政复议案件多少件？", suggest=True)
    assert plain.refusal
    assert response.refusal
    assert (plain.refusal.reason, plain.refusal.suggestion) == ("missing_year", None)
    suggestion = response.refusal.suggestion
    assert suggestion
    answer = ask(toy_index, suggestion.question).answer
    assert answer
    assert suggestion == Suggestion("2021年受理行政复议案件多少件？", answer.confidence)
    assert suggestion.confidence != "low"
    assert response.refusal.message == (
        "报告给出了2021年的数字，没有2019年的；"
        "现有报告讲的是2021—2022年的情况。下面是最接近的段落。"
    )
    assert response.timing_ms["suggest"] > 0


@pytest.mark.parametrize("question", ["2019年今天红烧肉多少斤？", "", "你好"])
def test_without_an_answer_nothing_is_suggested(toy_index: Index, question: str) -> None:
    response = ask(toy_index, question, suggest=True)
    assert response.refusal
    assert response.refusal.suggestion is None
