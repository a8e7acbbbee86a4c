import json
import math
from pathlib import Path
from typing import Any

import pytest

from reportqa.errors import QuestionSetError
from reportqa.evaluation.comparing import COMPARED, Change, compare, load_result


def _item(name: str, **values: Any) -> dict[str, Any]:
    return {
        "id": name,
        "question": f"{name}？",
        "answerable": True,
        "answered": True,
        "exact": 1.0,
        "rank": 1,
        "answer": "128件",
        "reason": None,
        **values,
    }


def _result(*items: dict[str, Any], **figures: float) -> dict[str, Any]:
    return {**figures, "questions": list(items)}


_FIGURES = dict.fromkeys(COMPARED, 0.5)


_REFUSED = {"answered": False, "answer": None, "reason": "not_in_reports"}


def test_better_and_worse_are_told_in_words() -> None:
    old = _result(
        _item("同"),
        _item("好", exact=0.0, answer="7件", rank=3),
        _item("坏"),
        _item("该拒", answerable=False, exact=None, rank=None),
        _item("只在旧"),
        **{"hit@1": 0.5},
    )
    new = _result(
        _item("同", answer="128 件"),
        _item("好"),
        _item("坏", **_REFUSED, exact=0.0, rank=None),
        _item("该拒", answerable=False, exact=None, rank=None, **_REFUSED),
        _item("只在新"),
        **{"hit@1": 0.75, "mrr": 0.8},
    )
    comparison = compare(old, new)
    assert comparison.better == (
        Change("好", "好？", "答“7件”，证据在第3段", "答“128件”，证据在第1段"),
        Change("该拒", "该拒？", "答“128件”", "拒答（not_in_reports）"),
    )
    assert comparison.worse == (
        Change("坏", "坏？", "答“128件”，证据在第1段", "拒答（not_in_reports），没有找到证据"),
    )
    assert list(comparison.metrics) == list(COMPARED)
    assert comparison.metrics["hit@1"] == (0.5, 0.75)
    assert comparison.metrics["mrr"] == (None, 0.8)
    assert comparison.metrics["hit@5"] == (None, None)


@pytest.mark.parametrize(
    ("before", "after", "is_better"),
    [
        ({"exact": 0.0}, {"exact": 1.0}, True),
        # An honest refusal is better than a wrong assertion, whatever was found.
        ({"answered": False, "exact": 0.0}, {"exact": 0.0}, False),
        ({"exact": 0.0}, {"answered": False, "exact": 0.0, "rank": None}, True),
        ({"answered": False, "exact": 0.0}, {"exact": 1.0}, True),
        ({"answered": False, "exact": None}, {"exact": None}, True),
        ({"rank": None}, {"rank": 9}, True),
        ({"rank": 2}, {"rank": 1}, True),
        ({"rank": 1}, {"rank": 5}, False),
        ({"exact": None, "rank": 1}, {"exact": None, "rank": 2}, False),
    ],
)
def test_what_counts_as_better(
    before: dict[str, Any], after: dict[str, Any], is_better: bool
) -> None:
    comparison = compare(_result(_item("a", **before)), _result(_item("a", **after)))
    assert (len(comparison.better), len(comparison.worse)) == (is_better, not is_better)


def test_a_result_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    result = _result(_item("a"), **_FIGURES) | {"mrr": None, "hit@1": 1}
    path.write_text(json.dumps(result), encoding="utf-8")
    assert load_result(path) == result


@pytest.mark.parametrize("value", ["0.9", True, [0.9], math.nan, math.inf])
def test_what_is_compared_has_to_be_a_figure(tmp_path: Path, value: object) -> None:
    path = tmp_path / "old.json"
    result = _result(_item("a"), **_FIGURES) | {"hit@1": value}
    path.write_text(json.dumps(result), encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"old\.json：hit@1 缺失，或不是数或 null，无法比较"):
        load_result(path)


def test_what_is_compared_has_to_be_there(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps(_result(_item("a"))), encoding="utf-8")
    with pytest.raises(QuestionSetError, match="请用 reportqa eval --json 重新保存结果"):
        load_result(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        "{}",
        '{"questions": 7}',
        '{"questions": [1]}',
        '{"questions": [{}]}',
        json.dumps({"questions": [_item("a") | {"id": ["a"]}]}),
        json.dumps({"questions": [_item("a") | {"rank": "x"}]}),
        "[" * 100_000,
    ],
)
def test_what_is_no_result_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"old\.json：不是 reportqa eval --json 的结果"):
        load_result(path)


def test_no_file_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="没有：不是 reportqa eval --json 的结果"):
        load_result(tmp_path / "没有")
