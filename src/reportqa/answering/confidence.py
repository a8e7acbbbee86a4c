"""How likely it is that the reports answer, that the words found are right, and what follows.

Two logistic models over a few signals that a person can read: of the chance that the reports
answer the question at all, by which words are asserted or not, and of the chance that the exact
words are right, which is what an answer's probability and label tell. They are fitted by
`python -m reportqa.evaluation.calibrating`, which prints the weights that stand here, on the
development halves of the two sets in eval/ and on the questions written by hand on documents that
training never saw, each asked of its document and those on cities of 58 work reports at once, too
(`python -m training sets`): 1,488 questions in all. Without the reader both are
the chance that the reports answer, fitted on the development half of eval/urumqi-2020.jsonl alone.
"""

import math
from dataclasses import asdict, dataclass
from enum import Enum

from reportqa.types import Confidence

LEAST_RIGHT = 0.1
"""Words less likely to be right than this are not asserted, however surely there is an answer.

With it, and from a chance of 0.75 on that there is an answer, on the data above, cross-validated,
0.93 of what can be answered is, 0.92 of the rest is refused, and 0.77 of what is asserted is
exactly right. With 0.35 as the bound these would be 0.87, 0.92 and 0.80; but what lies between is
mostly right but for its edges, and quotes the sentence that answers (`reportqa eval` tells how
often for each label). What lies between 0.4 and 0.75 is neither asserted nor denied.
"""

NAMED = 0.8
"""The least chance told for a cell whose row and column a question names.

It was looked up, not read: the reader, which was taught prose, says little of it. Set by hand:
the questions that the confidence is fitted on ask of no tables.
"""

_LOGIT_SCALE = 6.0

_FEW_WORDS_MET = 0.2
# Exactly right on the same data: 0.93 of the high, 0.65 of the medium, 0.46 of the low ones.
_HIGH = 0.8
_MEDIUM = 0.6


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; each is larger when it speaks more for it.

    `passage_cosine`: question against the passage, in tenths; where there is no reader, in tenths
    above 0.8 (above 0.7 for a question in another language), and `part_cosine` against its best
    sentence part, too.
    `coverage`: share of the question's terms that the passage or its context holds, 0 to 1;
    0.5 for a question in another language, whose terms cannot be met.
    `agrees`: 0 if the words are of the place, year, period and thing that the question names,
    else -1.
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


@dataclass(frozen=True, slots=True)
class Model:
    """What to make of signals.

    `right` and `answerable` give the two chances. From `asserted` on, of the chance that there is
    an answer, the words found are asserted, from `unsure` on it may well be there. A passage whose
    cosine is below `far` may be about something else.
    """

    right: Weights
    answerable: Weights
    asserted: float
    unsure: float
    far: float


_ALONE = Weights(-0.086, (0.741, 0.694, 0.546, 1.236, 1.712))
_WITHOUT_READER = Model(_ALONE, _ALONE, asserted=0.4, unsure=0.3, far=0.69)
_WITH_READER = Model(
    Weights(-1.933, (0.0, 0.56, 0.85, 0.0, 0.93, 0.518, 1.882, 2.661, 0.55)),
    Weights(0.85, (0.118, 0.0, 1.072, 0.0, 0.374, 2.646, 1.904, 0.0, 0.0)),
    asserted=0.75,
    unsure=0.4,
    far=0.74,
)


class Outcome(Enum):
    """What to do with the words found: `UNSURE` ones are neither asserted nor denied."""

    ASSERTED = "asserted"
    UNSURE = "unsure"
    DENIED = "denied"


def outcome(signals: Signals) -> Outcome:
    """Whether to assert the words found."""
    model, chance = model_for(signals), answerable_probability(signals)
    if chance < model.unsure:
        return Outcome.DENIED
    asserted = chance >= model.asserted and probability(signals) >= LEAST_RIGHT
    return Outcome.ASSERTED if asserted else Outcome.UNSURE


def probability(signals: Signals) -> float:
    """The calibrated chance, 0 to 1, that the words found are exactly right."""
    return _chance(contributions(signals))


def answerable_probability(signals: Signals) -> float:
    """The calibrated chance, 0 to 1, that the reports answer the question at all."""
    return _chance(_contributions(model_for(signals).answerable, signals))


def contributions(signals: Signals) -> dict[str, float]:
    """What each signal adds to the log-odds of `probability`, by its name; "bias" comes first."""
    return _contributions(model_for(signals).right, signals)


def model_for(signals: Signals) -> Model:
    """The one for what was told: with or without the trained reader."""
    return _WITHOUT_READER if signals.margin is None else _WITH_READER


def _contributions(model: Weights, signals: Signals) -> dict[str, float]:
    values = {name: value for name, value in asdict(signals).items() if value is not None}
    added = zip(values, model.weights, values.values(), strict=True)
    return {"bias": model.bias, **{name: weight * value for name, weight, value in added}}


def _chance(logits: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(logits.values())))


def squashed(logit: float) -> float:
    """A logit of the reader between -1 and 1: far from 0 it says no more than that."""
    return math.tanh(logit / _LOGIT_SCALE)


def is_off_topic(signals: Signals, nearer: float, in_chinese: bool) -> bool:
    """Whether the question seems to be about something else altogether.

    `nearer`: by how much a passage that is not of the year or place asked for, or but plans, is
    nearer to it than the one read, in tenths: of a year that is named there may be none near,
    though others' reports speak of just this.

    Of 300 questions of CMRC 2018 and DRCD, which are about anything under the sun, 98 in 100
    stay below 0.62 against the shipped report; of its own answerable ones, none is below 0.81
    (`python -m reportqa.evaluation.straying`), and the reader's bound lies between. Some on other
    reports are, in everyday words, so that this is held against what the reader makes of them.
    """
    few_words_met = signals.coverage < _FEW_WORDS_MET or not in_chinese
    return signals.passage_cosine + max(nearer, 0) < model_for(signals).far and few_words_met


def label(chance: float) -> Confidence:
    """The word shown for a probability."""
    if chance >= _HIGH:
        return "high"
    return "medium" if chance >= _MEDIUM else "low"
