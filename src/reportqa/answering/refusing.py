"""Saying honestly, and in the asker's words, why there is no answer."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reportqa.answering.overall import Asks
from reportqa.answering.questions import LONGEST_QUESTION
from reportqa.answering.suggesting import Change
from reportqa.searching.coverage import covered_years
from reportqa.searching.scope import Scope
from reportqa.types import Confidence, Refusal, Report, Suggestion

_SEE = "下面是最接近的段落。"
_BUT_PLANNED = "只找到"
_NO_COMPARING = "报告问答不作比较或计算，请分别问每个地方（年份）的数字。"
_MOST_NAMED = 8
# Years or places that are held, more than one of them.
_SEVERAL = re.compile("[、—].*。")
_INNER_MARKS = str.maketrans("“”「」", "‘’‘’")

_UNASKABLE = {
    "empty": "请输入一个问题，例如“2020年全市受理了多少件行政复议案件？”。",
    "too_long": f"问题太长了，请缩短到{LONGEST_QUESTION}字以内再问。",
    "not_a_question": (
        "这不像一个可以在报告里查找的问题。请就报告的内容提问，例如“调解成功率是多少？”。"
    ),
    "follow_up": (
        "每个问题单独查找，不会接着上一个问题。请把问题写完整，例如“2019年的财政收入是多少？”。"
    ),
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the passages nearest to a question lack.

    `words` of the question stand in none of them; `nowhere` tells that the first of these stands
    in no report at all. `spoken_of` is the longest word of the question that the best one has, ""
    if it has none.
    """

    words: tuple[str, ...]
    nowhere: bool
    spoken_of: str

    def sentence(self) -> str:
        """The same in words; "" where nothing is lacking."""
        if not self.words:
            return ""
        where = "报告里" if self.nowhere else "最接近的段落"
        has = f"讲到“{self.spoken_of.upper()}”，" if self.spoken_of else ""
        return f"{where}{has}没有提到“{self.words[0].upper()}”。"


def unaskable(reason: str) -> Refusal:
    """The refusal of something that is no question; `reason` as `not_askable` gives it."""
    told = "not_a_question" if reason == "follow_up" else reason
    return Refusal(told, _UNASKABLE[reason])


def nothing_to_search() -> Refusal:
    """The refusal where a filter admits no report."""
    return Refusal("nothing_to_search", "当前筛选范围里没有报告。请放宽筛选后再问。")


def not_quoted(words: str) -> Refusal:
    """The refusal where nothing says the words whose source is asked for."""
    inside = words.translate(_INNER_MARKS)
    return Refusal("not_in_reports", f"报告里没有找到“{inside}”这样的原话。{_SEE}", (words,))


def of_which_place(places: Sequence[str], reports: Sequence[Report]) -> Refusal:
    """The refusal where reports of several places answer, and the question names none of them.

    Args:
        places: those of which it was found; others may answer, too.
        reports: all that were asked.
    """
    all_found = {report.place for report in reports if report.place} <= set(places)
    more = "" if all_found or len(places) > _MOST_NAMED else "等地"
    message = (
        f"问题没有说是哪个地方：{_some(places)}{more}的报告里都有答案。"
        "请写明地方再问，或先筛选报告。下面是这些报告的段落。"
    )
    return Refusal("unsure", message)


def of_which_report(titles: Sequence[str]) -> Refusal:
    """The refusal where a report as a whole is asked about, and several may be meant."""
    named = "".join(f"《{title}》" for title in titles[:_MOST_NAMED])
    more = f"等{len(titles)}份" if len(titles) > _MOST_NAMED else ""
    message = (
        f"问题没有说是哪一份报告：{named}{more}都可能是。"
        "请写明报告的标题、地方或年份，或先筛选报告。"
    )
    return Refusal("unsure", message)


def not_said_of_itself(asks: Asks) -> Refusal:
    """The refusal where a report does not say who gave it, or when, or has no headings."""
    if asks is Asks.CONTENTS:
        return Refusal("unsure", f"没有认出这份报告的各级标题，说不出它的提纲。{_SEE}")
    what = "发文机关" if asks is Asks.ISSUER else "发布日期"
    return Refusal("not_in_reports", f"没有在报告里找到它的{what}。{_SEE}", (what,))


