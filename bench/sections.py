"""The sections of the benchmark: each measures one thing and returns plain figures.

Systems take turns within each round, so that a slow minute of the machine falls on all of them.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.people import asking, crowd, over_and_over
from bench.running import ENVIRONMENT, Figures, middle, missing, pooled_ms, run, worker
from bench.systems import NAMES
from bench.texts import make_reports, questions
from reportqa.evaluation.metrics import percentile

_PEOPLE = (1, 4, 16, 64)
_SECONDS_OF = {1: 20.0, 4: 20.0, 16: 20.0, 64: 60.0}
_REPEATED = 20
_NEW_QUESTIONS = 5_000
_JUDGED = ("reportqa", "langchain")
_REPORT_CHUNKS = 50
_MOST_REPORTS, _MOST_REPORTS_LARGE = 1_000, 10_000
_READY_S = 180
_GROWTH_LIMIT_S = 4 * 3600


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure, and where to work.

    `reports` are built and added to; `questions` are asked in each of `rounds`. `large` measures
    large libraries too.
    """

    work: Path
    rounds: int = 3
    reports: int = 30
    questions: int = 40
    large: bool = False

    def folder(self, count: int) -> Path:
        """So many reports to measure on, written if they are not there."""
        folder = self.work / f"reports-{count}"
        make_reports(count, folder)
        return folder

    def asked(self, count: int) -> Path:
        """A file of so many questions, no two alike."""
        file = self.work / f"questions-{count}.json"
        file.write_text(json.dumps(questions(count), ensure_ascii=False), "utf-8")
        return file

    def store(self, system: str, count: int) -> Path:
        """The index of a system over so many reports, built if it is not there."""
        store = self.work / f"store-{system}-{count}"
        if not store.exists():
            worker(system, "build", self.folder(count), store)
        return store


