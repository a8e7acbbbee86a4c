"""Several things asked about at once, each with its own figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.apart import (
    asked_clause_by_clause,
    asked_in_one,
    figures_apart,
)
from reportqa.answering.understanding.questions import understand


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (
            "预算收入94亿元、增长6.8%，其中税收60亿元、增长11%。",
            "2018年预算收入多少，税收多少？",
            ["94亿元", "60亿元"],
        ),
        (
            "完成房产投资51亿元，增长74%，一批项目开工，住房销售面积增长46%。",
            "房产投资多少，住房销售面积增长多少？",
            ["51亿元", "46%"],
        ),
        (
            "种粮29万亩，种菜8万亩，养鱼3万亩。",
            "种菜多少万亩，种粮多少万亩？",
            ["29万亩", "8万亩"],
        ),
        (
            "农业增加值5亿元，年均增长9%；工业增加值34亿元，年均增长8%；商业增加值26亿元。",
            "农业增加值多少，工业增加值多少，商业增加值多少？",
            ["5亿元", "34亿元", "26亿元"],
        ),
        ("游客和旅游收入分别增长2%和3%。", "旅游收入增长多少，游客增长多少", ["2%和3%"]),
        # What rose is asked for, and the other way round.
        (
            "收入15亿元、支出32亿元，分别增长26%和22%。",
            "收入多少，支出多少？",
            ["15亿元", "32亿元"],
        ),
        ("收入、支出分别增长26%和22%。", "收入多少，支出多少？", []),
        ("处理率、达标率分别为85%、75%。", "建成几个处理厂、几个达标厂？", []),
        # Of one thing alone.
        ("种粮29万亩，共有8万亩。", "种粮多少万亩，种菜多少万亩？", []),
        # No thing of its own.
        ("收入15亿元，增长26%。", "收入多少，增长多少？", []),
        ("收入15亿元，增长26%。", "收入多少？", []),
        ("来了5人。", "谁来了，来了多少人？", []),
    ],
)
def test_figures_asked_for_clause_by_clause(text: str, question: str, said: list[str]) -> None:
    spans = figures_apart(text, asked_clause_by_clause(understand(question)))
    assert [text[slice(*span)] for span in spans] == said


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (
            "工业总产值实现342亿元，增长23%；增加值97亿元，增长39%。",
            "2009年工业总产值和增加值是多少？",
            ["342亿元", "97亿元"],
        ),
        (
            "工业总产值实现342亿元，增长23%；增加值97亿元，增长39%。",
            "工业总产值和增加值增长多少？",
            ["23%", "39%"],
        ),
        (
            "收入1月份下降41%，全年收入27亿元，增长24%。支出40亿元，增长53%。",
            "全年收入和支出增长多少？",
            ["24%", "53%"],
        ),
        # One figure for both, whatever else is told of the words of one.
        ("改造道路84条，改造完成城中村和旧城区片59个。", "改造完成城中村和旧城区片多少个", []),
        ("审议通过法律30项，制定和颁布法规255项。", "审议制定和颁布的法规有多少项", []),
        ("对工业的贡献率为40%，对农业的贡献率为55%。", "工业和农业的贡献率是多少", ["40%", "55%"]),
        ("货运量86万吨；周转量20亿吨公里。", "货运量、周转量是多少？", ["86万吨", "20亿吨公里"]),
        ("处理率、利用率、覆盖率分别达9%、7%、5%。", "处理率和利用率是多少", ["9%、7%"]),
        # Of two that would do the one next to the other.
        (
            "各项存款余额206亿元、贷款余额163亿元，其中域外机构贷款余额46亿元。",
            "存贷款余额是多少？",
            ["206亿元", "163亿元"],
        ),
        # Told as one.
        ("教育和卫生支出8亿元。", "教育和卫生支出是多少？", []),
        ("新增孵化器、众创空间33家。", "孵化器和众创空间新增多少家？", []),
        ("教育支出5亿元。", "教育支出是多少？", []),
        ("财政的收入是5亿元，支出是3亿元。", "财政的收入和支出是多少？", ["5亿元", "3亿元"]),
        ("工业增长5%，农业下降3%。", "工业和农业为什么变化？", []),
    ],
)
def test_figures_asked_for_in_one(text: str, question: str, said: list[str]) -> None:
    spans = figures_apart(text, asked_in_one(understand(question)))
    assert [text[slice(*span)] for span in spans] == said


def test_no_more_things_are_asked_about_at_once_than_people_do() -> None:
    assert len(asked_clause_by_clause(understand("种粮多少，种菜多少，" * 3))) == 6
    assert asked_clause_by_clause(understand("种粮多少，种菜多少，" * 40)) == ()
    assert asked_in_one(understand("种粮、种菜、" * 40 + "养鱼多少")) == ()


@given(
    st.text(alphabet="甲乙丙5亿元%，。、和分别增长", max_size=60),
    st.text(alphabet="甲乙丙多少几，、和是增长的占", max_size=40),
)
def test_figures_apart_lie_in_the_text_in_order(text: str, question: str) -> None:
    understood = understand(question)
    for parts in (asked_clause_by_clause(understood), asked_in_one(understood)):
        places = [at for span in figures_apart(text, parts) for at in span]
        assert places == sorted(places)
        assert all(0 <= at <= len(text) for at in places)
