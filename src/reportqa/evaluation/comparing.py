"""What got better and what got worse between two results on the same questions."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.errors import QuestionSetError
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.reasons import reason_of

COMPARED = (
    "hit@1",
    "hit@5",
    "mrr",
    "found_in_300_characters",
    "answer_exact",
    "answer_f1",
    "refusal_precision",
    "refusal_recall",
    "balanced_accuracy",
)
_NEEDED = frozenset(
    ("id", "question", "answerable", "answered", "exact", "rank", "answer", "reason")
)
_NEVER = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A question that now does otherwise; `before` and `after` in words."""

    id: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`metrics` maps a name to its old and new value; questions in neither list did the same."""

    metrics: dict[str, tuple[float | None, float | None]]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def load_result(path: Path) -> dict[str, Any]:
    """Read what `eval --json` printed.

    Raises:
        QuestionSetError: The file cannot be read, is no such result or lacks a figure to compare.
    """
    try:
        result = json.loads(path.read_text(encoding="utf-8"))
        if not all(set(item) >= _NEEDED for item in result["questions"]):
            raise KeyError
        if not all(isinstance(item["id"], str) and _merit(item) for item in result["questions"]):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise QuestionSetError(
            f"{path}：不是 reportqa eval --json 的结果（{reason_of(error)}）。"
            "请给出先前保存的结果文件。"
        ) from error
    unfit = [name for name in COMPARED if not _is_figure(result.get(name, ""))]
    if unfit:
        raise QuestionSetError(
            f"{path}：{'、'.join(unfit)} 缺失，或不是数或 null，无法比较。"
            "请用 reportqa eval --json 重新保存结果。"
        )
    return dict(result)


def _is_figure(value: object) -> bool:
    """Whether it is what a metric comes to; None is, where there was nothing to divide by."""
    if value is None or isinstance(value, bool):
        return value is None
    return isinstance(value, int | float) and math.isfinite(value)


def must_be_of(questions: QuestionSet, old: dict[str, Any]) -> None:
    """Figures of other questions cannot be held against those of these.

    Raises:
        QuestionSetError: The result is of another set, or of another part of it.
    """
    if {item["id"] for item in old["questions"]} != {one.id for one in questions.questions}:
        raise QuestionSetError(
            f"先前的结果与 {questions.path} 不是同一套题，无法比较。"
            "请用 reportqa eval 对同一套题（同一 --split）重新保存结果。"
        )


def compare(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    """Compare two results; questions that only one of them has are left out."""
    before = {item["id"]: item for item in old["questions"]}
    better: list[Change] = []
    worse: list[Change] = []
    for item in new["questions"]:
        earlier = before.get(item["id"])
        if earlier is None:
            continue
        was, now = _merit(earlier), _merit(item)
        if was != now:
            change = Change(item["id"], item["question"], _words(earlier), _words(item))
            (better if now > was else worse).append(change)
    metrics = {name: (old.get(name), new.get(name)) for name in COMPARED}
    return Comparison(metrics, tuple(better), tuple(worse))


def _merit(item: dict[str, Any]) -> tuple[float, ...]:
    """Sorts outcomes of one question: what was said of it first, then the rank of the evidence.

    Best is the right answer, then an honest refusal, then a wrong assertion; of what nothing can be
    answered to, the refusal. Where the right words are not known, any answer counts as right.
    """
    refused = float(not item["answered"])
    if not item["answerable"]:
        return (refused,)
    right = float(item["answered"] if item["exact"] is None else item["exact"])
    return (right, refused, -float(item["rank"] or _NEVER))


def _words(item: dict[str, Any]) -> str:
    said = f"答“{item['answer']}”" if item["answered"] else f"拒答（{item['reason']}）"
    if not item["answerable"]:
        return said
    return f"{said}，证据在第{item['rank']}段" if item["rank"] else f"{said}，没有找到证据"
