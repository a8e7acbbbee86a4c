"""Fitting on a toy index: what is fitted, from which questions."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from reportqa.answering.confidence import LEAST_RIGHT, Signals
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


def test_both_chances_are_fitted_with_a_weight_for_every_signal(toy_index: Index) -> None:
    found = calibrate([(toy_index, _questions())])
    unread = {"margin", "answers", "clear", "edges", "plain"}  # there is no reader
    assert set(found.signals) == {field.name for field in fields(Signals)} - unread
    for model in (found.answerable, found.right):
        assert len(model.weights) == len(found.signals)
        assert min(model.weights) >= 0
    # The set tells no answers, so that what is answerable is right.
    assert found.right == found.answerable
    assert found.questions == len(_questions().questions)
    assert (found.auc_answerable or 0) > 0.9
    assert 0.3 <= found.best.threshold <= 0.95
    assert found.best.balanced_accuracy > 0.8
    for point in (found.best, found.used, *found.curve):
        assert point.balanced_accuracy <= found.best.balanced_accuracy
    for point in (found.best, found.used, *found.curve, *found.by_right):
        assert point.balanced_accuracy == (point.answered + point.refused) / 2
        asserted = point.answered * 16 + (1 - point.refused) * 16
        exact = pytest.approx(point.answered * 16 / asserted) if asserted else None
        assert point.asserted_exact == exact
    assert found.used.threshold == 0.4
    assert found.used.answered > 0.8
    assert found.used.refused > 0.5
    for points, number in ((found.curve, 7), (found.by_right, 6)):
        falling = [point.answered for point in points]
        assert falling == sorted(falling, reverse=True)
        assert len(falling) == number
    (at_that_in_use,) = [one for one in found.by_right if one.threshold == LEAST_RIGHT]
    assert replace(at_that_in_use, threshold=found.used.threshold) == found.used
    assert set(found.exact) == {"high", "medium", "low"}


def test_words_of_another_year_count_as_refused(toy_index: Index) -> None:
    """`ask` refuses them, however sure the model is of them."""
    questions = tuple(
        replace(gold, question=f"1999年{gold.question}") if gold.answerable else gold
        for gold in _questions().questions
    )
    found = calibrate([(toy_index, QuestionSet(Path("set.jsonl"), questions))])
    points = (found.best, found.used, *found.curve)
    assert {point.answered for point in points} == {0.0}


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
    fitted, table = capsys.readouterr().out.split("threshold  balanced  answered  refused  exact\n")
    table, bounds = table.split("least right  balanced  answered  refused  exact\n")
    told = dict(line.split() for line in fitted.splitlines())
    found = calibrate([(toy_index, _questions())])
    assert told["questions"] == "32"
    best, used, *others = (line.split() for line in table.splitlines())
    assert best[:2] == [f"{found.best.threshold:.2f}", f"{found.best.balanced_accuracy:.3f}"]
    assert used[2:4] == [f"{found.used.answered:.3f}", f"{found.used.refused:.3f}"]
    assert [float(row[0]) for row in others] == [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert [line.split()[:2] for line in bounds.splitlines()] == [
        [f"{one.threshold:.2f}", f"{one.balanced_accuracy:.3f}"] for one in found.by_right
    ]
    assert told["right.bias"] == f"{found.right.bias:.3f}"
    assert told["answerable.coverage"] == f"{found.answerable.weights[2]:.3f}"
    assert {f"exact.{name}" for name in ("high", "medium", "low")} <= set(told)
