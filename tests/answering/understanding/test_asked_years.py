"""Years in short, and years compared with, as reports put them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.understanding.asked_years import (
    in_full,
    last_year_in_full,
    than_the_year_before,
)
from reportqa.types import Expansion

_COVERED = range(1978, 2022)


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("韶关零九年财政收入", "韶关2009年财政收入"),
        ("防城港一零年财政收入", "防城港2010年财政收入"),
        ("防城港10年财政收入", "防城港2010年财政收入"),
        ("金华16年GDP", "金华2016年gdp"),
        ("九八年粮食产量", "1998年粮食产量"),
        ("98年粮食产量", "1998年粮食产量"),
        ("韶关二零零九一般预算收入", "韶关2009年一般预算收入"),
    ],
)
def test_years_in_short_are_written_out(question: str, put: str) -> None:
    text, expanded = in_full(question, _COVERED)
    assert text == put
    assert [one.official in put for one in expanded] == [True]


@pytest.mark.parametrize(
    "question",
    [
        "10年来增长多少",
        "近10年增长多少",
        "用了10年",
        "连续16年增长",
        "10年一遇的洪水",
        "第15年的结果",
        "一八年级学生多少",
        "二十年增长多少",
        "2019年用16年完成",
        "15年免费教育惠及多少人",
        "有20年工龄的职工",
        "10年之内完成多少",
        "二〇一九年增长多少",
        "35年的产量",
        "",
    ],
)
def test_what_is_no_year_stays(question: str) -> None:
    assert in_full(question, _COVERED) == (question, ())


def test_the_asker_is_told() -> None:
    assert in_full("零九年产量", {2009})[1] == (Expansion("零九年", "2009年"),)
    assert in_full("零九年产量", {2010}) == ("零九年产量", ())


@given(st.text("零一二九〇0189年的产量、", max_size=12))
def test_only_years_of_reports_are_put_in(question: str) -> None:
    text, expanded = in_full(question, {2001})
    assert {one.official for one in expanded} <= {"2001年"}
    assert bool(expanded) == (text != question)


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("2018年外资比2017年增长多少", "2018年外资比上年增长多少"),
        ("2018年外资较2017年多多少", "2018年外资较上年多多少"),
        ("2018年外资比2016年增长多少", "2018年外资比2016年增长多少"),
        ("外资比2017年增长多少", "外资比2017年增长多少"),
        ("2018年、2019年比2017年增长多少", "2018年、2019年比2017年增长多少"),
        ("2018年外资多少", "2018年外资多少"),
    ],
)
def test_the_year_before_is_told_so(question: str, put: str) -> None:
    assert than_the_year_before(question) == put


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("去年财政收入是多少", "2020年财政收入是多少"),
        ("上一年修路多少公里", "2020年修路多少公里"),
        ("比去年增长多少", None),
        ("过去年代的收入", None),
        ("财政收入是多少", None),
    ],
)
def test_last_year_is_the_latest_looked_back_on(question: str, put: str | None) -> None:
    said, told = last_year_in_full(question, (2018, 2020))
    assert said == (put or question)
    assert [one.official for one in told] == (["2020年"] if put else [])
    assert last_year_in_full(question, (2020,)) == (question, ())
