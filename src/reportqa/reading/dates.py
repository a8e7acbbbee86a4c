"""Which year a report looks back on, which it plans for, and when it was given."""

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise

from reportqa.normalising import CJK, normalise
from reportqa.reading.lines import lines_of
from reportqa.years import YearRange, named_years, plan_periods, year_ranges

_DATE_LINES = 10
_HEADING_LENGTH = 40
_LONGEST_NOTE = 80
# （2023年8月14日云溪市人民政府令第19号公布，自2023年10月1日起施行）
_PUBLISHED_NOTE = re.compile(
    r"[（(].{0,20}?(?P<date>\d{4}年\d{1,2}月\d{1,2}日)[^（）()]{2,60}(?:公布|发布|通过|印发)[^（）()]{0,40}[）)]"
)
# Who signs, above the date of a document whose appendices follow.
_SIGNED = re.compile(rf"[{CJK}]{{2,24}}(?:政府|国务院|委员会|办公厅|办公室|法院|检察院|[局厅委部])")
_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
# A web page's own dates, and the line that says where and when a report was given.
_PUBLISHED = re.compile("发布|发文|来源|更新|时间")
_MEETING = re.compile("会议|大会|届")
_LOOKS_BACK = re.compile(
    "回顾|成效|成就|过去|总结|工作进展|主要成绩|(?:完成|工作|执行|开展|推进|进展|落实|履职|建设|实施)情况"
)
_PLANS = re.compile("安排|部署|建议|打算|目标|任务|重点工作|下一步|展望|计划|思路|今后|主要工作")
# A government's, a court's, a congress's, or one that says no more: 云溪市2014年工作报告.
_WORK_REPORT = re.compile(
    r"(?:(?<!法治)政府|法院|检察院|常委会|常务委员会)(?:\d{4}年)?工作报告"
    rf"|^(?:.*上的|(?:\d{{4}}年|[{CJK}]{{2,12}}(?<!法治)[省市县区州盟旗]){{0,4}})工作报告"
)
_TELLS_KIND = re.compile("工作报告|情况(?:的)?报告|公报|规划|纲要|总结|年报|白皮书|要点|预算")
_GIVEN = re.compile("作(?:政府)?工作报告|代表.{2,20}(?:作|报告).{0,8}工作|政府工作报告")
_REPORT_OF = re.compile(r"\d{4}年度")
_OPENING = 400
# What the year just past came to is not yet settled when its report is given.
_ESTIMATED = re.compile(
    r"(?:初步(?:核算|统计|测算|预计)|预计)[，,]?(?P<year>(?:19|20)\d{2})年(?!底|末)"
)
_NO_PLAN = re.compile(rf"{_LOOKS_BACK.pattern}|[到至]\d{{4}}年")
_PLAN_TITLE = re.compile("规划|纲要|计划")
_DIRECTIVE = re.compile(
    "(?:通知|意见|决定|方案|办法|条例|规定|公告|通告|批复|函|细则)(?:[（(][^（）()]{1,20}[）)])?$"
)
_NO_PLAN_TITLE = re.compile(rf"{_LOOKS_BACK.pattern}|评估")
# Beside a plan for five years; nothing is planned for that year alone.
_VISION = re.compile(r"\d{4}年(?=远景目标)")


@dataclass(frozen=True, slots=True)
class Dates:
    """`year` is looked back on, `plan_year` planned for; None where it could not be told.

    `date` is when the report was given, as YYYY-MM-DD, or None.
    """

    year: int | None
    plan_year: int | None
    date: str | None


