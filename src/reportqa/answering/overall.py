"""Questions about a report as a whole: what it tells, part by part, who gave it, and when.

No passage says what its report is about; the headings do. So these are answered with the headings
themselves, with the issuer's name or the date where it stands in the report. What remains of such a
question without the words of asking has to be in the report's title: 教育方面做了哪些工作 asks for
more than 2020年法治政府建设做了哪些工作.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from reportqa.answering.dressing import dressed
from reportqa.answering.quoting import said_verbatim
from reportqa.citing import cite
from reportqa.normalising import CJK, normalise
from reportqa.reading.dates import is_planning
from reportqa.reading.headings import words_of
from reportqa.reading.lines import lines_of
from reportqa.reading.places import place_names
from reportqa.types import Answer, OutlineItem, Report, Section, Span
from reportqa.years import named_years

OVERALL = 0.9
"""The chance that headings, issuer or date found so are what is asked for; set by hand.

Of 88 lists of headings in 59 reports, as `python -m reportqa.evaluation.outlining INDEX` prints
them, 81 have no gap in their numbers (read by eye); reports of the 1980s have most of the others.
"""

_MOST_HEADINGS = 40
_FEWEST_HEADINGS = 2

_REPORT: Final = "报告|文件|规划|纲要|公报|方案|意见|通知|白皮书|总结|材料|文档|资料"
_WHO: Final = "(?:谁|哪[家级]?(?:单位|部门|机关|机构|政府|地方|市|局)|什么(?:单位|部门|机关|机构))"
_GIVE: Final = "(?:发布|印发|公布|发出|发|出具|出台|制定|编制|起草|撰写|写)"
_WHEN: Final = "(?:什么时候|什么时间|何时|哪一?[天年日]|几月几[日号]|几时)"
_TELL: Final = "(?:讲|说|写|谈|介绍|汇报|总结|包括|包含|涉及|涵盖|反映)"
_WHAT: Final = "(?:什么|哪些|哪几|几)"
_LACKING: Final = "问题|不足|短板|困难|薄弱环节|差距|挑战"
_TO_COME: Final = (
    "安排|打算|部署|计划|下一?步|今后|接下来|明年|来年|(?:主要|重点|工作)任务|重点工作"
    "|准备做|要做|将做"
)
_DONE: Final = "成效|成绩|成就|成果|进展|亮点|做了|做过|开展了|完成了|推进了|干了|办了"


class Asks(Enum):
    """What is asked of a report as a whole."""

    CONTENTS = "contents"
    DONE = "done"
    LACKING = "lacking"
    TO_COME = "to come"
    ISSUER = "issuer"
    DATE = "date"


OF_PARTS: Final = frozenset({Asks.DONE, Asks.LACKING, Asks.TO_COME})
"""What may be told under no headings of its own, and is then looked for as anything else is."""

_ASKS: Final = (
    (
        Asks.ISSUER,
        rf"(?:是|由)?{_WHO}{_GIVE}(?:了|的|出来的)?|(?:发文|发布|制定|编制|起草|印发)(?:机关|单位|部门|机构|者|主体)(?:是{_WHO})?"
        rf"|{_GIVE}的?是{_WHO}|who (?:issued|published|wrote|released|is the issuer)",
    ),
    (
        Asks.DATE,
        rf"(?:是|在)?{_WHEN}{_GIVE}(?:了|的|出来的)?|(?:发布|印发|公布|成文|落款|出台)(?:日期|时间|年份)"
        rf"|{_GIVE}(?:于|在){_WHEN}|when (?:was|is) .{{0,30}}(?:issued|published|released|written)",
    ),
    (
        Asks.CONTENTS,
        rf"{_TELL}(?:了|的是|的|到了?|着)?(?:一?些)?{_WHAT}(?:[个些]?(?:主要)?(?:内容|部分|方面|章节?|事情?|东西))?"
        r"|(?:主要|核心|全部|大致|大概)内容|内容(?:是|有|包括|讲)|提纲|大纲|目录|框架|结构|概要|摘要|梗概"
        r"|(?:分|有|由)(?:成|为)?(?:哪?几|哪些|多少)个?(?:大)?(?:部分|章节?|块)"
        r"|(?:概括|总结|归纳|概述|介绍|摘要)一?下?(?=.{0,30}(?:报告|文件|规划|纲要)[^，。]{0,3}$)"
        r"|what (?:is|does) .{0,40}(?:about|say|cover|contain)\b|outline|table of contents|summar",
    ),
    (Asks.LACKING, rf"(?:{_LACKING})"),
    (Asks.TO_COME, rf"(?:{_TO_COME})"),
    (Asks.DONE, rf"(?:{_DONE})"),
)
# Words that say nothing more than that somebody asks, and of a report.
_IDLE: Final = re.compile(
    rf"(?:19|20)\d{{2}}年?度?|{_REPORT}|{_LACKING}|{_TO_COME}|{_DONE}|{_WHAT}|{_TELL}"
    "|请问|麻烦|帮我|帮忙|给我|告诉我?|想?知道|想?了解|看看|列出来?|列举|概括|归纳|概述|一下|一共|总共|具体|大概|大致|主要"
    "|到底|究竟|分别|取得|存在|面临|遇到|承认|提到|提出|作出|做出|实现|获得|还有|哪里|哪儿|哪|怎么样|怎么|怎样|如何|多少|方面"
    "|内容|情况|我们|咱们?|政府|当地|本地|地方|年度|全年|当年|去年|今年|上年|这一?年|过去|总体|整体|整个|全部|工作|事情?|东西|突出"
    "|显著|积极|明显|新的?|重点|任务|目前|现在|当前|未来|以后|之后|里面|其中|the|this|report|of|its?|main|points?|please"
    "|[的了过着是有在对和与及吗呢啊吧呀里中上下都还也这那该本此份篇个项条点些我全市县区省州您你请把要干做想抓]"
)
_HAN: Final = re.compile(f"[{CJK}]")
_LATIN: Final = re.compile("[a-z]{3,}")
_LACKING_HEADING: Final = re.compile(f"(?:{_LACKING})")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")  # indexes of before may hold other words
_DATE: Final = re.compile(
    r"[\d０-９〇零○一二三四五六七八九][\d０-９〇零○一二三四五六七八九 ]{3,7}年[ \u3000]*"
    r"[\d０-９十一二三四五六七八九 ]{1,4}月[ \u3000]*[\d０-９十一二三四五六七八九 ]{1,5}日"
)


@dataclass(frozen=True, slots=True)
class Overall:
    """A question about a report as a whole; `rest` are the words that its title has to have."""

    asks: Asks
    rest: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words without their number, at `start` to `end`; `printed` is where it begins.

    `level` counts from 1, the outermost shown.
    """

    level: int
    printed: int
    start: int
    end: int


