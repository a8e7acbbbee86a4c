"""Which of the passages that answer is preferred, beside what the search and the reader score."""

import re
from collections.abc import Sequence

from reportqa.answering.agreeing import agrees
from reportqa.answering.candidates import Candidate
from reportqa.answering.evidence import Evidence
from reportqa.answering.exact_words import marked_agreeing
from reportqa.answering.marking.wording import says_nothing_new
from reportqa.answering.reader import PassageReading
from reportqa.answering.understanding.questions import Question, Wants

# Of the reader: from here on a later report is preferred. Set by hand, on five questions of one
# city whose later passages had 1.9 and more, and the best others -2.0.
_SURE_LOGIT = 1.5
# And no more than so much less sure than the best: 国家生态县 is not 省级生态县 of an earlier year.
_AS_SURE = 2.0
_QUOTED = '[“"](?P<{}>[^“”"]{{2,12}})[”"]'
_TERM_ASKED = re.compile(
    f"{_QUOTED.format('before')}[^,，。]{{0,6}}(?:指的?是|是指|是什么|是哪|指什么|指哪|包括)"
    f"|什么(?:是|叫){_QUOTED.format('after')}"
)


def preferred(
    candidates: Sequence[Candidate],
    best: Sequence[Evidence | None],
    readings: dict[int, PassageReading],
    order: Sequence[int],
    question: Question,
) -> list[int]:
    """The order of the candidates with that one first which is to be answered from.

    Args:
        candidates: the passages.
        best: the best part of each, None for one without words.
        readings: what the reader made of those that it read, by their number.
        order: the candidates by score, best first.
        question: as understood.
    """
    order = with_first(order, _latest(candidates, readings, order))
    order = with_first(order, _defining(candidates, readings, order, question))
    return with_first(order, _agreeing(candidates, best, readings, order, question))


def with_first(order: Sequence[int], first: int) -> list[int]:
    """An order with this one put first."""
    return [first, *(at for at in order if at != first)]


def is_as_sure(margin: float | None, answers: float | None, best: float | None) -> bool:
    """Whether the reader is sure of a passage, and about as sure as of the best one.

    Args:
        margin: of the passage, see `PassageReading`; None for one that was not read.
        answers: of the passage, too.
        best: the margin of the best passage, None if that was not read.
    """
    if margin is None or answers is None:
        return False
    least = _SURE_LOGIT if best is None else max(_SURE_LOGIT, best - _AS_SURE)
    return margin >= least and answers >= _SURE_LOGIT


def _latest(
    candidates: Sequence[Candidate], readings: dict[int, PassageReading], order: Sequence[int]
) -> int:
    """Of the best candidate and what answers as surely in later reports like it, the latest.

    Who names no year asks how things are now.
    """
    first = candidates[order[0]]
    if first.series is None or first.year is None:
        return order[0]
    best = readings[order[0]].margin if order[0] in readings else None
    sure = [
        at
        for at, reading in readings.items()
        if candidates[at].series == first.series
        and is_as_sure(reading.margin, reading.answers, best)
    ]
    alike = [order[0], *(at for at in order if at in sure)]
    return max(alike, key=lambda at: candidates[at].year or 0)


def _defining(
    candidates: Sequence[Candidate],
    readings: dict[int, PassageReading],
    order: Sequence[int],
    question: Question,
) -> int:
    """Of the candidates read the one that says what a term in quotation marks is, if that is asked.

    Reports use a term in many places, and tell once what it stands for: 甲、乙、丙等“三项制度”.
    """
    asked = _TERM_ASKED.search(question.text)
    if asked is None:
        return order[0]
    term = re.escape(asked["before"] or asked["after"])
    told = re.compile(
        rf"、[^，,。；;\n]*?[“\"]{term}[”\"]|[“\"]{term}[”\"](?:是指|指的?是|，?即|：|，一是)"
    )
    return next(
        (at for at in order if at in readings and told.search(candidates[at].text)), order[0]
    )


def _agreeing(
    candidates: Sequence[Candidate],
    best: Sequence[Evidence | None],
    readings: dict[int, PassageReading],
    order: Sequence[int],
    question: Question,
) -> int:
    """The best candidate, or, where that is of another year, place or thing, the next that agrees.

    So, too, where of when something was no more is told than the year that the question names. The
    next has to answer by the reader's own word.
    """
    for at in order:
        part, reading = best[at], readings.get(at)
        if part is None or reading is None:
            continue
        if at != order[0] and min(reading.margin, reading.answers) <= 0:
            continue
        words = marked_agreeing(candidates[at], part, reading, question)[0]
        dated = question.wants is Wants.TIME and question.years
        if dated and says_nothing_new(candidates[at].text[slice(*words)], question):
            continue
        if agrees(candidates[at], words, question):
            return at
    return order[0]
