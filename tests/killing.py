"""Kills builds, additions, removals and rollbacks at random moments, and looks at what is left.

`make kill-test` runs it 200 times.
"""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportqa.answering import ask
from reportqa.errors import ReportqaError
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.index.examining import doctor
from toys import REPORTS, ToyEncoder, write_reports

Work = Literal["builds", "everything"]

_ROUND = "轮次.txt"
_EXTRA, _EXTRA_TEXT = "附.txt", "附录记录。闸门共12座，均已检修。"

# Imports take longer than builds, so a process that has them forks the writers to be killed.
_NURSERY = """
import os, sys, time, traceback
from contextlib import suppress
from pathlib import Path
import faiss, opencc
import reportqa.evaluation.running
from reportqa.errors import UsageError
from reportqa.index.building import add, build, remove
from reportqa.index.upkeep import rollback
from toys import ToyEncoder

folder, work, seconds_per_sync = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
index, encoder = folder / "index", ToyEncoder()
sync = os.fsync

def slow_sync(descriptor):
    time.sleep(seconds_per_sync)
    sync(descriptor)

os.fsync = slow_sync

def write_round(number):
    draft = folder / "draft"
    draft.write_text(f"第{number}轮记录。今日水位{number}.5米，一切正常。\\n", encoding="utf-8")
    draft.replace(folder / "reports" / "轮次.txt")

changes = [
    lambda: build([folder / "reports"], index, encoder=encoder),
    lambda: add([folder / "extra"], index, encoder=encoder),
    lambda: remove(["附.txt"], index, encoder=encoder),
    lambda: rollback(index),
]

def change_for_ever(number):
    while True:
        number += 1
        write_round(number)
        with suppress(UsageError):  # nothing to remove, or nothing to go back to
            changes[number % 4 if work == "everything" else 0]()

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            change_for_ever(int(line))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(slots=True)
class Outcome:
    """`lost`: what was wrong after each kill that lost or corrupted something.

    `inside` counts the kills in the midst of writing, `last` is the last round that was indexed.
    """

    kills: int
    inside: int
    last: int
    lost: list[str]


def start(folder: Path) -> None:
    """An index of the invented reports, and a report to add to it."""
    build([write_reports(folder)], folder / "index", encoder=ToyEncoder())
    (folder / "extra").mkdir()
    (folder / "extra" / _EXTRA).write_text(_EXTRA_TEXT, encoding="utf-8")


def kill(
    folder: Path, kills: int, work: Work, *, seconds_per_sync: float, longest_s: float
) -> Outcome:
    """Kill that many writers, each within `longest_s` seconds of its start.

    Where a build takes long, within the time of thirty: four slowed changes go to a round.
    """
    moments = random.Random(2020)
    began = time.perf_counter()
    build([folder / "reports"], folder / "index", encoder=ToyEncoder(), fresh=True)
    longest_s = max(longest_s, 30 * (time.perf_counter() - began))
    outcome = Outcome(kills, 0, 0, [])
    with _nursery(folder, work, seconds_per_sync) as process:
        assert process.stdin
        assert process.stdout
        for count in range(kills):
            process.stdin.write(f"{(count + 1) * 1000}\n")
            process.stdin.flush()
            writer = int(process.stdout.readline())
            time.sleep(moments.uniform(0, longest_s))
            with suppress(ProcessLookupError):
                os.kill(writer, signal.SIGKILL)
            if int(process.stdout.readline()) != -signal.SIGKILL:
                outcome.lost.append("the writer failed before it was killed")
            outcome.inside += any((folder / "index/generations").glob(".tmp-*"))
            try:
                at = _look_at(folder)
            except (ReportqaError, AssertionError) as error:
                outcome.lost.append(str(error) or repr(error))
                continue
            if work == "builds" and at < outcome.last:
                outcome.lost.append(f"round {outcome.last} was indexed before round {at}")
            outcome.last = max(at, outcome.last)
    return outcome


@contextmanager
def _nursery(folder: Path, work: Work, seconds_per_sync: float) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _NURSERY, str(folder), work, str(seconds_per_sync)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )
    try:
        yield process
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def _look_at(folder: Path) -> int:
    """The index is healthy, holds whole reports and answers; the round it is at, 0 for none."""
    errors = [
        finding
        for finding in doctor(folder / "index", encoder=ToyEncoder())
        if finding.is_error or "旧索引" in finding.problem
    ]
    assert not errors, errors
    index = Index.load(folder / "index", encoder=ToyEncoder())
    texts = {report.source: report.text for report in index.reports}
    found = re.fullmatch(r"第(\d+)轮记录。今日水位\1\.5米，一切正常。\n", texts.pop(_ROUND, ""))
    assert texts.pop(_EXTRA, _EXTRA_TEXT) == _EXTRA_TEXT, texts
    assert texts == REPORTS, texts
    response = ask(index, "河道巡查今日水位多少米？")
    assert response.answer, response
    for shown, cited in [
        (response.answer.quote, response.answer.citation),
        *((passage.text, passage.citation) for passage in response.passages),
    ]:
        assert index.report(cited.report_id).text[cited.start : cited.end] == shown, cited
    return int(found[1]) if found else 0


def main(arguments: Sequence[str]) -> int:
    """Print how many of so many kills lost something."""
    kills = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start(folder)
        outcome = kill(folder, kills, "everything", seconds_per_sync=0.005, longest_s=0.5)
    for problem in outcome.lost:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write(
        f"{len(outcome.lost)} of {kills} lost ({outcome.inside} killed while writing)\n"
    )
    return int(bool(outcome.lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