def asks_overall(question: str) -> Overall | None:
    """What a question asks of a report as a whole; None if it asks for something in it."""
    text = normalise(question).replace("啥", "什么").replace("哪个", "哪")
    asked = next(((asks, found) for asks, rx in _ASKS if (found := re.search(rx, text))), None)
    if asked is None:
        return None
    asks, found = asked
    return Overall(asks, without_idle(f"{text[: found.start()]} {text[found.end() :]}"))


def without_idle(words: str) -> str:
    """What remains of the words of a question without those of asking, or of a report."""
    return _IDLE.sub(" ", words)


def is_of(overall: Overall, report: Report) -> bool:
    """Whether what remains of the question is in a report's own name."""
    name = "".join(place_names(report.place)) if report.place else ""
    name = normalise(f"{report.title} {report.issuer or ''} {name}")
    foreign = _LATIN.findall(overall.rest)
    return not foreign and set(_HAN.findall(overall.rest)) <= set(name)


def answer_overall(report: Report, overall: Overall, years: Sequence[int]) -> Answer | None:
    """The headings, the issuer or the date, as the report has them; None where it has none.

    Args:
        report: the report that is asked about.
        overall: what is asked of it.
        years: those that the question names.
    """
    if overall.asks in {Asks.ISSUER, Asks.DATE}:
        said = issuer_said(report) if overall.asks is Asks.ISSUER else date_said(report)
        return dressed(report, _lines_around(report.text, said), [said], OVERALL) if said else None
    headings = outline(report, overall, years)
    if not headings:
        return None
    items = (
        OutlineItem(one.level, report.text[one.start : one.end], cite(report, one.printed, one.end))
        for one in headings
    )
    first = headings[0]
    answer = dressed(report, (first.printed, first.end), [(first.start, first.end)], OVERALL)
    return replace(answer, outline=tuple(items))


def outline(report: Report, overall: Overall, years: Sequence[int]) -> list[Heading]:
    """The headings that answer: of the whole, or of what was done, is lacking, or is to come.

    [] where there are not two at least. `years` are those that the question names.
    """
    if overall.asks is Asks.CONTENTS:
        whole = list(_below(report, (), 2))
        found = whole if len(whole) <= _MOST_HEADINGS else list(_below(report, (), 1))
        return found if len(found) >= _FEWEST_HEADINGS else []
    for section in _parts(report, overall.asks, years):
        found = list(_below(report, section.path, 1))
        # 存在的主要问题 and 改进情况 divide what is told, and tell none of it.
        telling = all(_HAN.search(without_idle(report.text[one.start : one.end])) for one in found)
        if len(found) >= _FEWEST_HEADINGS and telling:
            return found
    return []


def issuer_said(report: Report) -> Span | None:
    """Where a report names who gave it."""
    return said_verbatim(report.text, report.issuer) if report.issuer else None


def date_said(report: Report) -> Span | None:
    """Where a report says when it was given."""
    if report.date is None or not _DAY.fullmatch(report.date):
        return None
    year, month, day = map(int, report.date.split("-"))
    told = (
        found
        for found in _DATE.finditer(report.text)
        if normalise(found[0]).replace(" ", "") == f"{year}年{month}月{day}日"
    )
    return next((found.span() for found in told), None)


def _lines_around(text: str, span: Span) -> Span:
    """The lines that a span stands in."""
    held = [line for line in lines_of(text) if line.start < span[1] and line.end > span[0]]
    return held[0].start, held[-1].end


def _parts(report: Report, asks: Asks, years: Sequence[int]) -> Iterator[Section]:
    """The sections on what was done, is lacking or is to come; of a year named, if one is."""
    own = report.plan_year if asks is Asks.TO_COME else report.year
    if years and own not in years:
        return
    for section in report.sections:
        heading = normalise(section.path[-1])
        told = named_years(heading)
        if told and years and not set(told) & set(years):
            continue
        if asks is Asks.LACKING:
            fits = bool(_LACKING_HEADING.search(heading))
        else:
            # 总体目标 plans, but tells no work.
            fits = is_planning(heading.replace("目标", "")) is (asks is Asks.TO_COME)
        if fits:
            yield section


def _below(report: Report, path: tuple[str, ...], depth: int) -> Iterator[Heading]:
    """The headings up to so many levels below a path."""
    for section in report.sections:
        level = len(section.path) - len(path)
        if not 1 <= level <= depth or section.path[: len(path)] != path:
            continue
        heading = section.path[-1]
        words = words_of(heading)
        end = section.start + len(heading)
        # A heading that a line end or a tag cuts through stands nowhere as it is called.
        if words and report.text[section.start : end] == heading:
            yield Heading(level, section.start, end - len(words), end)
