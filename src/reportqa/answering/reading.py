"""The reader: from passages found to the exact words that answer, and how sure that is.

This is the seam at which a trained reader takes over: `read` alone decides which passage, which
sentence and which words; `reportqa.answering.ask` only dresses what it returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportqa.answering.confidence import Signals, is_off_topic, probability
from reportqa.answering.evidence import Evidence, best_of, ranking, weigh
from reportqa.answering.figures import find_figures
from reportqa.answering.questions import Question
from reportqa.answering.spans import exact_words, fits
from reportqa.chunking import sentences
from reportqa.embedding import Encoder
from reportqa.index.keywords import tokens
from reportqa.normalising import has_chinese

# Cosines of this model crowd together, and lower for a question in another language.
_LOW_COSINE = 0.8
_LOW_COSINE_ACROSS_LANGUAGES = 0.7
_TENTHS = 10
_COVERAGE_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the reader sees it: its words, what else is known of it, the search's scores.

    `context` is title, year and headings; `agrees` tells whether place and years are those that
    the question names, if it names any; `fused` and `cosine` come from the search.
    """

    text: str
    context: str
    agrees: bool
    fused: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found.

    `order` ranks the candidates, best first. `quote` and `highlights` are spans in the text of
    the first of them; `highlights` are never empty and lie inside `quote`. `off_topic`:
    the question seems to be about something that no candidate speaks of. `unit`: what the
    figure found counts, "%" for a share, "" if none was found.
    """

    order: tuple[int, ...]
    quote: tuple[int, int]
    highlights: tuple[tuple[int, int], ...]
    signals: Signals
    probability: float
    off_topic: bool
    unit: str


def read(encoder: Encoder, candidates: Sequence[Candidate], question: Question) -> Reading | None:
    """Read the candidates, given in the search's order; None if they hold no words at all."""
    evidence = weigh(encoder, [candidate.text for candidate in candidates], question)
    order = ranking([candidate.fused for candidate in candidates], evidence)
    chosen = next((item for at in order if (item := best_of(evidence, at))), None)
    if chosen is None:
        return None
    candidate = candidates[chosen.passage]
    quote = _sentence_around(candidate.text, chosen)
    highlights = _highlights(candidate.text, chosen, quote, question)
    signals = _signals(candidate, chosen, question)
    return Reading(
        order=(chosen.passage, *(at for at in order if at != chosen.passage)),
        quote=quote,
        highlights=highlights,
        signals=signals,
        probability=probability(signals),
        off_topic=is_off_topic(signals, has_chinese(question.text)),
        unit=_unit(candidate.text[slice(*highlights[0])]),
    )


def _unit(words: str) -> str:
    """What the figure in these words counts, % for any share, "" where there is none."""
    figure = next(iter(find_figures(words)), None)
    if figure is None:
        return ""
    return "%" if figure.is_rate else figure.unit


def _sentence_around(text: str, part: Evidence) -> tuple[int, int]:
    for start, end in sentences(text):
        if start <= part.start < end:
            return start, end
    return part.start, part.end


def _highlights(
    text: str, part: Evidence, quote: tuple[int, int], question: Question
) -> tuple[tuple[int, int], ...]:
    """The exact words: in the best part, else anywhere in its sentence, else the whole part."""
    for start, end in ((part.start, part.end), quote):
        spans = exact_words(text[start:end], question)
        if spans:
            return tuple((start + first, start + last) for first, last in spans)
    return ((part.start, part.end),)


def _signals(candidate: Candidate, part: Evidence, question: Question) -> Signals:
    chinese = has_chinese(question.text)
    low = _LOW_COSINE if chinese else _LOW_COSINE_ACROSS_LANGUAGES
    held = set(tokens(f"{candidate.context} {candidate.text}"))
    met = sum(term in held for term in question.terms)
    return Signals(
        part_cosine=(part.cosine - low) * _TENTHS,
        passage_cosine=(candidate.cosine - low) * _TENTHS,
        coverage=met / len(question.terms) if question.terms and chinese else _COVERAGE_UNKNOWN,
        agrees=0.0 if candidate.agrees else -1.0,
        fits=0.0 if fits(candidate.text[part.start : part.end], question) else -1.0,
    )
