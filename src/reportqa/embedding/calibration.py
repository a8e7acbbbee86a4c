"""Finds out once how the encoder runs fastest on this machine, and remembers it.

The processor's own choice is kept unless another is clearly faster: a busy moment must not
decide, and a wrong choice costs more than a right one wins.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.batching import unit_means
from reportqa.embedding.checkpoint import open_embeddings
from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.graph import kept_encoder
from reportqa.embedding.runtime import machine, openvino, usable_cores
from reportqa.embedding.tuning import Engines, Tuning, usual_streams
from reportqa.embedding.verification import LEAST_COSINE, known_texts
from reportqa.errors import ModelError
from reportqa.putting import put

FILE = "tuning.json"
# Raised when what is tried or written changes.
_VERSION = 2
_SECONDS = 4.0
_REPEATS = 3
_CLEARLY = 0.9
# A question, and a batch as a build makes them: texts and tokens of each.
_QUESTION, _BATCH = (1, 24), (6, 160)


def tuning_of(folder: Path, model: Path, identity: str) -> Tuning:
    """What is remembered in this folder for this machine and model, measured first if need be.

    Measuring takes a few seconds. Where nothing can be remembered nothing is measured, and
    OpenVINO chooses.
    """
    file = folder / FILE
    where = {"version": _VERSION, "model": identity, **machine()}
    known = _read(file, where)
    if known is not None:
        return known
    if not os.access(folder, os.W_OK):
        return Tuning()
    try:
        tuning = calibrate(model)
    except (RuntimeError, OSError, ModelError):
        return Tuning()  # whoever runs the model next will tell what is wrong with it
    with suppress(OSError):
        _write(file, where, tuning)
    return tuning


def calibrate(model: Path, seconds: float = _SECONDS) -> Tuning:
    """Measure the few ways that may be fastest; those not reached in `seconds` are not tried.

    Args:
        model: the folder of the built-in model.
        seconds: after them nothing more is tried.

    Raises:
        RuntimeError: The model cannot be run at all.
        ModelError: It is damaged.
        OSError: It is missing.
    """
    deadline = time.perf_counter() + seconds
    words, small = open_embeddings(model)
    measure = _Measuring(kept_encoder(model, small), words, deadline)
    own = Engines(measure.graph, Tuning()).soonest
    best = measure.best(Tuning(), _ways_to_answer(own), measure.seconds_to_answer)
    return measure.best(best, _ways_to_build(), measure.seconds_to_build)


def _ways_to_answer(own: Any) -> Iterator[Callable[[Tuning], Tuning]]:
    if own.get_property("INFERENCE_PRECISION_HINT") != openvino().Type.f32:
        yield lambda tuning: replace(tuning, precision="f32")
    if (half := usable_cores() // 2) >= 1:
        yield lambda tuning: replace(tuning, threads=half)


def _ways_to_build() -> Iterator[Callable[[Tuning], Tuning]]:
    usual = usual_streams()
    for streams in sorted({1, max(1, usual // 2)} - {usual}):
        yield lambda tuning, streams=streams: replace(tuning, streams=streams)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class _Measuring:
    graph: KeptGraph
    words: NDArray[np.float16]
    deadline: float

    def best(
        self,
        first: Tuning,
        others: Iterator[Callable[[Tuning], Tuning]],
        seconds: Callable[[Tuning], float],
    ) -> Tuning:
        """`first`, or what is clearly faster than it."""
        if time.perf_counter() > self.deadline:
            return first
        chosen, least = first, seconds(first)
        for change in others:
            if time.perf_counter() > self.deadline:
                break
            tried = change(chosen)
            with suppress(RuntimeError):
                if (took := seconds(tried)) < _CLEARLY * least:
                    chosen, least = tried, took
        return chosen

    def seconds_to_answer(self, tuning: Tuning) -> float:
        """The least time for a question and a batch of sentences, infinite for wrong vectors."""
        request = Engines(self.graph, tuning).soonest.create_infer_request()
        if tuning.precision is not None and not self._gives_known_vectors(request):
            return float("inf")
        inputs = [self._input(*_QUESTION), self._input(*_BATCH)]

        def run() -> None:
            for one in inputs:
                request.infer(one, share_inputs=True, share_outputs=True)

        return self._least(run)

    def seconds_to_build(self, tuning: Tuning) -> float:
        """The least time for a batch for each stream there usually is."""
        engine, streams = Engines(self.graph, tuning).most()
        requests = openvino().AsyncInferQueue(engine, 2 * streams)
        inputs = [self._input(*_BATCH)] * usual_streams()

        def run() -> None:
            for one in inputs:
                requests.start_async(one, share_inputs=True)
            requests.wait_all()

        return self._least(run)

    def _least(self, run: Callable[[], None]) -> float:
        run()  # the first run makes room in memory
        times = [time.perf_counter()]
        while len(times) <= _REPEATS and (len(times) < 2 or times[-1] < self.deadline):
            run()
            times.append(time.perf_counter())
        return min(after - before for before, after in pairwise(times))

    def _input(self, texts: int, tokens: int) -> list[NDArray[Any]]:
        return self._with_words(np.arange(texts * tokens).reshape(texts, tokens) + 1000)

    def _with_words(self, ids: NDArray[np.int64]) -> list[NDArray[Any]]:
        return [self.words[ids], np.ones(ids.shape, np.float32)]

    def _gives_known_vectors(self, request: Any) -> bool:
        for known in known_texts():
            words, mask = self._with_words(np.array([known.ids], np.int64))
            vector = unit_means(request.infer([words, mask])[0], mask)[0]
            if not float(vector @ known.vector / np.linalg.norm(known.vector)) >= LEAST_COSINE:
                return False
        return True


def _read(file: Path, where: dict[str, Any]) -> Tuning | None:
    """None for a file that is missing, damaged, or of another machine."""
    try:
        content = json.loads(file.read_text("utf-8"))
        if content["machine"] != where:
            return None
        tuning = Tuning(**content["tuning"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    counts = [count for count in (tuning.threads, tuning.streams) if count is not None]
    sound = all(type(count) is int and 1 <= count <= where["cores"] for count in counts)
    return tuning if sound and tuning.precision in (None, "f32") else None


def _write(file: Path, where: dict[str, Any], tuning: Tuning) -> None:
    content = {"machine": where, "tuning": asdict(tuning)}
    put(file, (json.dumps(content, indent=1) + "\n").encode())
