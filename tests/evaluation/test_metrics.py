"""The metrics, on numbers worked out by hand."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.evaluation.metrics import (
    auc,
    exact_match,
    hit_at,
    mean,
    ndcg,
    overlap_f1,
    percentile,
    ratio,
    reciprocal_rank,
)


@pytest.mark.parametrize(
    ("rank", "k", "hit"), [(1, 1, 1), (2, 1, 0), (5, 5, 1), (6, 5, 0), (None, 10, 0)]
)
def test_hit_at(rank: int | None, k: int, hit: float) -> None:
    assert hit_at(rank, k) == hit


@pytest.mark.parametrize(("rank", "value"), [(1, 1.0), (4, 0.25), (None, 0.0)])
def test_reciprocal_rank(rank: int | None, value: float) -> None:
    assert reciprocal_rank(rank) == value


@pytest.mark.parametrize(
    ("gains", "ideal", "value"),
    [
        ([1], 1, 1.0),
        ([0, 1], 1, 1 / math.log2(3)),
        ([0, 0, 1], 1, 0.5),
        ([1, 1], 2, 1.0),
        ([2], 2, 1.0),
        ([1, 0, 1], 2, 1.5 / (1 + 1 / math.log2(3))),
        ([0] * 10 + [1], 1, 0.0),
        ([], 1, 0.0),
        ([], 0, 0.0),
    ],
)
def test_ndcg(gains: list[int], ideal: int, value: float) -> None:
    assert ndcg(gains, ideal) == pytest.approx(value)


@pytest.mark.parametrize(
    ("answer", "gold", "same"),
    [
        ("121件", "121件", 1),
        ("９９．９％以上。", " 99.9% 以上", 1),
        ("《办法》（试行）", "办法试行", 1),
        ("烏魯木齊", "乌鲁木齐", 1),
        ("1,206座", "1206座", 1),
        ("121件", "121", 0),
        ("1.5", "15", 0),
        ("25%", "25", 0),
        ("5‰", "5", 0),
        ("5‰", "5%", 0),
        ("25％", "25%", 1),
        ("12%以上", "12%，以上", 1),
        ("-2.1%", "2.1%", 0),
        ("增长-2.1%", "增长2.1%", 0),
        ("−2.1%", "-2.1%", 1),
        ("—2.1%", "2.1%", 1),
        ("5-10", "510", 0),
        ("A-1", "A1", 1),
        ("- 2.1%", "2.1%", 1),
        ("", "121件", 0),
        ("", "", 1),
    ],
)
def test_exact_match(answer: str, gold: str, same: float) -> None:
    assert exact_match(answer, gold) == same


@pytest.mark.parametrize(
    ("answer", "gold", "f1"),
    [
        ("121件", "121件", 1.0),
        ("共121件", "121件", 8 / 9),
        ("121件", "共受理121件案件", 8 / 13),
        ("甲乙丙", "丙乙甲", 1 / 3),
        ("甲", "乙", 0.0),
        ("12%", "34%", 1 / 3),
        ("12%", "12", 4 / 5),
        ("5‰", "5%", 1 / 2),
        ("", "甲", 0.0),
        ("。", "，", 1.0),
    ],
)
def test_overlap_f1(answer: str, gold: str, f1: float) -> None:
    assert overlap_f1(answer, gold) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("positive", "negative", "value"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_auc(positive: list[float], negative: list[float], value: float | None) -> None:
    assert auc(positive, negative) == value


def test_shares_and_means_of_nothing_are_none() -> None:
    assert (ratio(1, 4), ratio(0, 4), ratio(0, 0)) == (0.25, 0.0, None)
    assert (mean([1, 2]), mean([])) == (1.5, None)


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [
        (range(1, 21), 0.5, 10),
        (range(1, 21), 0.95, 19),
        (range(1, 101), 0.07, 7),
        (range(1, 101), 0.29, 29),
        (range(1, 101), 0.95, 95),
        (range(1, 101), 0.99, 99),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0, 2.0], 0.5, 1.0),
        ([1.0], 0.99, 1.0),
        ([1.0, 2.0, 3.0], 1.0, 3.0),
        ([1.0, 2.0, 3.0], 0.0, 1.0),
        ([], 0.5, None),
    ],
)
def test_percentile(values: Sequence[float], share: float, wanted: float | None) -> None:
    assert percentile(values, share) == wanted


@given(st.text("甲乙1.-5%‰，。 ", max_size=12), st.text("甲乙1.-5%‰，。 ", max_size=12))
def test_agreement_is_symmetric_and_from_0_to_1(one: str, other: str) -> None:
    f1 = overlap_f1(one, other)
    assert 0 <= f1 <= 1
    assert f1 == pytest.approx(overlap_f1(other, one))
    assert exact_match(one, other) == exact_match(other, one)
    assert f1 == 1 or not exact_match(one, other)
