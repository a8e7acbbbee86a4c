"""Lists that are told item by item: 一是…；二是…, or behind a colon, clause by clause.

A chunk may end among the items, so that they are looked for in the text around a passage too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportqa.answering.clauses import PART_ENDS, SENTENCE_ENDS, start_of
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.normalising import below_hundred
from reportqa.types import Span

# What an announced list is of: 主要问题是：…；…；….
_GENERAL = (
    "问题|困难|不足|差距|挑战|矛盾|短板|薄弱环节|措施|举措|方面|任务|重点|目标|原则|要求|做法|特点"
    "|变化|成效|成绩|工作|内容|事项|条件|方向|环节|转变|经验|体会|启示"
)
_OF = re.compile(_GENERAL)
_NUMBERS = (*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五")
_BEGINS = r"(?:^|(?<=[。！？!?；;：:，,\n]))[ \t\u3000\u00a0]*"
_HAN_NUMBER = "(?P<number>[一二三四五六七八九]|十[一二三四五]?)"
_MARKS = tuple(
    re.compile(_BEGINS + mark)
    for mark in (
        rf"{_HAN_NUMBER}[是要][，,：:]?\s*",
        rf"第{_HAN_NUMBER}[，,、：:]\s*",
        rf"{_HAN_NUMBER}、\s*",
        rf"[（(]{_HAN_NUMBER}[）)][、，,]?\s*",
        r"(?P<number>\d{1,2})[.．、](?!\d)\s*",
    )
)
_CLAUSE = r"[^。！？!?；;，,\n]+"
# The first clause, and the second where the first says but since when, to what end or by what.
_ITEM = re.compile(
    rf"(?:(?:[从自]{_CLAUSE}?(?:起|开始)|(?:为了|按照|根据|随着){_CLAUSE})[，,])?{_CLAUSE}"
)
_FARTHEST_LEAD = 40
_ANNOUNCED = re.compile(
    rf"(?:{_GENERAL})[^。！？!?\n；;：:]{{0,12}}?"
    r"(?:[：:]\s*|。(?:主要(?:是|有|表现[是为在])|这就是)[：:]\s*|(?:主要是|表现[是为在])[：:，,]?"
    r"|(?<=体会)到[：:，,])"
    r"(?P<items>(?:[^。！？!?\n]|(?<=[；;])\s*\n\s*)*)"
)
_LIST_END = re.compile("等?[；;，,\\s]*$")
# Whoever asks in one of these ways for what is announced asks for all of it.
_WHOLE_KINDS = frozenset({Wants.LIST, Wants.OTHER, Wants.NAME, Wants.MANNER})
_ASKED = re.compile("什么|啥|哪|列|如何|怎")
_TERM = re.compile('[“"]([^“”"]{2,12})[”"]')
_NTH = re.compile(f"第{_HAN_NUMBER}(?:个?方面|[条项点个大种类])(?![年月次届]|百年|五年|国家|阶段)")


@dataclass(frozen=True, slots=True)
class Run:
    """Items that are numbered one after another, the first clause of each.

    `lead` is where the sentence that opens them begins, `start` where the first number stands.
    """

    lead: int
    start: int
    items: tuple[Span, ...]


def runs(text: str) -> list[Run]:
    """The numbered lists of a text that have two items or more."""
    return [run for mark in _MARKS for run in _runs(text, mark) if len(run.items) > 1]


def told_item_by_item(
    text: str, span: Span, question: Question, passage: Span | None = None
) -> tuple[Span, ...]:
    """All items of the list that a span touches or opens; () where there is none to be told.

    Of a list whose third item is asked for, that one alone.

    Args:
        text: what stands around a passage, or the passage.
        span: what the reader marked in it.
        question: as understood.
        passage: where the passage stands; all of the text if left out.
    """
    if question.wants not in _WHOLE_KINDS or not _ASKED.search(question.text):
        return ()
    low, high = passage or (0, len(text))
    for run in runs(text):
        announced = text[run.lead : run.start]
        if question.items not in {None, len(run.items)}:
            continue
        told = _counts(announced, question.items) or _names(announced, question)
        if low <= run.lead < high and told:
            return _asked_of(run.items, question)
        if _asked_for(announced, question) and _touches(text, run, span, question):
            return _asked_of(run.items, question)
    announced_span = _announced(text, span, question)
    return (announced_span,) if announced_span else ()


def _asked_of(items: tuple[Span, ...], question: Question) -> tuple[Span, ...]:
    """The item that is asked for by its number, else all of them."""
    nth = _NTH.search(question.text)
    return items if nth is None else items[below_hundred(nth["number"]) - 1 :][:1]


def _counts(announced: str, items: int | None) -> bool:
    """Whether a sentence announces as many items as are asked for: 抓好三个环节."""
    if items is None or not 1 <= items <= len(_NUMBERS):
        return False
    number = "[两二]" if items == _NUMBERS.index("二") + 1 else _NUMBERS[items - 1]
    return bool(re.search(f"{number}[个项条大类种方点件]", announced))


def _names(announced: str, question: Question) -> bool:
    """Whether a list follows right behind a term in quotation marks that is asked about."""
    term = _TERM.search(question.text)
    return bool(term and re.search(f'[“"]{re.escape(term[1])}[”"][，,：:]\\s*$', announced))


def _asked_for(announced: str, question: Question) -> bool:
    """Whether a question may be for what this sentence announces."""
    if question.wants is Wants.LIST:
        return True
    return any(of in question.text for of in _OF.findall(announced))


def _touches(text: str, run: Run, span: Span, question: Question) -> bool:
    """Whether a span stands in the words that open a list, or in an item of it.

    Who asks in the words of the item rather than those of its list asks for what it holds.
    """
    announced = text[run.lead : run.start]
    for start, end in run.items:
        if start < span[1] and end > span[0]:
            return _met(announced, question) >= _met(text[start:end], question)
    if not run.lead <= span[0] < span[1] <= run.start:
        return False
    joined = not announced or announced[-1] not in SENTENCE_ENDS or bool(_OF.search(announced))
    near = joined and run.start - span[1] <= _FARTHEST_LEAD
    return near or question.items == len(run.items)


def _met(words: str, question: Question) -> int:
    return sum(term in words for term in question.terms)


def _announced(text: str, span: Span, question: Question) -> Span | None:
    """From the first to the last clause of a list that its sentence announces.

    “主要问题是：项目未开工；融资难；用工难。”, where the question names what is announced.
    """
    for found in _ANNOUNCED.finditer(text):
        items = _LIST_END.sub("", found["items"])
        start = found.start("items")
        lead = start_of(text, found.start(), PART_ENDS)
        inside = lead <= span[0] and span[1] <= found.end()
        told = _OF.findall(text, found.start(), start)
        if inside and any(of in question.text for of in told) and re.search("[；;]", items):
            return start, start + len(items)
    return None


def _runs(text: str, mark: re.Pattern[str]) -> Iterator[Run]:
    held: list[re.Match[str]] = []
    for found in mark.finditer(text):
        number = below_hundred(found["number"])
        if number == len(held) + 1 and held:
            held.append(found)
        elif number == 1:
            yield from _run(text, held)
            held = [found]
    yield from _run(text, held)


def _run(text: str, marks: list[re.Match[str]]) -> Iterator[Run]:
    if not marks:
        return
    items = (_ITEM.match(text, mark.end()) for mark in marks)
    before = text[: marks[0].start()].rstrip()[:-1]
    lead = start_of(before, len(before), SENTENCE_ENDS)
    yield Run(lead, marks[0].start(), tuple(item.span() for item in items if item))
