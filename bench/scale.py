"""How the index behaves as the library grows; prints JSON.

    python -m bench.scale --chunks 500000 [--out FILE.json] [--keep FOLDER] [--sizes 1,10,100]

For libraries of 1, 10, 100, ... reports, and of that many chunks: the time to open the index,
latency of a search without the reader and of an answer with it, memory, agreement with a search
that scores every vector exactly, and the time to add one report. See `bench.corpus` for what the
texts and vectors are.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.corpus import MADE, TURNED, VaryingEncoder, write_reports
from bench.texts import questions
from reportqa.answering import ask
from reportqa.embedding import load_encoder
from reportqa.embedding.builtin import IDENTITY
from reportqa.evaluation.metrics import percentile
from reportqa.index import Index
from reportqa.index.building import add, build
from reportqa.index.searched import embedded_texts
from reportqa.index.vectors import Vectors
from reportqa.searching import search

_CHUNKS_PER_REPORT = 41
_TOP = 10
_ASKED = 100
_SIZES = (1, 10, 100, 1_000, 10_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size in a process of its own."""
    options = _parse(arguments)
    if options.part:
        result = {"build": _build, "search": _search, "add": _add}[options.part](options.folder)
        sys.stdout.write(json.dumps(result) + "\n")
        return 0
    most = max(1, options.chunks // _CHUNKS_PER_REPORT)
    # Building takes longest, so that of two sizes near each other the larger is enough.
    sizes = options.sizes or [*(size for size in _SIZES if 2 * size <= most), most]
    with tempfile.TemporaryDirectory() as temporary:
        home = options.keep or Path(temporary)
        measured = [_measure(home / str(size), size) for size in sizes]
    text = json.dumps({"made": [MADE, TURNED], "sizes": measured}, ensure_ascii=False, indent=1)
    sys.stdout.write(text + "\n")
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--chunks", type=int, default=500_000, help="about how many at most")
    parser.add_argument("--sizes", type=lambda told: [int(size) for size in told.split(",")])
    parser.add_argument("--out", type=Path, help="write the result here too")
    parser.add_argument("--keep", type=Path, help="keep the libraries here, and use them again")
    parser.add_argument("--part", choices=("build", "search", "add"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _measure(folder: Path, reports: int) -> dict[str, Any]:
    built = {}
    if not (folder / "index" / "current").exists():
        write_reports(folder / "reports", range(reports))
        built = _apart("build", folder)
    write_reports(folder / "more", range(reports, reports + 1))
    return {"reports": reports, **built, **_apart("search", folder), **_apart("add", folder)}


def _apart(part: str, folder: Path) -> dict[str, Any]:
    """Measure in a process of its own, so that memory is that of this part alone."""
    command = [sys.executable, "-m", "bench.scale", "--part", part, "--folder", str(folder)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    values: dict[str, Any] = json.loads(ran.stdout)
    return values


def _encoder() -> VaryingEncoder:
    from bench.corpus import SHIPPED
    from reportqa.chunking import chunk_report
    from reportqa.reading import find_files, read_report

    (report,) = (read_report(file) for file in find_files([SHIPPED]))
    texts = [
        words for chunk in chunk_report(report, 200) for _, words in [embedded_texts(report, chunk)]
    ]
    return VaryingEncoder(load_encoder(None), texts)


def _build(folder: Path) -> dict[str, Any]:
    started = time.perf_counter()
    result = build([folder / "reports"], folder / "index", encoder=_encoder())
    return {
        "chunks": result.chunks,
        "build_s": round(time.perf_counter() - started, 1),
        "build_peak_mb": _peak_mb(),
    }


def _search(folder: Path) -> dict[str, Any]:
    encoder = _encoder()
    before = _peak_mb()
    started = time.perf_counter()
    index = Index.load(folder / "index", encoder=encoder)
    opened = time.perf_counter() - started
    # Each question once, so that no cache on the way flatters it.
    asked = random.Random(0).sample(questions(3 * _ASKED), 3 * _ASKED)
    for question in asked[:_ASKED]:
        search(index, question, _TOP)
    searching = _milliseconds(
        lambda question: search(index, question, _TOP), asked[_ASKED : 2 * _ASKED]
    )
    peak = _peak_mb()
    answered = _as_built_in(index)
    ask(answered, asked[0])
    answering = _milliseconds(lambda question: ask(answered, question), asked[2 * _ASKED :])
    return {
        "chunks": index.manifest.chunks,
        "segments": len(index.segments),
        "open_s": round(opened, 3),
        **{f"search_p{p}_ms": _percentile(searching, p) for p in (50, 95, 99)},
        **{f"answer_p{p}_ms": _percentile(answering, p) for p in (50, 95)},
        "peak_mb_before_opening": before,
        "peak_mb": peak,
        "peak_mb_answering": _peak_mb(),
        "recall_at_10": _recall(index, asked[:_ASKED]),
    }


def _as_built_in(index: Index) -> Index:
    """The same with the built-in encoder, beside which the trained reader is used."""
    manifest = replace(index.manifest, identity=IDENTITY)
    return replace(index, manifest=manifest, encoder=load_encoder(None))


def _milliseconds(do: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    took = []
    for question in asked:
        started = time.perf_counter()
        do(question)
        took.append((time.perf_counter() - started) * 1000)
    return took


def _percentile(values: Sequence[float], percent: int) -> float | None:
    found = percentile(values, percent / 100)
    return None if found is None else round(found, 1)


def _recall(index: Index, asked: Sequence[str]) -> float:
    """The share of the best ten chunks by exact scores that are among the ten found."""
    every = [segment.vectors for segment in index.segments]
    exact = replace(index, vectors=Vectors(every, [None] * len(every)))
    shares = []
    for question in asked:
        found = {hit.chunk for hit in search(index, question, _TOP)}
        right = {hit.chunk for hit in search(exact, question, _TOP)}
        shares.append(len(found & right) / len(right))
    return round(float(np.mean(shares)), 4)


def _add(folder: Path) -> dict[str, Any]:
    encoder = _encoder()
    encoder.passages = 0
    started = time.perf_counter()
    result = add([folder / "more"], folder / "index", encoder=encoder)
    took = time.perf_counter() - started
    assert encoder.passages <= 1.5 * result.embedded  # its titles too, but no other report
    return {"add_one_s": round(took, 2), "add_one_embedded": result.embedded}


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
