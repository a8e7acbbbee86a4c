"""Long work runs in order, tells how far it is, and fails with one line."""

import threading
import time
from typing import Any

import pytest

from reportqa.errors import ReadError
from reportqa.web.jobs import Jobs, State
from reportqa.web.library import Progress


def ended(jobs: Jobs, name: str) -> State:
    deadline = time.monotonic() + 10
    while (state := jobs.state(name)) is None or state["state"] in {"waiting", "running"}:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return state


def test_work_is_done_one_at_a_time_in_order() -> None:
    jobs, seen, free = Jobs(), [], threading.Event()

    def first(progress: Progress) -> str:
        progress("计算向量", 1, 2)
        seen.append("first began")
        free.wait(10)
        seen.append("first ended")
        return "one"

    names = [jobs.start(first), jobs.start(lambda _: seen.append("second"))]
    deadline = time.monotonic() + 10
    while not seen:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    state, waiting = (jobs.state(name) for name in names)
    assert state
    assert waiting
    assert (state["state"], state["stage"], state["done"], state["total"]) == (
        "running",
        "计算向量",
        1,
        2,
    )
    assert waiting["state"] == "waiting"
    free.set()
    assert [ended(jobs, name)["result"] for name in names] == ["one", None]
    assert seen == ["first began", "first ended", "second"]


def test_failures_are_one_line_and_the_next_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs()

    def broken(error: Exception) -> Any:
        def work(_progress: Progress) -> None:
            raise error

        return work

    told = ended(jobs, jobs.start(broken(ReadError("a.pdf：读不出来"))))
    assert (told["state"], told["problem"]) == ("failed", "a.pdf：读不出来")
    odd = ended(jobs, jobs.start(broken(RuntimeError("secret"))))
    assert (odd["state"], odd["problem"]) == ("failed", None)
    assert "secret" in caplog.text
    assert ended(jobs, jobs.start(lambda _: 7))["result"] == 7


def test_what_ended_long_ago_is_forgotten() -> None:
    jobs = Jobs()
    first = jobs.start(lambda _: None)
    ended(jobs, first)
    last = [jobs.start(lambda _: None) for _ in range(600)][-1]
    ended(jobs, last)
    jobs.start(lambda _: None)
    assert jobs.state(first) is None
    assert jobs.state(last)
    assert jobs.state("no such job") is None
