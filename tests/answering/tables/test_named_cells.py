"""The cell whose row and column a question names."""

import pytest

from reportqa.answering.tables.cells import core
from reportqa.answering.tables.row_sentences import tell
from reportqa.answering.understanding.questions import understand

APPLICATIONS = (
    "（勾稽关系） |  | 申请人情况\n"
    " |  | 自然人 | 商业企业 | 总计\n"
    "一、新收申请数量 |  | 231 | 38 | 269\n"
    "三、办理结果 | （一）予以公开 | 96 | 17 | 113\n"
    " | （二）1.属于国家秘密 | 3 | 0 | 3\n"
    " | （三）总计 | 99 | 17 | 116\n"
)
REASONS = "理由 | 自然人 | 其他 | 总计\n1.其他法规禁止公开 | 2 | 0 | 3\n2.国家秘密 | 1 | 0 | 1\n"
REVIEWS = (
    "行政复议 |  |  | 行政诉讼\n"
    "维持 | 纠正 | 总计 | 直接起诉 |  |  | 复议后起诉\n"
    " |  |  | 维持 | 纠正 | 总计 | 维持 | 纠正 | 总计\n"
    "13 | 4 | 17 | 7 | 1 | 8 | 9 | 0 | 9\n"
)
BUDGET = (
    "单位：万元\n"
    "项目 | 2022年决算数 | 2023年\n"
    " |  | 预算数 | 执行数 | 完成预算% | 比上年增减%\n"
    "一、税收收入 | 241 | 258 | 263 | 102.3 | 9.1\n"
    "其中：增值税 | 98 | 106 | 112 | 105.5 | 14.2\n"
)
TARGETS = (
    "类别 | 指标 | 2020年 | 2025年 | 属性\n"
    "生态 | 1.森林覆盖率（%） | 61.3 | 63 | 约束性\n"
    " | 2.优良天数比率（%） | 96.1 | 97 | 预期性\n"
)
HEALTH = "机构 | 床位数（张） |\n | 2021年 | 2022年\n医院 | 90 | 95\n其中：公立医院 | 60 | 62\n"

COURSES = (
    "班次 | 培训人数（人） | 培训时长（天） | 教师（人） | 2022年参训（次）\n"
    "茶叶班 | 80 | 10 | 6 | 3\n"
    "电工班 | 60 | 12 | 5 | 4\n"
)
SCHOOLS = (
    "县 | 幼儿园 |  | 小学 |\n"
    " | 园数（所） | 儿童（人） | 校数（所） | 学生（人）\n"
    "甲县 | 8 | 95 | 9 | 96\n"
)


@pytest.mark.parametrize(
    ("table", "question", "words"),
    [
        (APPLICATIONS, "予以公开的申请里自然人有多少件？", "96"),
        (APPLICATIONS, "属于国家秘密的申请有多少件？", "3"),
        (APPLICATIONS, "商业企业的申请总计多少件？", "17"),
        (APPLICATIONS, "共收到申请多少件？", None),
        (REASONS, "其他法规禁止公开的申请有多少件？", "3"),
        (REASONS, "国家秘密其他有多少件？", "0"),
        (REVIEWS, "行政复议维持多少件？", "13"),
        (REVIEWS, "复议后起诉维持了多少件？", "9"),
        (REVIEWS, "维持了多少件？", None),
        (BUDGET, "税收收入完成预算的百分之几？", "102.3%"),
        (BUDGET, "增值税2022年决算数是多少？", "98万元"),
        (BUDGET, "增值税比上年增减多少？", "14.2%"),
        (BUDGET, "增值税执行数增长多少？", None),
        (BUDGET, "2021年增值税执行数是多少？", None),
        (BUDGET, "增值税比上年增减的原因是什么？", None),
        (TARGETS, "2025年森林覆盖率目标是多少？", "63%"),
        (TARGETS, "森林覆盖率是预期性还是约束性？", "约束性"),
        (TARGETS, "2030年森林覆盖率目标是多少？", None),
        (HEALTH, "2021年公立医院床位数是多少？", "60张"),
        (HEALTH, "2021年民营诊所床位数是多少？", None),
        (COURSES, "茶叶班培训多少天？", "10天"),
        (COURSES, "茶叶班培训多少人？", "80人"),
        (COURSES, "茶叶班有多少人？", None),
        (COURSES, "茶叶班考核多少天？", None),
        (COURSES, "茶叶班2022年参训多少次？", "3次"),
        (COURSES, "茶叶班2021年参训多少次？", None),
        (SCHOOLS, "甲县有多少所幼儿园？", "8所"),
        (SCHOOLS, "甲县小学有多少所？", "9所"),
        (SCHOOLS, "甲县有多少所？", None),
        (SCHOOLS, "甲县有多少所大学？", None),
    ],
)
def test_the_cell_that_is_named(table: str, question: str, words: str | None) -> None:
    told = tell(table, 0, len(table))
    assert told
    named = told.cell_named(understand(question))
    assert (told.text[slice(*named.span)] if named else None) == words


def test_of_more_than_the_names_a_cell_does_not_tell() -> None:
    told = tell(HEALTH, 0, len(HEALTH))
    assert told
    named = told.cell_named(understand("2021年公立医院床位数是多少？"))
    assert named
    assert named.has_year
    assert named.is_of(["公立医院"])
    assert not named.is_of(["医院"])
    assert named.says_all("2021年公立医院床位数", "")
    assert not named.says_all("2021年公立医院重症床位数", "")
    assert named.says_all("2021年公立医院重症床位数", "重症医学")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("一、税收收入", "税收收入"),
        ("其中：城镇", "城镇"),
        ("（三）不予公开", "不予公开"),
        ("1.地区生产总值（亿元）", "地区生产总值"),
        ("居住[4]", "居住"),
        ("完成预算%", "完成预算"),
        ("年均增速〔累计〕", "年均增速"),
        ("5岁以下儿童死亡率", "5岁以下儿童死亡率"),
        ("（七）", "(七)"),
        ("", ""),
    ],
)
def test_names_without_number_note_and_unit(name: str, told: str) -> None:
    assert core(name) == told
