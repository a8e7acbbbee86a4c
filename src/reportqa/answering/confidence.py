"""How likely it is that the words found answer the question, and what to do about it.

A logistic model over a few signals that a person can read. It is fitted on the development half
of eval/urumqi-2020.jsonl by `python -m reportqa.evaluation.calibrating`, which prints the
weights that stand here.
"""

import math
from dataclasses import astuple, dataclass

from reportqa.types import Confidence

THRESHOLD = 0.69
"""Below this probability nothing is asserted."""

_FAR = 0.4
_FAR_ACROSS_LANGUAGES = 0.42
_FEW_WORDS_MET = 0.2
_HIGH = 0.85
_MEDIUM = 0.75


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer; each is larger when it speaks more for it.

    `part_cosine` and `passage_cosine`: question against the best sentence part and its passage,
    in tenths above 0.8 (above 0.7 for a question in another language).
    `coverage`: share of the question's terms that the passage or its context holds, 0 to 1;
    0.5 for a question in another language, whose terms cannot be met.
    `agrees`: 0 if the passage is of the place and years that the question names, else -1.
    `fits`: 0 if there are words of the kind asked for, else -1.
    """

    part_cosine: float
    passage_cosine: float
    coverage: float
    agrees: float
    fits: float


_BIAS = -0.086
_WEIGHTS = Signals(
    part_cosine=0.741, passage_cosine=0.694, coverage=0.546, agrees=1.236, fits=1.712
)


def probability(signals: Signals) -> float:
    """The calibrated chance, 0 to 1, that the words found answer the question."""
    total = _BIAS + sum(w * x for w, x in zip(astuple(_WEIGHTS), astuple(signals), strict=True))
    return 1 / (1 + math.exp(-total))


def is_off_topic(signals: Signals, in_chinese: bool) -> bool:
    """Whether the question is about something else altogether.

    Of 300 questions of CMRC 2018 and DRCD, which are about anything under the sun, 98 in 100
    fall below this cosine against the shipped report; of its own answerable ones, none. The
    bound for other languages rests on a dozen English questions only.
    """
    if not in_chinese:
        return signals.passage_cosine < _FAR_ACROSS_LANGUAGES
    return signals.passage_cosine < _FAR and signals.coverage < _FEW_WORDS_MET


def label(chance: float) -> Confidence:
    """The word shown for a probability."""
    if chance >= _HIGH:
        return "high"
    return "medium" if chance >= _MEDIUM else "low"
