"""`kill -9` at any moment leaves an index that answers; `make kill-test` tries it 200 times."""

from pathlib import Path

from killing import kill, start
from reportqa.index.building import build
from reportqa.index.examining import doctor
from toys import ToyEncoder

_KILLS = 25


def _assert_the_next_build_cleans_up(folder: Path) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert len(list((folder / "index/generations").iterdir())) <= 3
    assert doctor(folder / "index", encoder=ToyEncoder()) == []


def test_builds_killed_at_random_moments_leave_an_index_that_answers(tmp_path: Path) -> None:
    start(tmp_path)
    outcome = kill(tmp_path, _KILLS, "builds", seconds_per_sync=0, longest_s=0.2)
    assert outcome.lost == []
    # Most builders lived long enough to finish some rounds.
    assert outcome.last > 1000
    _assert_the_next_build_cleans_up(tmp_path)


def test_builds_killed_while_they_write_leave_an_index_that_answers(tmp_path: Path) -> None:
    start(tmp_path)
    outcome = kill(tmp_path, _KILLS, "builds", seconds_per_sync=0.01, longest_s=0.3)
    assert outcome.lost == []
    assert outcome.inside >= 5
    _assert_the_next_build_cleans_up(tmp_path)


def test_whatever_is_killed_leaves_an_index_that_answers(tmp_path: Path) -> None:
    start(tmp_path)
    outcome = kill(tmp_path, _KILLS, "everything", seconds_per_sync=0.002, longest_s=0.4)
    assert outcome.lost == []
    assert outcome.last > 1000
    _assert_the_next_build_cleans_up(tmp_path)
