"""Lists told item by item are found whole, also where a passage holds but a part of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.lists import runs, told_item_by_item
from reportqa.answering.understanding.questions import understand


def _told(text: str, marked: str, question: str) -> list[str]:
    start = text.index(marked)
    found = told_item_by_item(text, (start, start + len(marked)), understand(question))
    return [text[slice(*item)] for item in found]


_SHORTCOMINGS = "存在不足：一是意识不强；二是力量薄弱，有待充实；三是宣传不够。其他另述。"


@pytest.mark.parametrize(
    ("text", "marked", "question", "items"),
    [
        (_SHORTCOMINGS, "力量", "存在哪些不足？", ["意识不强", "力量薄弱", "宣传不够"]),
        (_SHORTCOMINGS, "其他", "存在哪些不足？", []),
        (_SHORTCOMINGS, "力量", "哪一年的事？", []),
        ("一是意识不强。", "意识", "存在哪些不足？", []),
        (
            "还面临诸多困难。一是意识不强。二是力量薄弱。",
            "诸多困难",
            "还面临哪些困难？",
            ["意识不强", "力量薄弱"],
        ),
        ("今年要抓好：一要稳增长，二要保民生。", "稳增长", "要抓好哪些？", ["稳增长", "保民生"]),
        ("要求如下。\n第一，守法。\n第二，公开。\n", "守法", "有哪些要求？", ["守法", "公开"]),
        (
            "主要任务：\n（一）修路。\n（二）建桥，通车。\n",
            "修路",
            "主要任务是什么？",
            ["修路", "建桥"],
        ),
        ("重点如下：1.修路；2、建桥。", "修路", "重点有哪些？", ["修路", "建桥"]),
        (
            "分三个部分：一、回顾；二、任务；三、建设。",
            "回顾",
            "分哪几个部分？",
            ["回顾", "任务", "建设"],
        ),
        ("发展一、二、三产业；一、修路。", "修路", "发展哪些产业？", []),
        (
            "把握好原则：\n\u00a0\u00a0一要改革。\n\u00a0\u00a0二要惠民。",
            "改革",
            "把握哪些原则？",
            ["改革", "惠民"],
        ),
        # One of them by its number.
        (_SHORTCOMINGS, "力量", "存在的不足第三条是什么？", ["宣传不够"]),
        (_SHORTCOMINGS, "力量", "存在的不足第二个方面是什么？", ["力量薄弱"]),
        (_SHORTCOMINGS, "力量", "存在的不足第四条是什么？", []),
        (_SHORTCOMINGS, "力量", "第三届大会说存在哪些不足？", ["意识不强", "力量薄弱", "宣传不够"]),
        (
            _SHORTCOMINGS,
            "力量",
            "第一个百年目标面前存在哪些不足？",
            ["意识不强", "力量薄弱", "宣传不够"],
        ),
        # As many as are asked for, though the reader marked what stands beside them.
        (
            "为了优化结构，抓好三个环节：一是淘汰，二是改造，三是重组。",
            "优化结构",
            "要抓好哪三个环节？",
            ["淘汰", "改造", "重组"],
        ),
        (
            "采取两项重大措施：一是设奖学金，资助更多人；二是免费教育。",
            "更多人",
            "采取哪两项重大措施？",
            ["设奖学金", "免费教育"],
        ),
        (
            "面临“两大挑战”和“三大机遇”。“两大挑战”，一是控制投资，力度加大；二是发展不足。",
            "三大机遇",
            "“两大挑战”是什么？",
            ["控制投资", "发展不足"],
        ),
        (
            "措施有：一是从今年起，设奖学金；二是为了公平，免费教育，面向全国。",
            "设奖学金",
            "有哪些措施？",
            ["从今年起，设奖学金", "为了公平，免费教育"],
        ),
        (
            "特点有：一是自主创新增强，品牌增多；二是为民服务，群众满意。",
            "自主创新",
            "有哪些特点？",
            ["自主创新增强", "为民服务"],
        ),
        # Another sentence stands between, which opens nothing.
        ("全年办案三百件，均已办结。一是快立。二是快审。", "三百件", "办了哪些案件？", []),
    ],
)
def test_numbered_items_belong_together(
    text: str, marked: str, question: str, items: list[str]
) -> None:
    assert _told(text, marked, question) == items


@pytest.mark.parametrize(
    ("text", "marked", "question", "whole"),
    [
        (
            "存在一些问题，主要是：项目未开工，增速放缓；融资难；用工难等。其他另述。",
            "融资难",
            "存在哪些问题？",
            ["项目未开工，增速放缓；融资难；用工难"],
        ),
        ("存在问题，主要是修得慢；管得松。", "修得慢", "存在什么问题？", ["修得慢；管得松"]),
        ("主要措施是：甲；乙；", "甲", "采取了哪些措施？", ["甲；乙"]),
        (
            "主要任务：\n修路；\n建桥；\n通车。\n",
            "修路",
            "主要任务是什么？",
            ["修路；\n建桥；\n通车"],
        ),
        ("面临着许多困难：水少；地薄。", "面临着许多困难", "面临哪些困难？", ["水少；地薄"]),
        (
            "工作中还有不少困难。主要是：水少；地薄。其他另述。",
            "水少",
            "有哪些困难？",
            ["水少；地薄"],
        ),
        (
            "前进中有困难和问题，主要是：水少；地薄。",
            "地薄",
            "报告说了哪些问题？",
            ["水少；地薄"],
        ),
        (
            "五年积累了宝贵经验。这就是：必须勤快；必须俭省。其他另述。",
            "宝贵",
            "积累了哪些宝贵经验？",
            ["必须勤快；必须俭省"],
        ),
        (
            "从工作中，我们深切地体会到，勤快，是根本；俭省，是法宝。",
            "勤快，是根本",
            "有哪些深切体会？",
            ["勤快，是根本；俭省，是法宝"],
        ),
        # It is not asked for that, is one thing only, or the span stands elsewhere.
        ("群众体会到，路好；水清。", "路好", "路怎么样？", []),
        ("积累了经验。这就是榜样：勤快；俭省。", "榜样", "有哪些榜样？", []),
        ("主要措施是：甲；乙。", "甲", "有哪些困难？", []),
        ("主要措施是：甲、乙。", "甲", "采取了哪些措施？", []),
        ("主要措施是：甲；乙。另有丙。", "丙", "采取了哪些措施？", []),
        ("主要措施是：甲；乙。", "甲", "采取措施的有多少家？", []),
    ],
)
def test_an_announced_list_is_whole(
    text: str, marked: str, question: str, whole: list[str]
) -> None:
    assert _told(text, marked, question) == whole


def test_a_long_list_is_told_as_well() -> None:
    text = "重点工作：" + "".join(f"{number}、事项{number}。" for number in range(1, 31))
    assert _told(text, "事项7", "有哪些重点工作？") == [f"事项{number}" for number in range(1, 31)]


@pytest.mark.parametrize(
    "piece", ["问题", "甲", "问题，", "一是", "问题是", "1、", "问题主要是；", "体会到，"]
)
def test_hostile_text_takes_no_longer(piece: str) -> None:
    text, asked = piece * (3_000 // len(piece)), understand("存在哪些问题？")
    started = time.perf_counter()
    told_item_by_item(text, (10, 12), asked, (0, 200))
    assert time.perf_counter() - started < 0.3


@given(st.text("一二三是要第（）1234.、，。；：\n甲乙问题措施", max_size=60), st.data())
def test_items_are_words_of_the_text_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = start, data.draw(st.integers(start, len(text)))
    for run in runs(text):
        assert 0 <= run.lead <= run.start
    items = told_item_by_item(text, span, understand("有哪些问题和措施？"))
    ends = [0, *(place for item in items for place in item), len(text)]
    assert ends == sorted(ends)
    assert all(text[slice(*item)].strip() for item in items)
