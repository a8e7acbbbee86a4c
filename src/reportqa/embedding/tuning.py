"""How the encoder is run on this machine: precision, threads and streams."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.embedding.eight_bits import settings as eight_bit_settings
from reportqa.embedding.runtime import core

_MOST_STREAMS = 8
# As exact as 32, OpenVINO's own choice, to four digits of cosine, and a seventh faster.
_GROUP = 64


@dataclass(frozen=True, slots=True)
class Tuning:
    """What is not None is asked of OpenVINO; the rest it chooses itself.

    `precision` is what it computes in ("f32"); `threads` work together on one question;
    `streams` work on batches of a build, each on its own, and share the processor's cores.
    """

    precision: str | None = None
    threads: int | None = None
    streams: int | None = None


def usable_cores() -> int:
    """How many cores this process may run on, 1 or more."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def usual_streams() -> int:
    """One stream a core, where nothing was measured; few enough to keep memory small."""
    return min(usable_cores(), _MOST_STREAMS)


class Engines:
    """An exported encoder, compiled when and as it is needed; may be shared by threads.

    One engine answers questions: all threads on one batch, so that it is done soonest. Another
    works through the many texts of a build: a batch a stream, where no thread waits for
    another, which takes a tenth less of the processor.
    """

    def __init__(self, model: Any, tuning: Tuning) -> None:
        self.model = model
        self.tuning = tuning
        self._compiling = threading.Lock()
        self._soonest: Any = None

    @classmethod
    def read(cls, graph: Path, tuning: Tuning) -> "Engines":
        """Read an exported graph without compiling it.

        Raises:
            RuntimeError: It cannot be read.
        """
        return cls(core().read_model(str(graph)), tuning)

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
        wanted = {name: value for name, value in more.items() if value is not None}
        chosen = eight_bit_settings(_GROUP) | settings | wanted
        compile_model = core().compile_model
        if self.tuning.precision is not None:
            try:
                hint = {"INFERENCE_PRECISION_HINT": self.tuning.precision}
                return compile_model(self.model, "CPU", chosen | hint)
            except RuntimeError:
                pass  # what was measured once may not be there any more: as below
        return compile_model(self.model, "CPU", chosen)
