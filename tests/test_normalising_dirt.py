"""The dirt of real text files, repaired for searching."""

import pytest

from reportqa.normalising import normalise, without_radicals


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("从1 9 9 3 年3 月到1 2 月2 0 日", "从1993年3月到12月20日"),
        ("增长1 5 ．3 ％，下降1 0 ．0 6 ‰", "增长15.3%,下降10.06‰"),
        ("达到7 4 7 7 2 亿元", "达到74772亿元"),
        ("２７１．０２亿元，１，２３４户", "271.02亿元,1234户"),
        ("全\u200b年办\u2060结1\u200b28件", "全年办结128件"),
        ("政　府　工　作　报　告", "政府工作报告"),
        ("\xa0\xa0各位代表：\xa0", "各位代表:"),
        ("⼀、⾏政复议，乌鲁⽊⻬市⻓", "一、行政复议,乌鲁木齐市长"),
        ('<p>全年</p><divclass="t"><h2>办结</h2>１２８件</div><br/>', "全年办结128件"),
        ("若a<b且c>d", "若a<b且c>d"),
        ("<法律>与<规章>", "<法律>与<规章>"),
    ],
)
def test_dirt_is_repaired(text: str, normal: str) -> None:
    assert normalise(text) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("完成投资1\n23.4亿元", "完成投资123.4亿元"),
        ("完成投资123.\n4亿元", "完成投资123.4亿元"),
        ("共1,2\r\n06户", "共1206户"),
        ("增长9\n.1%", "增长9.1%"),
        ("办结128\n件", "办结128件"),
        ("行政复\n议128件", "行政复议128件"),
        ("共２\n３件", "共23件"),
    ],
)
def test_figures_and_words_are_whole_across_a_line_end(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("产值128\n\n3月以来", "产值128 3月以来"),
        ("截至2020\n\u3000\u300012月召开", "截至2020 12月召开"),
        ("户数12\n1.完善立法", "户数12 1.完善立法"),
        ("12\n34件", "12 34件"),
        ("2019 2020 2021", "2019 2020 2021"),
        ("12 | 34", "12 | 34"),
        ("10 2 3 45", "10 23 45"),
    ],
)
def test_figures_that_stand_apart_stay_apart(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_radicals_become_characters_of_the_same_length() -> None:
    assert without_radicals("⼀⻓⺠abc") == "一长民abc"
