"""Saying honestly, and in the asker's words, why there is no answer."""

from collections.abc import Sequence

from reportqa.answering.questions import LONGEST_QUESTION, Question
from reportqa.types import Refusal, Report

_UNASKABLE = {
    "empty": "请输入一个问题，例如“2020年全市受理了多少件行政复议案件？”。",
    "too_long": f"问题太长了，请缩短到{LONGEST_QUESTION}字以内再问。",
    "not_a_question": (
        "这不像一个可以在报告里查找的问题。请就报告的内容提问，例如“调解成功率是多少？”。"
    ),
}


def unaskable(reason: str) -> Refusal:
    """The refusal of something that is no question; `reason` as `not_askable` gives it."""
    return Refusal(reason, _UNASKABLE[reason])


def refuse(question: Question, reports: Sequence[Report], off_topic: bool) -> Refusal:
    """The refusal of a question that the reports do not answer."""
    years = {report.year for report in reports if report.year}
    foreign = sorted(set(question.years) - years)
    if foreign and years:
        named = "、".join(f"{year}年" for year in foreign)
        held = "、".join(f"{year}年" for year in sorted(years))
        return Refusal(
            "missing_year",
            f"报告里没有找到{named}的答案；现有报告报告的是{held}的情况。下面是最接近的段落。",
        )
    if off_topic:
        return Refusal(
            "off_topic", "这个问题似乎与现有报告无关，报告里没有答案。下面是最接近的段落。"
        )
    return Refusal("not_in_reports", "报告里没有找到这个问题的答案。下面是最接近的段落，供您核对。")
