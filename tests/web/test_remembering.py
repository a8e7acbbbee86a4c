"""Answers given lately, with an index that is only a folder."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reportqa.errors import IndexDamaged
from reportqa.types import Filter, Refusal, Response
from reportqa.web.remembering import Remembering, questions_at_once


class Counting:
    """Refuses every question with the count of questions so far."""

    def __init__(self, before: Callable[[str], None] = lambda _: None) -> None:
        self.asked: list[str] = []
        self.before = before

    def __call__(
        self, index: Any, question: str, top_k: int, *, only: Filter | None = None
    ) -> Response:
        self.asked.append(question)
        self.before(question)
        refusal = Refusal("not_in_reports", str(len(self.asked)))
        return Response(question, None, refusal, (), {"search": 5.0, "total": 1e6})


def _index(name: str = "1") -> Any:
    return SimpleNamespace(folder=Path(name))


def _number(response: Response) -> int:
    assert response.refusal
    return int(response.refusal.message)


def test_a_question_is_answered_once_for_each_generation() -> None:
    remembering = Remembering(Counting(), 2)
    asked = [("1", "甲"), ("1", "甲"), ("1", "乙"), ("2", "甲"), ("2", "甲"), ("1", "甲")]
    got = [_number(remembering.ask(_index(folder), question, 10)) for folder, question in asked]
    assert got == [1, 1, 2, 3, 3, 1]


def test_another_filter_or_count_is_another_question() -> None:
    remembering = Remembering(Counting(), 2)
    filters = [None, Filter(), Filter(years=frozenset({2020})), Filter(years=frozenset({2020}))]
    got = [_number(remembering.ask(_index(), "甲", 10, only=only)) for only in filters]
    assert got == [1, 2, 3, 3]
    assert _number(remembering.ask(_index(), "甲", 5)) == 4


def test_what_is_remembered_tells_its_own_time() -> None:
    remembering = Remembering(Counting(), 2)
    first, second = (remembering.ask(_index(), "甲", 10) for _ in range(2))
    assert first.timing_ms == {"search": 5.0, "total": 1e6}
    assert list(second.timing_ms) == ["total"]
    assert 0 <= second.timing_ms["total"] < 1e6


def test_only_so_many_are_kept() -> None:
    answering = Counting()
    remembering = Remembering(answering, 2, most=2)
    for question in ("甲", "乙", "甲", "丙", "甲", "乙"):
        remembering.ask(_index(), question, 10)
    assert answering.asked == ["甲", "乙", "丙", "乙"]


def test_an_error_is_told_and_forgotten() -> None:
    def fail_once(_: str) -> None:
        if len(answering.asked) == 1:
            raise IndexDamaged("坏了")

    answering = Counting(fail_once)
    remembering = Remembering(answering, 1)
    with pytest.raises(IndexDamaged, match="坏了"):
        remembering.ask(_index(), "甲", 10)
    assert [_number(remembering.ask(_index(), "甲", 10)) for _ in range(2)] == [2, 2]


@pytest.mark.parametrize("fails", [False, True])
def test_who_asks_the_same_meanwhile_waits_for_the_one_answer(fails: bool) -> None:
    begun, finish = threading.Event(), threading.Event()

    def wait(_: str) -> None:
        begun.set()
        assert finish.wait(20)
        if fails:
            raise IndexDamaged("坏了")

    answering = Counting(wait)
    remembering = Remembering(answering, 1)
    with ThreadPoolExecutor(9) as pool:
        asked = [pool.submit(remembering.ask, _index(), "甲", 10)]
        assert begun.wait(20)
        asked += [pool.submit(remembering.ask, _index(), "甲", 10) for _ in range(8)]
        while not all(one.running() for one in asked):
            pass
        finish.set()
        errors = [one.exception(20) for one in asked]
    if fails:
        assert {type(error) for error in errors} == {IndexDamaged}
    else:
        assert [_number(one.result()) for one in asked] == [1] * 9
        assert answering.asked == ["甲"]


def test_one_that_is_known_waits_for_nobody() -> None:
    finish = threading.Event()
    remembering = Remembering(Counting(lambda question: None if question == "甲" else _wait()), 1)

    def _wait() -> None:
        assert finish.wait(20)

    remembering.ask(_index(), "甲", 10)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(remembering.ask, _index(), "乙", 10)
        quick = pool.submit(remembering.ask, _index(), "甲", 10)
        assert _number(quick.result(20)) == 1
        assert not slow.done()
        finish.set()
        assert _number(slow.result(20)) == 2


def test_few_questions_are_worked_on_at_once() -> None:
    assert 1 <= questions_at_once() <= 8
