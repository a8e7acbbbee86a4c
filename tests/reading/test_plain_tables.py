"""Tables that plain text draws with box characters or sets with tabs or blanks."""

import pytest

from reportqa.reading.formats.plain_tables import with_rows

BOX = """表1 床位数
┌────────┬────────┬────────┐
│ 机构   │ 2021年 │ 2022年 │
├────────┼────────┼────────┤
│ 医院   │ 8      │        │
└────────┴────────┴────────┘
二、服务"""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (BOX, "表1 床位数\n机构 | 2021年 | 2022年\n医院 | 8 | \n二、服务"),
        ("+----+----+\n| 甲 | 乙 |\n+====+====+\n| 一 | 2  |", "| 甲 | 乙 |\n| 一 | 2  |"),
        (
            "部门\t许可\t处罚\n甲局\t6,418\t372\n乙局\t\t8\n",
            "部门 | 许可 | 处罚\n甲局 | 6,418 | 372\n乙局 |  | 8\n",
        ),
        ("\t部门\t许可\t处罚\n\t甲局\t1\t2", "部门 | 许可 | 处罚\n甲局 | 1 | 2"),
        (
            "项目     预算数   决算数\n接待费   6.00     3.56\n合计     21.00    16.42\n说明。",
            "项目 | 预算数 | 决算数\n接待费 | 6.00 | 3.56\n合计 | 21.00 | 16.42\n说明。",
        ),
    ],
    ids=["a box", "drawn with plus and minus", "tabs", "tabs behind a margin", "blanks"],
)
def test_rows_are_told_as_in_other_formats(text: str, made: str) -> None:
    assert with_rows(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一、回顾\n全年完成投资3亿元。\n",
        "| 指标 | 数量 |\n|---|---|\n| 面积 | 3 |\n",
        "第一章 总则\t1\n第二章 职责\t3\n",
        "一、\t总体要求\n二、\t主要任务\n",
        "部门\t许可\t处罚\n",
        "局  长  签字\n审  核  人员\n经  办  人员\n",
        "项目   预算数   决算数\n接待费   6.00   3.56\n",
        "甲  1  2。\n乙  3  4。\n丙  5  6。\n",
    ],
)
def test_what_is_no_such_table_stays_as_it_is(text: str) -> None:
    assert with_rows(text) == text


def test_a_row_that_lacks_a_cell_is_left_as_it_stands() -> None:
    rows = "甲  1  2\n乙  3  4\n丙  5  6\n"
    assert with_rows(f"{rows}丁  7\n") == "甲 | 1 | 2\n乙 | 3 | 4\n丙 | 5 | 6\n丁  7\n"


@pytest.mark.parametrize(
    "piece", ["│", "─", "\t", "  ", "甲  ", "甲\t", "+-", "|\n", "│\n", "甲  1  2\n"]
)
def test_long_hostile_text_takes_no_time(piece: str) -> None:
    with_rows(piece * (200_000 // len(piece)))
