"""Figures that are asked for at once: from how many to how many, or how many of A and of B."""

import re
from collections.abc import Iterator

from reportqa.answering.clauses import CLAUSE_ENDS, PART_ENDS, SENTENCE_ENDS, up_to
from reportqa.answering.figures import AND, Figure, find_amounts, find_figures
from reportqa.answering.marking.apart import (
    asked_clause_by_clause,
    figures_apart,
    is_of_kind,
    nearest,
)
from reportqa.answering.marking.respective import TIES, former_and_reached
from reportqa.answering.marking.spans import alike_units
from reportqa.answering.marking.wording import from_former, is_balanced
from reportqa.answering.reader import PassageReading
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.chunking import sentences
from reportqa.index.keywords import tokens
from reportqa.normalising import CJK, normalise
from reportqa.types import Span

_FARTHEST_PAIR = 30
_SHARE = "率|比例|比重|占比"
_COUNT = "金额|数量?|额"
_RATE_AND_COUNT = re.compile(
    f"(?:{_SHARE})[和与及、].*(?:{_COUNT})|(?:{_COUNT})[和与及、].*(?:{_SHARE})"
)
_TWO = 2
_THINGS = re.compile(
    rf"(?P<one>[{CJK}]{{2,16}}?)(?:以及|[和与及、])(?P<other>[{CJK}]{{2,16}}?)"
    rf"(?:的(?P<of>[{CJK}]{{1,8}}?))?(?:分别|各)"
)
_EACH = re.compile("分别|各(?![类项种级界方地部式市县区省])")
_FROM_TO = re.compile("[由从](?:多少|几).*[到至为成]了?(?:多少|几)")
_JOINT = re.compile(AND)
_AGAIN = re.compile("[（(][^）)]*")
_CUT = frozenset("；;")


def two_figures(text: str, reading: PassageReading | None, question: Question) -> tuple[Span, ...]:
    """Where the two figures stand: one span where they stand side by side, () if there are no two.

    Args:
        text: the passage.
        reading: what the reader made of it, if it read it.
        question: as understood; it wants two figures.
    """
    rises = _FROM_TO.search(question.text) is not None
    if rises and (rows := former_and_reached(text, question)):
        return rows
    both = both_figures(text, reading, question)
    apart = _of_two_things(text, question) or _in_order_asked(text, question)
    apart = apart or figures_apart(text, asked_clause_by_clause(question))
    if rises:
        return tuple(from_former(text, span) for span in apart) or ((both,) if both else ())
    if both and (not apart or _is_just(text, both, apart)):
        return (both,)
    return apart


def _is_just(text: str, both: Span, apart: tuple[Span, ...]) -> bool:
    """Whether a span has these figures and no other."""
    told = find_amounts(text[slice(*both)])
    return len(told) == len(apart) and all(
        both[0] <= start and end <= both[1] for start, end in apart
    )


def _things(question: Question) -> list[str]:
    """What figures are asked for of each: 甲, 乙 and 丙 of 甲、乙和丙各多少."""
    return TIES.split(_EACH.split(question.text)[0]) if question.wants_each else []


def _in_order_asked(text: str, question: Question) -> tuple[Span, ...]:
    """The figures of things that a passage tells of in the question's order; () if it does not.

    Between each and the figure before it stand words of that thing and of no other. Where several
    would do, those that stand closest together. Of but two, `_of_two_things` knows more.
    """
    words = [set(tokens(thing)) for thing in _things(question)]
    owned = [own.difference(*words[:at], *words[at + 1 :]) for at, own in enumerate(words)]
    # 增 of 增加值 stands in 增长, too.
    owned = [{word for word in own if len(word) > 1} or own for own in owned]
    told = [one for one in find_amounts(text) if one.is_mark or is_of_kind(text, one, question)]
    ends = [0, *(one.end for one in told)]
    leads = [
        (one, normalise(up_to(text, one.start, SENTENCE_ENDS)[-(one.start - end) :]))
        for one, end in zip(told, ends, strict=False)
        if not one.is_mark
    ]
    found: list[tuple[Span, ...]] = []
    for first in range(len(leads)):
        spans: list[Span] = []
        for figure, led in leads[first:]:
            if len(spans) < len(owned) and any(word in led for word in owned[len(spans)]):
                spans.append(figure.span)
            elif not spans:
                break
        if len(spans) == len(owned) > _TWO:
            found.append(tuple(spans))
    return min(found, key=lambda spans: spans[-1][1] - spans[0][0], default=())


def _of_two_things(text: str, question: Question) -> tuple[Span, ...]:
    """The figures of two things that a passage tells of one after the other; () if it does not.

    A figure is of that one of them whose own words stand last before it in its sentence.
    """
    things = _THINGS.search(question.text) if len(_things(question)) == _TWO else None
    if things is None:
        return ()
    one, other = set(tokens(things["one"])), set(tokens(things["other"]))
    owned = one - other, other - one
    of = things["of"] or ""
    found: tuple[list[Figure], list[Figure]] = ([], [])
    last_told = None
    for figure in find_amounts(text):
        again = last_told and _tells_again(text, last_told, figure)
        last_told = figure
        clause = up_to(text, figure.start, CLAUSE_ENDS)
        if not again and is_of_kind(text, figure, question) and of in clause:
            before = normalise(up_to(text, figure.start, SENTENCE_ENDS))
            last = [max(map(before.rfind, words), default=-1) for words in owned]
            if last[0] != last[1]:
                found[last[1] > last[0]].append(figure)
    chosen = [nearest(text, figures, question) for figures in found]
    spans = sorted(figure.span for figure in chosen if figure)
    return tuple(spans) if len(spans) == _TWO else ()


