"""One measurement in a process of its own: `python -m bench.worker SYSTEM ACTION …`.

Prints one line of JSON. A process of its own has a peak memory of its own, and no library's
threads or caches reach another's figures.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WARM_UP = 3


def peak_mb() -> float:
    """The most memory this process has held, in MB of 10^6 bytes."""
    from resource import RUSAGE_SELF, getrusage

    peak = getrusage(RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main(arguments: list[str]) -> int:
    """Measure, and print what was measured."""
    name, action, *rest = arguments
    from bench.systems import system

    try:
        chosen: Any = system(name)
    except ImportError as error:
        _print({"missing": f"{type(error).__name__}: {error}"})
        return 0
    load_s = _timed(chosen.load)
    figures = _ACTIONS[action](chosen, *rest)
    _print(figures | {"load_s": load_s, "peak_mb": peak_mb()})
    return 0


def _build(chosen: Any, reports: str, store: str) -> dict[str, Any]:
    files = sorted(Path(reports).glob("*.txt"))
    characters = sum(len(file.read_text("utf-8-sig")) for file in files)
    return {
        "seconds": _timed(lambda: chosen.build(files, Path(store))),
        "characters": characters,
        "reports": len(files),
    }


def _add(chosen: Any, file: str, store: str) -> dict[str, Any]:
    chosen.open(Path(store))
    return {"seconds": _timed(lambda: chosen.add(Path(file), Path(store)))}


def _search(chosen: Any, store: str, questions: str) -> dict[str, Any]:
    return _asked(chosen, store, questions, chosen.search)


def _answer(chosen: Any, store: str, questions: str) -> dict[str, Any]:
    return _asked(chosen, store, questions, chosen.answer)


def _asked(
    chosen: Any, store: str, questions: str, ask: Callable[[str], list[str]]
) -> dict[str, Any]:
    """Each question once, after a few others that warm up."""
    open_s = _timed(lambda: chosen.open(Path(store)))
    asked = json.loads(Path(questions).read_text("utf-8"))
    for question in asked[:_WARM_UP]:
        ask(question)
    seconds = []
    for question in asked[_WARM_UP:]:
        started = time.perf_counter()
        found = ask(question)
        seconds.append(time.perf_counter() - started)
        if not found:
            raise RuntimeError(f"no passage for {question}")
    return {"open_s": open_s, "seconds": seconds}


def _first(chosen: Any, store: str, question: str) -> dict[str, Any]:
    """The first question; the time that counts is that of the whole process."""
    chosen.open(Path(store))
    return {"found": len(chosen.search(question))}


_ACTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "build": _build,
    "add": _add,
    "search": _search,
    "answer": _answer,
    "first": _first,
}


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _print(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
