"""Rows of tables told as sentences, and brought back to their cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.tables.row_sentences import Told, tell

CASES = (
    "三、执法情况\n"
    "单位 | 行政处罚（件） | 行政检查（次） | 备注\n"
    "应急局 | 96 | 1875 | 已公示\n"
    "水务局 | 58 | — | \n"
    "合计 | 154 | 1875 | \n"
)
YIELDS = (
    "类别 | 品种 | 单位 | 2021年 | 2022年 | 增长\n"
    "粮食 | 小麦 | 万吨 | 52.3 | 54.1 | 3.4%\n"
    " | 玉米 | 万吨 | 8 | 9 | 12.5%\n"
    "蔬菜 |  | 万吨 | 3 | 4 | 33.3%\n"
)


AUDIT = (
    "序号 | 部门 | 问题个数 | 金额（万元）\n1 | 甲局 | 14 | 3\n"
    "2 | 乙局 | 20 | 4\n合计 |  | 34 | 7\n"
)
COSTS = (
    "单位：万元\n科目编码 | 科目名称 | 执行数 | 为预算的%\n201 | 教育支出 | 67 | 97.8\n"
    " | 支出合计 | 67 | 97.8\n"
)
SIDES = (
    "单位：元\n收入 |  | 支出\n项目 | 决算数 | 项目 | 决算数\n"
    "一、财政拨款 | 31 | 一、教育支出 | 18\n总计 | 31 | 总计 | 18\n完。\n"
)
RIVERS = "河流 | 断面 | 水质\n澜溪 | 上坪桥 | Ⅰ类\n | 临河口 | Ⅲ类\n"
RATES = "指标 | 单位 | 2021年\n筛查率 | % | 92.8\n死亡率 | ‰ | 3.1\n缺陷率 | /万 | 148.2\n"


def _told(text: str, start: int = 0, end: int | None = None) -> Told:
    told = tell(text, start, len(text) if end is None else end)
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CASES,
            "三、执法情况\n"
            "单位 | 行政处罚（件） | 行政检查（次） | 备注\n"
            "应急局：行政处罚96件，行政检查1875次，备注为已公示。\n"
            "水务局：行政处罚58件。\n"
            "合计：行政处罚154件，行政检查1875次。\n",
        ),
        (
            YIELDS,
            "类别 | 品种 | 单位 | 2021年 | 2022年 | 增长\n"
            "粮食小麦：2021年52.3万吨，2022年54.1万吨，增长3.4%。\n"
            "粮食玉米：2021年8万吨，2022年9万吨，增长12.5%。\n"
            "蔬菜：2021年3万吨，2022年4万吨，增长33.3%。\n",
        ),
        (
            AUDIT,
            "序号 | 部门 | 问题个数 | 金额（万元）\n"
            "甲局：问题个数14，金额3万元。\n乙局：问题个数20，金额4万元。\n"
            "合计：问题个数34，金额7万元。\n",
        ),
        (
            COSTS,
            "单位：万元\n科目编码 | 科目名称 | 执行数 | 为预算的%\n"
            "教育支出：执行数67万元，为预算的97.8%。\n支出合计：执行数67万元，为预算的97.8%。\n",
        ),
        (
            SIDES,
            "单位：元\n收入 |  | 支出\n项目 | 决算数 | 项目 | 决算数\n"
            "一、财政拨款：收入决算数31元。一、教育支出：支出决算数18元。\n"
            "总计：收入决算数31元。总计：支出决算数18元。\n完。\n",
        ),
        (
            RIVERS,
            "河流 | 断面 | 水质\n澜溪上坪桥：水质为Ⅰ类。\n澜溪临河口：水质为Ⅲ类。\n",
        ),
        (
            RATES,
            "指标 | 单位 | 2021年\n"
            "筛查率：2021年92.8%。\n死亡率：2021年3.1‰。\n缺陷率：2021年148.2/万。\n",
        ),
    ],
)
def test_rows_are_told_below_the_names_of_their_columns(text: str, told: str) -> None:
    assert _told(text).text == told


def test_only_rows_that_stand_in_the_passage_whole_are_told() -> None:
    start = CASES.index("水务局")
    assert (
        _told(CASES, start).text
        == "水务局：行政处罚58件。\n合计：行政处罚154件，行政检查1875次。\n"
    )
    cut = CASES.index("875")
    assert tell(CASES, cut, cut + 6) is None


@pytest.mark.parametrize("text", ["全年培训12人。\n", "应急局 | 96 | 1875\n", ""])
def test_what_is_no_table_with_names_is_left_as_it_is(text: str) -> None:
    assert tell(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("96件", "96"),
        ("行政处罚96件", "96"),
        ("应急局", "应急局"),
        ("已公示", "已公示"),
        ("行政处罚96件，行政检查1875次", "96 | 1875"),
        ("执法情况", "执法情况"),
        ("行政检查", "应急局 | 96 | 1875 | 已公示"),  # the words of the first row: the row itself
    ],
)
def test_what_is_marked_in_a_sentence_is_brought_back_to_its_cells(said: str, stands: str) -> None:
    told = _told(CASES)
    at = told.text.index(said, 0 if said == "执法情况" else told.text.index("应急局"))
    assert CASES[slice(*told.in_passage((at, at + len(said))))] == stands


@pytest.mark.parametrize(
    ("marked", "question", "meant"),
    [
        ("96件", "水务局行政处罚多少件？", "58件"),
        ("96件", "应急局行政检查多少次？", "1875次"),
        ("1875次", "应急局行政检查多少次？", "1875次"),
        ("96件", "一共行政处罚多少件？", "154件"),
        ("96件", "应急局一共行政处罚多少件？", "96件"),
        ("96件", "教育局行政处罚多少件？", "96件"),  # for others to refuse
        ("执法", "水务局行政处罚多少件？", "执法"),
    ],
)
def test_the_row_and_the_column_that_a_question_names_are_meant(
    marked: str, question: str, meant: str
) -> None:
    told = _told(CASES)
    at = told.text.index(marked)
    start, end = told.cell_asked((at, at + len(marked)), question)
    assert told.text[start:end] == meant


@pytest.mark.parametrize(
    ("question", "is_part"),
    [
        ("全市行政处罚多少件？", True),
        ("全市水务局行政处罚多少件？", False),
        ("行政处罚多少件？", False),
    ],
)
def test_a_part_is_no_answer_where_the_sum_is_asked_for(question: str, is_part: bool) -> None:
    told = _told(CASES)
    at = told.text.index("58")
    assert told.is_but_part((at, at + 2), question) is is_part
    total = told.text.index("154")
    assert not told.is_but_part((total, total + 3), question)


WORDS = st.text("甲乙丙丁0123456789.%件 —", max_size=6)


@given(
    names=st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), min_size=2, max_size=4),
    rows=st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6),
    cut=st.integers(0, 12),
)
def test_every_character_of_a_sentence_stands_where_it_is_said_to(
    names: list[str], rows: list[list[str]], cut: int
) -> None:
    table = [names, ["全部", "12"], *rows]
    text = "前文。\n" + "".join(" | ".join(row) + "\n" for row in table) + "后文。\n"
    start, end = cut, len(text) - cut % 5
    told = tell(text, start, end)
    if told is None:  # the passage begins behind the only row that tells something
        assert start > text.index("全部") or end < text.index("12") + 2
        return
    passage = text[start:end]
    assert len(told.origin) == len(told.text)
    own = [(said, at) for said, at in zip(told.text, told.origin, strict=True) if at >= 0]
    assert all(passage[at] == said for said, at in own)
    for cell in told.cells:
        first, last = told.in_passage((cell.start, cell.end))
        assert 0 <= first < last <= len(passage)
        assert told.text[cell.start : cell.end].startswith(passage[first:last])


@pytest.mark.parametrize(
    "table",
    [
        "┌──┬──┬──┐\n│机构│2021年│2022年│\n├──┼──┼──┤\n│医院│8 │  │\n│学校│3│4 │\n",
        "机构\t2021年\t2022年\n医院\t8\t\n学校\t3\t4\n",
    ],
    ids=["drawn", "set with tabs"],
)
def test_tables_of_plain_text_are_told_and_stay_as_they_stand(table: str) -> None:
    told = tell(table, 0, len(table))
    assert told
    assert told.text.splitlines()[-2:] == ["医院：2021年8。", "学校：2021年3，2022年4。"]
    at = told.text.index("4。")
    start, end = told.in_passage((at, at + 1))
    assert table[start:end] == "4"
