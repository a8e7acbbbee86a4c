"""From passages found to the exact words that answer, and how sure that is.

`read` alone decides which passage, which sentence and which words; `reportqa.answering.ask` only
dresses what it returns. The trained reader decides most; the encoder's view of each sentence and
what the question asks for help it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportqa.answering.agreeing import agrees
from reportqa.answering.candidates import Candidate
from reportqa.answering.confidence import (
    NAMED,
    Outcome,
    Signals,
    answerable_probability,
    is_off_topic,
    outcome,
    probability,
    squashed,
)
from reportqa.answering.evidence import Evidence, best_of, by_parts, by_reading, weigh
from reportqa.answering.exact_words import as_marked, marked_agreeing, whole_of
from reportqa.answering.figures import find_amounts, find_figures
from reportqa.answering.marking.spans import fits
from reportqa.answering.preferring import preferred, with_first
from reportqa.answering.reader import PassageReading, ReaderModel
from reportqa.answering.rewording import put_to
from reportqa.answering.understanding.questions import Question, Wants
from reportqa.embedding import Encoder
from reportqa.index.keywords import tokens
from reportqa.normalising import has_chinese
from reportqa.types import Span

# Where nothing was learnt of questions, cosines crowd together, and lower across languages.
_LOW_COSINE = 0.8
_LOW_COSINE_ACROSS_LANGUAGES = 0.7
_TENTHS = 10
# Of ten that the search finds. With six, ranked by their best part, too, the evidence came first
# for 0.949 of the 741 questions of `python -m training sets` on their own documents and for 0.920
# of the 264 to the library instead of 0.957 and 0.924.
_READ_CLOSELY = 5
_COVERAGE_UNKNOWN = 0.5
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
    quote: Span
    highlights: tuple[Span, ...]
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
    named = _with_cell_named(candidates, best)
    readings, order = _read_in_order(candidates, best, low, question, model, named)
    part = next(item for at in order if (item := best[at]))
    order = with_first(order, part.passage)
    candidate = candidates[part.passage]
    reading = readings.get(part.passage)
    marked: tuple[Span, ...]
    highlights: tuple[Span, ...]
    if part.passage == named and candidate.named:
        marked = highlights = (candidate.named.span,)
    else:
        marked = marked_agreeing(candidate, part, reading, question)
        if candidate.told and question.wants_number:
            marked = (candidate.told.cell_asked(marked[0], question.text),)
        highlights = whole_of(candidate, marked, question)
    words = candidate.slice(highlights[0])
    signals = _signals(candidate, part, reading, question, marked, highlights)
    found = Outcome.ASSERTED if part.passage == named else outcome(signals)
    least = NAMED if part.passage == named else 0.0
    put_behind = (one.cosine for one in candidates if not one.agrees)
    nearer = (max(put_behind, default=candidate.cosine) - candidate.cosine) * _TENTHS
    off_topic = found is Outcome.DENIED and is_off_topic(
        signals, nearer, has_chinese(question.text)
    )
    read_so = [readings.get(at) for at in order]
    return Reading(
        order=tuple(order),
        quote=candidate.where_it_stands(candidate.quote(highlights)),
        highlights=tuple(map(candidate.where_it_stands, highlights)),
        words=words,
        signals=signals,
        probability=max(least, probability(signals)),
        answerable_probability=max(least, answerable_probability(signals)),
        outcome=found,
        off_topic=off_topic,
        unit=_unit(words),
        margins=tuple(one.margin if one else None for one in read_so),
        answers=tuple(one.answers if one else None for one in read_so),
    )


def _with_cell_named(
    candidates: Sequence[Candidate], best: Sequence[Evidence | None]
) -> int | None:
    """The candidate with a cell that the question names: of the latest year, and most fully."""
    held = [
        ((candidate.year or 0, candidate.named.weight), at)
        for at, (candidate, part) in enumerate(zip(candidates, best, strict=True))
        if candidate.named and part
    ]
    return max(held, key=lambda one: one[0])[1] if held else None


def _read_in_order(
    candidates: Sequence[Candidate],
    best: Sequence[Evidence | None],
    low: float,
    question: Question,
    model: ReaderModel | None,
    named: int | None,
) -> tuple[dict[int, PassageReading], list[int]]:
    """What the trained reader makes of the candidates that it reads, and the order of them all.

    `best` are the best parts of the candidates; one that has none counts as `low`. The one `named`
    comes first.
    """
    readings, order = _as_read(candidates, best, low, question, model, named)
    return readings, order if named is None else with_first(order, named)


def _as_read(
    candidates: Sequence[Candidate],
    best: Sequence[Evidence | None],
    low: float,
    question: Question,
    model: ReaderModel | None,
    named: int | None,
) -> tuple[dict[int, PassageReading], list[int]]:
    merits = [item.score if item else low for item in best]
    order = by_parts([candidate.fused for candidate in candidates], merits)
    order = order if named is None else with_first(order, named)
    if model is None:
        return {}, order
    readings = _read_closely(model, candidates, order[:_READ_CLOSELY], question)
    again = by_reading(
        [candidates[at].fused for at in readings],
        [reading.margin for reading in readings.values()],
        [reading.answers for reading in readings.values()],
    )
    order = [list(readings)[at] for at in again] + order[_READ_CLOSELY:]
    return readings, preferred(candidates, best, readings, order, question)


def _read_closely(
    model: ReaderModel, candidates: Sequence[Candidate], chosen: Sequence[int], question: Question
) -> dict[int, PassageReading]:
    """What the trained reader makes of some of the candidates, by their number."""
    asked: dict[str, list[int]] = {}
    for at in chosen:
        asked.setdefault(put_to(candidates[at], question), []).append(at)
    read: dict[int, PassageReading] = {}
    for wording, numbers in asked.items():
        texts = [candidates[at].text for at in numbers]
        contexts = [candidates[at].context for at in numbers]
        read |= zip(numbers, model.score(wording, texts, contexts), strict=True)
    return read


def _unit(words: str) -> str:
    """What the figure in these words counts, % for any share, "" where there is none."""
    figure = next(iter(find_figures(words)), None)
    if figure is None:
        return ""
    return "%" if figure.is_rate else figure.unit


def _signals(
    candidate: Candidate,
    part: Evidence,
    reading: PassageReading | None,
    question: Question,
    marked: Sequence[Span],
    highlights: Sequence[Span],
) -> Signals:
    chosen = marked[0]
    is_cell = candidate.named is not None and candidate.named.span == chosen
    chinese = has_chinese(question.text)
    low = 0.0
    if part.cosine is not None:
        low = _LOW_COSINE if chinese else _LOW_COSINE_ACROSS_LANGUAGES
    held = set(tokens(f"{candidate.context} {candidate.text}"))
    terms = [term for term in question.terms if not any(term in n for n in candidate.own_names)]
    met = sum(term in held for term in terms)
    # What became the words chosen speaks for them. Of two figures, and of a list's items, the
    # reader marks but one, which stands for all.
    same = [
        one.span
        for one in (reading.spans if reading else ())
        if as_marked(candidate.text, one.span, question) == chosen
    ]
    two = question.wants_two or (
        question.wants_number and len(find_amounts(candidate.slice(chosen))) > 1
    )
    one_of_more = two or tuple(highlights) != (chosen,)
    ends = (min(chosen[0], highlights[0][0]), max(chosen[1], highlights[-1][1]))
    whole = ends if one_of_more else None
    return Signals(
        part_cosine=None if part.cosine is None else (part.cosine - low) * _TENTHS,
        passage_cosine=(candidate.cosine - low) * _TENTHS,
        coverage=met / len(terms) if terms and chinese else _COVERAGE_UNKNOWN,
        agrees=0.0 if is_cell or all(agrees(candidate, one, question) for one in marked) else -1.0,
        fits=0.0 if fits(candidate.text[part.start : part.end], question) else -1.0,
        margin=squashed(reading.margin) if reading else None,
        answers=squashed(reading.answers) if reading else None,
        clear=squashed(_lead(reading, [chosen, *same], whole, beside=True)) if reading else None,
        edges=squashed(_lead(reading, [chosen, *same], whole, beside=False)) if reading else None,
        plain=(0.0 if question.wants in _PLAIN_KINDS else -1.0) if reading else None,
    )


def _lead(
    reading: PassageReading, chosen: Sequence[Span], whole: Span | None, *, beside: bool
) -> float:
    """How far the words chosen stand above the best others, in logits.

    Those `beside` them, no answer among these, or those that overlap them. `chosen` are the words
    and what became them; what lies within `whole`, where that is given, speaks for them too.
    """
    rivals = [one for one in reading.spans if one.span not in chosen]
    own = [reading.score_of(*span) for span in chosen]
    if whole:
        own += [one.score for one in rivals if whole[0] <= one.start and one.end <= whole[1]]
        rivals = [one for one in rivals if one.start < whole[0] or one.end > whole[1]]
    start, end = whole or chosen[0]
    others = [one.score for one in rivals if (one.end <= start or one.start >= end) is beside]
    if beside:
        others.append(reading.null)
    return max(own) - max(others, default=reading.null)
