"""The exact words in one passage, and the whole of the list that they are of."""

from reportqa.answering.agreeing import agrees
from reportqa.answering.agreeing.periods import is_mark
from reportqa.answering.candidates import Candidate, sentences_around
from reportqa.answering.evidence import Evidence
from reportqa.answering.figures import find_figures
from reportqa.answering.marking.apart import asked_in_one, figures_apart
from reportqa.answering.marking.former import rank_reached
from reportqa.answering.marking.lists import told_item_by_item
from reportqa.answering.marking.pairs import two_figures
from reportqa.answering.marking.respective import respective
from reportqa.answering.marking.spans import (
    Favour,
    exact_words,
    is_in_kind,
    whole_items,
)
from reportqa.answering.marking.wording import (
    best_figure,
    best_words,
    trimmed,
    whole_list,
    with_former,
)
from reportqa.answering.reader import PassageReading
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.types import Span


def marked_in(
    text: str, part: Evidence, reading: PassageReading | None, question: Question
) -> tuple[Span, ...]:
    """The exact words: as the model read, by rule where those are not of the kind asked for.

    Rules look in the best part, then anywhere in its sentence; without a model and without a
    find the whole part stands.
    """
    if question.wants_two and (both := two_figures(text, reading, question)):
        return both
    if reading and reading.spans:
        otherwise = best_words(text, reading, question)
        if question.wants is Wants.LIST:
            return (whole_items(text, whole_list(text, otherwise, reading)),)
        if not is_in_kind(text, otherwise, question):
            otherwise = next(iter(_figures_read(text, reading, question)), otherwise)
        if is_in_kind(text, otherwise, question):
            figure = respective(text, best_figure(text, otherwise, reading, question), question)
            figure = rank_reached(text, figure, question)
            several = figures_apart(text, asked_in_one(question))
            if any(start < figure[1] and figure[0] < end for start, end in several):
                return several
            return (with_former(text, figure, question),)
        regions = [sentences_around(text, [reading.spans[0].span]), (0, len(text))]
    else:
        otherwise = (part.start, part.end)
        regions = [otherwise, sentences_around(text, [otherwise])]
    for start, end in regions:
        spans = exact_words(text[start:end], question, _favour(reading, start))
        if spans:
            return tuple((start + first, start + last) for first, last in spans)
    return (otherwise,)


def marked_agreeing(
    candidate: Candidate, part: Evidence, reading: PassageReading | None, question: Question
) -> tuple[Span, ...]:
    """What is marked in a candidate; for a figure of another year or thing, the next that agrees.

    The next, too, has to be more likely than no answer by the reader's word, unless the first is
    but what a result is held against: then the result stands beside it.
    """
    marked = marked_in(candidate.text, part, reading, question)
    if reading is None or question.wants_two or agrees(candidate, marked[0], question):
        return marked
    others = _figures_read(candidate.text, reading, question) if candidate.agrees else []
    held_against = is_mark(candidate.text, marked[0], question)
    agreeing = (
        (one,)
        for one in others
        if (held_against or reading.score_of(*one) > reading.null)
        and agrees(candidate, one, question)
        and respective(candidate.text, one, question) == one
    )
    return next(agreeing, marked)


def _figures_read(text: str, reading: PassageReading, question: Question) -> list[Span]:
    """The figures of the kind asked for that the reader may mark with their units, best first."""
    if not question.wants_number:
        return []
    figures = [one for one in find_figures(text) if one.unit or one.is_rate or not question.unit]
    return [
        one.span
        for one in reading.spans
        if is_in_kind(text, one.span, question)
        and any(one.start <= figure.start and figure.end <= one.end for figure in figures)
    ]


def whole_of(
    candidate: Candidate, marked: tuple[Span, ...], question: Question
) -> tuple[Span, ...]:
    """What was marked, or the whole of the list that is told item by item and holds it."""
    passage = candidate.in_whole((0, len(candidate.text)))
    span = candidate.in_whole((marked[0][0], marked[-1][1]))
    items = told_item_by_item(candidate.whole, span, question, passage)
    return tuple(map(candidate.in_passage, items)) or marked


def as_marked(text: str, span: Span, question: Question) -> Span:
    """What becomes of a span of the reader's."""
    span = trimmed(text, span, question)
    if question.wants is Wants.LIST:
        return whole_items(text, span)
    return respective(text, span, question) if is_in_kind(text, span, question) else span


def _favour(reading: PassageReading | None, offset: int) -> Favour | None:
    if reading is None:
        return None
    return lambda start, end: reading.score_of(offset + start, offset + end)
