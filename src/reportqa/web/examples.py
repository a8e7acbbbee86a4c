"""Questions to click, made from what the reports are about."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from reportqa.reading.headings import words_of
from reportqa.reading.planning import planning_of_sections
from reportqa.types import Report

_MOST = 6
# The report that comes with the project gets questions of every kind that can be asked.
_SHIPPED = "乌鲁木齐市人民政府2020年度法治政府建设情况报告"
_SHIPPED_EXAMPLES = (
    "2020年全市受理了多少件行政复议案件？",
    "人民调解的成功率是多少？",
    "法治政府建设还存在哪些问题？",
    "群众诉求受理工作领导小组的组长是谁？",
    "农民工怎么得到法律援助？",
    "2019年受理了多少件行政复议案件？",
)
_FEWEST_HEADINGS = 2
_KINDS = 3
_WORK_REPORT = "政府工作报告"
# What is done, in few words: measures can be asked for, of 民生福祉持续改善 they cannot.
_TO_ASK_FOR = re.compile(
    "(?:加强|加快|加大|推进|推动|推广|提升|提高|完善|健全|强化|深化|优化|规范|夯实|落实|突出|促进|构建"
    "|建设|建立|打造|培育|改善|保障|增强|扩大|拓展|发展|严格|严控|防范|化解|统筹|实施|做好|抓好|打好|简政"
    r"|(?:着力|全面|大力|扎实|持续|积极|深入|不断|切实|坚决|进一步)(?!.*[了得])\w)[^、，：；（“\s\d]{2,12}"
)

_PRODUCT = re.compile(r"地区生产总值(?:达到?|完成|实现|为|突破|约|近|预计)*\d[\d.,]*万?亿元")


def example_questions(reports: Sequence[Report]) -> tuple[str, ...]:
    """Up to six questions that fit these reports, of as many of them as may be."""
    if [report.title for report in reports] == [_SHIPPED]:
        return _SHIPPED_EXAMPLES
    alone = len(reports) == 1
    asked = [
        list(islice(_questions(report, alone), _MOST))
        for report in _newest_of_each(reports)[: 2 * _MOST]
    ]
    turned = (_turned(own, at) for at, own in enumerate(filter(None, asked)))
    in_turn = chain.from_iterable(zip_longest(*turned))
    return tuple(islice(dict.fromkeys(one for one in in_turn if one), _MOST))


def _turned(questions: list[str], at: int) -> list[str]:
    """Neighbours begin with another kind of question each."""
    first = at % min(_KINDS, len(questions))
    return questions[first:] + questions[:first]


def _newest_of_each(reports: Sequence[Report]) -> list[Report]:
    """The newest report of each place and kind first, then the others, newer ones first."""
    by_year = sorted(reports, key=lambda report: -(report.year or 0))
    first = {(report.place, report.kind): report for report in reversed(by_year)}
    return sorted(by_year, key=lambda report: first[report.place, report.kind] is not report)


def _questions(report: Report, alone: bool) -> Iterator[str]:
    """What can be asked of a report: at first one question of each kind.

    Where it is not alone, the question says of which place and year it is.
    """
    of_year = "" if alone or not report.place else _of_year(report.place, report.year)
    if len(report.sections) >= _FEWEST_HEADINGS:
        yield f"{'这份报告' if alone else _called(report)}主要讲了什么？"
    if not (alone or of_year):
        return
    measures = (f"{of_year}{heading}有哪些措施？" for heading in _headings_to_ask_for(report))
    yield from islice(measures, 1)
    if _PRODUCT.search(report.text):
        yield f"{of_year}地区生产总值是多少？"
    yield from measures


def _headings_to_ask_for(report: Report) -> Iterator[str]:
    """What some headings say that tell of what was done."""
    for section, is_planned in zip(report.sections, planning_of_sections(report), strict=True):
        words = words_of(section.path[-1])
        if not is_planned and _TO_ASK_FOR.fullmatch(words):
            yield words


def _called(report: Report) -> str:
    """A report by its place, year and kind, else by its title."""
    if not report.place or not report.year:
        return f"《{report.title}》"
    # A work report is known by the year in which it was given.
    given = report.plan_year if report.kind == _WORK_REPORT else None
    return _of_year(report.place, given or report.year) + (report.kind or "的报告")


def _of_year(place: str, year: int | None) -> str:
    return f"{place}{year}年" if year else place
