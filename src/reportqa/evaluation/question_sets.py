"""Question sets: JSON lines with gold evidence and answers."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.errors import QuestionSetError
from reportqa.reasons import reason_of


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what is right for it.

    `evidence`: verbatim strings that a right passage contains, empty when unanswerable.
    `answers`: the verbatim answer, one for each report asked about, empty when unanswerable.
    `reports`: source names in the order of `evidence`, empty if any report will do.
    `split`: "dev", "test" or "" for a set that is not split.
    """

    id: str
    question: str
    type: str
    answerable: bool
    evidence: tuple[str, ...]
    answers: tuple[str, ...]
    reports: tuple[str, ...]
    split: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in the order of their file."""

    path: Path
    questions: tuple[GoldQuestion, ...]

    @classmethod
    def load(cls, path: Path | str, split: str | None = None) -> "QuestionSet":
        """Read a set; with `split`, only the questions of that part.

        Raises:
            QuestionSetError: The file cannot be read, a line is not as documented, two questions
                have the same id, or no question is left; the message names the line.
        """
        path = Path(path)
        questions: dict[str, GoldQuestion] = {}
        for number, row in read_json_lines(path):
            if split is not None and row.get("split") != split:
                continue
            question = _question(path, number, row)
            if question.id in questions:
                raise QuestionSetError(
                    f"{path} 第{number}行：id “{question.id}”前面已经用过。请换一个。"
                )
            questions[question.id] = question
        if not questions:
            part = f"“{split}”部分的" if split else ""
            raise QuestionSetError(f"{path}：里面没有{part}题目。请检查文件或 --split。")
        return cls(path, tuple(questions.values()))


def read_json_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with their line numbers, blank lines passed over.

    Raises:
        QuestionSetError: The file cannot be read, or a line is not a JSON object with a
            `question` that is a string.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            f"{path}：题目文件读不出来（{reason_of(error)}）。请检查路径和编码。"
        ) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise QuestionSetError(
                f"{path} 第{number}行：不是 JSON（{reason_of(error)}）。请改正这一行。"
            ) from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise QuestionSetError(f"{path} 第{number}行：应是含 question 的 JSON 对象。请改正。")
        rows.append((number, row))
    return rows


def _question(path: Path, number: int, row: dict[str, Any]) -> GoldQuestion:
    evidence, answerable = row.get("evidence"), row.get("answerable")
    if not isinstance(answerable, bool) or not _strings(evidence):
        raise QuestionSetError(
            f"{path} 第{number}行：answerable 应是 true 或 false，evidence 应是字符串列表。"
        )
    if answerable != bool(evidence):
        raise QuestionSetError(
            f"{path} 第{number}行：可回答的题目要有 evidence，不可回答的应为 []。请改正这一行。"
        )
    return GoldQuestion(
        id=str(number if row.get("id") is None else row["id"]),
        question=row["question"],
        type=str(row.get("type") or ""),
        answerable=answerable,
        evidence=tuple(evidence or ()),
        answers=_as_tuple(path, number, "answer", row.get("answer")),
        reports=_as_tuple(path, number, "report", row.get("report")),
        split=str(row.get("split") or ""),
    )


def _as_tuple(path: Path, number: int, key: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if _strings(value):
        return tuple(value)
    raise QuestionSetError(
        f"{path} 第{number}行：{key} 应是字符串、字符串列表或 null。请改正这一行。"
    )


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
