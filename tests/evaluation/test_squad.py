"""The reader alone, on files of SQuAD 2.0's layout."""

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from reportqa.answering.reader import PassageReading, ScoredSpan, TokenScores
from reportqa.errors import QuestionSetError
from reportqa.evaluation.squad import evaluate_reader
from toys import ToyEncoder

_CONTEXT = "全年受理行政复议案件128件。今日水位正常，阳光明媚。"


def _write(folder: Path, questions: list[dict[str, Any]], context: Any = _CONTEXT) -> Path:
    path = folder / "dev.json"
    content = {"data": [{"paragraphs": [{"context": context, "qas": questions}]}]}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _asked(question: str, *answers: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "answers": [{"text": text} for text in answers], **more}


def test_answers_count_against_the_best_gold_one(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    path = _write(tmp_path, [_asked("受理行政复议案件多少件？", "一百件", "128件")])
    everything = {"0.05": 1.0, "0.1": 1.0, "0.2": 1.0}
    assert evaluate_reader(toy_encoder, path) == {
        "n": 1,
        "em": 1.0,
        "f1": 1.0,
        "answerability_auc": None,
        "risk_coverage": {
            "n": 1,
            "aurc": 0.0,
            "coverage_at_risk": everything,
            "points": [[1.0, 0.0]],
        },
    }


def _main(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "risk_coverage"}


class _Marking:
    """A reader that marks the last five characters of whatever it is given."""

    def score(self, question: str, passages: list[str]) -> list[PassageReading]:
        assert question == "水位如何？"
        (text,) = passages
        span = ScoredSpan(len(text) - 5, len(text), 4.0)
        scores = TokenScores([], np.zeros((0, 0), np.float32))
        return [PassageReading((span,), 1.0, 0.5, (scores,))]


def test_what_the_trained_reader_marks_is_taken_as_it_is(
    tmp_path: Path, toy_encoder: ToyEncoder
) -> None:
    path = _write(tmp_path, [_asked("水位如何？", "阳光明媚")])
    told = evaluate_reader(toy_encoder, path, cast("Any", _Marking()))
    assert (told["em"], told["n"], toy_encoder.calls) == (1.0, 1, [])


def test_wrong_answers_are_risk(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    questions = [
        _asked("受理行政复议案件多少件？", "128件"),
        _asked("龘靐齉爨癵驫鱻麤？", is_impossible=True),
    ]
    told = evaluate_reader(toy_encoder, _write(tmp_path, questions))["risk_coverage"]
    assert told == {
        "n": 2,
        "aurc": 0.25,
        "coverage_at_risk": {"0.05": 0.5, "0.1": 0.5, "0.2": 0.5},
        "points": [[0.5, 0.0], [1.0, 0.5]],
    }


def test_the_file_may_begin_with_a_byte_order_mark(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    path = _write(tmp_path, [_asked("受理行政复议案件多少件？", "128件")])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert evaluate_reader(toy_encoder, path)["em"] == 1.0


@pytest.mark.parametrize("flag", [True, "true", "True"])
def test_a_question_marked_impossible_is_unanswerable_whatever_answers_it_lists(
    tmp_path: Path, toy_encoder: ToyEncoder, flag: Any
) -> None:
    questions = [
        _asked("受理行政复议案件多少件？", "128件", is_impossible=False),
        _asked("龘靐齉爨癵驫鱻麤？", "阳光明媚", is_impossible=flag),
    ]
    assert _main(evaluate_reader(toy_encoder, _write(tmp_path, questions))) == {
        "n": 2,
        "em": 1.0,
        "f1": 1.0,
        "answerability_auc": 1.0,
    }


@pytest.mark.parametrize("flag", [False, "false"])
def test_a_question_without_answers_is_unanswerable(
    tmp_path: Path, toy_encoder: ToyEncoder, flag: Any
) -> None:
    path = _write(tmp_path, [_asked("受理多少件？", is_impossible=flag)])
    told = _main(evaluate_reader(toy_encoder, path))
    assert told == {"n": 1, "em": None, "f1": None, "answerability_auc": None}


def test_a_context_without_words_answers_nothing(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    path = _write(tmp_path, [_asked("受理多少件？", "128件")], context=" \n")
    told = _main(evaluate_reader(toy_encoder, path))
    assert told == {"n": 1, "em": 0.0, "f1": 0.0, "answerability_auc": None}


def test_progress_counts_the_questions(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    counted: list[tuple[int, int]] = []
    path = _write(tmp_path, [_asked("受理多少件？", "128件")] * 2)
    evaluate_reader(toy_encoder, path, None, lambda done, total: counted.append((done, total)))
    assert counted == [(1, 2), (2, 2)]


def _paragraph(context: Any, question: Any) -> str:
    return json.dumps({"data": [{"paragraphs": [{"context": context, "qas": [question]}]}]})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"data": 7}',
        '{"data": ["a"]}',
        '{"data": [{"paragraphs": [{"qas": []}, 7]}]}',
        _paragraph("甲", {}),
        _paragraph("甲", {"question": 7}),
        _paragraph(7, {"question": "甲"}),
        _paragraph("甲", ["question"]),
        _paragraph("甲", {"question": "甲", "answers": None}),
        _paragraph("甲", {"question": "甲", "answers": [{"text": 7}]}),
        "[" * 100_000,
    ],
    ids=range(14),
)
def test_another_layout_is_named(tmp_path: Path, toy_encoder: ToyEncoder, content: str) -> None:
    path = tmp_path / "dev.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"dev\.json：不是 SQuAD 2\.0 格式的 JSON 文件（"):
        evaluate_reader(toy_encoder, path)


def test_no_file_is_named(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    with pytest.raises(QuestionSetError, match=r"没有：不是 SQuAD 2\.0 格式的 JSON 文件（"):
        evaluate_reader(toy_encoder, tmp_path / "没有")
