"""Choosing, among the passages found, the sentence that answers, and ranking passages by it.

A passage of 200 characters speaks of several things; the vector of a single sentence, or of one
part of a long sentence between ；, tells much better whether it speaks of what was asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportqa.answering.questions import Question
from reportqa.answering.spans import fits
from reportqa.chunking import sentences
from reportqa.embedding import Encoder
from reportqa.index.keywords import Keywords
from reportqa.normalising import has_chinese, normalise
from reportqa.scoring import z_scores

_PART_END = re.compile("[；;]")
_SHORTEST_PART = 8
_KEYWORD_WEIGHT = 0.4
_SENTENCE_WEIGHT = 0.5
_READER_WEIGHT = 0.25
_MARGIN_SCALE = 6.0  # beyond this many logits a passage is as good or bad as can be
_UNFIT_PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a passage weighed for a question: its span in the passage's text.

    `score` ranks parts (z-scores, higher is better), `cosine` is that of part and question.
    """

    passage: int
    start: int
    end: int
    score: float
    cosine: float


def weigh(encoder: Encoder, passages: Sequence[str], question: Question) -> list[Evidence]:
    """Every sentence part of these passages, in reading order, with its score."""
    spans = [(at, *span) for at, text in enumerate(passages) for span in parts(text)]
    if not spans:
        return []
    words = [normalise(passages[at][start:end]) for at, start, end in spans]
    vector = encoder.encode([question.text], "query")[0]
    cosines = encoder.encode(words, "passage") @ vector
    scores = z_scores(cosines)
    if has_chinese(question.text):
        keyword = z_scores(Keywords.build(words).scores(question.text))
        scores = (1 - _KEYWORD_WEIGHT) * scores + _KEYWORD_WEIGHT * keyword
    return [
        Evidence(
            at,
            start,
            end,
            float(score) - (0 if fits(passages[at][start:end], question) else _UNFIT_PENALTY),
            float(cosine),
        )
        for (at, start, end), score, cosine in zip(spans, scores, cosines, strict=True)
    ]


def best_of(evidence: Sequence[Evidence], passage: int) -> Evidence | None:
    """The best part of one passage, None if it has none."""
    own = [item for item in evidence if item.passage == passage]
    return max(own, key=lambda item: item.score, default=None)


def ranking(
    fused: Sequence[float], evidence: Sequence[Evidence], margins: Sequence[float]
) -> list[int]:
    """The order of the passages, best first.

    By the search's score, their best part's, and, unless `margins` is empty, how far the trained
    reader holds each to answer.
    """
    best = [best_of(evidence, at) for at in range(len(fused))]
    low = min((item.score for item in evidence), default=0.0)
    own = np.array([item.score if item else low for item in best], np.float32)
    total = (1 - _SENTENCE_WEIGHT) * z_scores(np.array(fused, np.float32))
    total = total + _SENTENCE_WEIGHT * z_scores(own)
    if margins:
        read = np.tanh(np.array(margins, np.float32) / _MARGIN_SCALE)
        total = total + _READER_WEIGHT * z_scores(read)
    return [int(at) for at in np.argsort(-total, kind="stable")]


def parts(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, those with ； cut there too, in reading order."""
    spans = []
    for start, end in sentences(text):
        cut = start
        for found in _PART_END.finditer(text, start, end):
            if found.end() - cut >= _SHORTEST_PART:
                spans.append((cut, found.end()))
                cut = found.end()
        if end > cut:
            spans.append((cut, end))
    return spans
