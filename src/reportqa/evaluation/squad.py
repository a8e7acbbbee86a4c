"""The reader alone on a SQuAD 2.0-layout file: each question with its own paragraph."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.answering.candidates import Candidate
from reportqa.answering.reader import ReaderModel
from reportqa.answering.reading import read
from reportqa.answering.understanding.questions import understand
from reportqa.embedding import Encoder
from reportqa.errors import QuestionSetError
from reportqa.evaluation.certainty import selection
from reportqa.evaluation.metrics import auc, exact_match, mean, overlap_f1
from reportqa.reasons import reason_of


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
) -> dict[str, Any]:
    """`em` and `f1` over the answerable questions, and how well the others are told from them.

    `answerability_auc` and `risk_coverage` (see `certainty.selection`; right is what matches
    exactly) rank by the reader's own two logits, since the probability is fitted to reports;
    without a trained reader by the probability.

    Args:
        encoder: Weighs the sentences where there is no trained reader.
        path: The file.
        model: The trained reader; without it the encoder and the rules read.
        progress: Called with how many questions are done, and of how many.

    Raises:
        QuestionSetError: The file is not of this layout.
    """
    items = list(_items(path))
    exact, overlap, scores, right = [], [], [], []
    for done, item in enumerate(items, 1):
        said, score = _marked(model, item) if model else _ruled(encoder, item)
        scores.append(score)
        matches = [exact_match(said, gold) for gold in item.answers]
        right.append(max(matches, default=0.0) == 1)
        if item.answers:
            exact.append(max(matches))
            overlap.append(max(overlap_f1(said, gold) for gold in item.answers))
        if progress:
            progress(done, len(items))
    answerable = [score for score, item in zip(scores, items, strict=True) if item.answers]
    others = [score for score, item in zip(scores, items, strict=True) if not item.answers]
    return {
        "n": len(items),
        "em": mean(exact),
        "f1": mean(overlap),
        "answerability_auc": auc(answerable, others),
        "risk_coverage": selection(scores, right),
    }


def questions_of(path: Path) -> list[str]:
    """The questions of such a file.

    Raises:
        QuestionSetError: The file is not of this layout.
    """
    return [item.question for item in _items(path)]


def _marked(model: ReaderModel, item: _Item) -> tuple[str, float]:
    """The words that the trained reader marks, and how far it holds the passage to answer.

    Without the rules for reports: what these sets hold right has other edges.
    """
    reading = model.score(item.question, [item.context])[0]
    if not reading.spans:
        return "", float("-inf")
    words = reading.central
    return item.context[words.start : words.end], reading.margin + reading.answers


def _ruled(encoder: Encoder, item: _Item) -> tuple[str, float]:
    """The words that rules find in the best sentence, and the probability that they answer."""
    candidate = Candidate(item.context, "", agrees=True, is_of_year=True, fused=0.0, cosine=0.0)
    reading = read(encoder, [candidate], understand(item.question))
    return (reading.words, reading.probability) if reading else ("", float("-inf"))


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
            f"{path}：不是 SQuAD 2.0 格式的 JSON 文件（{reason_of(error)}）。"
            "应有 data、paragraphs 和 qas。"
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
