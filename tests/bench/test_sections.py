"""The benchmark's own running: what is kept, taken up again, and survives a failure."""

import json
from pathlib import Path

import pytest
from bench.running import Figures
from bench.sections import Plan

from bench import __main__ as command
from bench import sections


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections that were measured, of two that are quick, one of which fails."""
    names: list[str] = []

    def measure(plan: Plan) -> Figures:
        names.append("machine")
        return {"processor": "P", "rounds": plan.rounds}

    def fail(_: Plan) -> Figures:
        names.append("limits")
        raise RuntimeError("broken")

    monkeypatch.setattr(sections, "SECTIONS", {"limits": fail, "machine": measure})
    monkeypatch.setattr(command, "SECTIONS", {"limits": fail, "machine": measure})
    return names


def _run(folder: Path, *arguments: str) -> int:
    places = ["--work", str(folder / "work"), "--out", str(folder / "results.md")]
    return command.main([*arguments, *places])


def test_a_section_that_fails_leaves_the_others(tmp_path: Path, ran: list[str]) -> None:
    assert _run(tmp_path, "--rounds", "2") == 0
    assert ran == ["limits", "machine"]
    kept = {path.stem: json.loads(path.read_text("utf-8")) for path in tmp_path.glob("work/*.json")}
    assert kept["limits"]["failed"] == "RuntimeError: broken"
    assert (kept["machine"]["processor"], kept["machine"]["rounds"]) == ("P", 2)
    assert "Not measured: RuntimeError: broken" in (tmp_path / "results.md").read_text("utf-8")


def test_one_section_can_be_measured_alone_and_the_rest_taken_up(
    tmp_path: Path, ran: list[str]
) -> None:
    _run(tmp_path, "machine")
    _run(tmp_path, "--resume")
    _run(tmp_path, "--resume")  # what failed is measured again
    _run(tmp_path, "machine")
    assert ran == ["machine", "limits", "limits", "machine"]


def test_an_unknown_section_is_wrong_usage(tmp_path: Path, ran: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _run(tmp_path, "nothing")
    assert ended.value.code == 2
    assert ran == []


def test_our_own_indexes_are_built_anew_unless_a_run_is_taken_up(
    tmp_path: Path, ran: list[str]
) -> None:
    own, other = tmp_path / "work" / "store-reportqa-1", tmp_path / "work" / "store-txtai-1"
    for store in (own, other):
        store.mkdir(parents=True)
    _run(tmp_path, "--resume")
    assert own.exists()
    _run(tmp_path, "machine")
    assert (own.exists(), other.exists()) == (False, True)
    assert ran == ["limits", "machine", "machine"]