def recognise_dates(title: str, stem: str, text: str) -> Dates:
    """Tell the years from the title, the date line, the file's name and the headings.

    A work report that was given in 2014 looks back on 2013 and plans for 2014; a report titled
    2020年度 is about 2020. Two headings such as 2013年工作回顾 and 2014年工作安排 outweigh both.
    Where no heading names the year past, the first estimate does (初步核算，2008年). A plan for
    several years looks back on none of them, and plans for the last; a directive is of its year.
    """
    lines = [normalise(line.text) for line in lines_of(text)]
    date = _date(lines)
    if span := plan_span(title):
        return Dates(None, span.last, date)
    headings = [line for line in lines if len(line) <= _HEADING_LENGTH]
    looked_back = _year_of(headings, _LOOKS_BACK) or _plan_end(headings) or _estimated(lines)
    planned = _year_of([line for line in headings if not _NO_PLAN.search(line)], _PLANS)
    named = _first(_years(normalise(title))) or _first(_years(normalise(stem)))
    delivered = int(date[:4]) if date else named
    if is_work_report(title, text):
        if looked_back and planned == looked_back + 1:
            return Dates(looked_back, planned, date)
        given = delivered or planned or (looked_back + 1 if looked_back else None)
        return Dates(given - 1 if given else None, given, date)
    year = named or looked_back
    if _DIRECTIVE.search(normalise(title)):
        year = _first(_years(normalise(title))) or delivered or year
        return Dates(year, year, date)
    plans = any(is_planning(line) for line in headings)
    # 2021年，全市认真落实各项任务 opens no plan for 2021.
    planned = planned if planned and planned != year else year + 1 if year and plans else None
    return Dates(year, planned, date)


def plan_span(title: str) -> YearRange | None:
    """The years that the plan of this title is for: 2021 to 2025 for 第十四个五年规划纲要."""
    title = normalise(title)
    if not _PLAN_TITLE.search(title) or _NO_PLAN_TITLE.search(title):
        return None
    spans = plan_periods(title) or year_ranges(title)
    return spans[-1] if spans else None


def is_planning(heading: str) -> bool | None:
    """Whether a heading opens plans (True) or a look back (False); None if it does not say."""
    if _LOOKS_BACK.search(heading):
        return False
    return True if _PLANS.search(heading) else None


def is_work_report(title: str, text: str) -> bool:
    """Whether this is a yearly report to a congress, on last year and for this."""
    title = normalise(title)
    if _REPORT_OF.search(title):
        return False
    if _TELLS_KIND.search(title):
        return bool(_WORK_REPORT.search(title))
    return bool(_GIVEN.search(text[:_OPENING]))


def _date(lines: list[str]) -> str | None:
    opening = [_in_words(line) for line in lines[:_DATE_LINES] if len(line) <= _HEADING_LENGTH]
    dated = [line for line in opening if _day(_DATE.search(line))]
    if not dated:
        notes = (line for line in lines[:_DATE_LINES] if len(line) <= _LONGEST_NOTE)
        dated = [found["date"] for found in map(_PUBLISHED_NOTE.fullmatch, notes) if found]
    if not dated:
        closing = map(_in_words, lines[-_DATE_LINES:])
        dated = [line for line in closing if _day(_DATE.fullmatch(line))]
    if not dated:
        signed = [below for above, below in pairwise(lines) if _SIGNED.fullmatch(above)]
        dated = [line for line in map(_in_words, signed) if _day(_DATE.fullmatch(line))][:1]
    line = min(
        dated,
        key=lambda line: (not _MEETING.search(line), bool(_PUBLISHED.search(line))),
        default="",
    )
    return _day(_DATE.search(line))


def _in_words(line: str) -> str:
    """With 2022年03月20日 for 2022-03-20."""
    return _STAMP.sub(r"\1年\3月\4日", line)


def _day(found: re.Match[str] | None) -> str | None:
    """YYYY-MM-DD; None for no date, and for a day that no calendar has."""
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _year_of(headings: list[str], words: re.Pattern[str]) -> int | None:
    for heading in headings:
        if found := words.search(heading):
            # Of 2023年工作总结和2024年工作思路, what is summed up is the first.
            years = _years(heading[: found.end()]) or _years(heading)
            if years:
                return years[-1]
    # 2018年：…… and then 2019年：……: such headings are the year past and the year to come.
    opening = [
        years[0]
        for line in headings
        if re.match(r"\d{4}年[:：]", line) and (years := named_years(line))
    ]
    for earlier, later in pairwise(opening):
        if later == earlier + 1:
            return earlier if words is _LOOKS_BACK else later
    return None


def _plan_end(headings: list[str]) -> int | None:
    for heading in headings:
        periods = plan_periods(heading)
        if periods and _LOOKS_BACK.search(heading):
            return periods[-1].last
    return None


def _estimated(lines: list[str]) -> int | None:
    for line in lines:
        if found := _ESTIMATED.search(line):
            return int(found["year"])
    return None


def _years(text: str) -> tuple[int, ...]:
    return named_years(_VISION.sub("", text))


def _first(years: tuple[int, ...]) -> int | None:
    return years[0] if years else None
