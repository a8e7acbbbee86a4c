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

from reportqa.answering import read_question
from reportqa.answering.confidence import THRESHOLD, label
from reportqa.answering.questions import not_askable
from reportqa.evaluation.metrics import auc, exact_match, mean
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.index import Index
from reportqa.types import Confidence

_FOLDS = 10
_STRENGTH = 1.0
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
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

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
    rows = [list(told.values()) for told in signals]
    model = LogisticRegression(C=_STRENGTH)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    hit, truth = np.array(right), np.array(answerable)
    chances = cross_val_predict(model, rows, hit, cv=folds, method="predict_proba")[:, 1]
    model.fit(rows, hit)
    accuracies = [
        ((chances >= at)[truth].mean() + (chances < at)[~truth].mean()) / 2 for at in _THRESHOLDS
    ]
    best = int(np.argmax(accuracies))
    labels = np.array([label(chance) if chance >= THRESHOLD else "" for chance in chances])
    return {
        **dict(
            zip(signals[0], (round(float(weight), 3) for weight in model.coef_[0]), strict=True)
        ),
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(float(_THRESHOLDS[best]), 2),
        "auc": auc(chances[hit].tolist(), chances[~hit].tolist()),
        "balanced_accuracy": float(accuracies[best]),
        "questions": float(len(rows)),
        "answered": float((chances >= THRESHOLD)[truth].mean()),
        "refused": float((chances < THRESHOLD)[~truth].mean()),
        "asserted_exact": mean(hit[chances >= THRESHOLD].tolist()),
        **{name: mean(hit[labels == name].tolist()) for name in get_args(Confidence)},
    }


def main(arguments: Sequence[str]) -> None:
    """Print what `calibrate` finds for the development halves of question sets."""
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    sets = [(Index.load(index), QuestionSet.load(Path(path), "dev")) for path, index in pairs]
    for name, value in calibrate(sets).items():
        shown = "-" if value is None else f"{value:.3f}"
        sys.stdout.write(f"{name:<20}{shown}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
