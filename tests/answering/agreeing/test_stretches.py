"""What a report on several years sums up is no single year's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.agreeing.stretches import sums_up_years, tells_of_several
from reportqa.answering.understanding.questions import understand
from toys import marked


@pytest.mark.parametrize(
    ("question", "told", "summed"),
    [
        ("2020年造林多少？", "五年来，我们埋头苦干。\n造林[205万亩]，修路8条。", True),
        ("2020年造林多少？", "过去五年工作回顾\n——生态。面貌一新。造林[205万亩]。", True),
        ("2020年造林多少？", "“十三五”时期是难忘的五年。\n造林[205万亩]。", True),
        ("2020年造林多少？", "2016年以来，我们埋头苦干。\n造林[205万亩]。", True),
        ("2020年造林多少？", "与“十二五”末相比，产值翻番。\n造林[205万亩]。", True),
        ("2020年造林多少？", "回首过去五年，令人难忘。造林[205万亩]。", True),
        ("2020年造林多少？", "今年是本届政府的第五年。\n造林[205万亩]。", True),
        ("2020年造林多少？", "今年是本届政府任期的最后一年。\n造林[205万亩]。", False),
        # What stands at the end is the year's own, and so is what the sentence says is.
        ("2020年贷款余额多少？", "五年来，我们埋头苦干。\n贷款余额达[205亿元]。", False),
        ("2020年有林地多少？", "五年来，我们埋头苦干。\n新增林地后，全市有林地[205万亩]。", False),
        ("2020年造林多少？", "五年来，我们埋头苦干。\n全年造林[205万亩]。", False),
        ("2020年造林多少？", "五年来，我们埋头苦干。\n造林[205万亩]，比上年多一倍。", False),
        (
            "2020年造林多少？",
            "五年来，我们埋头苦干。\n2020年，奋力向前。\n造林[205万亩]。",
            False,
        ),
        # What something came to in the end, with what it came from.
        ("2020年建成区面积从多少到多少？", "五年来，很忙。\n建成区面积[从3亩增到8亩]。", False),
        ("2020年新建多少亩？", "五年来，很忙。\n新建[3亩]。", True),
        # Since the year asked about, of a phase that this paragraph alone is about, of a year.
        ("2016年造林多少？", "2016年以来，我们埋头苦干。\n造林[205万亩]。", False),
        ("2020年办案多少？", "“七五”期间，创新不断。\n全市新增案件[205件]。", False),
        ("2020年新增多少？", "“七五”期间，创新不断。全市新增[205件]。", True),
        ("2020年造林多少？", "一年来，我们埋头苦干。\n造林[205万亩]。", False),
        ("2020年造林多少？", "造林[205万亩]。", False),
        ("2020年造林多少？", "五年来，我们埋头苦干。\n２０２０年，造林[205万亩]。", False),
        ("2020年造林多少？", "２０１６年以来，我们埋头苦干。\n造林[205万亩]。", True),
        ("2020年造林多少？", "2020年，五年来的规划收官。造林[205万亩]。", False),
        (
            "2020年新建多少所？",
            "五年来，我们埋头苦干。\n2020年建146所，五年来新建[205所]。",
            True,
        ),
        ("2020年新建多少所？", "五年来新建205所，2020年新建[146所]。", False),
        ("2020年造林多少？", "五年来，埋头苦干。\n造林[5亩]，五年累计造林9亩。", False),
        ("2020年造林多少？", "五年来，埋头苦干。\n造林5亩，五年累计造林[9亩]。", True),
    ],
)
def test_what_years_came_to_together_is_not_one_years(
    question: str, told: str, summed: bool
) -> None:
    text, (at, _) = marked(told)
    asked = understand(question)
    assert sums_up_years(text, at, asked, False) is summed
    paragraph = text.rfind("\n", 0, at) + 1
    before = tells_of_several(text, paragraph, asked.years[0])
    assert sums_up_years(text[paragraph:], at - paragraph, asked, before) is summed


@given(st.text("五年来2016以造林新增，。；\n甲0全", max_size=80), st.data())
def test_any_place_can_be_told(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    asked = understand("2016年造林多少亩？")
    assert sums_up_years(text, at, asked, False) in {True, False}
    assert tells_of_several(text, 0, 2016) in {True, False}
