"""Tables in the text of a report: which columns and rows they have."""

import time

import pytest

from reportqa.answering.tables.columns import column_of, tables_from

STACKED = (
    "二、信息公开\n"
    "内容 | 制发件数 | 废止件数\n规章 | 2 | 1\n规范性文件 | 21 | 9\n"
    "内容 | 处理决定数量\n行政许可 | 452\n"
)


def _read(text: str) -> list[tuple[list[tuple[str, str]], list[list[str]]]]:
    return [
        (
            [(column.name, column.unit) for column in table.columns],
            [[text[start:end] for start, end in row] for row in table.rows],
        )
        for table in tables_from(text, 0, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        (
            STACKED,
            [
                (
                    [("内容", ""), ("制发件数", ""), ("废止件数", "")],
                    [["规章", "2", "1"], ["规范性文件", "21", "9"]],
                ),
                ([("内容", ""), ("处理决定数量", "")], [["行政许可", "452"]]),
            ],
        ),
        (  # names over several columns, and one over two rows
            "单位 | 处罚 |  | 检查\n | 件数（件） | 金额(万元) | 次数\n水务局 | 3 | 1.5 | 20\n",
            [
                (
                    [("单位", ""), ("处罚件数", "件"), ("处罚金额", "万元"), ("检查次数", "")],
                    [["水务局", "3", "1.5", "20"]],
                )
            ],
        ),
        (
            "县区 | 供水量（万吨） |  | 普及率（%）\n | 2020年 | 2021年 | \n东县 | 18 | 19 | 99\n",
            [
                (
                    [
                        ("县区", ""),
                        ("供水量2020年", "万吨"),
                        ("供水量2021年", "万吨"),
                        ("普及率", "%"),
                    ],
                    [["东县", "18", "19", "99"]],
                )
            ],
        ),
        (  # one unit for all
            "表1 财政收支（单位：亿元）\n项目 | 2021年 | 2022年\n收入 | 5.1 | 5.4\n",
            [
                (
                    [("项目", "亿元"), ("2021年", "亿元"), ("2022年", "亿元")],
                    [["收入", "5.1", "5.4"]],
                )
            ],
        ),
        (  # as Markdown has it
            "| 指标 | 数量 |\n|---|---|\n| 学校 | 12所 |\n",
            [([("指标", ""), ("数量", "")], [["学校", "12所"]])],
        ),
        (  # a row that tells no figure begins no table
            "单位 | 处罚 | 检查\n教育局 | 1 | 2\n水务局 | 未开展 | 未开展\n林业局 | 3 | 4\n",
            [
                (
                    [("单位", ""), ("处罚", ""), ("检查", "")],
                    [["教育局", "1", "2"], ["水务局", "未开展", "未开展"], ["林业局", "3", "4"]],
                )
            ],
        ),
        (  # no figure at all
            "问题 | 措施\n公开不够 | 更新网站\n培训不足 | 加强学习\n",
            [([("问题", ""), ("措施", "")], [["公开不够", "更新网站"], ["培训不足", "加强学习"]])],
        ),
        ("水务局 | 3 | 4\n教育局 | 1 | 2\n", []),  # no names
        ("全年培训12人。\n甲 | 乙\n", []),  # no rows
        ("没有表格。\n", []),
    ],
)
def test_tables_have_columns_with_units_and_rows(
    text: str, tables: list[tuple[list[tuple[str, str]], list[list[str]]]]
) -> None:
    assert _read(text) == tables


@pytest.mark.parametrize(
    ("text", "labels", "units"),
    [
        ("序号 | 指标 | 单位 | 2022年\n1 | 粮食 | 万吨 | 54\n", [1], 2),
        ("单位 | 处罚\n水务局 | 3\n", [0], None),
        ("类别 | 品种 | 产量\n粮食 | 小麦 | 3\n", [0, 1], None),
        ("年份 | 产量\n2021年 | 3\n2022 | 4\n", [0], None),
        ("问题 | 措施\n公开不够 | 更新网站\n", [0], None),
    ],
)
def test_the_first_columns_without_figures_name_the_rows(
    text: str, labels: list[int], units: int | None
) -> None:
    (table,) = tables_from(text, 0, len(text))
    assert (table.labels, table.units) == (labels, units)


def test_a_table_cut_by_a_passage_is_whole() -> None:
    start = STACKED.index("规范性文件")
    first, _ = tables_from(STACKED, start, start + 4)
    assert [STACKED[slice(*row[0])] for row in first.rows] == ["规章", "规范性文件"]


@pytest.mark.parametrize(
    ("words", "column"),
    [("21", "制发件数"), ("规范性文件", "内容"), ("452", "处理决定数量"), ("信息公开", None)],
)
def test_the_column_of_a_cell_is_told(words: str, column: str | None) -> None:
    assert column_of(STACKED, STACKED.index(words)) == column


def test_the_unit_is_told_with_the_column() -> None:
    text = "单位 | 罚没（万元）\n水务局 | 3\n"
    assert column_of(text, text.index("3")) == "罚没（万元）"


@pytest.mark.parametrize(
    "text",
    [
        "甲 | 乙\n" + "丙 | 1\n" * 50_000,
        "甲 |" + " " * 100_000 + "| 乙\n丙 | 1 | 2\n",
        "| " * 100_000,
        "甲 | 乙" + " （" * 50_000 + "\n丙 | 1\n",
        "单位：" + "单位 " * 50_000 + "\n甲 | 乙\n丙 | 1\n",
        "甲 | 乙\n丙 | " + "1," * 50_000 + "x\n",
    ],
)
def test_a_hostile_table_is_read_soon(text: str) -> None:
    started = time.perf_counter()
    middle = len(text) // 2
    list(tables_from(text, middle, middle + 200))
    list(tables_from(text, 0, 200))
    column_of(text, middle)
    assert time.perf_counter() - started < 2
