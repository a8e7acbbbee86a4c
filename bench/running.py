"""Runs one measurement in a process of its own, and sums up repeated ones."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

_HOME = Path(__file__).parents[1]
_LIMIT_S = 900
_MOST_OF_AN_ERROR = 200

# Nobody looks anything up or reports anything while it is measured.
ENVIRONMENT = os.environ | {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "true",
}

Figures = dict[str, Any]


def run(command: Sequence[str], limit_s: float) -> "subprocess.CompletedProcess[str]":
    """Run a command from the repository's root, whatever its exit status.

    Raises:
        OSError, subprocess.TimeoutExpired: It cannot be run, or is not done in time.
    """
    return subprocess.run(
        command,
        cwd=_HOME,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=limit_s,
        check=False,
    )


def worker(*arguments: object, module: str = "bench.worker") -> Figures:
    """What a worker prints, or {"missing": why} for one that cannot run here."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    try:
        ran = run(command, _LIMIT_S)
    except subprocess.TimeoutExpired:
        return {"missing": f"not done in {_LIMIT_S} s"}
    lines = ran.stdout.strip().splitlines()
    try:
        figures: Figures = json.loads(lines[-1])
    except (IndexError, ValueError):
        reason = (ran.stderr.strip().splitlines() or [f"exit status {ran.returncode}"])[-1]
        return {"missing": reason[:_MOST_OF_AN_ERROR]}
    return figures


def middle(runs: Sequence[Figures], name: str) -> float | None:
    """The median of a figure over runs; None if no run has it."""
    values = [float(run[name]) for run in runs if name in run]
    return median(values) if values else None


def missing(runs: Sequence[Figures]) -> str | None:
    """Why there is no figure, None if there is one."""
    if any("missing" not in run for run in runs):
        return None
    return next((str(run["missing"]) for run in runs), "not run")


def pooled_ms(runs: Sequence[Figures]) -> list[float]:
    """The milliseconds of all questions of all runs."""
    return [1000 * float(value) for run in runs for value in run.get("seconds", [])]
