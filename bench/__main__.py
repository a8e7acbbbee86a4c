"""`python -m bench [SECTION …]`: measures, and writes bench/results.md and its chart.

Each section's figures are kept under bench/work, and the page is always made of all that are
there: a section can be measured again alone, and a run that broke off is taken up by naming the
sections that are missing, or with --resume.
"""

import argparse
import json
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.reporting import write_results
from bench.running import Figures
from bench.sections import SECTIONS, Plan

_HERE = Path(__file__).parent
_USUAL = Plan(_HERE / "work")


def main(arguments: list[str] | None = None) -> int:
    """Measure the sections named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--work", type=Path, default=_USUAL.work, help="where to work")
    parser.add_argument("--out", type=Path, default=_HERE / "results.md", help="the page to write")
    parser.add_argument(
        "--rounds", type=int, default=_USUAL.rounds, help="rounds to take medians of"
    )
    parser.add_argument("--reports", type=int, default=_USUAL.reports, help="reports to build")
    parser.add_argument("--questions", type=int, default=_USUAL.questions, help="asked in a round")
    parser.add_argument("--large", action="store_true", help="libraries of 10,000 reports too")
    parser.add_argument("--resume", action="store_true", help="only what was not measured yet")
    options = parser.parse_args(arguments)
    if unknown := set(options.sections) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    options.work.mkdir(parents=True, exist_ok=True)
    if not options.resume:
        # An index of an earlier run may be one that today's code would not build.
        for store in options.work.glob("store-reportqa-*"):
            shutil.rmtree(store)
    plan = Plan(
        options.work.resolve(), options.rounds, options.reports, options.questions, options.large
    )
    for name in options.sections or SECTIONS:
        if options.resume and "failed" not in _measured(plan).get(name, {"failed": ""}):
            continue
        _say(f"{name} …")
        started = time.perf_counter()
        try:
            figures = SECTIONS[name](plan)
        except Exception as error:  # one section that fails must not take the others along
            figures = {"failed": f"{type(error).__name__}: {error}"}
        took_s = time.perf_counter() - started
        when = datetime.now(UTC).isoformat(timespec="minutes")
        content = figures | {"took_s": took_s, "when": when}
        _file(plan, name).write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
        _say(f"{name}: {took_s:.0f} s {figures.get('failed', '')}")
    for line in write_results(_measured(plan), options.out):
        _say(line)
    return 0


def _measured(plan: Plan) -> dict[str, Figures]:
    files = {name: _file(plan, name) for name in SECTIONS}
    return {
        name: json.loads(file.read_text("utf-8")) for name, file in files.items() if file.exists()
    }


def _file(plan: Plan, name: str) -> Path:
    return plan.work / f"{name}.json"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