def refuse(
    scope: Scope,
    reports: Sequence[Report],
    *,
    off_topic: bool = False,
    unsure: bool = False,
    of_year: bool = False,
    planned: bool = False,
    lacking: Lacking | None = None,
    comparing: bool = False,
) -> Refusal:
    """The refusal of a question that the reports do not answer: what is missing, if it can be told.

    A place or year that the library does not have is named, with those that it has. `off_topic`:
    it is about something else altogether; `unsure`: the passages may well answer it; `of_year`:
    the best one tells of the years named, `planned`: what was planned for them; `lacking`: what
    the nearest passages lack; `comparing`: reports or years are to be compared.
    """
    absent = scope.other_places or (scope.not_held if comparing else ())
    if absent and not unsure:
        named = "、".join(absent)
        held = _some(sorted({report.place for report in reports if report.place}))
        message = f"现有报告里没有{named}的报告；{_holding(held, '地方')}{_SEE}"
        return Refusal("missing_place", message, absent)
    there = [report for report in reports if report.place in scope.places] or reports
    years = sorted({year for report in there for year in covered_years(report)})
    missing = [year for year in (*scope.years, *scope.report_years) if year not in years]
    if missing and years and not unsure and not of_year:
        named = "、".join(f"{year}年" for year in missing)
        held = _year_ranges({report.year for report in there if report.year} or years)
        whose = "" if there is reports else "、".join(scope.places)
        message = f"报告里没有找到{named}的答案；现有{whose}报告讲的是{held}的情况。{_SEE}"
        return Refusal("missing_year", message, tuple(f"{year}年" for year in missing))
    if off_topic:
        return Refusal("off_topic", f"这个问题似乎与现有报告无关，报告里没有答案。{_SEE}")
    because = _NO_COMPARING if comparing else lacking.sentence() if lacking else ""
    # What was planned for something else is beside the point.
    if planned and not because:
        named = "、".join(f"{year}年" for year in scope.years)
        of = f"{named}的" if named else ""
        message = f"报告里{_BUT_PLANNED}{of}计划或目标，没有找到实际结果。{_SEE}"
        return Refusal("not_in_reports", message)
    words = lacking.words if lacking else ()
    if unsure:
        message = f"没有找到确定的答案。{because}下面是最接近的段落，答案可能就在其中，请核对。"
        return Refusal("unsure", message, words)
    message = f"报告里没有找到这个问题的答案。{because}下面是最接近的段落，供您核对。"
    return Refusal("not_in_reports", message, words)


def suggested(refusal: Refusal, change: Change, confidence: Confidence, *, figure: bool) -> Refusal:
    """The refusal with a nearby question that the reports were found to answer.

    Where nothing is found for a year or place, it says for which there is. `figure`: what was asked
    for is a figure.
    """
    suggestion = Suggestion(change.question, confidence)
    what = "数字" if figure else "情况"
    message = refusal.message
    if change.put and refusal.reason != "unsure":
        outright = refusal.reason in {"missing_year", "missing_place"}
        lacks = "没有" if outright else "没有找到"
        # Of the years or places that there are, the suggestion names but one.
        held = refusal.message.partition("；")[2] if outright else ""
        rest = f"；{held}" if _SEVERAL.search(held) else f"。{_SEE}"
        message = f"报告给出了{change.put}的{what}，{lacks}{change.gone}的{rest}"
        if (planned := refusal.message.removeprefix("报告里")).startswith(_BUT_PLANNED):
            message = f"报告给出了{change.put}的{what}；{planned}"
    return replace(refusal, message=message, suggestion=suggestion)


def _holding(held: str, what: str) -> str:
    return f"现有的是{held}。" if held else f"现有报告都认不出是哪个{what}的。"


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}个地方" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _year_ranges(years: Collection[int]) -> str:
    """2007年、2010—2013年 for 2007, 2010, 2011, 2012, 2013."""
    ranges: list[list[int]] = []
    for year in sorted(years):
        if ranges and year == ranges[-1][-1] + 1:
            ranges[-1].append(year)
        else:
            ranges.append([year])
    return "、".join(f"{r[0]}年" if len(r) == 1 else f"{r[0]}—{r[-1]}年" for r in ranges)
