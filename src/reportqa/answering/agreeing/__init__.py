"""Whether words marked in a passage are of the year, place, period and thing asked about."""

import re

from reportqa.answering.agreeing.opposites import is_of_another, is_of_the_opposite
from reportqa.answering.agreeing.periods import (
    asks_of_one_year,
    contradicts,
    is_aim,
    is_but_compared_with,
    is_mark,
    is_planned,
)
from reportqa.answering.agreeing.stretches import sums_up_years
from reportqa.answering.agreeing.substitutes import is_of_a_substitute
from reportqa.answering.candidates import Candidate, sentences_around
from reportqa.answering.figures import find_figures
from reportqa.answering.understanding.questions import Question
from reportqa.types import Span

NUMERAL = re.compile(
    "[0-9０-９零一二三四五六七八九十百千万亿两半倍ⅠⅡⅢⅣⅤ]|免|全[额部]|不收|当[日天]"
)
"""What an answer to a question for a figure has one of, unless it is none, all, or at once."""


def agrees(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether words marked in a passage are of the year, place, period and thing asked about."""
    text = candidate.text
    if not candidate.agrees or _is_of_another_time(candidate, words, question):
        return False
    if is_of_the_opposite(text, candidate.context, words, question):
        return False
    if is_of_another(text, candidate.context, words, question) or is_of_a_substitute(
        text, candidate.context, words, question, candidate.own_names
    ):
        return False
    if candidate.told and candidate.told.is_but_part(words, question.text):
        return False
    if question.wants_number and not _may_be_figure(text[slice(*words)], question):
        return False
    start, end = sentences_around(text, [words])
    return not candidate.names or any(name in text[start:end] for name in candidate.names)


def _may_be_figure(words: str, question: Question) -> bool:
    """Whether words hold a number, and no share or growth where it is asked what there is."""
    grown = question.wants_level and any(figure.is_rate for figure in find_figures(words))
    return bool(NUMERAL.search(words)) and not grown


def _is_of_another_time(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether words are of several years for one, of a plan for its result, or the reverse."""
    text = candidate.text
    return (
        contradicts(text, words, question)
        or (candidate.is_but_done and not is_planned(text, words))
        or (candidate.result_asked and is_aim(text, words, question))
        or is_mark(text, words, question)
        or (not candidate.is_of_year and is_but_compared_with(text, words, question))
        or _is_of_whole_term(candidate, words, question)
    )


def _is_of_whole_term(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether one year's figure is asked for, and a report on several tells what they came to."""
    if not question.wants_number or question.wants_change:
        return False
    text, before = candidate.from_paragraph
    one = asks_of_one_year(question)
    return one and sums_up_years(text, words[0] + before, question, candidate.of_several)
