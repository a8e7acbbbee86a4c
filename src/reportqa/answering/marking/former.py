"""What something rose or fell from, where that is asked for: 由2005年的54.3%提高到58.5%.

Or the place that it took before, where another is asked for: 由第四位上升到第三位.
"""

import re

from reportqa.answering.clauses import up_to
from reportqa.answering.figures import PLACE_IN_ORDER, Figure
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.normalising import normalise
from reportqa.types import Span

_FORMERLY = re.compile(
    "[从由](?!业|事)|之前|以前|过去(?!的?[两三四五六七八九十]年)|(?<![比较])[上去前]一?年"
    "|原来|原先|当初|本来|(?:扩大|拓展|扩建|调整|精简)前(?!后)|(?<!近)[两三四五六七八九十]年前|之初|期初"
)
# Where nothing else is asked for, neither is what it came to.
_ONLY_FORMERLY = re.compile(
    "原来|原先|当初|(?:扩大|拓展|扩建|调整|精简)前(?!后)|(?<!近)[两三四五六七八九十]年前|之初|期初"
)
_NOW = re.compile("现在|如今|目前|[到至为成]了?(?:多少|几)|[提升降增减]")
_PART_OF_YEAR = re.compile("[一二三四1-4]季度|[上下]半年|[年月季][初末底]")
_FARTHEST_FROM = 24
# The question tells what it came from: 从2010年的43.3%提高到多少.
_FROM_ON = re.compile("[从由][^,，。？?]*?\\d[^,，。？?]*?[到至为]了?(?:多少|几)")
_FROM_YEAR = re.compile(r"[从由]((?:19|20)\d{2})\s?年")
_RANK_ASKED_FORMERLY = re.compile(f"{_FORMERLY.pattern}|上次|头一年|变化|[升降]了")
_FROM_RANK = re.compile("[由从][^，。；、]{0,16}$")
_RANK_ONWARD = re.compile(
    "[^，,。；;、第]{0,4}[升跃移进退降善提滑][^，,。；;、第]{0,3}[到至为](?=第)"
)


def rank_reached(text: str, span: Span, question: Question) -> Span:
    """The place reached for the one before, unless that is asked for: 由第四位上升到第三位."""
    if question.wants is not Wants.RANK or _RANK_ASKED_FORMERLY.search(question.text):
        return span
    lead = _FROM_RANK.search(text, max(0, span[0] - _FARTHEST_FROM), span[0])
    if lead is None or any(str(year) in normalise(lead[0]) for year in question.years):
        return span
    onward = _RANK_ONWARD.match(text, span[1])
    reached = PLACE_IN_ORDER.match(text, onward.end()) if onward else None
    return reached.span() if reached else span


def asks_for_former(text: str, figure: Figure, question: Question) -> bool:
    """Whether what something rose or fell from is asked for: 由2005年的54.3%提高到58.5%."""
    if _asks_for_reached(question):
        return False
    before = normalise(_since_from(text, figure))
    named = any(str(year) in before for year in question.years)
    return (
        (named and not question.wants_change)
        or asks_but_for_former(text, figure, question)
        or question.wants_two
        or bool(_FORMERLY.search(question.text))
    )


def asks_but_for_former(text: str, former: Figure, question: Question) -> bool:
    """Whether what something rose or fell from is asked for, and not what it came to."""
    if not former.is_former or question.wants_two or _asks_for_reached(question):
        return False
    before = normalise(_since_from(text, former))
    told = _PART_OF_YEAR.search(before)
    if told and told[0] in question.text:  # 由一季度的-5.6%回升到2.3%
        return True
    if question.wants_change:
        return False
    only = _ONLY_FORMERLY.search(question.text) and not _NOW.search(question.text)
    return bool(only) or _is_of_year_asked(text, former, question)


def _asks_for_reached(question: Question) -> bool:
    """Whether a question itself tells what something came from: 从2010年的43.3%提高到多少."""
    return not question.wants_two and _FROM_ON.search(question.text) is not None


def _since_from(text: str, figure: Figure) -> str:
    """What stands between the last 由 and a figure."""
    return re.split("[由从]", text[max(0, figure.start - _FARTHEST_FROM) : figure.start])[-1]


def _is_of_year_asked(text: str, former: Figure, question: Question) -> bool:
    """Whether what something rose or fell from is of the one year that a question names.

    That year may be told but once in a sentence: 甲由2002年5元增加到2007年9元，乙由3元增加到8元.
    """
    if len(question.years) != 1:
        return False
    before = up_to(text, former.start, "。！？!?")
    years = _FROM_YEAR.findall(normalise(before))
    return bool(years) and int(years[-1]) == question.years[0]
