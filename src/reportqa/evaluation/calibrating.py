"""Fitting the weights and thresholds that stand in `reportqa.answering.confidence`.

    python -m reportqa.evaluation.calibrating eval/urumqi-2020.jsonl index [SET INDEX ...]

Fits on the development halves, by logistic regression, how likely a question is to be answerable
and how likely the exact words found are to be right. Prints the weights of both, their
cross-validated AUC (chance that one of which it is true scores above one of which it is not), the
threshold with the best cross-validated balanced accuracy of answering what can be answered and
refusing what cannot, what the one in use comes to, and what others would, and then what other
bounds than the one in use on how likely the words are right; and how much of what is asserted at
both in use is exactly right, label by label.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from reportqa.answering import read_question
from reportqa.answering.confidence import LEAST_RIGHT, Signals, Weights, label, model_for
from reportqa.answering.understanding.questions import not_askable
from reportqa.evaluation.commands import parser_of, run
from reportqa.evaluation.metrics import auc, exact_match, mean
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.index import Index
from reportqa.types import Confidence

_FOLDS = 10
_STRENGTH = 1.0
_THRESHOLDS = np.arange(0.3, 0.95, 0.01)
_TOLD_THRESHOLDS = np.arange(0.3, 0.95, 0.1)
_TOLD_LEAST_RIGHT = (0.0, 0.1, 0.2, 0.3, 0.35, 0.4)
_LABELS: tuple[Confidence, ...] = get_args(Confidence)
_POINT = "{0.threshold:{2}.2f}{0.balanced_accuracy:10.3f}{0.answered:10.3f}{0.refused:9.3f}{1:>7}\n"

Rows = NDArray[np.float64]
"""The signals of questions, (questions, signals)."""
Truth = NDArray[np.bool_]
"""What is true of each of them, (questions,)."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold on either chance comes to, each from 0 to 1 and higher is better.

    `answered`, the share of what can be answered, `refused`, of the rest, and `asserted_exact`, how
    much of what is asserted is exactly right, None where nothing is.
    """

    threshold: float
    answered: float
    refused: float
    asserted_exact: float | None

    @property
    def balanced_accuracy(self) -> float:
        """The mean of what is rightly answered and rightly refused."""
        return (self.answered + self.refused) / 2


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted to so many `questions`.

    `signals` names the weights of `answerable` and of `right`, whose cross-validated AUCs are
    `auc_answerable` and `auc_right`. Cross-validated, too: `best`, the threshold with the best
    balanced accuracy, `used`, the one in use, `curve`, some others, `by_right`, at that in use,
    what some bounds on the chance of being right come to, and `exact`, under each label, how much
    of what is asserted at both in use is exactly right, None where nothing is.
    """

    questions: int
    signals: tuple[str, ...]
    answerable: Weights
    right: Weights
    auc_answerable: float | None
    auc_right: float | None
    best: Point
    used: Point
    curve: tuple[Point, ...]
    by_right: tuple[Point, ...]
    exact: dict[str, float | None]


