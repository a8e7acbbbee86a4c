"""Choosing, among the passages found, the sentence that answers, and ranking passages by it.

A passage of 200 characters speaks of several things; the vector of a single sentence, or of one
part of a long sentence between ；, tells much better whether it speaks of what was asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportqa.answering.clauses import parts
from reportqa.answering.marking.spans import fits
from reportqa.answering.understanding.questions import Question
from reportqa.embedding import Encoder
from reportqa.index.keywords import Keywords
from reportqa.normalising import has_chinese, normalise
from reportqa.scoring import z_scores

_KEYWORD_WEIGHT = 0.4
_PART_WEIGHT = 0.5
_LOGIT_SCALE = 6.0  # beyond this many logits a passage is as good or bad as can be
_UNFIT_PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a passage weighed for a question: its span in the passage's text.

    `score` ranks parts (z-scores, higher is better), `cosine` is that of part and question, None
    where no encoder was asked.
    """

    passage: int
    start: int
    end: int
    score: float
    cosine: float | None


def weigh(
    passages: Sequence[str], question: Question, encoder: Encoder | None = None
) -> list[Evidence]:
    """Every sentence part of these passages, in reading order, with its score.

    By the words that it shares with the question, and by their vectors if there is an encoder.
    """
    spans = [(at, *span) for at, text in enumerate(passages) for span in parts(text)]
    if not spans:
        return []
    words = [normalise(passages[at][start:end]) for at, start, end in spans]
    in_chinese = has_chinese(question.text)
    scores = np.zeros(len(words), np.float32)
    if in_chinese:
        scores = z_scores(Keywords.build(words).scores(question.text))
    cosines: list[float] | None = None
    if encoder:
        vector = encoder.encode([question.text], "query")[0]
        like = encoder.encode(words, "passage") @ vector
        cosines = like.tolist()
        share = _KEYWORD_WEIGHT if in_chinese else 0.0
        scores = (1 - share) * z_scores(like) + share * scores
    return [
        Evidence(
            at,
            start,
            end,
            float(scores[row]) - (0 if fits(passages[at][start:end], question) else _UNFIT_PENALTY),
            cosines[row] if cosines else None,
        )
        for row, (at, start, end) in enumerate(spans)
    ]


def best_of(evidence: Sequence[Evidence], passage: int) -> Evidence | None:
    """The best part of one passage, None if it has none."""
    own = [item for item in evidence if item.passage == passage]
    return max(own, key=lambda item: item.score, default=None)


def by_parts(fused: Sequence[float], best: Sequence[float]) -> list[int]:
    """The order of some passages, best first: by the search's score and their best part's."""
    return _order(_z(fused) + _PART_WEIGHT * _z(best))


def by_reading(
    fused: Sequence[float], margins: Sequence[float], answers: Sequence[float]
) -> list[int]:
    """The order of passages that were read: by the search's score and the reader's two logits.

    The best part says no more beside these.
    """
    told = [np.tanh(np.array(logits, np.float32) / _LOGIT_SCALE) for logits in (margins, answers)]
    return _order(_z(fused) + sum(map(_z, told)))


def _z(values: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float32]:
    return z_scores(np.asarray(values, np.float32))


def _order(scores: NDArray[np.float32]) -> list[int]:
    return [int(at) for at in np.argsort(-scores, kind="stable")]
