"""From passages found to the exact words that answer, and how sure that is.

`read` alone decides which passage, which sentence and which words; `reportqa.answering.ask` only
dresses what it returns. The trained reader decides most; the encoder's view of each sentence and
what the question asks for help it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportqa.answering.candidates import Candidate, sentences_around
from reportqa.answering.confidence import (
    Outcome,
    Signals,
    answerable_probability,
    is_off_topic,
    outcome,
    probability,
    squashed,
)
from reportqa.answering.evidence import Evidence, best_of, ranking, weigh
from reportqa.answering.figures import find_figures
from reportqa.answering.lists import told_item_by_item
from reportqa.answering.opposites import is_of_the_opposite
from reportqa.answering.periods import (
    asks_of_one_year,
    contradicts,
    is_aim,
    is_compared_with,
    is_planned,
)
from reportqa.answering.questions import Question, Wants
from reportqa.answering.reader import PassageReading, ReaderModel
from reportqa.answering.respective import respective
from reportqa.answering.spans import (
    Favour,
    Span,
    exact_words,
    fits,
    is_in_kind,
    whole_items,
)
from reportqa.answering.stretches import sums_up_years
from reportqa.answering.wording import best_figure, best_words, both_figures, whole_list
from reportqa.embedding import Encoder
from reportqa.index.keywords import tokens
from reportqa.normalising import has_chinese

# Cosines of this model crowd together, and lower for a question in another language.
_LOW_COSINE = 0.8
_LOW_COSINE_ACROSS_LANGUAGES = 0.7
_TENTHS = 10
# Of ten that the search finds. With 8 the words were as often right, the evidence stood a little
# more often among the first five (0.966 to 0.954 of 482 questions of `python -m training sets`, by
# weights of before), and a question took a quarter longer.
_READ_CLOSELY = 6
_COVERAGE_UNKNOWN = 0.5
# Of the reader: from here on a later report is preferred. Set by hand, on five questions of one
# city whose later passages had 1.9 and more, and the best others -2.0.
_SURE_LOGIT = 1.5
# And no more than so much less sure than the best: 国家生态县 is not 省级生态县 of an earlier year.
_AS_SURE = 2.0
_YEAR = re.compile(r"(?:19|20|１９|２０)\d{2}年(?:度|底|末|初)?的?")
_YEARS = re.compile(
    r"从?(?P<first>(?:19|20)\d{2})年?(?:—+|[到至–~-])(?P<last>(?:19|20)\d{2})年?"
    "(?:期间|之间|这?[二三四五六七八九十]年(?:[间来里]|期间)?)?"
)
_NATION = re.compile("[全我中]国(?![人政共银特总工妇科际])的?")
_HAN_DIGITS = "零一二三四五六七八九"
NUMERAL = re.compile("[0-9０-９零一二三四五六七八九十百千万亿两半倍ⅠⅡⅢⅣⅤ]")
"""What an answer to a question for a figure has one of."""
_NUMBERED_KINDS = frozenset({Wants.FIGURE, Wants.RATE})
# What these ask for has clear edges.
_PLAIN_KINDS = frozenset({Wants.FIGURE, Wants.RATE, Wants.LIST, Wants.TIME})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found.

    `order` ranks the candidates, best first. `quote` and `highlights` are spans counted from where
    the text of the first of them begins, before which or behind which a list may go on;
    `highlights` are never empty and lie inside `quote`; `words` are those of the first highlight.
    `probability` is the chance that these are right, `answerable_probability` that the reports
    answer at all, `outcome` what comes of both. `off_topic`: the question seems to
    be about something that no candidate speaks of. `unit`: what the figure found counts, "%" for a
    share, "" if none was found. `margins` and `answers`: the trained reader's logits for each
    candidate, in step with `order`, None for what it did not read.
    """

    order: tuple[int, ...]
    quote: tuple[int, int]
    highlights: tuple[tuple[int, int], ...]
    words: str
    signals: Signals
    probability: float
    answerable_probability: float
    outcome: Outcome
    off_topic: bool
    unit: str
    margins: tuple[float | None, ...]
    answers: tuple[float | None, ...]


