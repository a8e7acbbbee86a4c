"""One holder of a lock file at a time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from reportqa.locking import held


def test_who_comes_second_is_told_once_and_waits(tmp_path: Path) -> None:
    told: list[str] = []
    waits = Event()

    def second() -> None:
        def waiting() -> None:
            told.append("waits")
            waits.set()

        with held(tmp_path / "lock", waiting):
            told.append("second")

    with ThreadPoolExecutor(1) as beside:
        with held(tmp_path / "lock", lambda: told.append("never")):
            task = beside.submit(second)
            assert waits.wait(60)
            told.append("first")
        task.result(60)
    assert told == ["waits", "first", "second"]


def test_an_error_within_lets_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="within"), held(tmp_path / "lock"):
        raise KeyError("within")
    with held(tmp_path / "lock", lambda: pytest.fail("it is still held")):
        pass
