"""What the reader is taught by, on scores that are written out."""

import math

import torch
from training.encoding import Batch
from training.loop import loss_of

_LENGTH = 6  # <s>, two tokens of a question and three of a passage
_HALF = math.log(2) / 2  # of a logit of 0 for there being an answer, which counts half


def _batch(start: int, end: int, *, answers: bool, span_known: bool = True) -> Batch:
    allowed = torch.tensor([[True, False, False, True, True, True]])
    return Batch(
        ids=torch.zeros(1, _LENGTH, dtype=torch.int64),
        mask=torch.ones(1, _LENGTH),
        allowed=allowed,
        start=torch.tensor([start]),
        end=torch.tensor([end]),
        answers=torch.tensor([float(answers)]),
        span_known=torch.tensor([float(span_known)]),
    )


def _loss(scores: torch.Tensor, batch: Batch) -> float:
    return float(loss_of(scores, torch.zeros(1), batch)) - _HALF


def test_all_spans_of_the_passage_and_the_null_are_as_likely_where_nothing_is_known() -> None:
    # Six spans of three tokens, and the null; none begins before the passage or ends before it.
    scores = torch.zeros(1, _LENGTH, _LENGTH)
    for batch in (_batch(3, 5, answers=True), _batch(0, 0, answers=False)):
        assert math.isclose(_loss(scores, batch), math.log(7) / 2, rel_tol=1e-5)


def test_scores_of_what_is_no_span_count_for_nothing() -> None:
    batch = _batch(4, 5, answers=True)
    torch.manual_seed(0)
    scores = torch.randn(1, _LENGTH, _LENGTH)
    other = torch.full_like(scores, 50.0)
    for first in range(3, 6):
        other[0, first, first:] = scores[0, first, first:]
    other[0, 0, 0] = scores[0, 0, 0]
    assert math.isclose(_loss(scores, batch), _loss(other, batch), rel_tol=1e-5)


def test_the_right_pair_far_above_the_others_costs_nothing() -> None:
    scores = torch.zeros(1, _LENGTH, _LENGTH)
    scores[0, 4, 5] = 60.0
    assert _loss(scores, _batch(4, 5, answers=True)) < 1e-5
    assert _loss(scores, _batch(4, 4, answers=True)) > 25
    assert _loss(scores, _batch(0, 0, answers=False)) > 25


def test_a_relevant_passage_is_taught_any_span() -> None:
    scores = torch.zeros(1, _LENGTH, _LENGTH)
    scores[0, 3, 4] = 60.0
    assert _loss(scores, _batch(0, 0, answers=True, span_known=False)) < 1e-5
    scores[0, 0, 0] = 120.0
    assert _loss(scores, _batch(0, 0, answers=True, span_known=False)) > 1
