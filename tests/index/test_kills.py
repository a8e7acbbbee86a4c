"""`kill -9` at any moment of a build leaves an index that answers."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportqa.answering import ask
from reportqa.index import Index
from reportqa.index.building import build
from toys import ENVIRONMENT, REPORTS, ToyEncoder, write_reports

# Imports take longer than builds, so a process that has them forks the builders to be killed.
_NURSERY = """
import os, sys, time
from pathlib import Path
import bm25s, faiss, langchain_text_splitters, opencc
import reportqa.evaluation.running
from reportqa.index.building import build
from toys import ToyEncoder

folder, seconds_per_sync = Path(sys.argv[1]), float(sys.argv[2])
sync = os.fsync

def slow_sync(descriptor):
    time.sleep(seconds_per_sync)
    sync(descriptor)

os.fsync = slow_sync

def build_for_ever(number):
    while True:
        number += 1
        draft = folder / "draft"
        draft.write_text(f"第{number}轮记录。今日水位{number}.5米，一切正常。\\n", encoding="utf-8")
        draft.replace(folder / "reports" / "轮次.txt")
        build([folder / "reports"], folder / "index", encoder=ToyEncoder())

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            build_for_ever(int(line))
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
_KILLS = 25


@contextmanager
def _nursery(folder: Path, seconds_per_sync: float) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _NURSERY, str(folder), str(seconds_per_sync)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def _kill_builds(folder: Path, seconds_per_sync: float, longest_s: float) -> tuple[int, int]:
    """How many builders were killed inside their writing, and the last round that was indexed."""
    moments = random.Random(2020)
    inside, last = 0, 0
    with _nursery(folder, seconds_per_sync) as process:
        assert process.stdin
        assert process.stdout
        for count in range(_KILLS):
            process.stdin.write(f"{(count + 1) * 1000}\n")
            process.stdin.flush()
            builder = int(process.stdout.readline())
            time.sleep(moments.uniform(0, longest_s))
            os.kill(builder, signal.SIGKILL)
            assert int(process.stdout.readline()) == -signal.SIGKILL
            inside += any((folder / "index/generations").glob(".tmp-*"))
            last = _assert_whole(folder, last)
    return inside, last


def _assert_whole(folder: Path, last: int) -> int:
    """The index holds whole reports, none older than before, and answers; the round it is at."""
    index = Index.load(folder / "index", encoder=ToyEncoder())
    texts = {report.source: report.text for report in index.reports}
    found = re.fullmatch(r"第(\d+)轮记录。今日水位\1\.5米，一切正常。\n", texts.pop("轮次.txt", ""))
    assert texts == REPORTS
    at = int(found[1]) if found else 0
    assert at >= last
    response = ask(index, "河道巡查今日水位多少米？")
    assert response.answer
    for shown, cited in [
        (response.answer.quote, response.answer.citation),
        *((passage.text, passage.citation) for passage in response.passages),
    ]:
        assert index.report(cited.report_id).text[cited.start : cited.end] == shown
    return at


def _start(tmp_path: Path) -> Path:
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    return tmp_path


def _assert_the_next_build_cleans_up(folder: Path) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    left = list((folder / "index/generations").iterdir())
    assert len(left) <= 3
    assert not [path for path in left if path.name.startswith(".")]


def test_builds_killed_at_random_moments_leave_an_index_that_answers(tmp_path: Path) -> None:
    folder = _start(tmp_path)
    _, last = _kill_builds(folder, 0, 0.2)
    # Most builders lived long enough to finish some rounds.
    assert last > 1000
    _assert_the_next_build_cleans_up(folder)


def test_builds_killed_while_they_write_leave_an_index_that_answers(tmp_path: Path) -> None:
    folder = _start(tmp_path)
    inside, _ = _kill_builds(folder, 0.01, 0.3)
    assert inside >= 5
    _assert_the_next_build_cleans_up(folder)
