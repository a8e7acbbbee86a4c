"""Fitting the weights and the threshold that stand in `reportqa.answering.confidence`.

    python -m reportqa.evaluation.calibrating eval/urumqi-2020.jsonl [INDEX]

Fits a logistic regression on the development half and prints its weights, its cross-validated
AUC (chance that an answerable question scores above an unanswerable one) and the threshold with
the best cross-validated balanced accuracy.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

from reportqa.answering import read_question
from reportqa.answering.confidence import Signals
from reportqa.answering.questions import not_askable
from reportqa.evaluation.metrics import auc
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.index import Index

_FOLDS = 10
_STRENGTH = 1.0
_THRESHOLDS = np.arange(0.3, 0.95, 0.01)


def calibrate(index: Index, questions: QuestionSet) -> dict[str, Any]:
    """Weights by signal name, "bias", "threshold", "auc" and "balanced_accuracy".

    Questions that are turned away unread, or as off topic, are left out.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    signals, answerable = [], []
    for gold in questions.questions:
        reading = None if not_askable(gold.question) else read_question(index, gold.question)
        if reading and not reading.off_topic:
            signals.append(list(asdict(reading.signals).values()))
            answerable.append(gold.answerable)
    model = LogisticRegression(C=_STRENGTH)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    truth = np.array(answerable)
    chances = cross_val_predict(model, signals, truth, cv=folds, method="predict_proba")[:, 1]
    model.fit(signals, truth)
    accuracies = [
        ((chances >= at)[truth].mean() + (chances < at)[~truth].mean()) / 2 for at in _THRESHOLDS
    ]
    best = int(np.argmax(accuracies))
    names = [field.name for field in fields(Signals)]
    return {
        **dict(zip(names, (round(float(weight), 3) for weight in model.coef_[0]), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(float(_THRESHOLDS[best]), 2),
        "auc": auc(chances[truth].tolist(), chances[~truth].tolist()),
        "balanced_accuracy": float(accuracies[best]),
    }


def main(arguments: Sequence[str]) -> None:
    """Print what `calibrate` finds for a question set's development half."""
    path, folder = (Path(argument) for argument in (*arguments, "index")[:2])
    questions = QuestionSet.load(path, "dev")
    for name, value in calibrate(Index.load(folder), questions).items():
        sys.stdout.write(f"{name:<20}{value:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
