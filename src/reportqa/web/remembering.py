"""Answers given lately: a question asked again gets them at once, until the index changes."""

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from reportqa.embedding.runtime import usable_cores
from reportqa.index import Index
from reportqa.types import Filter, Response
from reportqa.web.turns import Turns

_Key = tuple[str, str, int, Filter | None]

# An answer with ten passages takes about 10 kB.
_MOST_ANSWERS = 1024
_MOST_AT_ONCE = 8


class Answering(Protocol):
    """What `reportqa.answering.ask` does."""

    def __call__(
        self, index: Index, question: str, top_k: int, *, only: Filter | None = None
    ) -> Response:
        """Answer a question with so many passages, from the reports that are admitted."""
        ...


def questions_at_once() -> int:
    """How many questions to work on at once.

    Each runs its models on all cores, so that on two cores two at once only get in each other's
    way (2.2 to 2.3 answers a second against 2.4, when models ran in bfloat16); a machine with
    many cores has gaps to fill. `python -m bench serving` measures what comes of it.
    """
    return max(1, min(usable_cores() // 2, _MOST_AT_ONCE))


class Remembering:
    """Answers as another does, each question once for each generation of an index.

    People who ask the same thing at the same moment wait for one answer. An error is told to
    whoever waits for it and forgotten. May be shared by threads.

    Args:
        answering: What answers.
        at_once: How many questions are worked on at once; the others wait, first come, first
            served. One that is known waits for nobody.
        most: How many answers are kept; the one used longest ago goes first.
    """

    def __init__(self, answering: Answering, at_once: int, most: int = _MOST_ANSWERS) -> None:
        self._answering = answering
        self._turns = Turns(at_once)
        self._most = most
        self._known: OrderedDict[_Key, Future[Response]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(
        self, index: Index, question: str, top_k: int, *, only: Filter | None = None
    ) -> Response:
        """The answer, found or remembered; `timing_ms` tells how long this call took.

        Raises:
            Whatever `answering` raises.
        """
        started = time.perf_counter()
        # A generation's folder is never written again, so it tells what was answered from.
        key = (str(index.folder), question, top_k, only)
        with self._lock:
            found = self._known.get(key)
            if found is None:
                mine: Future[Response] = Future()
                self._known[key] = mine
                if len(self._known) > self._most:
                    self._known.popitem(last=False)
            else:
                self._known.move_to_end(key)
        if found is not None:
            known = found.result()
            return replace(known, timing_ms={"total": (time.perf_counter() - started) * 1000})
        return self._find(mine, key, index)

    def _find(self, promise: "Future[Response]", key: _Key, index: Index) -> Response:
        _, question, top_k, only = key
        try:
            with self._turns.turn():
                response = self._answering(index, question, top_k, only=only)
        except BaseException as error:
            with self._lock:
                if self._known.get(key) is promise:
                    del self._known[key]
            promise.set_exception(error)
            raise
        promise.set_result(response)
        return response
