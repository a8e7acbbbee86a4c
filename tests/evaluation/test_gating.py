"""A new index takes over only if it answers as well as the old one."""

import json
from pathlib import Path
from typing import Any

import pytest

from reportqa.config import Settings
from reportqa.errors import GateClosed, QuestionSetError
from reportqa.evaluation.comparing import COMPARED
from reportqa.evaluation.gating import METRICS, Gate, Verdict
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.evaluation.running import evaluate
from reportqa.index import Index
from reportqa.index.building import add, build
from reportqa.index.generations import current
from toys import LAW, ToyEncoder, write_reports

_CASES = {
    "id": "a-1",
    "question": "全年受理行政复议案件多少件？",
    "type": "figure",
    "answerable": True,
    "evidence": ["受理行政复议案件128件"],
    "answer": "128件",
}
_STATIONS = {
    "id": "a-2",
    "question": "新建第五代移动通信基站多少座？",
    "type": "figure",
    "answerable": True,
    "evidence": ["新建第五代移动通信基站1,206座"],
    "answer": "1,206座",
}


def _questions(folder: Path, *rows: dict[str, Any]) -> QuestionSet:
    path = folder / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return QuestionSet.load(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports and their index; then the report on the law loses its figure."""
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    spoilt = LAW.replace("受理行政复议案件128件", "受理行政复议案件一批")
    (tmp_path / "reports/法治/2021.txt").write_text(spoilt, encoding="utf-8")
    return tmp_path


def _build(folder: Path, gate: Gate) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder(), check=gate)


def test_a_fall_keeps_the_old_index_and_tells_what_got_worse(folder: Path) -> None:
    before = current(folder / "index")
    verdicts: list[Verdict] = []
    progress: list[tuple[int, int]] = []
    gate = Gate(
        _questions(folder, _CASES, _STATIONS),
        ("hit@1", "mrr"),
        tell=verdicts.append,
        progress=lambda *now: progress.append(now),
    )
    with pytest.raises(GateClosed) as closed:
        _build(folder, gate)
    assert str(closed.value) == (
        "hit@1 由 1.000 降到 0.500、mrr 由 1.000 降到 0.500，超过容许的 0.02，保留原有索引。"
        "请查看变差的题目；要照样换上，请去掉 --gate 或放宽 --gate-tolerance。"
    )
    (verdict,) = verdicts
    assert verdict.fallen == ("hit@1", "mrr")
    assert verdict.comparison
    assert verdict.comparison.metrics["hit@1"] == (1.0, 0.5)
    assert [change.id for change in verdict.comparison.worse] == ["a-1"]
    assert verdict.comparison.better == ()
    assert progress == [(done, 4) for done in range(1, 5)]
    assert current(folder / "index") == before
    assert list((folder / "index/generations").iterdir()) == [before]
    # The original of the report that did not get in is gone again.
    assert len(list((folder / "index/originals").iterdir())) == 3


def test_a_fall_within_the_tolerance_passes(folder: Path) -> None:
    verdicts: list[Verdict] = []
    questions = _questions(folder, _CASES, _STATIONS)
    _build(folder, Gate(questions, tolerance=0.5, tell=verdicts.append))
    (verdict,) = verdicts
    assert verdict.fallen == ()
    assert verdict.comparison
    assert [change.id for change in verdict.comparison.worse] == ["a-1"]
    index = Index.load(folder / "index", encoder=ToyEncoder())
    assert "一批" in "".join(report.text for report in index.reports)


def test_only_named_metrics_close_the_gate(folder: Path) -> None:
    _build(folder, Gate(_questions(folder, _STATIONS)))
    assert len(list((folder / "index/generations").iterdir())) == 2


def test_an_improvement_passes(folder: Path) -> None:
    _build(folder, Gate(_questions(folder, _STATIONS)))
    (folder / "reports/法治/2021.txt").write_text(LAW, encoding="utf-8")
    verdicts: list[Verdict] = []
    _build(folder, Gate(_questions(folder, _CASES), tell=verdicts.append))
    (verdict,) = verdicts
    assert verdict.comparison
    assert [change.id for change in verdict.comparison.better] == ["a-1"]


def test_adding_may_be_gated_too(folder: Path) -> None:
    before = current(folder / "index")
    gate = Gate(_questions(folder, _CASES))
    file = folder / "reports/法治/2021.txt"
    with pytest.raises(GateClosed, match=r"hit@1 由 1\.000 降到 0\.000"):
        add(
            [file],
            folder / "index",
            below=folder / "reports",
            encoder=ToyEncoder(),
            check=gate,
        )
    assert current(folder / "index") == before


def test_a_first_index_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    write_reports(tmp_path)
    verdicts: list[Verdict] = []
    _build(tmp_path, Gate(_questions(tmp_path, _CASES), tell=verdicts.append))
    (verdict,) = verdicts
    assert (verdict.comparison, verdict.fallen, verdict.result["hit@1"]) == (None, (), 1.0)


def test_the_old_index_is_asked_with_its_own_settings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of other settings is no use to the build, but still what people have."""
    verdicts: list[Verdict] = []
    gate = Gate(_questions(folder, _CASES), tell=verdicts.append)
    monkeypatch.setattr("reportqa.index.load_encoder", lambda *_, **__: ToyEncoder())
    with pytest.raises(GateClosed):
        build(
            [folder / "reports"],
            folder / "index",
            encoder=ToyEncoder(),
            settings=Settings(chunk_size_characters=60),
            check=gate,
        )
    assert verdicts[0].result["settings"]["chunk_size_characters"] == 60
    assert verdicts[0].fallen == ("hit@1",)


def test_a_saved_result_stands_for_the_old_index(folder: Path) -> None:
    questions = _questions(folder, _CASES, _STATIONS)
    saved = evaluate(Index.load(folder / "index", encoder=ToyEncoder()), questions)
    progress: list[tuple[int, int]] = []
    gate = Gate(questions, saved=saved, progress=lambda *now: progress.append(now))
    with pytest.raises(GateClosed, match=r"hit@1 由 1\.000 降到 0\.500"):
        _build(folder, gate)
    assert progress == [(1, 2), (2, 2)]


def test_a_saved_result_of_other_questions_is_refused(folder: Path) -> None:
    index = Index.load(folder / "index", encoder=ToyEncoder())
    saved = evaluate(index, _questions(folder, _CASES, _STATIONS))
    with pytest.raises(QuestionSetError, match="不是同一套题，无法比较。请用 reportqa eval"):
        Gate(_questions(folder, _CASES), saved=saved)


def test_questions_that_cannot_measure_a_metric_are_refused(folder: Path) -> None:
    before = current(folder / "index")
    gate = Gate(_questions(folder, _CASES), ("refusal_recall",))
    with pytest.raises(QuestionSetError, match="这些题目算不出 refusal_recall。请换一个"):
        _build(folder, gate)
    assert current(folder / "index") == before


def test_a_metric_that_is_lost_is_a_fall(toy_index: Index, tmp_path: Path) -> None:
    questions = _questions(tmp_path, _CASES)
    saved = evaluate(toy_index, questions) | {"refusal_precision": 1.0}
    with pytest.raises(GateClosed, match=r"^refusal_precision 由 1\.000 降到 算不出"):
        Gate(questions, ("refusal_precision",), saved=saved)(toy_index, None)


def test_what_may_be_watched_is_what_is_compared(toy_index: Index, tmp_path: Path) -> None:
    result = evaluate(toy_index, _questions(tmp_path, _CASES))
    assert METRICS == COMPARED
    assert set(METRICS) <= set(result)
