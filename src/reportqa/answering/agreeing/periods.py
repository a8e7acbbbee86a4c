"""Over what time a rise or fall is asked for and told: a year, several, or a year on average.

“农民人均纯收入3780元，五年增长20%” does not say by how much it rose since the year before.
"""

import re
from enum import Enum
from typing import Final

from reportqa.answering.clauses import PART_ENDS, SENTENCE_ENDS, around, up_to
from reportqa.answering.figures import find_figures
from reportqa.answering.understanding.questions import Question
from reportqa.normalising import CJK, normalise
from reportqa.types import Span

_MANY: Final = r"(?:[两二三四五六七八九十]|(?<![\d年])[2-9]|(?<!\d)1\d)"
# What makes 三年 part of a name: 三年制, 三年倍增计划，….
_NAME: Final = (
    rf"期|级|一遇|义务|制|一贯|毛入|[{CJK}]{{0,8}}(?:行动|工程|攻坚|大会战)"
    rf"|[{CJK}]{{0,8}}(?:计划|规划|方案)(?=[，,。；;、”])"
)
_AVERAGE: Final = re.compile(f"年均|年平均|平均每年|每年平均|年递增|{_MANY}年平均")
# 平均每年新增1000万人, but not 年均气温.
_YEARLY: Final = re.compile("(?:平均每年|每年平均|年均|年平均)(?!气温|温度|浓度|降[水雨]|值|线)")
_ONE: Final = re.compile("[比较][上去前]一?年|同比")
_SEVERAL: Final = re.compile(
    f'(?<!第){_MANY}年(?!{_NAME})|累计|以来|[一二三四五六七八九十]五[”"]|比[前上][一二三四五]?个?五年'
)
_LAST_PART: Final = re.compile("[，,]")
# 争取上级补助资金12.6亿元 is no aim, and 草拟 no plan.
_AIM: Final = re.compile(
    "力争|争取(?!到(?![0-9“])|了|、|[^，。；]{0,8}(?:资金|项目|补助|补贴|投资|支持|贷款|债券)[^，。；]{0,4}$)"
    "|(?<![虚模草比])拟(?!定)|预期目标|目标[^，,。；;]{0,4}定[为在][^，,。；;]*$"
)
# 高于7.5%的预期目标 tells what was aimed at, 实现7.5%的目标 what was reached.
_HELD_AGAINST: Final = re.compile(
    "(?:[高低快慢大小多少优好]于|超[额过出]?|未达到?|没有达到|不及|距离?)"
    f"(?:年初|全年|原定|确定|提出|预期|计划|目标|[{CJK}]定|的){{0,3}}$"
)
_A_MARK: Final = re.compile(
    "(?:左右|以上|以内)?的(?:年[度初]|全年|预期|增长|调控|控制|既定|工作|约束性){0,3}(?:预期|目标|任务|计划)"
)
_ASKS_AIM: Final = re.compile("目标|预期|计划|任务|指标")
_SETTLED: Final = re.compile("同时[^，,]{0,8}(?:同意|批准|决定|已经?)")
_STRETCH: Final = re.compile(
    # 连续五年增产，总产量… is that of the last of them.
    rf"(?<!第)(?<!近)(?<!连续){_MANY}年(?!{_NAME}|[以之]?[内上下前后]|禁|均|平均)"
    '|[一二三四五六七八九十]五[”"]?(?!规划|计划|末|期末|以来|[”"]?(?:规划|计划|末|期末)'
    '|[”"]?(?:规划|计划|时期)?的?(?:开局|收官|起步|首年|第一年))'
)
_LONGER: Final = re.compile(rf"{_STRETCH.pattern}|累计|以来|[自从到至]\d{{4}}|年均")
_OF_ONE_YEAR: Final = re.compile(r"[全今当本去上]年|年[末底初内]|\d{4}年|同比|比上|目前|现")
_REACHED: Final = re.compile("(?:[达到为至]|突破|超过)(?:了|约|近|到)?$")
_THIS_YEAR: Final = re.compile("[全今当本]年|年初")
_TO_COME: Final = re.compile(f"(?:今后|未来|下一?个?){_MANY}年|下一?个五年")
_PAST: Final = re.compile(f"(?:过去的?|刚过去的|这){_MANY}年|{_MANY}年来|{_MANY}年间")
_SINCE: Final = re.compile(r"[比较与跟同自从到至]\d{4}年")
_BASE: Final = re.compile(r"[比较]((?:19|20)\d{2})年")
_PLANNED: Final = re.compile(
    r"(?:计划|目标|任务|预算(?!收入|支出|内|外))(?!的?[\d\s０-９])|预期|力争|争取(?!、)|将"
)
# Neither compared with, nor one of several: 比2019年, 2019年至2021年.
_YEAR_TOLD: Final = re.compile(
    r"(?<![\d比较是为由从自到至与同跟和及、])((?:19|20)\d{2})年(?!以来|[到至—–~、和及-]|相比|同期)"
)
_PART_OF_YEAR: Final = re.compile("[上下]半年|[一二三四]季度")
_BY_MONTH: Final = re.compile("月|季")
_HALF: Final = re.compile("(?<!前)(?:[上下]半年|第?[一二三四]季度)")
_OF_ALL_OF_IT: Final = re.compile(r"全年|年[末底]|\d{4}年|目前|累计|截[至止]")
_IN_PART: Final = re.compile(
    r"半年|[一二三四1-4１-４]季度|[1１]\s?[—–~～至到-]\s?\d{1,2}月|前[\d一二三四五六七八九十]+个?月|月[底末]"
)
_LAST_CLAUSE: Final = re.compile("[^，,。；;：:、]{0,40}$")
_HAN_NUMBERS: Final = "零一二三四五六七八九十"
_YEARS_OF_A_PLAN: Final = 5
_NEAR: Final = 16