def read(
    encoder: Encoder,
    candidates: Sequence[Candidate],
    question: Question,
    model: ReaderModel | None = None,
) -> Reading | None:
    """Read the candidates, given in the search's order; None if they hold no words at all.

    The trained `model` reads those that look best. Without it the sentences weighed by the encoder
    and the rules of `spans` do.
    """
    evidence = weigh(
        [candidate.text for candidate in candidates], question, None if model else encoder
    )
    if not evidence:
        return None
    best = [best_of(evidence, at) for at in range(len(candidates))]
    low = min(item.score for item in evidence)
    merits = [item.score if item else low for item in best]
    order = ranking([candidate.fused for candidate in candidates], merits)
    readings = _read_closely(model, candidates, order[:_READ_CLOSELY], question) if model else {}
    if readings:
        again = ranking(
            [candidates[at].fused for at in readings],
            [merits[at] for at in readings],
            [reading.margin for reading in readings.values()],
            [reading.answers for reading in readings.values()],
        )
        order = [list(readings)[at] for at in again] + order[_READ_CLOSELY:]
        order = _with_first(order, _latest(candidates, readings, order))
        order = _with_first(order, _agreeing(candidates, best, readings, order, question))
    part = next(item for at in order if (item := best[at]))
    order = _with_first(order, part.passage)
    candidate = candidates[part.passage]
    reading = readings.get(part.passage)
    marked = _marked(candidate.text, part, reading, question)
    highlights = _whole(candidate, marked, question)
    words = candidate.slice(highlights[0])
    signals = _signals(candidate, part, reading, question, marked[0], highlights)
    found = outcome(signals)
    off_topic = found is Outcome.DENIED and is_off_topic(signals, has_chinese(question.text))
    read_so = [readings.get(at) for at in order]
    return Reading(
        order=tuple(order),
        quote=candidate.quote(highlights),
        highlights=highlights,
        words=words,
        signals=signals,
        probability=probability(signals),
        answerable_probability=answerable_probability(signals),
        outcome=found,
        off_topic=off_topic,
        unit=_unit(words),
        margins=tuple(one.margin if one else None for one in read_so),
        answers=tuple(one.answers if one else None for one in read_so),
    )


def _read_closely(
    model: ReaderModel, candidates: Sequence[Candidate], chosen: Sequence[int], question: Question
) -> dict[int, PassageReading]:
    """What the trained reader makes of some of the candidates, by their number."""
    asked: dict[str, list[int]] = {}
    for at in chosen:
        asked.setdefault(_wording_for(candidates[at], question), []).append(at)
    read: dict[int, PassageReading] = {}
    for wording, numbers in asked.items():
        texts = [candidates[at].text for at in numbers]
        contexts = [candidates[at].context for at in numbers]
        read |= zip(numbers, model.score(wording, texts, contexts), strict=True)
    return read


def _latest(
    candidates: Sequence[Candidate], readings: dict[int, PassageReading], order: Sequence[int]
) -> int:
    """Of the best candidate and what answers as surely in later reports like it, the latest.

    Who names no year asks how things are now.
    """
    first = candidates[order[0]]
    if first.series is None or first.year is None:
        return order[0]
    least = readings[order[0]].margin - _AS_SURE if order[0] in readings else 0.0
    sure = [
        at
        for at, reading in readings.items()
        if candidates[at].series == first.series
        and min(reading.margin, reading.answers) >= _SURE_LOGIT
        and reading.margin >= least
    ]
    alike = [order[0], *(at for at in order if at in sure)]
    return max(alike, key=lambda at: candidates[at].year or 0)


