"""Over what time a rise is asked for and told."""

import pytest

from reportqa.answering.agreeing.periods import contradicts, is_compared_with, is_planned
from reportqa.answering.questions import understand
from toys import marked


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
        ("2003年投资是多少？", "五年完成投资[599亿元]，年均增长42.4%。", True),
        ("2003年投资增长多少？", "“十五”期间投资年均增长[百分之八]。", True),
        ("防洪能力比上年提高多少？", "防洪标准由20年一遇提高[50%]。", False),
        ("2020年九年义务教育巩固率提高了多少？", "达到96%，比上年提高[0.5个百分点]。", False),
        ("2020年学前三年毛入园率提高了多少？", "达到96%，同比提高[0.5个百分点]。", False),
        ("2020年巩固率提高了多少？", "九年义务教育巩固率提高[0.5个百分点]。", False),
        ("2020年工业增加值同比增长多少？", "今年以来全市工业增长[8.5%]。", False),
        ("2020年接待游客增长多少？", "全年累计接待游客人次增长[15%]。", False),
        ("2020年全年累计增长多少？", "全年接待游客人次同比增长[15%]。", False),
        # What an earlier clause compares with holds on.
        ("2007年收入增长多少？", "产值比2002年增长65.5%；收入5.13万亿元，增长[1.71倍]。", True),
        ("2007年收入增长多少？", "产值比2006年增长5.5%；收入5.13万亿元，增长[12%]。", False),
        ("收入增长多少？", "产值比2002年增长65.5%；收入5.13万亿元，增长[1.71倍]。", False),
        ("2007年收入增长多少？", "产值比2002年增长65.5%。收入5.13万亿元，增长[12%]。", False),
        ("how much did the income rise in 2002?", "农民人均纯收入3780元，五年增长[20%]。", True),
        ("2015年安排资金多少？", "“十二五”累计安排资金[510亿元]。", True),
        ("“十二五”安排资金多少？", "“十二五”累计安排资金[510亿元]。", False),
        ("安排资金多少？", "“十二五”累计安排资金[510亿元]。", False),
        ("2015年研发支出多少？", "五年来，研发支出由18.6亿元增加到[52.3亿元]。", False),
        ("2015年清偿多少？", "三年累计清偿23.7亿元，其中年内清偿[8.4亿元]。", False),
        ("2019年新增多少家？", "实施企业三年倍增计划，新增企业[30家]。", False),
        ("2019年新增多少家？", "实施污染防治三年攻坚战，新增企业[30家]。", False),
        ("2019年新增多少家？", "按五年计划完成，新增企业[30家]。", True),
        ("2015年捕捞多少？", "产值五年年均增长18%；捕捞[4.2万吨]。", False),
    ],
)
def test_a_change_over_another_time_is_none_that_was_asked_for(
    question: str, told: str, contradicted: bool
) -> None:
    text, span = marked(told)
    assert contradicts(text, span, understand(question)) is contradicted


@pytest.mark.parametrize(
    ("told", "compared"),
    [
        ("产值[916亿元]，比2005年增加498亿元。", True),
        ("市场主体[38万户]，是2005年的3.7倍。", True),
        ("2005年产值418亿元，比2005年末多[1亿元]。", False),
        ("2005年产值[418亿元]。", False),
        ("产值[916亿元]。比2005年多。", False),
        ("产值由2005年的418亿元增加到[916亿元]。", False),
    ],
)
def test_a_year_that_is_but_compared_with(told: str, compared: bool) -> None:
    text, span = marked(told)
    assert is_compared_with(text, span, 2005) is compared


@pytest.mark.parametrize(
    ("told", "planned"),
    [
        ("超额完成目标。收入增长[5.9%]。", False),
        ("预算收入增长[5.9%]。", False),
        ("争取、引进项目[5个]。", False),
        ("完成年度目标的[120%]。", False),
        ("争取引进项目[5个]。", True),
    ],
)
def test_the_sentence_tells_a_plan(told: str, planned: bool) -> None:
    assert is_planned(*marked(told)) is planned
