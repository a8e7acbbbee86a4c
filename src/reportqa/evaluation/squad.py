"""The reader alone on a SQuAD 2.0-layout file: each question with its own paragraph."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.answering.questions import understand
from reportqa.answering.reader import ReaderModel
from reportqa.answering.reading import Candidate, Reading, read
from reportqa.embedding import Encoder, Kind
from reportqa.errors import QuestionSetError
from reportqa.evaluation.certainty import selection
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
) -> dict[str, Any]:
    """`em` and `f1` over the answerable questions, and how well the others are told from them.

    `answerability_auc` and `risk_coverage` (see `certainty.selection`; right is what matches
    exactly) rank by the reader's own two logits, since the probability is fitted to reports;
    without a trained reader by the probability.

    Args:
        encoder: Weighs the sentences.
        path: The file.
        model: The trained reader; without it the encoder and the rules read.
        progress: Called with how many questions are done, and of how many.

    Raises:
        QuestionSetError: The file is not of this layout.
    """
    items = list(_items(path))
    sentences = _OfOneParagraph(encoder)
    exact, overlap, scores, right = [], [], [], []
    for done, item in enumerate(items, 1):
        candidate = Candidate(item.context, "", True, 0.0, 0.0)
        reading = read(sentences, [candidate], understand(item.question), model)
        scores.append(_score(reading))
        start, end = reading.highlights[0] if reading else (0, 0)
        said = item.context[start:end]
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


class _OfOneParagraph:
    """An encoder that embeds the sentences of a paragraph once for all of its questions."""

    def __init__(self, encoder: Encoder) -> None:
        self.identity = encoder.identity
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._texts: list[str] = []
        self._vectors = np.zeros((0, encoder.dimension), np.float32)

    def encode(
        self, texts: Sequence[str], kind: Kind, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        if kind == "query":
            return self._encoder.encode(texts, kind, progress)
        if list(texts) != self._texts:
            self._texts, self._vectors = list(texts), self._encoder.encode(texts, kind, progress)
        return self._vectors


def _score(reading: Reading | None) -> float:
    """How far the passage is held to answer, higher for more."""
    if reading is None:
        return float("-inf")
    if reading.margins:
        return reading.margins[0] + reading.answers[0]
    return reading.probability


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
