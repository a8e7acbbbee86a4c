"""Measurements in processes of their own, and what is made of several."""

from bench.running import Figures, middle, missing, pooled_ms, worker


def test_runs_that_failed_do_not_count() -> None:
    runs: list[Figures] = [
        {"a": 1, "seconds": [1, 2]},
        {"missing": "why"},
        {"a": 3, "seconds": [4]},
    ]
    assert middle(runs, "a") == 2
    assert middle(runs, "b") is None
    assert pooled_ms(runs) == [1000, 2000, 4000]
    assert missing(runs) is None
    assert missing(runs[1:2]) == "why"
    assert missing([]) == "not run"


def test_what_cannot_be_run_says_why() -> None:
    found = worker("nobody", "build")
    assert set(found) == {"missing"}
    assert "ModuleNotFoundError" in found["missing"]
    assert "bench.systems.nobody" in found["missing"]
    assert "No module named" in worker(module="bench.nothing")["missing"]
