"""How likely it is that the words found answer the question, and what to do about it.

A logistic model over a few signals that a person can read, of the chance that the exact words are
right. It is fitted by `python -m reportqa.evaluation.calibrating`, which prints the weights that
stand here, on the development halves of the two sets in eval/ and on the questions written by hand
on documents that training never saw, each asked of its document and those on cities of 58 work
reports at once, too (`python -m training sets`): 1,487 questions in all. Without the
reader the model tells answerable questions, and is fitted on the development half of
eval/urumqi-2020.jsonl alone.
"""

import math
from dataclasses import asdict, dataclass

from reportqa.types import Confidence

THRESHOLD = 0.4
"""Below this probability nothing is asserted. On the data above, cross-validated, 0.79 of what can
be answered then is, 0.88 of the rest is refused, and 0.72 of what is asserted exactly right."""

UNSURE = 0.3
"""Between this and `THRESHOLD` it may well be answered: neither asserted nor denied."""

_LOGIT_SCALE = 6.0

_FAR = 0.69
_FAR_ACROSS_LANGUAGES = 0.66
_FEW_WORDS_MET = 0.2
# Exactly right on the same data: 0.90 of the high, 0.66 of the medium, 0.47 of the low ones.
_HIGH = 0.8
_MEDIUM = 0.6


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; each is larger when it speaks more for it.

    `passage_cosine` and `part_cosine`: question against the passage and its best sentence part,
    in tenths above 0.8 (above 0.7 for a question in another language), the latter only where there
    is no reader.
    `coverage`: share of the question's terms that the passage or its context holds, 0 to 1;
    0.5 for a question in another language, whose terms cannot be met.
    `agrees`: 0 if the passage is of the place and years that the question names, else -1.
    `fits`: 0 if there are words of the kind asked for, else -1. `margin`: how far the trained
    reader's best span stands above no answer, `answers`: whether it holds the passage to answer
    at all, both `squashed`; None without a reader. `clear`: how far the words chosen stand above
    the best others of the passage that do not overlap them, `edges`: above those that do, which
    begin or end elsewhere, both `squashed` too. `plain`: 0 where what is asked for has clear edges
    (figures, lists, times), -1 where people would mark it differently.
    """

    part_cosine: float | None
    passage_cosine: float
    coverage: float
    agrees: float
    fits: float
    margin: float | None = None
    answers: float | None = None
    clear: float | None = None
    edges: float | None = None
    plain: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over `Signals`, in the order of their fields."""

    bias: float
    weights: tuple[float, ...]


_WITHOUT_READER = Weights(-0.086, (0.741, 0.694, 0.546, 1.236, 1.712))
_WITH_READER = Weights(-1.472, (0.013, 0.484, 1.345, 0.159, 0.146, 2.449, 0.677, 1.362, 0.846))


def probability(signals: Signals) -> float:
    """The calibrated chance, 0 to 1, that the words found answer the question."""
    return 1 / (1 + math.exp(-sum(contributions(signals).values())))


def contributions(signals: Signals) -> dict[str, float]:
    """What each signal adds to the log-odds of `probability`, by its name; "bias" comes first."""
    values = {name: value for name, value in asdict(signals).items() if value is not None}
    model = _WITHOUT_READER if signals.margin is None else _WITH_READER
    added = zip(values, model.weights, values.values(), strict=True)
    return {"bias": model.bias, **{name: weight * value for name, weight, value in added}}


def squashed(logit: float) -> float:
    """A logit of the reader between -1 and 1: far from 0 it says no more than that."""
    return math.tanh(logit / _LOGIT_SCALE)


def is_off_topic(signals: Signals, in_chinese: bool) -> bool:
    """Whether the question seems to be about something else altogether.

    Of 300 questions of CMRC 2018 and DRCD, which are about anything under the sun, 98 in 100
    fall below this cosine against the shipped report; of its own answerable ones, none
    (`python -m reportqa.evaluation.straying`). Some on other reports do, in everyday words, so that
    this is to be held against what the reader makes of them. The bound for other languages rests on
    a dozen English questions only.
    """
    if not in_chinese:
        return signals.passage_cosine < _FAR_ACROSS_LANGUAGES
    return signals.passage_cosine < _FAR and signals.coverage < _FEW_WORDS_MET


def label(chance: float) -> Confidence:
    """The word shown for a probability."""
    if chance >= _HIGH:
        return "high"
    return "medium" if chance >= _MEDIUM else "low"