def _pairs_asked(text: str, question: Question) -> list[tuple[Figure, Figure]]:
    """The pairs of figures that may be meant: those that fit best what is asked."""
    pairs = [
        (first, second)
        for start, end in sentences(text)
        for first, second in _pairs(text, start, end)
    ]
    if _FROM_TO.search(question.text) and (risen := [one for one in pairs if one[0].is_former]):
        return risen
    asked = [pair for pair in pairs if _is_asked(*pair, question)]
    units = alike_units(question.unit or "")
    asked = [pair for pair in asked if all(one.unit in units for one in pair)] or asked
    if question.wants_each:  # of the like of two things no unlike figures tell: 25%，应诉621件
        return [pair for pair in asked if not _tells_again(text, *pair)]
    # What ； parts may be of two things: 甲增长9%，达到5元；乙增长8%.
    near = [pair for pair in asked if _CUT.isdisjoint(text[pair[0].end : pair[1].start])]
    if question.wants_change:  # nor do two rises of how much it is, and by how much it rose
        level = [pair for pair in pairs if not all(one.is_change for one in pair)]
        whole = [pair for pair in level if _CUT.isdisjoint(text[pair[0].end : pair[1].start])]
        return near or whole or asked or level
    return near or asked or pairs


def both_figures(text: str, reading: PassageReading | None, question: Question) -> Span | None:
    """From the first to the second of two figures asked for at once; None if there are no two.

    A rise or fall is told with the word before it: 由182项减少至32项.
    """
    pairs = _pairs_asked(text, question)
    if not pairs:
        return None

    def merit(pair: tuple[Figure, Figure]) -> float:
        start, end = pair[0].start, pair[1].end
        asked = sum(term in text[max(0, start - _FARTHEST_PAIR) : end] for term in question.terms)
        return asked + (reading.score_of(start, end) if reading else 0.0)

    first, second = max(pairs, key=merit)
    first, second = _all_asked(text, first, second, question)
    start, end = first.start, second.end
    if first.is_former or (start and text[start - 1] in "由从"):
        start = max(text.rfind(mark, 0, start) for mark in "由从")
    if reading:
        marked = {(one.start, one.end) for one in reading.spans}
        end = next((one for one in second.ends if (start, one) in marked), end)
    if text[end : end + 1] in {"）", ")"} and not is_balanced(text[start:end]):
        end += 1
    return _as_read(text, (start, end), reading) if reading else (start, end)


def _all_asked(
    text: str, first: Figure, second: Figure, question: Question
) -> tuple[Figure, Figure]:
    """The ends of the figures that stand side by side, of as many things as are asked about.

    甲、乙、丙产量分别增长多少 is told by three: 39.9%、65.3%和35.5%.
    """
    if len(_things(question)) <= _TWO:
        return first, second
    figures = find_figures(text)
    for figure in figures:
        if _JOINT.fullmatch(text, second.end, figure.start) and figure.is_rate is second.is_rate:
            second = figure
    for figure in reversed(figures):
        if _JOINT.fullmatch(text, figure.end, first.start) and figure.is_rate is first.is_rate:
            first = figure
    return first, second


def _as_read(text: str, span: Span, reading: PassageReading) -> Span:
    """Two figures with what the reader marks along with them: 立法论证会3次、征求意见6次."""
    wider = [
        one
        for one in reading.spans
        if one.start <= span[0]
        and span[1] <= one.end
        and one.score > reading.score_of(*span)
        and set(PART_ENDS).isdisjoint(text[one.start : one.end])
        and len(find_amounts(text[one.start : one.end])) == _TWO
    ]
    best = max(wider, key=lambda one: one.score, default=None)
    return best.span if best else span


def _is_asked(first: Figure, second: Figure, question: Question) -> bool:
    """Whether two figures tell the like of two things, or what something came to and its change."""
    changes = first.is_change, second.is_change
    if question.wants_each:
        if _RATE_AND_COUNT.search(question.text):
            return first.is_rate is not second.is_rate
        alike = first.is_rate is second.is_rate and changes[0] is changes[1]
        alike &= first.is_rate or question.wants is not Wants.RATE
        return alike and (changes[0] or not question.wants_change)
    if question.wants_change:
        return changes == (False, True)
    if (question.unit or question.wants is Wants.FIGURE) and re.search(_SHARE, question.text):
        return first.is_rate is not second.is_rate
    return question.wants is not Wants.FIGURE or not (first.is_rate or second.is_rate)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[Figure, Figure]]:
    own = [figure for figure in find_amounts(text) if start <= figure.start < end]
    for at, first in enumerate(own):
        for second in own[at + 1 : at + 3]:
            if second.start - first.end <= _FARTHEST_PAIR:
                yield first, second


def _tells_again(text: str, first: Figure, second: Figure) -> bool:
    """Whether the second only tells the first in another unit: 45031元（折合6652美元）."""
    return bool(_AGAIN.fullmatch(text, first.end, second.start))
