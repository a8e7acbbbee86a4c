"""Over what time a rise is asked for and told."""

import pytest

from reportqa.answering.periods import contradicts
from reportqa.answering.questions import understand


@pytest.mark.parametrize(
    ("question", "told", "contradicted"),
    [
        ("农民收入比上年增长多少？", "农民人均纯收入3780元，五年增长[20%]。", True),
        ("2002年农民收入增长多少？", "农民人均纯收入3780元，五年增长[20%]。", True),
        ("农民收入五年增长多少？", "农民人均纯收入3780元，五年增长[20%]。", False),
        ("过去五年农民收入增长多少？", "农民人均纯收入3780元，年均增长[4%]。", False),
        ("过去五年农民收入增长多少？", "农民人均纯收入3780元，比上年增长[4%]。", True),
        ("农民收入增长多少？", "农民人均纯收入3780元，五年增长[20%]。", False),
        ("财政收入年均增长多少？", "财政收入32.6亿元，比上年增长[14.1%]，五年平均增长11%。", True),
        ("财政收入年均增长多少？", "财政收入32.6亿元，比上年增长14.1%，五年平均增长[11%]。", False),
        ("财政收入同比增长多少？", "财政收入32.6亿元，比上年增长14.1%，五年平均增长[11%]。", True),
        ("财政收入同比增长多少？", "财政收入32.6亿元，比上年增长[14.1%]，五年平均增长11%。", False),
        ("2003年投资增长多少？", "完成投资599亿元，比前五年增长[42.4%]。", True),
        ("投资比1997年增长多少？", "完成投资599亿元，五年增长[42.4%]。", False),
        ("到2015年农村投资增长多少？", "完成投资599亿元，五年增长[42.4%]。", False),
        ("2003年投资增长多少？", "完成投资599亿元，增长[42.4%]。", False),
        ("2003年投资是多少？", "五年完成投资[599亿元]，年均增长42.4%。", False),
        ("2003年投资增长多少？", "“十五”期间投资年均增长[百分之八]。", True),
        ("防洪能力比上年提高多少？", "防洪标准由20年一遇提高[50%]。", False),
        ("2020年九年义务教育巩固率提高了多少？", "达到96%，比上年提高[0.5个百分点]。", False),
        ("2020年学前三年毛入园率提高了多少？", "达到96%，同比提高[0.5个百分点]。", False),
        ("2020年巩固率提高了多少？", "九年义务教育巩固率提高[0.5个百分点]。", False),
        ("2020年工业增加值同比增长多少？", "今年以来全市工业增长[8.5%]。", False),
        ("2020年接待游客增长多少？", "全年累计接待游客人次增长[15%]。", False),
        ("2020年全年累计增长多少？", "全年接待游客人次同比增长[15%]。", False),
        ("how much did the income rise in 2002?", "农民人均纯收入3780元，五年增长[20%]。", False),
    ],
)
def test_a_change_over_another_time_is_none_that_was_asked_for(
    question: str, told: str, contradicted: bool
) -> None:
    start, end = told.index("["), told.index("]") - 1
    text = told.replace("[", "").replace("]", "")
    assert contradicts(text, (start, end), understand(question)) is contradicted