class Period(Enum):
    """Over what time something changed."""

    ONE = "one year"
    AVERAGE = "a year on average"
    SEVERAL = "several years together"


def contradicts(text: str, span: Span, question: Question) -> bool:
    """Whether a figure marked in a passage is of another time than the one asked about.

    Only where both say which: a rise, or what came about, in several years for one in a year. How
    much something rose in several years is told as an average, too.
    """
    if not question.wants_number:
        return False
    if _is_yet_to_come(text, span, question.text) or _is_of_another_year(text, span, question):
        return True
    if _is_of_another_part(text, span, question):
        return True
    if not question.wants_change:
        return asks_of_one_year(question) and _is_of_several(text, span, question.text)
    asked = _asked(question)
    year = question.years[0] if len(question.years) == 1 else None
    told = _told(text, span, year) if asked else None
    fitting = {asked, Period.AVERAGE} if asked is Period.SEVERAL else {asked}
    return told is not None and told not in fitting


def is_aim(text: str, span: Span, question: Question) -> bool:
    """Whether a figure marked in a passage is told as one aimed at: 力争达到4550亿公斤.

    What is settled at the same time is no aim: 拟安排赤字750亿元，同时批准发行200亿元债券.
    """
    part = _SETTLED.split(up_to(text, span[0], PART_ENDS))[-1]
    return question.wants_number and bool(_AIM.search(part))


def is_mark(text: str, span: Span, question: Question) -> bool:
    """Whether a figure marked in a passage is one that a result is held against: 高于7.5%的目标."""
    if not question.wants_number or _ASKS_AIM.search(question.text):
        return False
    figure = next(re.finditer(r"\d", text[slice(*span)]), None)
    start = span[0] + (figure.start() if figure else 0)
    before, after = text[max(0, start - _NEAR) : start], text[span[1] : span[1] + _NEAR]
    return bool(_HELD_AGAINST.search(before) and _A_MARK.match(after))


def is_planned(text: str, span: Span) -> bool:
    """Whether the sentence of what is marked tells of a plan, not by how much one was met."""
    return bool(_PLANNED.search(around(text, span, SENTENCE_ENDS)))


def is_but_compared_with(text: str, span: Span, question: Question) -> bool:
    """Whether a sentence names the year asked about only to compare its figure with: 比2005年增加.

    Not where the question compares with that year, too.
    """
    if not question.wants_number or len(question.years) != 1:
        return False
    (year,) = question.years
    since = f"[比较与跟和同自从]{year}年|{year}年(?:以来|[之以]?后|至今)"
    if re.search(f"{since}|[是为]{year}年(?:.{{0,2}}倍|[末底]?的)", question.text):
        return False
    sentence = normalise(around(text, span, SENTENCE_ENDS))
    rest = re.sub(f"[比较与]{year}年|是{year}年的", "", sentence)
    return rest != sentence and str(year) not in rest