def calibrate(sets: Sequence[tuple[Index, QuestionSet]]) -> Calibration:
    """Fit both models.

    Questions over several years, and those turned away unread, are left out. Where a set tells no
    answers, any reading of an answerable question counts as right.
    """
    signals, answerable, right = [], [], []
    for index, questions in sets:
        for gold in questions.questions:
            if not_askable(gold.question) or len(gold.answers) > 1:
                continue
            reading = read_question(index, gold.question)
            if reading:
                signals.append(reading.signals)
                answerable.append(gold.answerable)
                exact = [exact_match(reading.words, one) > 0 for one in gold.answers]
                right.append(gold.answerable and (any(exact) or not exact))
    told = [_told(one) for one in signals]
    rows = np.array([list(one.values()) for one in told])
    there, hit = np.array(answerable), np.array(right)
    # Words of another place or year are refused, whatever their chances.
    agreeing = np.array([one.agrees >= 0 for one in signals])
    chances_there, chances_right = _held_out_chances(rows, there), _held_out_chances(rows, hit)
    in_use = model_for(signals[0]).asserted

    def asserted(threshold: float, least_right: float = LEAST_RIGHT) -> Truth:
        sure = (chances_there >= threshold) & (chances_right >= least_right)
        kept: Truth = sure & agreeing
        return kept

    def comes_to(threshold: float, kept: Truth) -> Point:
        answered, refused = float(kept[there].mean()), float((~kept)[~there].mean())
        return Point(threshold, answered, refused, mean(hit[kept].tolist()))

    def point(threshold: float) -> Point:
        return comes_to(threshold, asserted(threshold))

    labels = np.array([label(chance) for chance in chances_right])
    return Calibration(
        questions=len(rows),
        signals=tuple(told[0]),
        answerable=_fitted(rows, there),
        right=_fitted(rows, hit),
        auc_answerable=auc(chances_there[there].tolist(), chances_there[~there].tolist()),
        auc_right=auc(chances_right[hit].tolist(), chances_right[~hit].tolist()),
        best=max(map(point, _THRESHOLDS.tolist()), key=lambda one: one.balanced_accuracy),
        used=point(in_use),
        curve=tuple(map(point, _TOLD_THRESHOLDS.tolist())),
        by_right=tuple(comes_to(one, asserted(in_use, one)) for one in _TOLD_LEAST_RIGHT),
        exact={name: mean(hit[asserted(in_use) & (labels == name)].tolist()) for name in _LABELS},
    )


def _told(signals: Signals) -> dict[str, float]:
    return {name: value for name, value in asdict(signals).items() if value is not None}


def _held_out_chances(rows: Rows, truth: Truth) -> NDArray[np.float64]:
    """The chance of each question by a model that was fitted without its tenth of them."""
    from sklearn.model_selection import StratifiedKFold

    logits = np.zeros(len(rows))
    for known, held_out in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(rows, truth):
        model = _fitted(rows[known], truth[known])
        logits[held_out] = rows[held_out] @ np.array(model.weights) + model.bias
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return chances


def _fitted(rows: Rows, truth: Truth) -> Weights:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH).fit(rows, truth)
    while (model.coef_[0] < 0).any():
        # Every signal is to speak for an answer; one that comes out against it tells nothing.
        rows = rows * (model.coef_[0] >= 0)
        model.fit(rows, truth)
    return Weights(float(model.intercept_[0]), tuple(map(float, model.coef_[0])))


def main(arguments: Sequence[str]) -> None:
    """Print what `calibrate` finds for the development halves of question sets."""
    parser = parser_of("calibrating", __doc__)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a question set, its index, …")
    paths = parser.parse_args(arguments).paths
    if len(paths) % 2:
        parser.error(f"{paths[-1]}: no index is named for this question set")
    pairs = zip(paths[::2], paths[1::2], strict=True)
    sets = [(Index.load(index), QuestionSet.load(Path(path), "dev")) for path, index in pairs]
    found = calibrate(sets)
    lines = {"questions": f"{found.questions}"}
    for name in ("answerable", "right"):
        model: Weights = getattr(found, name)
        lines[f"{name}.bias"] = f"{model.bias:.3f}"
        told = zip(found.signals, model.weights, strict=True)
        lines |= {f"{name}.{signal}": f"{weight:.3f}" for signal, weight in told}
    lines["auc_answerable"] = _shown(found.auc_answerable)
    lines["auc_right"] = _shown(found.auc_right)
    lines |= {f"exact.{name}": _shown(share) for name, share in found.exact.items()}
    sys.stdout.writelines(f"{name:<28}{value}\n" for name, value in lines.items())
    tables = {"threshold": (found.best, found.used, *found.curve), "least right": found.by_right}
    for name, points in tables.items():
        sys.stdout.write(f"{name}  balanced  answered  refused  exact\n")
        for one in points:
            sys.stdout.write(_POINT.format(one, _shown(one.asserted_exact), len(name)))


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    run(main)
