"""Of several things asked about at once, each with its own figure: 甲多少，乙多少, 甲和乙是多少.

Each thing makes a question of its own, and a passage answers only where it tells a figure of every
one of them: of 教育和卫生支出 it may well tell but one for both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportqa.answering.clauses import CLAUSE_ENDS, SENTENCE_ENDS, up_to
from reportqa.answering.figures import AND, CHANGES, Figure, find_amounts
from reportqa.answering.marking.respective import TIES, in_rows, in_two
from reportqa.answering.marking.spans import alike_units
from reportqa.answering.understanding.questions import (
    HOW_MANY,
    Question,
    Wants,
    not_askable,
    understand,
)
from reportqa.index.keywords import tokens
from reportqa.normalising import CJK, normalise
from reportqa.types import Span

_CLAUSE = re.compile("[,，、;；?？。]")
# What asks, or is told of anything: 2010年, 增长, 多少.
_NO_THING = re.compile(
    rf"(?:19|20)\d{{2}}年|(?:{CHANGES})(?!值)|新增|改善|达到|完成|实现|{HOW_MANY.pattern}"
)
# What is asked of all things that stand before it: 甲和乙的产量|分别增长.
_OF_ALL = re.compile(f"(?:的(?:(?![和与及])[{CJK}]){{1,8}}|所?占[^,，]{{0,8}})$")
_COME_TO = re.compile(
    f"(?:{CHANGES}|新增|改善|同比|年均|[一总]?共|合计|累计|[是有为了达到完成实现])*$"
)
_JOINT = re.compile(AND)
_FEWEST = 2
# More things at once nobody asks about, and a passage is searched for each.
_MOST = 6
_SHORTEST_THING = 2


def asked_clause_by_clause(question: Question) -> tuple[Question, ...]:
    """甲多少，乙多少 as a question for each; () where one names no thing: 甲多少，增长多少."""
    asked, begun = [], ""
    for clause in _CLAUSE.split(question.text):
        begun += clause
        if HOW_MANY.search(clause):
            asked.append(understand(begun))
            begun = ""
    if any(not_askable(one.text) or one.wants_two or not one.wants_number for one in asked):
        return ()
    return tuple(asked) if _FEWEST <= len(asked) <= _MOST else ()


def asked_in_one(question: Question) -> tuple[Question, ...]:
    """甲和乙是多少 as a question for each; () where it asks of one thing."""
    before, *asking = HOW_MANY.split(question.text)
    if len(asking) != 1 or not question.wants_number:
        return ()
    asked = _COME_TO.sub("", before)
    stem = _OF_ALL.sub("", asked)
    of_all = asked.removeprefix(stem)
    things = [one.removesuffix(of_all) for one in in_two(stem) or TIES.split(stem)]
    several = _FEWEST <= len(things) <= _MOST
    if not several or any(len(thing) < _SHORTEST_THING for thing in things):
        return ()
    return tuple(replace(question, text=one, terms=understand(one).terms) for one in things)


def figures_apart(text: str, parts: Sequence[Question]) -> tuple[Span, ...]:
    """The figure of each of these in reading order, those side by side as one span; () if not all.

    Those of a row behind 分别, or each behind words of its own thing and of no other.
    """
    found = _in_row(text, parts)
    if not found:
        behind = _behind_their_things(text, parts)
        found = [] if any(_is_for_all(text, one, parts) for one in behind) else behind
    spans = sorted(set(found))
    if len(spans) < len(parts):
        return ()
    joined = spans[:1]
    for one in spans[1:]:
        if _JOINT.fullmatch(text, joined[-1][1], one[0]):
            joined[-1] = joined[-1][0], one[1]
        else:
            joined.append(one)
    return tuple(joined)


def is_of_kind(text: str, figure: Figure, question: Question) -> bool:
    """Whether a figure is a share, a change or a count in the unit, as the question wants it."""
    if figure.is_mark or figure.is_former:
        return False
    if figure.is_change is not question.wants_change:
        return False
    if question.wants is Wants.RATE or figure.is_rate:
        return figure.is_rate and (question.wants is Wants.RATE or question.wants_change)
    units = alike_units(question.unit or "")
    return not units or any(text[: figure.end].endswith(unit) for unit in units)


def nearest(text: str, figures: Sequence[Figure], question: Question) -> Figure | None:
    """The figure whose clause has most of the question's words; None if several have."""
    met = [words_met(up_to(text, one.start, CLAUSE_ENDS), question) for one in figures]
    best = [one for one, terms in zip(figures, met, strict=True) if terms == max(met)]
    return best[0] if len(best) == 1 else None


def words_met(clause: str, question: Question) -> int:
    """How many of the question's words stand in a clause."""
    held = set(tokens(clause))
    return sum(term in held for term in question.terms)


def _in_row(text: str, parts: Sequence[Question]) -> list[Span]:
    """The figures of a row behind 分别, of how much each rose where that is asked, else of none."""
    told = {one.span: one for one in find_amounts(text)}
    for row in in_rows(text, parts):
        first = told.get(row[0])
        if first and all(_may_tell(first, part) for part in parts):
            return row
    return []


def _may_tell(figure: Figure, part: Question) -> bool:
    share = part.wants is Wants.RATE or part.wants_change or "占" in part.text
    return figure.is_change is part.wants_change and (share or not figure.is_rate)


def _behind_their_things(text: str, parts: Sequence[Question]) -> list[Span]:
    """The figures that stand behind words of their own thing and before those of any other.

    Of several that would do for one, that behind most of its words, then the one next to the rest.
    """
    words = [set(tokens(_NO_THING.sub(" ", part.text))) for part in parts]
    owned = [own.difference(*words[:at], *words[at + 1 :]) for at, own in enumerate(words)]
    # 增 of 增加值 stands in 增长, too.
    owned = [{word for word in own if len(word) > 1} or own for own in owned]
    found = [_led_by(text, part, owned, at) for at, part in enumerate(parts)]
    sure = [spans[0][0] for spans in found if len(spans) == 1]
    if not sure or not all(found):
        return []
    return [min(spans, key=lambda one: abs(one[0] - sure[0])) for spans in found]


def _is_for_all(text: str, span: Span, parts: Sequence[Question]) -> bool:
    """Whether the report itself ties things together before a figure: 城中村和旧城区片59个."""
    led = normalise(up_to(text, span[0], SENTENCE_ENDS))
    return any(
        re.search(f"{re.escape(one.text[-2:])}(?:{TIES.pattern}){re.escape(other.text[:2])}", led)
        for one, other in pairwise(parts)
    )


def _led_by(text: str, part: Question, owned: Sequence[set[str]], at: int) -> list[Span]:
    """The figures with most of the words of one of several things behind the figure before."""
    told = [one for one in find_amounts(text) if one.is_mark or is_of_kind(text, one, part)]
    met: dict[Span, int] = {}
    for figure, end in zip(told, [0, *(one.end for one in told)], strict=False):
        led = normalise(up_to(text, figure.start, SENTENCE_ENDS)[-(figure.start - end) :])
        last = [max(map(led.rfind, some), default=-1) for some in owned]
        if not figure.is_mark and last[at] > max(last[:at] + last[at + 1 :]):
            met[figure.span] = words_met(led, part)
    return [span for span, count in met.items() if count == max(met.values())]