def asks_of_one_year(question: Question) -> bool:
    """Whether what a single year came to is asked for, and no sum of several."""
    return len(question.years) == 1 and not _LONGER.search(question.text)


def _is_of_several(text: str, span: Span, question: str) -> bool:
    """“十二五”累计安排510亿元, but not 五年来由18亿元增加到52亿元, which is so at its end.

    Nor is what there was in a year on average that of any year.
    """
    part = normalise(up_to(text, span[0], PART_ENDS))
    if _YEARLY.search(_LAST_PART.split(part)[-1]) and not _AVERAGE.search(question):
        return True
    stretches = list(_STRETCH.finditer(part))
    # 五年来由18亿元增加到52亿元 is so at its end, too, where both are marked.
    if not stretches or _REACHED.search(part) or text[span[0] : span[0] + 1] in {"由", "从"}:
        return False
    return not _OF_ONE_YEAR.search(part, stretches[-1].end())


def is_of_years_together(text: str, span: Span, count: int, question: str) -> bool:
    """Whether what is marked in a text came about in as many years together: 三年新建30所."""
    part = normalise(up_to(text, span[0], PART_ENDS))
    *_, told = ("", *(stretch[0] for stretch in _STRETCH.finditer(part)))
    as_long = told[:-1] in {str(count), _HAN_NUMBERS[count : count + 1]} or (
        count == _YEARS_OF_A_PLAN and "五" in told
    )
    return as_long and _is_of_several(text, span, question)


def _is_yet_to_come(text: str, span: Span, question: str) -> bool:
    """Whether what is told of the next five years is asked of the last ones, or the reverse."""
    before = up_to(text, span[0], SENTENCE_ENDS)
    times = [_TO_COME.search(question), _PAST.search(question)]
    told = [_TO_COME.search(before), _PAST.search(before)]
    if not any(times) or not any(told) or all(told):
        return False
    return bool(times[0]) is not bool(told[0])


def _is_of_another_year(text: str, span: Span, question: Question) -> bool:
    """Whether a sentence names the year asked about, and nearer to the figure another one."""
    if len(question.years) != 1 or _LONGER.search(question.text):
        return False
    before = normalise(up_to(text, span[0], SENTENCE_ENDS))
    told = _YEAR_TOLD.findall(before)
    year = str(question.years[0])
    return year in told and told[-1] != year


def _is_of_another_part(text: str, span: Span, question: Question) -> bool:
    """Whether a part of a year is asked about and a passage tells of none, or a year and of a half.

    A report given in autumn may well tell of 1—9月 where a year is asked about.
    """
    if _PART_OF_YEAR.search(question.text):
        return not _IN_PART.search(text)
    _, *told = _HALF.split(normalise(up_to(text, span[0], SENTENCE_ENDS)))
    if not told or _BY_MONTH.search(question.text):
        return False
    return asks_of_one_year(question) and not _OF_ALL_OF_IT.search(told[-1])


def _asked(question: Question) -> Period | None:
    if found := _period(question.text):
        return found
    in_one_year = len(question.years) == 1 and not _SINCE.search(question.text)
    return Period.ONE if in_one_year else None


def _told(text: str, span: Span, year: int | None) -> Period | None:
    """By the words before the change that is marked."""
    for figure in find_figures(text):
        if figure.is_change and span[0] <= figure.start < span[1]:
            clause = _LAST_CLAUSE.search(text, 0, figure.start)
            told = _period(normalise(clause[0])) if clause else None
            return told or _since(normalise(up_to(text, figure.start, SENTENCE_ENDS)), year)
    return None


def _since(before: str, year: int | None) -> Period | None:
    """By the year that an earlier clause compares with: 比2002年增长65.5%，…，增长1.71倍."""
    bases = _BASE.findall(before)
    if not bases or year is None:
        return None
    return Period.ONE if int(bases[-1]) == year - 1 else Period.SEVERAL


def _period(words: str) -> Period | None:
    if _AVERAGE.search(words):
        return Period.AVERAGE
    if _ONE.search(words):
        return Period.ONE
    several = _SEVERAL.search(words) and not _THIS_YEAR.search(words)
    return Period.SEVERAL if several else None
