"""People who ask a running server at the same time, over HTTP, as the page does."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count

_PATIENCE_S = 180
_COMPLETE = re.compile(rb"^event: complete\r?\ndata: (.*?)\r?$", re.MULTILINE)

Ask = Callable[[str], None]
"""Asks one question and returns when it is answered; raises if it is not."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What so many people saw: the seconds of each answer, and what went wrong how often."""

    people: int
    lasted_s: float
    seconds: tuple[float, ...]
    errors: dict[str, int]


def crowd(people: int, lasting_s: float, ask: Ask, questions: Iterator[str]) -> Crowd:
    """So many people who each ask one question after another for a time.

    Nobody begins a question after `lasting_s`; whoever waits then still gets the answer, and
    it counts.
    """
    seconds: list[float] = []
    errors: dict[str, int] = {}
    turn = threading.Lock()
    started = time.perf_counter()

    def person(_: int) -> None:
        while time.perf_counter() - started < lasting_s:
            with turn:
                question = next(questions)
            begun = time.perf_counter()
            try:
                ask(question)
            except Exception as error:  # whatever goes wrong is what is to be counted
                with turn:
                    name = f"{type(error).__name__}: {error}"[:120]
                    errors[name] = errors.get(name, 0) + 1
            else:
                with turn:
                    seconds.append(time.perf_counter() - begun)

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(person, range(people)))
    return Crowd(people, time.perf_counter() - started, tuple(seconds), errors)


def asking(host: str, port: int) -> Ask:
    """Asks the page's own endpoint of the server there."""

    def ask(question: str) -> None:
        body = json.dumps({"data": [question, None]})
        where = "/gradio_api/call/ask"
        event = json.loads(_fetch(host, port, "POST", where, body))["event_id"]
        stream = _fetch(host, port, "GET", f"{where}/{event}", None)
        found = _COMPLETE.search(stream)
        if found is None:
            raise RuntimeError(f"no answer: {stream[-80:]!r}")
        if not json.loads(found[1])[0]["ok"]:
            raise RuntimeError("the question was not taken up")

    return ask


def _fetch(host: str, port: int, method: str, where: str, body: str | None) -> bytes:
    connection = HTTPConnection(host, port, timeout=_PATIENCE_S)
    try:
        headers = {"content-type": "application/json"} if body else {}
        connection.request(method, where, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"HTTP {answer.status}")
        return content
    finally:
        connection.close()


def over_and_over(questions: list[str]) -> Iterator[str]:
    """These questions, again and again."""
    return (questions[at % len(questions)] for at in count())
