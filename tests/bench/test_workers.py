"""Measurements in processes of their own, and what is made of several."""

import pytest
from bench.running import Figures, middle, missing, percentile, pooled, worker


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0, 2.0], 0.5, 1.0),
        ([1.0], 0.99, 1.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 101)], 0.99, 99.0),
        ([1.0, 2.0, 3.0], 1.0, 3.0),
        ([1.0, 2.0, 3.0], 0.0, 1.0),
    ],
)
def test_percentiles(values: list[float], share: float, wanted: float) -> None:
    assert percentile(values, share) == wanted


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_runs_that_failed_do_not_count() -> None:
    runs: list[Figures] = [
        {"a": 1, "seconds": [1, 2]},
        {"missing": "why"},
        {"a": 3, "seconds": [4]},
    ]
    assert middle(runs, "a") == 2
    assert middle(runs, "b") is None
    assert pooled(runs) == [1, 2, 4]
    assert missing(runs) is None
    assert missing(runs[1:2]) == "why"
    assert missing([]) == "not run"


def test_what_cannot_be_run_says_why() -> None:
    found = worker("nobody", "build")
    assert set(found) == {"missing"}
    assert "ModuleNotFoundError" in found["missing"]
    assert "bench.systems.nobody" in found["missing"]
    assert "No module named" in worker(module="bench.nothing")["missing"]
