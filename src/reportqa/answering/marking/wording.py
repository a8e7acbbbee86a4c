"""The exact words among all that the trained reader could mark.

Where rules cannot find every candidate (`spans` does for figures, lists and times), the reader's
own spans are weighed once more: what is asked for has a look of its own.
"""

import re
from itertools import pairwise

from reportqa.answering.clauses import parts, run_met
from reportqa.answering.figures import find_amounts, find_figures
from reportqa.answering.marking.spans import (
    is_actor,
    is_in_kind,
    is_time,
    item_counts,
    without_lead,
)
from reportqa.answering.reader import PassageReading
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.index.keywords import tokens
from reportqa.normalising import CJK
from reportqa.types import Span

# In logits of the reader; chosen on the development halves of the question sets. With 3 for actors
# two of 62 answers to such questions were wrong that are right (`python -m training sets`).
_ACTOR_BONUS, _TIME_BONUS = 1.0, 3.0
_COUNT_BONUS = 6.0
# For all of the question's terms. With 2 to 30 three answers of 306 to questions for figures
# changed (both sets in eval/ but for the test half, `python -m training sets`), all for the better,
# by weights of before.
_TERMS_BONUS = 16.0
# For each character, of three at least, that stands in the question and right before a figure. With
# it none of 407 answers to such questions changed on the same sets; twice as much harmed some.
_BEHIND_BONUS = 0.5
_LEAST_BEHIND = 3
# The same of two characters at least that stand right behind a whole figure.
_COUNTED_BONUS = 1.0
_LEAST_COUNTED = 2
# How much worse the reader may hold a longer list. With 2 to 6 two of 99 lists grew, both rightly,
# by weights of before.
_LONGER_COST = 3.0

_ALL_BRACKETED = re.compile("[（(][^（）()]*[）)]")
# What an answer cannot be made of.
_SAYS_LITTLE = re.compile(
    "[的着了还也都仍]|许多|诸多|不少|一些|积极|努力|切实|进一步|下列|以下|如下|[几两三四五六七八九十]个?(?:方面|项)|方面|面临|存在"
)
_CLAUSE = re.compile("[，,；;]")
_WAY_ASKED = re.compile("方式|办法|形式|途径|手段|渠道|措施")
_WAY_TOLD = re.compile("(?:的|等)?(?:方式|办法|形式|途径|手段|渠道)")
_HAN = re.compile(f"[{CJK}]")
_FARTHEST_WORDS = 30
_ADVERB = re.compile("(?<!平)均|(?<![全首])都|分别|约|近")


def best_words(text: str, reading: PassageReading, question: Question) -> Span:
    """The span of a passage that answers best: none that only says the question's words again.

    Hardly any answer does (`python -m training rules`). Nor one with half a pair of brackets.

    Args:
        text: the passage.
        reading: what the reader made of it; has at least one span.
        question: as understood.
    """
    scores = {one.span: one.score for one in reading.spans}
    scores = {
        span: score
        for span, score in scores.items()
        if not says_nothing_new(text[slice(*span)], question) and is_balanced(text[slice(*span)])
    } or scores
    best = max(scores, key=lambda span: scores[span] + _merit(text[slice(*span)], question))
    return trimmed(text, best, question)


def trimmed(text: str, span: Span, question: Question) -> Span:
    """What the reader marked, a time without 在 before it, a way with 的方式 behind it."""
    return _whole_way(text, without_lead(text, span, question), question)


def says_nothing_new(words: str, question: Question) -> bool:
    """Whether words hold but those of the question, and such as tell nothing: 还面临许多困难."""
    asked = {*tokens(question.text), *tokens(_SAYS_LITTLE.sub("", question.text))}
    rest = _SAYS_LITTLE.sub("", words)
    return (
        asked.issuperset(tokens(words))
        or asked.issuperset(tokens(rest))
        or (question.wants is Wants.MANNER and _is_woven_into(rest, question.text))
    )


def _is_woven_into(words: str, question: str) -> bool:
    """Whether the characters of these words stand in a question one after another."""
    left = iter(question)
    return all(character in left for character in words)


def is_balanced(words: str) -> bool:
    """Whether no bracket closes in these words that does not open in them, or the reverse.

    Nor may they be but what stands in brackets.
    """
    if _ALL_BRACKETED.fullmatch(words):
        return False
    return all(_is_closed(words, *marks) for marks in (("（(", "）)"), ("《", "》")))


