"""Turns: so many at once, and nobody overtakes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from reportqa.web.turns import Turns


def _until(condition: object, wanted: object) -> None:
    deadline = time.monotonic() + 20
    while condition() != wanted:  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_no_more_than_agreed_are_at_it() -> None:
    turns, inside, most = Turns(3), 0, 0
    lock = threading.Lock()

    def work(_: int) -> None:
        nonlocal inside, most
        with turns.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.002)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(48)))
    assert (inside, most) == (0, 3)


def test_first_come_first_served() -> None:
    turns, served = Turns(1), []

    def work(number: int) -> None:
        with turns.turn():
            served.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    with turns.turn():
        for number, thread in enumerate(threads, 1):
            thread.start()
            _until(lambda: len(turns._waiting), number)
    for thread in threads:
        thread.join(20)
    assert served == list(range(8))


def test_an_error_gives_the_turn_away() -> None:
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(KeyError), turns.turn():
            raise KeyError
    with turns.turn():
        assert turns._free == 0
    assert turns._free == 1


@pytest.mark.parametrize("called", [False, True])
def test_who_is_interrupted_while_waiting_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, called: bool
) -> None:
    turns = Turns(1)

    class Interrupted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if called:
                turns._pass_on()  # the turn comes just as the wait is broken off
            raise KeyboardInterrupt

    turns._wait()
    with monkeypatch.context() as patched:
        patched.setattr(threading, "Event", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            turns._wait()
    if not called:
        turns._pass_on()
    assert (turns._free, len(turns._waiting)) == (1, 0)
