"""Finding the chunks that fit a question: a dense leg and a keyword leg, fused.

The legs fail on different questions: cosines of embeddings blur names and figures, BM25 misses
other words for the same thing. Each leg's scores become z-scores over the candidates, and the
two are summed by weight. What the question names, place and year, is counted in on top.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportqa.citing import cite
from reportqa.index import Index
from reportqa.normalising import has_chinese, normalise
from reportqa.reading.places import without_place
from reportqa.scoring import highest, z_scores
from reportqa.searching.admitted import admitted
from reportqa.searching.agreement import Agreement, agreement, agreement_at_most
from reportqa.searching.scope import Scope, scope_of
from reportqa.types import Chunk, Filter, Passage, Scores

_CANDIDATES = 100
"""How many chunks each leg proposes."""
_KEYWORDS = ThreadPoolExecutor(2, "reportqa-keywords")  # started when first used


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found, how well it fits, and how well it agrees with place and years named.

    `scores.fused` counts the agreement in.
    """

    chunk: Chunk
    scores: Scores
    agreement: Agreement


def search(
    index: Index,
    question: str,
    top_k: int,
    scope: Scope | None = None,
    only: Filter | None = None,
) -> list[Hit]:
    """The `top_k` best chunks for a question, best first; fewer if there are not so many.

    A question without Chinese characters has no use for the keyword leg of Chinese reports and
    goes by the dense leg alone. `scope` is what the question names, read from it if not given;
    `only` leaves out the reports that it does not admit.
    """
    if top_k < 1:
        return []
    known = admitted(index, only)
    scope = scope or scope_of(question, known.telling)
    query = _searched(normalise(question), scope)
    # Beside the other leg, since both spend their time outside Python.
    scoring = _KEYWORDS.submit(index.keywords.scores, query)
    vector = index.encoder.encode([query], "query")[0]
    places = [known.rows]
    if (meant := known.meant(scope)) is not None:
        # A series holds the same sentence many times over, which would crowd out the report meant.
        places.append(meant)
    nearest = [index.vectors.nearest(vector, _CANDIDATES, rows) for rows in places]
    keyword = scoring.result()
    wordiest = [_highest_among(keyword, rows) for rows in places]
    candidates = np.unique(np.concatenate([*nearest, *wordiest]))
    if not len(candidates):
        return []
    # In the order of the reports, so that equals rank alike however the index came about.
    candidates = candidates[np.argsort(index.owners[candidates], kind="stable")]
    dense = index.vectors.at(candidates) @ vector
    weight = index.manifest.settings.keyword_weight if has_chinese(query) else 0.0
    fused = (1 - weight) * z_scores(dense) + weight * z_scores(keyword[candidates])
    names_years = bool(scope.years or scope.report_years)
    chunks = [index.chunk(int(row)) for row in candidates]
    if not names_years:
        fused = fused + np.array([known.recency[chunk.report_id] for chunk in chunks], np.float32)
    return [
        Hit(
            chunks[at],
            Scores(score, float(dense[at]), float(keyword[candidates[at]])),
            agreed,
        )
        for at, score, agreed in _best_agreeing(index, chunks, fused.tolist(), scope, top_k)
    ]


def _searched(question: str, scope: Scope) -> str:
    """A normalised question without the name of the one place that it asks about.

    Agreement tells what is of that place. Its name stands above every passage of its reports, and
    draws both legs away from what is asked.
    """
    if len(scope.places) != 1:
        return question
    return without_place(question, *scope.places) or question


def _best_agreeing(
    index: Index, chunks: Sequence[Chunk], fused: Sequence[float], scope: Scope, top_k: int
) -> list[tuple[int, float, Agreement]]:
    """The best chunks by score and agreement: where they stand, the two together, the latter.

    Telling agreement means reading a chunk's words, so those that cannot come in any more, agree
    as they may, are not read.
    """
    reports = [index.report(chunk.report_id) for chunk in chunks]
    most = [
        score + agreement_at_most(scope, report, chunk)
        for score, report, chunk in zip(fused, reports, chunks, strict=True)
    ]
    found: list[tuple[int, float, Agreement]] = []
    for at in sorted(range(len(chunks)), key=lambda at: -most[at]):
        if len(found) == top_k and found[-1][1] > most[at]:
            break
        agreed = agreement(scope, reports[at], chunks[at])
        found.append((at, fused[at] + agreed.total(), agreed))
        # Of equals, the one that stands first in the reports comes first.
        found = sorted(found, key=lambda item: (-item[1], item[0]))[:top_k]
    return found


def _highest_among(scores: NDArray[np.float32], admitted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best rows by score among those admitted."""
    if admitted.all():
        return highest(scores, _CANDIDATES)
    rows = np.flatnonzero(admitted)
    return rows[highest(scores[rows], _CANDIDATES)]


def passage(index: Index, hit: Hit, rank: int) -> Passage:
    """A hit as it is shown: its words and where they stand."""
    report = index.report(hit.chunk.report_id)
    start, end = hit.chunk.start, hit.chunk.end
    return Passage(rank, report.text[start:end], cite(report, start, end), hit.scores)
