"""Fitting the weights and the threshold that stand in `reportqa.answering.confidence`.

    python -m reportqa.evaluation.calibrating eval/urumqi-2020.jsonl index [SET INDEX ...]

Fits on the development halves how likely the exact words are to be right, by logistic regression,
and prints its weights, its cross-validated AUC (chance that a right answer scores above a wrong
one), the threshold with the best cross-validated balanced accuracy of answering what can be
answered and refusing what cannot, and what the threshold in use comes to.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from reportqa.answering import read_question
from reportqa.answering.confidence import THRESHOLD, label
from reportqa.answering.questions import not_askable
from reportqa.evaluation.metrics import auc, exact_match, mean
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.index import Index
from reportqa.types import Confidence

_FOLDS = 10
_STRENGTH = 1.0
# An answer to what the reports do not say, against words that begin or end elsewhere. Of 1, 2, 3
# and 4 the first refused 0.89 where 0.80 of the answerable was answered, the others 0.91 to 0.93.
_WORSE = 3.0
_THRESHOLDS = np.arange(0.3, 0.95, 0.01)


def calibrate(sets: Sequence[tuple[Index, QuestionSet]]) -> dict[str, float | None]:
    """Weights by signal name, "bias", "threshold", "auc" and "balanced_accuracy".

    `questions` counts them; `answered`, `refused` and `asserted_exact` are shares at the threshold
    that is in use, cross-validated: of what can be answered, of the rest, and of the asserted;
    `high`, `medium` and `low` how much is exactly right of what is asserted under each label,
    None where nothing is.

    Questions over several years, and those turned away unread, are left out. Where a set tells no
    answers, any reading of an answerable question counts as right.
    """
    from sklearn.model_selection import StratifiedKFold

    signals, answerable, right = [], [], []
    for index, questions in sets:
        for gold in questions.questions:
            if not_askable(gold.question) or len(gold.answers) > 1:
                continue
            reading = read_question(index, gold.question)
            if reading:
                told = asdict(reading.signals)
                signals.append({name: value for name, value in told.items() if value is not None})
                answerable.append(gold.answerable)
                exact = [exact_match(reading.words, one) > 0 for one in gold.answers]
                right.append(gold.answerable and (any(exact) or not exact))
    rows = np.array([list(told.values()) for told in signals])
    hit, truth = np.array(right), np.array(answerable)
    logits = np.zeros(len(rows))
    for known, held_out in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(rows, hit):
        weights, bias = _fitted(rows[known], hit[known], truth[known])
        logits[held_out] = rows[held_out] @ weights + bias
    chances = 1 / (1 + np.exp(-logits))
    weights, bias = _fitted(rows, hit, truth)
    accuracies = [
        ((chances >= at)[truth].mean() + (chances < at)[~truth].mean()) / 2 for at in _THRESHOLDS
    ]
    best = int(np.argmax(accuracies))
    labels = np.array([label(chance) if chance >= THRESHOLD else "" for chance in chances])
    return {
        **dict(zip(signals[0], (round(float(weight), 3) for weight in weights), strict=True)),
        "bias": round(bias, 3),
        "threshold": round(float(_THRESHOLDS[best]), 2),
        "auc": auc(chances[hit].tolist(), chances[~hit].tolist()),
        "balanced_accuracy": float(accuracies[best]),
        "questions": float(len(rows)),
        "answered": float((chances >= THRESHOLD)[truth].mean()),
        "refused": float((chances < THRESHOLD)[~truth].mean()),
        "asserted_exact": mean(hit[chances >= THRESHOLD].tolist()),
        **{name: mean(hit[labels == name].tolist()) for name in get_args(Confidence)},
    }


def _fitted(
    rows: NDArray[np.float64], hit: NDArray[np.bool_], answerable: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of the chance of being exactly right.

    What cannot be answered counts `_WORSE` times in the direction of the weights; how steep and
    how high the logistic curve over them is, is fitted to all alike, so that it stays a chance
    (Platt 1999, "Probabilistic outputs for support vector machines").
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH)
    cost = np.where(answerable, 1.0, _WORSE)
    model.fit(rows, hit, sample_weight=cost)
    while (model.coef_[0] < 0).any():
        # Every signal is to speak for an answer; one that comes out against it tells nothing.
        rows = rows * (model.coef_[0] >= 0)
        model.fit(rows, hit, sample_weight=cost)
    weights = model.coef_[0]
    curve = LogisticRegression(C=_STRENGTH).fit((rows @ weights)[:, None], hit)
    return weights * curve.coef_[0, 0], float(curve.intercept_[0])


def main(arguments: Sequence[str]) -> None:
    """Print what `calibrate` finds for the development halves of question sets."""
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    sets = [(Index.load(index), QuestionSet.load(Path(path), "dev")) for path, index in pairs]
    for name, value in calibrate(sets).items():
        shown = "-" if value is None else f"{value:.3f}"
        sys.stdout.write(f"{name:<20}{shown}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
