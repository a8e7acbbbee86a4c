"""Finding the chunks that fit a question: a dense leg and a keyword leg, fused.

The legs fail on different questions: cosines of embeddings blur names and figures, BM25 misses
other words for the same thing. Each leg's scores become z-scores over the candidates, and the
two are summed by weight.
"""

from dataclasses import dataclass

import numpy as np

from reportqa.citing import cite
from reportqa.index import Index
from reportqa.normalising import has_chinese, normalise
from reportqa.scoring import z_scores
from reportqa.types import Chunk, Passage, Scores

_CANDIDATES = 100
"""How many chunks each leg proposes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found and how well it fits."""

    chunk: Chunk
    scores: Scores


def search(index: Index, question: str, top_k: int) -> list[Hit]:
    """The `top_k` best chunks for a question, best first; fewer if there are not so many.

    A question without Chinese characters has no use for the keyword leg of Chinese reports and
    goes by the dense leg alone.
    """
    query = normalise(question)
    vector = index.encoder.encode([query], "query")
    keyword = index.keywords.scores(query)
    dense_best = index.vectors.search(vector, min(_CANDIDATES, len(index.chunks)))[1][0]
    keyword_best = np.argsort(-keyword, kind="stable")[:_CANDIDATES]
    candidates = np.union1d(dense_best, keyword_best)
    dense = index.vectors.reconstruct_batch(candidates) @ vector[0]
    weight = index.manifest.settings.keyword_weight if has_chinese(query) else 0.0
    fused = (1 - weight) * z_scores(dense) + weight * z_scores(keyword[candidates])
    hits = []
    for at in np.argsort(-fused, kind="stable")[:top_k]:
        position = int(candidates[at])
        scores = Scores(float(fused[at]), float(dense[at]), float(keyword[position]))
        hits.append(Hit(index.chunks[position], scores))
    return hits


def passage(index: Index, hit: Hit, rank: int) -> Passage:
    """A hit as it is shown: its words and where they stand."""
    report = index.report(hit.chunk.report_id)
    start, end = hit.chunk.start, hit.chunk.end
    return Passage(rank, report.text[start:end], cite(report, start, end), hit.scores)
