"""What the tests of commands share: a question with its gold, and how a line of output looks."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportqa.index.holding import holdings

Run = Callable[..., tuple[int | str | None, str, str]]

QUESTION = "全年受理行政复议案件多少件？"

GOLD = {
    "id": "a-1",
    "question": QUESTION,
    "type": "figure",
    "answerable": True,
    "evidence": ["受理行政复议案件128件"],
    "answer": "128件",
    "split": "dev",
}

MISS = {
    "id": "a-2",
    "question": "2019年受理行政复议案件多少件？",
    "type": "near_miss",
    "answerable": False,
    "evidence": [],
    "answer": None,
    "split": "test",
}


def write_lines(path: str, *rows: Any) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def one_line(text: str) -> str:
    assert text.startswith("reportqa")
    assert text.endswith("\n")
    assert text.count("\n") == 1
    return text


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "reportqa.cli", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def write(path: str, text: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def sources() -> list[str]:
    """Those of the reports in the live index, as `reportqa list` names them."""
    return [held.report.source for held in holdings("index")]
