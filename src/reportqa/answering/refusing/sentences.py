"""The sentences that refusals are made of, by names under which other languages have them, too."""

from collections.abc import Iterable
from typing import Final

from reportqa.types import Sentence

SENTENCES: Final = {
    # What is no question.
    "empty": "请输入一个问题，例如“2020年全市受理了多少件行政复议案件？”。",
    "too_long": "问题太长了，请缩短到{max}字以内再问。",
    "not_a_question": (
        "这不像一个可以在报告里查找的问题。请就报告的内容提问，例如“调解成功率是多少？”。"
    ),
    "follow_up": (
        "每个问题单独查找，不会接着上一个问题。请把问题写完整，例如“2019年的财政收入是多少？”。"
    ),
    "of_nothing": "没有说问的是什么。请把问题写完整，例如“2019年的财政收入是多少？”。",
    # What is asked of no report, or of too many.
    "nothing_to_search": "当前筛选范围里没有报告。请放宽筛选后再问。",
    "which_place": (
        "问题没有说是哪个地方：{places}的报告里都有答案。请写明地方再问，或先筛选报告。"
    ),
    "which_place_among": (
        "问题没有说是哪个地方：{places}等地的报告里都有答案。请写明地方再问，或先筛选报告。"
    ),
    "which_place_of_many": (
        "问题没有说是哪个地方：{places}等{n}个地方的报告里都有答案。请写明地方再问，或先筛选报告。"
    ),
    "which_report": (
        "问题没有说是哪一份报告：{titles}都可能是。请写明报告的标题、地方或年份，或先筛选报告。"
    ),
    "which_report_of_many": (
        "问题没有说是哪一份报告：{titles}等{n}份都可能是。"
        "请写明报告的标题、地方或年份，或先筛选报告。"
    ),
    "no_headings": "没有认出这份报告的各级标题，说不出它的提纲。",
    "no_issuer": "没有在报告里找到它的发文机关。",
    "no_date": "没有在报告里找到它的发布日期。",
    # What the reports lack.
    "no_place": "现有报告里没有{places}的报告；",
    "no_year": "报告里没有找到{years}的答案；",
    "not_quoted": "报告里没有找到“{said}”这样的原话。",
    "off_topic": "这个问题似乎与现有报告无关，报告里没有答案。",
    "off_topic_word": "这个问题似乎与现有报告无关，报告里没有提到“{word}”。",
    "not_told": "报告里没有找到这个问题的答案。",
    "not_sure": "没有找到确定的答案。",
    "not_compared": "报告问答不作比较或计算，请分别问每个地方（年份）的数字。",
    "reports_lack": "报告里没有提到“{word}”。",
    "reports_lack_beside": "报告里讲到“{spoken}”，没有提到“{word}”。",
    "passages_lack": "最接近的段落没有提到“{word}”。",
    "passages_lack_beside": "最接近的段落讲到“{spoken}”，没有提到“{word}”。",
    # What there is instead, in parts of a sentence.
    "given": "报告给出了{put}的情况",
    "given_figure": "报告给出了{put}的数字",
    "not_of": "，没有{gone}的",
    "not_found_of": "，没有找到{gone}的",
    "stop": "。",
    "but": "；",
    "in_reports": "报告里",
    "planned": "只找到计划或目标，没有找到实际结果。",
    "planned_for": "只找到{years}的计划或目标，没有找到实际结果。",
    "held_places": "现有的是{places}。",
    "held_places_of_many": "现有的是{places}等{n}个地方。",
    "held_placeless": "现有报告都认不出是哪个地方的。",
    "held_years": "现有报告讲的是{years}的情况。",
    "held_years_of": "现有{places}报告讲的是{years}的情况。",
    # What stands below.
    "see": "下面是最接近的段落。",
    "see_to_check": "下面是最接近的段落，供您核对。",
    "see_maybe": "下面是最接近的段落，答案可能就在其中，请核对。",
    "see_theirs": "下面是这些报告的段落。",
}
"""In Chinese, which is what programs and terminals get; `{word}` and the like are filled in."""


def say(name: str, **gaps: str) -> Sentence:
    """One of these, with its gaps filled."""
    return Sentence(name, tuple(gaps.items()))


def in_words(sentences: Iterable[Sentence]) -> str:
    """The same as people read them."""
    return "".join(SENTENCES[one.name].format_map(dict(one.gaps)) for one in sentences)