def machine(_: Plan) -> Figures:
    """What it was measured on."""
    import platform

    names = [line for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "processor": names[0].partition(":")[2].strip() if names else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "load_at_start": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def limits(_: Plan) -> Figures:
    """A matrix product, memory, and what batching questions could win."""
    return {name: worker(name, module="bench.limits") for name in ("product", "memory", "queries")}


def building(plan: Plan) -> Figures:
    """An index of many reports, and the encoder alone on the same chunks."""
    reports = plan.folder(plan.reports)
    runs: dict[str, list[Figures]] = {name: [] for name in NAMES}
    alone = []
    for number in range(plan.rounds):
        for name in _systems(number):
            if runs[name] and missing(runs[name]):
                continue
            store = plan.work / f"store-{name}-{plan.reports}"
            shutil.rmtree(store, ignore_errors=True)
            runs[name].append(worker(name, "build", reports, store))
            if name == "reportqa":  # at once, so that both see the same machine
                alone.append(worker("encoder", reports, module="bench.limits"))
    figures: Figures = {"reports": plan.reports, "systems": {}}
    for name in NAMES:
        found = runs[name]
        seconds, characters = middle(found, "seconds"), middle(found, "characters")
        figures["systems"][name] = {
            "missing": missing(found),
            "seconds": seconds,
            "characters_per_s": characters / seconds if seconds and characters else None,
            "peak_mb": middle(found, "peak_mb"),
            "load_s": middle(found, "load_s"),
        }
    tokens = middle(alone, "tokens")
    shares = [
        tokens / built["seconds"] / free["tokens_per_s"]
        for built, free in zip(runs["reportqa"], alone, strict=True)
        if tokens and "seconds" in built and "tokens_per_s" in free
    ]
    figures["encoder"] = {
        "missing": missing(alone),
        "tokens_per_s": middle(alone, "tokens_per_s"),
        "tokens": tokens,
        "share_of_it_that_a_build_reaches": percentile(shares, 0.5),
        "batches": next((run["batches"] for run in alone if "batches" in run), None),
    }
    return figures


def adding(plan: Plan) -> Figures:
    """One more report into the index of many; each time into a fresh copy."""
    extra = plan.work / "added"
    extra.mkdir(parents=True, exist_ok=True)
    file = extra / f"report-{plan.reports:05}.txt"
    shutil.copyfile(make_reports(plan.reports + 1, plan.work / "reports-more")[-1], file)
    runs: dict[str, list[Figures]] = {name: [] for name in NAMES}
    for number in range(plan.rounds):
        for name in _systems(number):
            copy = plan.work / f"copy-{name}"
            shutil.rmtree(copy, ignore_errors=True)
            with suppress(OSError):  # a peer that is missing has no index
                shutil.copytree(plan.store(name, plan.reports), copy)
            runs[name].append(worker(name, "add", file, copy))
            shutil.rmtree(copy, ignore_errors=True)
    return {
        "reports": plan.reports,
        "systems": {
            name: {"missing": missing(found), "seconds": middle(found, "seconds")}
            for name, found in runs.items()
        },
    }


def starting(plan: Plan) -> Figures:
    """From the start of a process to the first answer, over one report."""
    question = questions(1)[0]
    runs: dict[str, list[Figures]] = {name: [] for name in NAMES}
    for number in range(plan.rounds + 2):
        for name in _systems(number):
            if runs[name] and missing(runs[name]):
                continue
            store = plan.store(name, 1)
            started = time.perf_counter()
            if name == "reportqa":
                found = _first_by_command(store, question)
            else:
                found = worker(name, "first", store, question)
            if "missing" not in found:
                found["seconds"] = time.perf_counter() - started
            runs[name].append(found)
    return {
        "systems": {
            name: {"missing": missing(found), "seconds": middle(found, "seconds")}
            for name, found in runs.items()
        }
    }


def asking_warm(plan: Plan) -> Figures:
    """One question after another over one report: passages alone, and with the reader."""
    file = plan.asked(plan.questions)
    ways = {name: (name, "search") for name in NAMES} | {
        "reportqa with the reader": ("reportqa", "answer")
    }
    runs: dict[str, list[Figures]] = {way: [] for way in ways}
    for number in range(plan.rounds):
        for way, (name, action) in ways.items():
            if name in _systems(number) and not (runs[way] and missing(runs[way])):
                runs[way].append(worker(name, action, plan.store(name, 1), file))
    figures: Figures = {"systems": {}}
    for way, found in runs.items():
        milliseconds = pooled_ms(found)
        shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
        figures["systems"][way] = {
            "missing": missing(found),
            "peak_mb": middle(found, "peak_mb"),
            **{f"{label}_ms": percentile(milliseconds, share) for label, share in shares.items()},
        }
    return figures


def serving(plan: Plan) -> Figures:
    """Many people at once, over HTTP: each question new, and the same few over and over."""
    # The set stands in order of kinds, some of which take two more answers' time to refuse.
    fresh = iter(random.Random(0).sample(questions(_NEW_QUESTIONS), _NEW_QUESTIONS))
    rows: list[Figures] = []
    with _server(plan.store("reportqa", 10)) as (port, peak_mb):
        ask = asking("127.0.0.1", port)
        crowd(1, 3.0, ask, fresh)
        rows += [
            _crowd_row("new", crowd(people, _SECONDS_OF[people], ask, fresh)) for people in _PEOPLE
        ]
        again = over_and_over(questions(_REPEATED))
        crowd(1, 10.0, ask, again)
        rows.append(_crowd_row("repeated", crowd(_PEOPLE[-1], 10.0, ask, again)))
        peak = peak_mb()
    alone = rows[0]
    for row in rows:
        for share in ("p50", "p95"):
            one = alone[f"{share}_ms"]
            row[f"p95_over_{share}_of_one"] = row["p95_ms"] / one if row["p95_ms"] and one else None
    return {"rows": rows, "peak_mb": peak}


def growth(plan: Plan) -> Figures:
    """Libraries of growing size, as `bench.scale` measures them."""
    reports = _MOST_REPORTS_LARGE if plan.large else _MOST_REPORTS
    out = plan.work / f"scale-{reports}.json"
    out.unlink(missing_ok=True)
    arguments = ["--chunks", str(reports * _REPORT_CHUNKS), "--out", str(out)]
    ran = run([sys.executable, "-m", "bench.scale", *arguments], _GROWTH_LIMIT_S)
    if not out.exists():
        raise RuntimeError((ran.stderr.strip().splitlines() or ["bench.scale wrote nothing"])[-1])
    found = json.loads(out.read_text("utf-8"))
    return {"made": found["made"], "rows": found["sizes"]}


def _systems(number: int) -> tuple[str, ...]:
    """All in the first round; after it those whose ratio is judged, to keep the run short."""
    return NAMES if number == 0 else _JUDGED


def _crowd_row(kind: str, seen: Any) -> Figures:
    done = [1000 * seconds for seconds in seen.seconds]
    return {
        "questions": kind,
        "people": seen.people,
        "answers": len(done),
        "per_s": len(done) / seen.lasted_s,
        "p50_ms": percentile(done, 0.5),
        "p95_ms": percentile(done, 0.95),
        "errors": sum(seen.errors.values()),
        "what_went_wrong": asdict(seen)["errors"],
    }


def _first_by_command(store: Path, question: str) -> Figures:
    command = [sys.executable, "-m", "reportqa.cli", "ask", question, "--index", str(store)]
    ran = run(command, _READY_S)
    return {} if ran.returncode == 0 else {"missing": ran.stderr.strip()[-200:]}


@contextmanager
def _server(store: Path) -> Iterator[tuple[int, Callable[[], float | None]]]:
    """The port of a server of its own, and what tells its peak memory in MB so far."""
    command = [sys.executable, "-m", "reportqa.cli", "serve", "--index", str(store), "--port", "0"]
    server = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found is None:
            raise RuntimeError(f"the server did not start: {line!r}")
        yield int(found[1]), lambda: _peak_mb(server.pid)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(_READY_S)
        except subprocess.TimeoutExpired:
            server.kill()


def _peak_mb(process: int) -> float | None:
    peak = [line for line in _lines(f"/proc/{process}/status") if line.startswith("VmHWM")]
    return int(peak[0].split()[1]) * 1024 / 1e6 if peak else None


def _lines(path: str) -> list[str]:
    """None of them where there is no such file, as on other systems than Linux."""
    with suppress(OSError):
        return Path(path).read_text("utf-8", "replace").splitlines()
    return []


SECTIONS: dict[str, Callable[[Plan], Figures]] = {
    "machine": machine,
    "limits": limits,
    "building": building,
    "adding": adding,
    "starting": starting,
    "asking": asking_warm,
    "serving": serving,
    "growth": growth,
}
