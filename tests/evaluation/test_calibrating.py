"""Fitting on a toy index: what is fitted, from which questions."""

from dataclasses import fields
from pathlib import Path

import pytest

from reportqa.answering.confidence import Signals
from reportqa.evaluation.calibrating import calibrate, main
from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet
from reportqa.index import Index

_ANSWERABLE = ("受理行政复议案件多少件", "办结率是多少", "法治宣传多少次", "引进企业多少家")
_UNANSWERABLE = (
    "食堂今天供应几种炒菜",
    "火星上住着多少外星人",
    "谁赢了世界杯足球赛",
    "月球背面温度多高",
)


def _questions() -> QuestionSet:
    asked = [(text, True) for text in _ANSWERABLE] + [(text, False) for text in _UNANSWERABLE]
    return QuestionSet(
        Path("set.jsonl"),
        tuple(
            GoldQuestion(f"{at}", f"{text}{mark}", "", answerable, (), (), (), "dev")
            for at, (text, answerable) in enumerate(asked)
            for mark in ("", "？", "呢", "呢？")
        ),
    )


def test_a_weight_is_fitted_for_every_signal(toy_index: Index) -> None:
    fitted = calibrate([(toy_index, _questions())])
    told = {field.name for field in fields(Signals)} - {
        "margin",
        "answers",
        "clear",
        "edges",
        "plain",
    }  # no reader
    shares = {"answered", "refused", "asserted_exact", "high", "medium", "low"}
    assert set(fitted) == told | shares | {
        *("bias", "threshold", "auc", "balanced_accuracy", "questions")
    }
    assert all(0 <= (fitted[name] or 0) <= 1 for name in shares)
    assert fitted["questions"] == len(_questions().questions)
    auc, accuracy, threshold = (fitted[name] for name in ("auc", "balanced_accuracy", "threshold"))
    assert threshold is not None
    assert 0.3 <= threshold <= 0.95
    assert auc is not None
    assert auc > 0.9
    assert accuracy is not None
    assert accuracy > 0.8


def test_what_cannot_be_asked_is_left_out(toy_index: Index) -> None:
    greeting = GoldQuestion("g", "你好", "", False, (), (), (), "dev")
    more = QuestionSet(Path("set.jsonl"), (*_questions().questions, greeting))
    assert calibrate([(toy_index, more)]) == calibrate([(toy_index, _questions())])


def test_the_command_prints_what_was_fitted(
    toy_index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _: toy_index.encoder)
    path = tmp_path / "set.jsonl"
    rows = [
        f'{{"question": "{gold.question}", "answerable": {str(gold.answerable).lower()},'
        f' "evidence": {["x"] if gold.answerable else []}, "split": "dev"}}'.replace("'", '"')
        for gold in _questions().questions
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    main([str(path), str(toy_index.folder.parents[1])])
    told = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert float(told["threshold"]) == calibrate([(toy_index, _questions())])["threshold"]