def _is_closed(words: str, opening: str, closing: str) -> bool:
    held = 0
    for character in words:
        held += (character in opening) - (character in closing)
        if held < 0:
            return False
    return held == 0


def best_figure(text: str, span: Span, reading: PassageReading, question: Question) -> Span:
    """Of the figures that the reader may mark, the one whose part of a sentence says what is asked.

    A report tells the success of one kind of mediation after another's, in the same words, or how
    many took part in this and in that, in which case the figure right behind the question's own
    words is meant. Where no figure is asked for, what the reader would mark stays.

    Args:
        text: the passage.
        span: what the reader would mark, of the kind asked for.
        reading: what the reader made of it.
        question: as understood.
    """
    if not question.wants_number:
        return span
    told = [(one, set(tokens(text[slice(*one)]))) for one in parts(text)]
    whole = {(figure.start, end) for figure in find_figures(text) for end in figure.ends}

    def merit(one: Span) -> float:
        own = next((terms for (start, end), terms in told if start <= one[0] < end), set())
        met = sum(term in own for term in question.terms)
        behind = span if one[0] < span[1] and span[0] < one[1] else one
        return (
            reading.score_of(*one)
            + _TERMS_BONUS * met / max(1, len(question.terms))
            + _BEHIND_BONUS * _asked_before(text, behind[0], question)
            + _COUNTED_BONUS * (_asked_behind(text, one[1], question) if one in whole else 0)
        )

    spans = (one.span for one in reading.spans)
    return max((span, *(one for one in spans if is_in_kind(text, one, question))), key=merit)


def _asked_before(text: str, at: int, question: Question) -> int:
    """How many characters right before this place stand in the question just so; 0 if a few.

    A report says besides that figures are about so high, or all as high: 收入均达到约3万元.
    """
    before = _ADVERB.sub("", text[max(0, at - _FARTHEST_WORDS) : at])
    length = 0
    while length < len(before) and before[-length - 1 :] in question.text:
        length += 1
    return length if length >= _LEAST_BEHIND else 0


def _asked_behind(text: str, at: int, question: Question) -> int:
    """How many characters right behind this place stand in the question just so: 278名农民工."""
    length = run_met(text, at, question.text)
    return length if length >= _LEAST_COUNTED else 0


def whole_list(text: str, span: Span, reading: PassageReading) -> Span:
    """A list with the items that follow, where the reader marks those too, if not as its first.

    Args:
        text: the passage.
        span: the list that the reader would mark.
        reading: what the reader made of it.
    """
    start, end = span
    least = reading.score_of(start, end) - _LONGER_COST
    ends = [one.end for one in reading.spans if one.start == start and one.score >= least]
    more = [
        one
        for one in ends
        if "、" in text[end:one]
        and not _CLAUSE.search(text, end, one)
        and is_balanced(text[start:one])
    ]
    return start, max(more, default=end)


def with_former(text: str, span: Span, question: Question) -> Span:
    """A figure that something came to with what it came from: 由11025元增加到25205元.

    Where it is asked by how much something changed, and the sentence does not say.
    """
    return from_former(text, span) if question.wants_change else span


def from_former(text: str, span: Span) -> Span:
    """A figure that something came to with what it came from, where that is told before it."""
    for former, reached in pairwise(find_amounts(text)):
        if former.is_former and not reached.is_change and span == reached.span:
            return max(text.rfind(mark, 0, former.start) for mark in "由从"), reached.end
    return span


def _merit(words: str, question: Question) -> float:
    merit = 0.0
    if question.wants is Wants.ACTOR and is_actor(words):
        merit += _ACTOR_BONUS
    if question.wants is Wants.TIME and is_time(words):
        merit += _TIME_BONUS
    if question.characters and len(_HAN.findall(words)) == question.characters:
        merit += _COUNT_BONUS
    if question.items and question.items in item_counts(words):
        merit += _COUNT_BONUS
    return merit


def _whole_way(text: str, span: Span, question: Question) -> Span:
    """相结合 becomes 相结合的方式 where a way is asked for."""
    told = _WAY_TOLD.match(text, span[1]) if _WAY_ASKED.search(question.text) else None
    return (span[0], told.end()) if told else span
