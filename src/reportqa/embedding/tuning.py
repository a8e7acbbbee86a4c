"""How the encoder is run on this machine: precision, threads and streams."""

import threading
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from reportqa.embedding.compiled import KeptGraph
from reportqa.embedding.runtime import usable_cores

_MOST_STREAMS = 8


@dataclass(frozen=True, slots=True)
class Tuning:
    """What is not None is asked of OpenVINO; the rest it chooses itself.

    `precision` is what it computes in ("f32"); `threads` work together on one question;
    `streams` work on batches of a build, each on its own, and share the processor's cores.
    """

    precision: str | None = None
    threads: int | None = None
    streams: int | None = None


def usual_streams() -> int:
    """One stream a core, where nothing was measured; few enough to keep memory small."""
    return min(usable_cores(), _MOST_STREAMS)


class Engines:
    """A graph, compiled when and as it is needed; may be shared by threads.

    One engine answers questions: all threads on one batch, so that it is done soonest. Another
    works through the many texts of a build: a batch a stream, where no thread waits for
    another, which takes a tenth less of the processor.
    """

    def __init__(self, graph: KeptGraph, tuning: Tuning) -> None:
        self.graph = graph
        self.tuning = tuning
        self._compiling = threading.Lock()
        self._soonest: Any = None

    @property
    def soonest(self) -> Any:
        """The engine that is done with one batch soonest; compiled once."""
        if self._soonest is None:
            with self._compiling:
                if self._soonest is None:
                    self._soonest = self._compile(
                        {"PERFORMANCE_HINT": "LATENCY"}, INFERENCE_NUM_THREADS=self.tuning.threads
                    )
        return self._soonest

    def most(self) -> tuple[Any, int]:
        """A new engine that does most in a given time, and how many streams it has.

        It takes memory of its own: use it and let it go.
        """
        streams = self.tuning.streams or usual_streams()
        return self._compile({"NUM_STREAMS": streams}), streams

    def _compile(self, settings: dict[str, Any], **more: Any) -> Any:
        wanted = settings | {name: value for name, value in more.items() if value is not None}
        if self.tuning.precision is not None:
            try:
                hint = {"INFERENCE_PRECISION_HINT": self.tuning.precision}
                return self.graph.compiled(wanted | hint)
            except RuntimeError:
                pass  # what was measured once may not be there any more: as below
        return self.graph.compiled(wanted)


class EngineBeside:
    """What `Engines.most` gives, made and let go of in a thread of `beside`.

    Either takes time (0.3 s and 0.07 s), in which reports are read and an index is written.
    """

    def __init__(self, engines: Engines, beside: Executor) -> None:
        self._engines = engines
        self._beside = beside
        self._held: list[tuple[Any, int]] = []
        beside.submit(self._make)

    def made(self) -> tuple[Any, int]:
        """Wait for it; made again if it was let go."""
        return self._beside.submit(self._make).result()

    def let_go(self) -> None:
        """Free its memory, without waiting for that."""
        self._beside.submit(self._held.clear)

    def _make(self) -> tuple[Any, int]:
        if not self._held:
            self._held.append(self._engines.most())
        return self._held[0]
