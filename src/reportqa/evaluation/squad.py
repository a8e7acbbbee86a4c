"""The reader alone on a SQuAD 2.0-layout file: each question with its own paragraph."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.answering.questions import understand
from reportqa.answering.reader import ReaderModel
from reportqa.answering.reading import Candidate, read
from reportqa.embedding import Encoder
from reportqa.errors import QuestionSetError
from reportqa.evaluation.metrics import auc, exact_match, mean, overlap_f1


@dataclass(frozen=True, slots=True)
class _Item:
    question: str
    context: str
    answers: tuple[str, ...]


def evaluate_reader(
    encoder: Encoder,
    path: Path,
    model: ReaderModel | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, float | int | None]:
    """`em` and `f1` over the answerable questions, and how well probability tells the others.

    `model` is the trained reader; without it the encoder and the rules read.

    Raises:
        QuestionSetError: The file is not of this layout.
    """
    items = list(_items(path))
    exact, overlap = [], []
    chances: dict[bool, list[float]] = {True: [], False: []}
    for done, item in enumerate(items, 1):
        candidate = Candidate(item.context, "", True, 0.0, 0.0)
        reading = read(encoder, [candidate], understand(item.question), model)
        chances[bool(item.answers)].append(reading.probability if reading else 0.0)
        if item.answers:
            start, end = reading.highlights[0] if reading else (0, 0)
            said = item.context[start:end]
            exact.append(max(exact_match(said, gold) for gold in item.answers))
            overlap.append(max(overlap_f1(said, gold) for gold in item.answers))
        if progress:
            progress(done, len(items))
    return {
        "n": len(items),
        "em": mean(exact),
        "f1": mean(overlap),
        "answerability_auc": auc(chances[True], chances[False]),
    }


def _items(path: Path) -> Iterator[_Item]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        for article in content["data"]:
            for paragraph in article["paragraphs"]:
                for question in paragraph["qas"]:
                    yield _Item(
                        _string(question["question"]),
                        _string(paragraph["context"]),
                        _answers(question),
                    )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionSetError(
            f"{path}：不是 SQuAD 2.0 格式的 JSON 文件（{error}）。应有 data、paragraphs 和 qas。"
        ) from error


def _answers(question: dict[str, Any]) -> tuple[str, ...]:
    # Some sets write the flag as a string.
    if str(question.get("is_impossible", False)).lower() == "true":
        return ()
    return tuple(_string(answer["text"]) for answer in question.get("answers", ()))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} 不是字符串")
    return value
