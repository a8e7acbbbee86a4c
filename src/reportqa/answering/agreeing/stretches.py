"""Whether a report tells, at some place, of several years together: 五年来, 与“十二五”末相比.

A report on a whole term says so once, and then tells what was built, moved and planted in it,
sentence after sentence, without saying so again.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportqa.answering.clauses import PART_ENDS, start_of, up_to
from reportqa.answering.understanding.questions import Question
from reportqa.normalising import PLAIN_DIGITS

_PLAN: Final = '[“"]?十?[一二三四五六七八九十]五[”"]?'
_TERM: Final = (
    "(?:这|过去的?|本届政府任期的?)[四五六]年|[四五六七八]年来"
    "|本届政府(?!(?:任期)?的?(?:最后一年|第一年|开局))"
    f"|{_PLAN}(?:时期|期间)(?=[^。！？!?\n]{{0,30}}[五5]年)"
)
# These hold on where they begin a paragraph.
_SINCE: Final = f"(?P<since>(?:19|20)\\d{{2}})年以来|与(?:{_PLAN}末|(?:19|20)\\d{{2}}年)相比"
# These hold for a paragraph: “七五”普法期间 opens no report.
_PHASE: Final = f"{_PLAN}(?:时期|期间|以来|发展|累计|共)"
_SEVERAL: Final = re.compile(f"(?P<term>{_TERM})|(?P<mark>{_SINCE})|{_PHASE}")
_ONE: Final = re.compile(
    "一年来|过去的?一年|刚刚过去的|全年"
    "|(?<![比与从由较至到自])(?:19|20)\\d{2}年(?!以来|相比|[到至—–-])"
)
_PAST_YEAR: Final = re.compile("一年来|过去")
_OVER_THE_YEAR: Final = re.compile("[比较]上年|同比")
_SENTENCE: Final = re.compile("[^。！？!?\n；;]+[。！？!?；;]?")
_PARAGRAPH: Final = re.compile("[^\n]+")
_LEAD: Final = 40
# What happens in the course of time, unlike what stands at its end.
_FLOW: Final = re.compile(
    "新增|新建|改建|扩建|改造|建成|完成|搬|拆|发放|打通|引进|办理|解决|修了|修建|关停|取缔|安置|培训|脱贫|植树|造林|投入"
    "|新开|新登记|新办|申报|培育|淘汰|减轻|节约|查处|减少|立案|签约|处置|化解|加固|收回|多了|大了|开工|累计"
)
_FLOW_BEFORE: Final = 14
_REACHED: Final = re.compile(
    "(?:达到?|[为至]|突破|超过|上升到|提高到|稳定在|[由从][^，。；]{0,12})(?:了|约|近)?$"
)
# 投资完成18亿元，五年累计完成60亿元: the first is of one year.
_THEN_TOGETHER: Final = re.compile(
    "[^，,。；;\n]{0,12}[，,](?:[这过去]{0,3}[两三四五六七八九十]年[来间]?)?累计"
)
_REMEMBERED: Final = 256


@dataclass(frozen=True, slots=True)
class _Opening:
    """A place from which on several years are told of (`since`: from which, if that is said).

    `until` is where that ends, the end of its paragraph, None if it goes on.
    """

    start: int
    several: bool
    since: int | None = None
    until: int | None = None


def sums_up_years(text: str, at: int, question: Question, before: bool) -> bool:
    """Whether a figure is what came about in several years together, if one year is asked about.

    Args:
        text: a stretch of a report that begins with a paragraph.
        at: where the figure begins.
        question: as understood; names one year.
        before: what `tells_of_several` says of where the stretch begins.
    """
    part = up_to(text, at, "，,。；;\n")
    # Old reports set ２０１３年; a digit for a digit, so that offsets stay.
    text = text.translate(PLAIN_DIGITS)
    flows = _FLOW.search(question.text) or _FLOW.search(part[-_FLOW_BEFORE:])
    reached = _REACHED.search(part) or text[at : at + 1] in {"由", "从"}
    if not flows or reached or _THEN_TOGETHER.match(text, at):
        return False
    start = start_of(text, at, PART_ENDS)
    sentence = _SENTENCE.match(text, start)
    if sentence is None or _OVER_THE_YEAR.search(sentence[0]):
        return False
    year = question.years[0]
    told = _last_told(text[start:at], year)
    return _state(text, at, year, before) if told is None else told


def tells_of_several(text: str, at: int, year: int) -> bool:
    """Whether a report tells of more than this year where a paragraph begins."""
    return _state(text.translate(PLAIN_DIGITS), at, year, False)


def _state(text: str, at: int, year: int, before: bool) -> bool:
    """What the last opening before a place says that still holds there."""
    state = before
    for opening in _openings(text):
        if opening.start > at:
            break
        if opening.until is None or at < opening.until:
            state = opening.several and opening.since != year
    return state


@lru_cache(_REMEMBERED)
def _openings(text: str) -> tuple[_Opening, ...]:
    """Where sentences open that say of what time they and what follows tell."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        for sentence in _SENTENCE.finditer(text, *paragraph.span()):
            lead = sentence[0][:_LEAD]
            several, one = _SEVERAL.search(lead), _ONE.search(lead)
            first = sentence.start() == paragraph.start()
            if several and not (one and one.start() < several.start()):
                since = several["since"]
                lasting = several["term"] or (first and several["mark"])
                until = None if lasting else paragraph.end()
                found.append(_Opening(sentence.start(), True, int(since) if since else None, until))
            elif one and (first or _PAST_YEAR.match(one[0])):
                found.append(_Opening(sentence.start(), False))
    return tuple(found)


def _last_told(words: str, year: int) -> bool | None:
    """Of what time the words before a figure in its sentence tell; None if they do not say."""
    ends = [(one.start(), one["since"] != str(year)) for one in _SEVERAL.finditer(words)]
    ends += [(found.start(), False) for found in _ONE.finditer(words)]
    return max(ends)[1] if ends else None