def _agreeing(
    candidates: Sequence[Candidate],
    best: Sequence[Evidence | None],
    readings: dict[int, PassageReading],
    order: Sequence[int],
    question: Question,
) -> int:
    """The best candidate, or, where that is of another year, place or thing, the next that agrees.

    The next has to answer by the reader's own word.
    """
    for at in order:
        part, reading = best[at], readings.get(at)
        if part is None or reading is None:
            continue
        if at != order[0] and min(reading.margin, reading.answers) <= 0:
            continue
        words = _marked(candidates[at].text, part, reading, question)[0]
        if _agrees(candidates[at], words, question):
            return at
    return order[0]


def _agrees(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether words marked in a passage are of the year, place, period and thing asked about."""
    text = candidate.text
    if not candidate.agrees or _is_of_another_time(candidate, words, question):
        return False
    if is_of_the_opposite(text, candidate.context, words, question):
        return False
    if question.wants in _NUMBERED_KINDS and not NUMERAL.search(text[slice(*words)]):
        return False
    start, end = sentences_around(text, [words])
    return not candidate.names or any(name in text[start:end] for name in candidate.names)


def _is_of_another_time(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether words are of several years for one, of a plan for its result, or the reverse."""
    text = candidate.text
    return (
        contradicts(text, words, question)
        or (candidate.is_but_done and not is_planned(text, words))
        or (candidate.result_asked and is_aim(text, words, question))
        or (not candidate.is_of_year and _is_but_compared_with(text, words, question))
        or _is_of_years_together(candidate, words, question)
    )


def _is_but_compared_with(text: str, words: Span, question: Question) -> bool:
    """Whether the year asked about is but that with which a passage compares its figure."""
    if question.wants not in _NUMBERED_KINDS or len(question.years) != 1:
        return False
    (year,) = question.years
    asked_so = re.search(f"[比较与自从]{year}年", question.text)
    return not asked_so and is_compared_with(text, words, year)


def _is_of_years_together(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether one year's figure is asked for, and a report on several tells what they came to."""
    if question.wants not in _NUMBERED_KINDS or question.wants_change:
        return False
    text, before = candidate.from_paragraph
    one = asks_of_one_year(question)
    return one and sums_up_years(text, words[0] + before, question, candidate.of_several)


def _with_first(order: Sequence[int], first: int) -> list[int]:
    return [first, *(at for at in order if at != first)]


def _wording_for(candidate: Candidate, question: Question) -> str:
    """The question as it is put to a passage: without the words that the report settles.

    The sentences of a report on 2020 say 全年, and the reader takes a year that it does not see for
    another one, as it does 全国, and 五年 for other years than 2003年到2007年. A passage that says
    such a word itself is asked with it.
    """
    text = question.text
    if not candidate.agrees:
        return text
    if candidate.is_of_nation and not _NATION.search(candidate.text):
        text = _NATION.sub("", text)
    settled = candidate.is_of_year and len(question.years) == 1
    if settled and not _YEAR.search(candidate.text):
        text = _YEAR.sub("", text)
    if candidate.is_of_year:
        text = _YEARS.sub(lambda found: _span_told(found, candidate.text), text)
    return text or question.text


def _span_told(years: re.Match[str], passage: str) -> str:
    """From a first to a last year as a passage puts it that does not name both: 五年."""
    length = int(years["last"]) - int(years["first"]) + 1
    named = years["first"] in passage and years["last"] in passage
    return f"{_HAN_DIGITS[length]}年" if 1 < length <= 9 and not named else years[0]


def _unit(words: str) -> str:
    """What the figure in these words counts, % for any share, "" where there is none."""
    figure = next(iter(find_figures(words)), None)
    if figure is None:
        return ""
    return "%" if figure.is_rate else figure.unit


def _marked(
    text: str, part: Evidence, reading: PassageReading | None, question: Question
) -> tuple[Span, ...]:
    """The exact words: as the model read, by rule where those are not of the kind asked for.

    Rules look in the best part, then anywhere in its sentence; without a model and without a
    find the whole part stands.
    """
    if question.wants_two and (both := both_figures(text, reading, question)):
        return (both,)
    if reading and reading.spans:
        otherwise = best_words(text, reading, question)
        if question.wants is Wants.LIST:
            return (whole_items(text, whole_list(text, otherwise, reading)),)
        if is_in_kind(text, otherwise, question):
            return (respective(text, best_figure(text, otherwise, reading, question), question),)
        best = reading.spans[0]
        regions = [sentences_around(text, [(best.start, best.end)]), (0, len(text))]
    else:
        otherwise = (part.start, part.end)
        regions = [otherwise, sentences_around(text, [otherwise])]
    for start, end in regions:
        spans = exact_words(text[start:end], question, _favour(reading, start))
        if spans:
            return tuple((start + first, start + last) for first, last in spans)
    return (otherwise,)


def _whole(candidate: Candidate, marked: tuple[Span, ...], question: Question) -> tuple[Span, ...]:
    """What was marked, or the whole of the list that is told item by item and holds it."""
    passage = candidate.in_whole((0, len(candidate.text)))
    span = candidate.in_whole((marked[0][0], marked[-1][1]))
    items = told_item_by_item(candidate.whole, span, question, passage)
    return tuple(map(candidate.in_passage, items)) or marked


def _favour(reading: PassageReading | None, offset: int) -> Favour | None:
    if reading is None:
        return None
    return lambda start, end: reading.score_of(offset + start, offset + end)


def _signals(
    candidate: Candidate,
    part: Evidence,
    reading: PassageReading | None,
    question: Question,
    chosen: Span,
    highlights: Sequence[Span],
) -> Signals:
    chinese = has_chinese(question.text)
    low = _LOW_COSINE if chinese else _LOW_COSINE_ACROSS_LANGUAGES
    held = set(tokens(f"{candidate.context} {candidate.text}"))
    met = sum(term in held for term in question.terms)
    # Of two figures, and of a list's items, the reader marks but one, which stands for all.
    one_of_more = question.wants_two or tuple(highlights) != (chosen,)
    ends = (min(chosen[0], highlights[0][0]), max(chosen[1], highlights[-1][1]))
    whole = ends if one_of_more else None
    return Signals(
        part_cosine=None if part.cosine is None else (part.cosine - low) * _TENTHS,
        passage_cosine=(candidate.cosine - low) * _TENTHS,
        coverage=met / len(question.terms) if question.terms and chinese else _COVERAGE_UNKNOWN,
        agrees=0.0 if _agrees(candidate, chosen, question) else -1.0,
        fits=0.0 if fits(candidate.text[part.start : part.end], question) else -1.0,
        margin=squashed(reading.margin) if reading else None,
        answers=squashed(reading.answers) if reading else None,
        clear=squashed(_lead(reading, chosen, whole, beside=True)) if reading else None,
        edges=squashed(_lead(reading, chosen, whole, beside=False)) if reading else None,
        plain=(0.0 if question.wants in _PLAIN_KINDS else -1.0) if reading else None,
    )


def _lead(reading: PassageReading, chosen: Span, whole: Span | None, *, beside: bool) -> float:
    """How far the words chosen stand above the best others, in logits.

    Those `beside` them, no answer among these, or those that overlap them. What lies within
    `whole`, where that is given, speaks for them.
    """
    rivals = [span for span in reading.spans if (span.start, span.end) != chosen]
    own = [reading.score_of(*chosen)]
    if whole:
        own += [one.score for one in rivals if whole[0] <= one.start and one.end <= whole[1]]
        rivals = [one for one in rivals if one.start < whole[0] or one.end > whole[1]]
    start, end = whole or chosen
    others = [one.score for one in rivals if (one.end <= start or one.start >= end) is beside]
    if beside:
        others.append(reading.null)
    return max(own) - max(others, default=reading.null)
