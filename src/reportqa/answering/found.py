"""What came of a question, before it is told: hits, an answer, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportqa.answering.confidence import Signals
from reportqa.answering.dressing import dressed
from reportqa.answering.reading import Reading
from reportqa.answering.refusing.refusals import Lacking, Refused
from reportqa.index import Index
from reportqa.searching import Hit
from reportqa.types import Answer, Span

_NOTHING = Lacking()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a question: `answer` is the best there is, not to be asserted if `refused`.

    `reading` is that of all `hits`, if there was but one; `signals` stand behind the answer.
    `places`: those that answer, where the question does not say which is meant.
    """

    hits: list[Hit]
    answer: Answer | None
    refused: Refused | None
    reading: Reading | None = None
    signals: Signals | None = None
    lacking: Lacking = _NOTHING
    places: tuple[str, ...] = ()


def answer_of(index: Index, hit: Hit, reading: Reading) -> Answer:
    """What was read in a hit, with its sentence."""
    chances = reading.probability, reading.answerable_probability
    return cited(index, hit, reading.quote, reading.highlights, *chances)


def cited(
    index: Index,
    hit: Hit,
    quote: Span,
    marked: Sequence[Span],
    probability: float,
    answerable_probability: float,
) -> Answer:
    """Words of a hit with their sentence; both spans count from where its chunk begins."""
    (first, last), *highlights = [
        (hit.chunk.start + start, hit.chunk.start + end) for start, end in (quote, *marked)
    ]
    report = index.report(hit.chunk.report_id)
    return dressed(report, (first, last), highlights, probability, answerable_probability)
