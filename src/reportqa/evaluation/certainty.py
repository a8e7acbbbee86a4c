"""How far probabilities can be trusted, and what refusing buys.

Calibration: of the answers given 80%, are 80 in 100 right? Risk against coverage: if only the
surest share of all questions were answered (coverage), how many of those answers would be wrong
(risk)? El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective Classification".
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportqa.evaluation.metrics import mean

BINS = 10
_RISKS = (0.05, 0.1, 0.2)
_MOST_POINTS = 100

Point = tuple[float, float]
"""Coverage and risk, each from 0 to 1."""


def calibration(chances: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """The expected calibration error, the Brier score and the reliability table.

    Both are 0 at best; None of nothing. `bins` are the tenths of the probabilities that hold any:
    `low` and `high`, how many (`n`), their mean `probability` and the `share` that was right.
    """
    pairs = list(zip(chances, right, strict=True))
    bins = []
    for at in range(BINS):
        held = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == at]
        if held:
            bins.append(
                {
                    "low": at / BINS,
                    "high": (at + 1) / BINS,
                    "n": len(held),
                    "probability": sum(chance for chance, _ in held) / len(held),
                    "share": sum(was for _, was in held) / len(held),
                }
            )
    gaps = [one["n"] * abs(one["probability"] - one["share"]) for one in bins]
    return {
        "n": len(pairs),
        "ece": sum(gaps) / len(pairs) if pairs else None,
        "brier": mean([(chance - was) ** 2 for chance, was in pairs]),
        "bins": bins,
    }


def selection(scores: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """Risk against coverage if questions are answered from the highest score down.

    `aurc` is the area under the curve, 0 at best; `coverage_at_risk` the largest coverage whose
    risk is no more than that; `points` at most 100 of the curve. A threshold cannot part equal
    scores, so the curve has no points between them.
    """
    points, area = _curve(scores, right)
    return {
        "n": len(scores),
        "aurc": area,
        "coverage_at_risk": {
            f"{most:g}": max((coverage for coverage, risk in points if risk <= most), default=0.0)
            for most in _RISKS
        },
        "points": [list(point) for point in _thinned(points)],
    }


def _curve(scores: Sequence[float], right: Sequence[bool]) -> tuple[list[Point], float | None]:
    """The points, surest first, and the area: the mean risk over all numbers of answers."""
    total = len(scores)
    ranked = sorted(zip(scores, right, strict=True), key=lambda pair: -pair[0])
    points, area, taken, wrong = [], 0.0, 0, 0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        tied = [was for _, was in group]
        errors = len(tied) - sum(tied)
        # Among equal scores the errors fall anywhere with the same chance.
        for more in range(1, len(tied) + 1):
            area += (wrong + errors * more / len(tied)) / (taken + more)
        taken, wrong = taken + len(tied), wrong + errors
        points.append((taken / total, wrong / taken))
    return points, area / total if total else None


def _thinned(points: Sequence[Point]) -> list[Point]:
    """The last point of every hundredth of coverage."""
    last = {int(coverage * _MOST_POINTS - 1e-9): (coverage, risk) for coverage, risk in points}
    return list(last.values())
