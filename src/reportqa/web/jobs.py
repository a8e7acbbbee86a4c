"""Long work, one piece at a time, while the page asks how far it is."""

import logging
import secrets
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final, Literal, TypedDict

from reportqa.errors import ReportqaError
from reportqa.web.library import Progress

_REMEMBERED: Final = 500

_log = logging.getLogger(__name__)

Work = Callable[[Progress], Any]
"""Does the work and returns what the page gets, as values that JSON can carry."""


class State(TypedDict):
    """How far a job is.

    `stage`, `done` and `total` (0: unknown) are those of the work's progress. `result` is there
    once it is done; `problem`, one line or None for an unexpected error, if it failed.
    """

    state: Literal["waiting", "running", "done", "failed"]
    stage: str
    done: int
    total: int
    result: Any
    problem: str | None


class Jobs:
    """Runs work in the order of its arrival in one thread, which never holds up the end."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._queue: SimpleQueue[tuple[str, Work]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, work: Work) -> str:
        """Queue some work; the name returned is what to ask for."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._states[name] = _state("waiting")
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="library")
                self._thread.start()
        self._queue.put((name, work))
        return name

    def state(self, name: str) -> State | None:
        """How far it is; None for a name that is unknown or long past."""
        return self._states.get(name)

    def _run(self) -> None:
        while True:
            name, work = self._queue.get()

            def tell(stage: str, done: int, total: int, name: str = name) -> None:
                self._states[name] = _state("running", stage=stage, done=done, total=total)

            tell("", 0, 0)
            try:
                self._states[name] = _state("done", result=work(tell))
            except ReportqaError as error:
                self._states[name] = _state("failed", problem=str(error))
            except Exception:  # the thread must live on, and nobody must see a traceback
                _log.exception("a change of the library failed")
                self._states[name] = _state("failed")

    def _forget(self) -> None:
        """Drop the oldest states of what has ended."""
        ended = [n for n, s in self._states.items() if s["state"] in {"done", "failed"}]
        for name in ended[: max(0, len(self._states) - _REMEMBERED)]:
            del self._states[name]


def _state(
    state: Literal["waiting", "running", "done", "failed"],
    *,
    stage: str = "",
    done: int = 0,
    total: int = 0,
    result: Any = None,
    problem: str | None = None,
) -> State:
    return {
        "state": state,
        "stage": stage,
        "done": done,
        "total": total,
        "result": result,
        "problem": problem,
    }
