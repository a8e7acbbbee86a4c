"""The page of results, from figures made by hand."""

from pathlib import Path
from typing import Any

import pytest
from bench.reporting import floors, write_results

_SYSTEMS = {
    "reportqa": {"missing": None, "characters_per_s": 12000.0, "peak_mb": 500.0, "seconds": 1.5},
    "langchain": {"missing": None, "characters_per_s": 3000.0, "peak_mb": 1000.0, "seconds": 10.0},
    "txtai": {"missing": "ModuleNotFoundError: No module | named\ntxtai"},
}
_MEASURED: dict[str, dict[str, Any]] = {
    "machine": {
        "processor": "P",
        "cores": 2,
        "system": "Linux",
        "load_at_start": 0.1,
        "when": "2026-01-02T03:04+00:00",
    },
    "building": {
        "reports": 3,
        "systems": _SYSTEMS,
        "encoder": {
            "tokens_per_s": 11000.0,
            "tokens": 14000,
            "share_of_it_that_a_build_reaches": 0.8,
            "batches": {"most, 1024": 11000.0},
        },
    },
    "starting": {"systems": _SYSTEMS},
    "asking": {
        "systems": {"reportqa": {"p50_ms": 5.0}, "langchain": {"p50_ms": 20.0, "p95_ms": 30.5}}
    },
    "serving": {
        "rows": [
            {"questions": "new", "people": 1, "p95_over_p95_of_one": 1.1, "errors": 0},
            {"questions": "new", "people": 64, "p95_over_p95_of_one": 60.0, "errors": 0},
            {"questions": "repeated", "people": 64, "p95_over_p95_of_one": 0.5, "errors": 2},
        ]
    },
    "growth": {
        "made": ["texts: varied"],
        "rows": [
            {"reports": 1, "chunks": 41, "search_p95_ms": 5.25, "parts": {"10": 1}},
            {"reports": 12_195, "chunks": 499_995, "search_p95_ms": 61.0, "recall_at_10": 0.99},
        ],
    },
    "limits": {"failed": "RuntimeError: broken"},
}


def test_ratios_are_held_against_the_floors() -> None:
    assert [(floor.ratio, floor.holds) for floor in floors(_MEASURED)] == [
        (4.0, True),
        (0.5, True),
        (0.8, False),
        (0.25, True),
        (0.15, True),
        (60.0, True),
        (0.0, True),
        (61.0, False),
        (0.99, True),
        (None, None),
        (None, None),
        (None, None),
    ]


def test_the_page_holds_what_was_measured_and_what_was_not(tmp_path: Path) -> None:
    lines = write_results(_MEASURED, tmp_path / "results.md")
    page = (tmp_path / "results.md").read_text("utf-8")
    assert lines[0] == "building: characters/s, against LangChain + FAISS | ≥ 3 | 4 | yes"
    assert lines[2].endswith("| ≥ 0.85 | 0.8 | **no**")
    assert lines[-1] == f"written: {tmp_path / 'results.md'}"
    for row in (
        "P, Linux, 2 cores, load 0.1 at the start\n",
        "Measured at: machine 2026-01-02T03:04+00:00.\n",
        "| reportqa | 12,000 | 1.5 | 500 | – |",
        "| txtai hybrid | not measured: ModuleNotFoundError: No module / named txtai |  |  |  |",
        "| most, 1024 | 11,000 |",
        "| LangChain + FAISS | 20 | 30.5 | – | – |",
        "| new | 64 | – | – | – | – | 60 | – | 0 |",
        "- texts: varied",
        "| 1 | 41 | 5.25 | – |",
        "| 12,195 | 499,995 | 61 | 0.99 |",
        "Not measured: RuntimeError: broken",
    ):
        assert f"\n{row}\n" in page, row
    widths = [line.count("|") for line in page.splitlines() if line.startswith("|")]
    assert all(width >= 2 for width in widths)


@pytest.mark.parametrize("measured", [{}, {"building": {"failed": "X: y"}}, {"serving": {}}])
def test_what_was_not_measured_is_said_so(
    tmp_path: Path, measured: dict[str, dict[str, Any]]
) -> None:
    lines = write_results(measured, tmp_path / "results.md")
    assert all(line.endswith("| – | not measured") for line in lines[:-1])
    assert "# What was measured" in (tmp_path / "results.md").read_text("utf-8")
    assert not (tmp_path / "results.svg").exists()
