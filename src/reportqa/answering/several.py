"""The figures of several years or places in one answer, side by side, never compared."""

from collections.abc import Sequence
from dataclasses import replace

from reportqa.answering.asked import Asked
from reportqa.answering.confidence import Outcome
from reportqa.answering.found import Found, answer_of
from reportqa.answering.reading import Reading
from reportqa.answering.refusing.refusals import (
    Lacking,
    Refused,
    not_held,
    not_sure,
    not_told,
    nothing_to_search,
)
from reportqa.answering.series import Member, first_hits, members_compared, read_series
from reportqa.answering.understanding.comparisons import with_all_meant
from reportqa.answering.understanding.questions import Question
from reportqa.searching import Hit, search
from reportqa.searching.scope import Scope
from reportqa.types import SeriesGap, SeriesPoint

_FEWEST_COMPARED = 2


def read_each(asked: Asked, each: Sequence[Member]) -> Found:
    """A figure for each of several years or places, and which of them have none."""
    index, scope = asked.index, asked.scope

    def read_in(scope: Scope, text: str, understood: Question) -> tuple[list[Hit], Reading | None]:
        alone = replace(asked.within(scope), understood=understood)
        return alone.search_and_read(text, understood)

    found = read_series(each, read_in, asked.place_of)
    hits = first_hits(found)
    if not found:
        hits = search(index, asked.wording, asked.depth, scope, asked.only)
        refused = nothing_to_search()
        if hits:
            refused = _not_told(asked)
        return Found(hits, None, refused)
    answers = [answer_of(index, item.hits[0], item.reading) for item in found]
    told = [item.member for item in found]
    points = tuple(
        SeriesPoint(
            member.year or answer.citation.year,
            answer.text,
            answer.quote,
            answer.citation,
            answer.highlights,
            member.place,
        )
        for member, answer in zip(told, answers, strict=True)
    )
    weakest = min(range(len(answers)), key=lambda at: answers[at].probability)
    answer = replace(
        answers[0],
        probability=answers[weakest].probability,
        answerable_probability=min(answer.answerable_probability for answer in answers),
        confidence=answers[weakest].confidence,
        series=points,
        missing=tuple(SeriesGap(one.year, one.place) for one in each if one not in told),
    )
    sure = any(item.reading.outcome is Outcome.ASSERTED for item in found)
    unsure = None if sure else not_sure(Lacking(), comparing=asked.comparing)
    return Found(hits, answer, unsure, signals=found[weakest].reading.signals)


def read_compared(asked: Asked) -> Found | None:
    """The figures that are to be compared; None if it is not said of what.

    Of years or places that are named, all are told or none.
    """
    scope = with_all_meant(asked.wording, asked.scope, asked.reports)
    each = members_compared(asked.wording, scope)
    found = read_each(asked, each) if each else None
    if found is None or found.refused or found.answer is None:
        return found
    lacking = found.answer.missing and scope == asked.scope
    if lacking or len(found.answer.series or ()) < _FEWEST_COMPARED:
        return replace(found, refused=_not_told(asked))
    return replace(found, answer=replace(found.answer, comparing=True))


def _not_told(asked: Asked) -> Refused:
    comparing = asked.comparing
    held = not_held(asked.scope, asked.reports, comparing=comparing)
    return held or not_told(Lacking(), comparing=comparing)
