"""From passages found to the exact words that answer, and how sure that is.

`read` alone decides which passage, which sentence and which words; `reportqa.answering.ask` only
dresses what it returns. The trained reader decides most; the encoder's view of each sentence and
what the question asks for help it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
from reportqa.answering.opposites import is_of_the_opposite
from reportqa.answering.periods import contradicts, is_aim
from reportqa.answering.questions import Question, Wants
from reportqa.answering.reader import PassageReading, ReaderModel
from reportqa.answering.respective import respective
from reportqa.answering.spans import (
    Favour,
    Span,
    announced_items,
    exact_words,
    fits,
    is_in_kind,
    ordinal_items,
    whole_items,
)
from reportqa.answering.wording import best_figure, best_words, both_figures, whole_list
from reportqa.chunking import sentences
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
class Candidate:
    """A passage as the reader sees it: its words, what else is known of it, the search's scores.

    `context` is title, year and headings; `agrees` tells whether place and years are those that
    the question names, if it names any, `is_of_year` whether it is of such a year, not only
    mentions it; `fused` and `cosine` come from the search. `series`, `year`: which reports of other
    years say the like, and the year that this one is of; None where the latest is not to be
    preferred. `is_of_nation`: the question names the nation, and it is of that. `names`: of the
    places that the library has no report of, one of which the sentence has to name.
    `result_asked`: the question is for what came of a year.
    """

    text: str
    context: str
    agrees: bool
    is_of_year: bool
    fused: float
    cosine: float
    series: tuple[str, str | None] | None = None
    year: int | None = None
    is_of_nation: bool = False
    names: tuple[str, ...] = ()
    result_asked: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found.

    `order` ranks the candidates, best first. `quote` and `highlights` are spans in the text of
    the first of them; `highlights` are never empty and lie inside `quote`; `words` are those of
    the first highlight. `probability` is the chance that these are right, `answerable_probability`
    that the reports answer at all, `outcome` what comes of both. `off_topic`: the question seems to
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
    highlights = _highlights(candidate.text, part, reading, question)
    words = candidate.text[slice(*highlights[0])]
    signals = _signals(candidate, part, reading, question, highlights[0])
    found = outcome(signals)
    off_topic = found is Outcome.DENIED and is_off_topic(signals, has_chinese(question.text))
    read_so = [readings.get(at) for at in order]
    return Reading(
        order=tuple(order),
        quote=_sentences_around(candidate.text, highlights),
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
    sure = [
        at
        for at, reading in readings.items()
        if candidates[at].series == first.series
        and min(reading.margin, reading.answers) >= _SURE_LOGIT
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
        words = _highlights(candidates[at].text, part, reading, question)[0]
        if _agrees(candidates[at], words, question):
            return at
    return order[0]


def _agrees(candidate: Candidate, words: Span, question: Question) -> bool:
    """Whether words marked in a passage are of the year, place, period and thing asked about."""
    text = candidate.text
    if not candidate.agrees or contradicts(text, words, question):
        return False
    if is_of_the_opposite(text, candidate.context, words, question):
        return False
    if question.wants in _NUMBERED_KINDS and not NUMERAL.search(text[slice(*words)]):
        return False
    start, end = _sentences_around(text, [words])
    named = not candidate.names or any(name in text[start:end] for name in candidate.names)
    return named and not (candidate.result_asked and is_aim(text, words, question))


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


def _sentences_around(text: str, highlights: Sequence[Span]) -> Span:
    """From the sentence of the first highlight to that of the last."""
    first, last = highlights[0][0], highlights[-1][1]
    held = [(start, end) for start, end in sentences(text) if start < last and end > first]
    return (held[0][0], held[-1][1]) if held else (first, last)


def _highlights(
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
            listed = whole_list(text, otherwise, reading)
            announced = announced_items(text, listed, question) or whole_items(text, listed)
            return ordinal_items(text, listed) or (announced,)
        if is_in_kind(text, otherwise, question):
            return (respective(text, best_figure(text, otherwise, reading, question), question),)
        best = reading.spans[0]
        regions = [_sentences_around(text, [(best.start, best.end)]), (0, len(text))]
    else:
        otherwise = (part.start, part.end)
        regions = [otherwise, _sentences_around(text, [otherwise])]
    for start, end in regions:
        spans = exact_words(text[start:end], question, _favour(reading, start))
        if spans:
            return tuple((start + first, start + last) for first, last in spans)
    return (otherwise,)


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
) -> Signals:
    chinese = has_chinese(question.text)
    low = _LOW_COSINE if chinese else _LOW_COSINE_ACROSS_LANGUAGES
    held = set(tokens(f"{candidate.context} {candidate.text}"))
    met = sum(term in held for term in question.terms)
    two = question.wants_two
    return Signals(
        part_cosine=None if part.cosine is None else (part.cosine - low) * _TENTHS,
        passage_cosine=(candidate.cosine - low) * _TENTHS,
        coverage=met / len(question.terms) if question.terms and chinese else _COVERAGE_UNKNOWN,
        agrees=0.0 if _agrees(candidate, chosen, question) else -1.0,
        fits=0.0 if fits(candidate.text[part.start : part.end], question) else -1.0,
        margin=squashed(reading.margin) if reading else None,
        answers=squashed(reading.answers) if reading else None,
        clear=squashed(_lead(reading, chosen, beside=True, two=two)) if reading else None,
        edges=squashed(_lead(reading, chosen, beside=False, two=two)) if reading else None,
        plain=(0.0 if question.wants in _PLAIN_KINDS else -1.0) if reading else None,
    )


def _lead(reading: PassageReading, chosen: Span, *, beside: bool, two: bool) -> float:
    """How far the words chosen stand above the best others, in logits.

    Those `beside` them, no answer among these, or those that overlap them. Of `two` figures the
    reader marks but one, which then stands for both.
    """
    rivals = [span for span in reading.spans if (span.start, span.end) != chosen]
    own = [reading.score_of(*chosen)]
    if two:
        own += [one.score for one in rivals if chosen[0] <= one.start and one.end <= chosen[1]]
        rivals = [one for one in rivals if one.start < chosen[0] or one.end > chosen[1]]
    others = [
        span.score
        for span in rivals
        if (span.end <= chosen[0] or span.start >= chosen[1]) is beside
    ]
    if beside:
        others.append(reading.null)
    return max(own) - max(others, default=reading.null)
