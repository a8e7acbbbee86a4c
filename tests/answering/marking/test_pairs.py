"""Two figures asked for at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.pairs import both_figures, two_figures
from reportqa.answering.understanding.questions import understand
from toys import reading_of


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (
            "审批事项由182项减少至32项，压缩82.4%。",
            "审批事项从多少项减到了多少项？",
            "由182项减少至32项",
        ),
        (
            "2019年，新建农村公路36公里，改造危桥4座。接待游客8万人次。",
            "新建了多少公里农村公路，改造了几座危桥？",
            "36公里，改造危桥4座",
        ),
        (
            "排查纠纷119件，调解成功104件，成功率达88%。",
            "排查了多少件纠纷，调解成功多少？",
            "119件，调解成功104件",
        ),
        (
            "新登记市场主体28.9万户，增长15%；总数达到133.9万户，其中企业49.2万户。",
            "新登记市场主体多少户？增长多少？",
            "28.9万户，增长15%",
        ),
        ("浓度分别改善17.8%、10.6%，治理200个。", "PM2.5和PM10各改善了多少？", "17.8%、10.6%"),
        ("调解10499件，成功率达88.1%，金额达9元。", "成功率和金额分别是多少？", "88.1%，金额达9元"),
        ("调解10499件，成功率达88.1%，金额达9元。", "金额和成功率各是多少？", "88.1%，金额达9元"),
        ("新建200个，投资1600亿元，增长5%。", "项目和投资各是多少？", "200个，投资1600亿元"),
        ("人均产值4503元（折合665美元）。", "产值多少元，折合多少美元？", "4503元（折合665美元）"),
        # Of one thing, rather than of two that ； parts, or than the next that is counted so.
        (
            "工资增加910元，达到1826元；收入增加321元，达到784元。",
            "工资增加多少，达到多少？",
            "910元，达到1826元",
        ),
        (
            "办理建议12件，满意率达97%；办理提案17件，满意率达96%。",
            "办理建议多少件，满意率多少？",
            "12件，满意率达97%",
        ),
        ("办理建议12件；办理提案17件。", "办理建议、提案多少件、多少件？", "12件；办理提案17件"),
        ("养猪9头，养羊3头。产粮由5吨增加到8吨。", "产粮由多少增加到多少？", "由5吨增加到8吨"),
        ("养猪9头。产粮由五年前的5吨增到8吨。", "产粮由多少增到多少？", "由五年前的5吨增到8吨"),
        ("粮经比由47：53调整为43：57。", "粮经比由多少调整为多少？", "由47：53调整为43：57"),
        ("接待游客8万人次。实现收入3亿元。", "游客和收入各是多少？", None),
        ("受理复议案件，增长25%以上；应诉621件。", "复议和应诉案件各多少件？", None),
        ("全年平安。", "来了多少人，花了多少钱？", None),
    ],
)
def test_two_figures_asked_for_at_once(text: str, question: str, said: str | None) -> None:
    asked = understand(question)
    assert asked.wants_two
    span = both_figures(text, None, asked)
    assert (text[slice(*span)] if span else None) == said


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"立法论证会3次、征求意见6次": 6.0}, "立法论证会3次、征求意见6次"),
        # Not what the reader holds for worse, or what goes beyond a sentence.
        ({"3次、征求意见6次": 6.0, "立法论证会3次、征求意见6次": 5.0}, "3次、征求意见6次"),
        ({"平安。立法论证会3次、征求意见6次": 6.0}, "3次、征求意见6次"),
    ],
)
def test_two_figures_with_what_the_reader_marks_along_with_them(
    scores: dict[str, float], said: str
) -> None:
    text = "全年平安。立法论证会3次、征求意见6次。"
    asked = understand("论证会开了几次，意见征求了几次？")
    span = both_figures(text, reading_of(text, scores), asked)
    assert span
    assert text[slice(*span)] == said


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (
            {"25万农民和2万学生": 6.0, "25万农民和2万": 5.0},
            "25万农民和2万学生",
        ),
        ({"25万农民和2万": 5.0}, "25万农民和2万"),
    ],
)
def test_a_pair_does_not_end_within_a_noun(scores: dict[str, float], said: str) -> None:
    text = "解决了25万农民和2万学生的饮水。"
    span = both_figures(text, reading_of(text, scores), understand("农民和学生各解决多少人？"))
    assert span
    assert text[slice(*span)] == said


_PRODUCED = "全市总产值2095亿元，比上年增加8亿元；人均产值4503元（折合665美元）。"
_CASES = "受理复议案件121件，纠错率25%以上；做好应诉工作，全年应诉案件621件。"
_ROWS = "校舍、道路面积分别由16%、70%提高到23%和75%。"
_SATISFIED = "开局良好，米、面满意率分别从上年的83.8%、85.6%，提高到85.9%、87.8%。"
_BUILT = "新建中学10所、小学76所、幼儿园24所，增加学位3万个。"
_MADE = "完成产值278亿元、收入949亿元、利税94亿元，分别增长9.5%、8%和9.4%。"
_MEDIATED = (
    "排查行政调解案件20件，成功15件，成功率达75%。"
    "各村人民调解组织调解90件，成功率达99%，满意率98%。"
)


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (_CASES, "复议案件和应诉案件各多少件？", ["121件", "621件"]),
        (_CASES, "应诉案件和复议案件分别有多少件？", ["121件", "621件"]),
        (_MEDIATED, "人民调解和行政调解的成功率分别是多少？", ["75%", "99%"]),
        # What is told once more in another unit is no second figure.
        (_PRODUCED, "总产值和人均产值分别是多少？", ["2095亿元", "4503元"]),
        ("职工（男5人、女3人）到岗。", "男职工和女职工各多少人？", ["5人、女3人"]),
        # Where they stand side by side they are one span.
        ("新增复议案件9件、应诉案件8件。", "复议案件和应诉案件各多少件？", ["9件、应诉案件8件"]),
        # Several could be meant of one of them, or it is but told that there are any.
        ("复议案件9件。应诉案件一审8件。应诉案件二审7件。", "复议和应诉案件各几件？", []),
        ("受理复议案件121件。应诉很多。", "复议案件和应诉案件各多少件？", []),
        ("全年平安。", "复议案件和应诉案件各多少件？", []),
        # Of three things three figures.
        ("肉、蛋、奶分别增长4%、5%和6%，粮增长1%。", "肉、蛋、奶分别增长多少？", ["4%、5%和6%"]),
        ("肉、蛋、奶分别增长4%、5%和6%。", "肉、蛋、奶各增长多少？", ["4%、5%和6%"]),
        (_BUILT, "中学、小学、幼儿园各多少所？", ["10所、小学76所、幼儿园24所"]),
        (_MADE, "产值、收入、利税分别完成多少？", ["278亿元", "949亿元", "94亿元"]),
        (_MADE, "产值、收入、利税分别增长多少？", ["9.5%、8%和9.4%"]),
        (
            "产粮9万吨。产肉8万吨，产奶7万吨。",
            "产粮、产肉和产奶各多少？",
            ["9万吨", "8万吨", "7万吨"],
        ),
        (
            "制定规章9件、修改27件、废止84件，立法2件。",
            "制定、修改、废止规章各多少件？",
            ["9件、修改27件、废止84件"],
        ),
        # None is taken for another where one is told so that it may be but a mark passed.
        (
            "产煤9吨，产油8吨，产钢突破7吨，水泥达到6吨。",
            "煤、油、钢产量分别是多少？",
            ["9吨，产油8吨"],
        ),
        (
            "总值增长9%，工业增加值增长8%，收入增长7%，其中预算收入增长6%，固定投资增长5%。",
            "工业增加值、收入、固定投资分别增长多少？",
            ["8%", "7%", "5%"],
        ),
        # Whole, where one more stands between, and the closest of several that would do.
        (
            "养老参保7万人、失业5万人、医疗8万人、工伤3万人。",
            "养老、失业、工伤参保各多少人？",
            ["7万人", "5万人", "3万人"],
        ),
        (
            "建中学6所。建中学9所、小学8所、技校7所。",
            "中学、小学、技校各建几所？",
            ["9所、小学8所、技校7所"],
        ),
        # What something was and came to, of one of several things and of all.
        (_ROWS, "校舍面积由多少提高到多少？", ["16%", "23%"]),
        (_ROWS, "道路面积由多少提高到多少？", ["70%", "75%"]),
        (_ROWS, "校舍、道路面积分别由多少提高到多少？", ["由16%、70%提高到23%和75%"]),
        (_SATISFIED, "面满意率从多少提高到多少？", ["85.6%", "87.8%"]),
        (
            _SATISFIED,
            "米、面满意率分别从多少提高到多少？",
            ["从上年的83.8%、85.6%，提高到85.9%、87.8%"],
        ),
        (
            "产值从9元提高到13元，税收从1元提高到2元。",
            "产值和税收分别从多少提高到多少？",
            ["从9元提高到13元", "从1元提高到2元"],
        ),
        (f"{_ROWS}绿地由5亩增加到8亩。", "绿地由多少增加到多少？", ["由5亩增加到8亩"]),
        ("收入增长6%，支出增长2.5%。", "收入是多少，增长多少？", []),
        ("收入增长6%，达到9亿元。", "收入是多少，增长多少？", ["6%，达到9亿元"]),
    ],
)
def test_two_figures_told_one_after_the_other(text: str, question: str, said: list[str]) -> None:
    asked = understand(question)
    assert asked.wants_two
    assert [text[slice(*span)] for span in two_figures(text, None, asked)] == said


@given(st.text("复议应诉案件各1件2%，。；和", max_size=60))
def test_two_figures_lie_in_the_text_in_order(text: str) -> None:
    spans = two_figures(text, None, understand("复议案件和应诉案件各多少件？"))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
    assert len(spans) <= 2


@given(st.text("甲乙丙由到提高分别1件2%，。；、和", max_size=60))
def test_three_figures_lie_in_the_text_in_order(text: str) -> None:
    for question in ("甲、乙、丙各多少件？", "甲和乙分别由多少提高到多少？"):
        spans = two_figures(text, None, understand(question))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(spans) == sorted(spans)
        assert len(spans) <= 3
