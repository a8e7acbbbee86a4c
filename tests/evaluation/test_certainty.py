"""Calibration and risk, on numbers worked out by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.evaluation.certainty import calibration, selection

_CHANCES = [0.95, 0.9, 0.55, 0.05, 1.0]
_RIGHT = [True, False, True, False, True]


def test_a_reliability_table_has_the_bins_that_hold_any() -> None:
    told = calibration(_CHANCES, _RIGHT)
    assert told == {
        "n": 5,
        "ece": pytest.approx((3 * (0.95 - 2 / 3) + 0.45 + 0.05) / 5),
        "brier": pytest.approx((0.05**2 + 0.9**2 + 0.45**2 + 0.05**2) / 5),
        "bins": [
            {"low": 0.0, "high": 0.1, "n": 1, "probability": 0.05, "share": 0.0},
            {"low": 0.5, "high": 0.6, "n": 1, "probability": 0.55, "share": 1.0},
            {
                "low": 0.9,
                "high": 1.0,
                "n": 3,
                "probability": pytest.approx(0.95),
                "share": pytest.approx(2 / 3),
            },
        ],
    }


def test_risk_is_counted_from_the_surest_down() -> None:
    told = selection(_CHANCES, _RIGHT)
    assert told == {
        "n": 5,
        "aurc": pytest.approx((0 + 0 + 1 / 3 + 1 / 4 + 2 / 5) / 5),
        "coverage_at_risk": {"0.05": 0.4, "0.1": 0.4, "0.2": 0.4},
        "points": [
            [0.2, 0.0],
            [0.4, 0.0],
            [0.6, pytest.approx(1 / 3)],
            [0.8, 0.25],
            [1.0, 0.4],
        ],
    }


def test_equal_scores_are_one_point_and_their_errors_fall_anywhere() -> None:
    told = selection([0.5, 0.5], [True, False])
    assert (told["points"], told["aurc"]) == ([[1.0, 0.5]], 0.5)
    assert selection([0.5, 0.5], [False, True]) == told
    assert told["coverage_at_risk"] == {"0.05": 0.0, "0.1": 0.0, "0.2": 0.0}


def test_figures_of_nothing_are_none() -> None:
    assert calibration([], []) == {"n": 0, "ece": None, "brier": None, "bins": []}
    told = selection([], [])
    assert (told["n"], told["aurc"], told["points"]) == (0, None, [])


_JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=300)


@given(_JUDGED)
def test_figures_are_shares(judged: list[tuple[float, bool]]) -> None:
    chances, right = [chance for chance, _ in judged], [was for _, was in judged]
    table = calibration(chances, right)
    assert sum(one["n"] for one in table["bins"]) == table["n"] == len(judged)
    assert 0 <= table["ece"] <= 1
    assert 0 <= table["brier"] <= 1
    curve: dict[str, Any] = selection(chances, right)
    assert 0 <= curve["aurc"] <= 1
    assert len(curve["points"]) <= 101
    coverages = [coverage for coverage, _ in curve["points"]]
    assert coverages == sorted(set(coverages))
    assert curve["points"][-1] == [1.0, pytest.approx(right.count(False) / len(right))]
