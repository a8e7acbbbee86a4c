"""From examples to batches of token ids with their targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.examples import Example

LONGEST = 384
_MARKS = 4  # <s> question </s></s> passage </s>
_LONGEST_QUESTION = 64
_PAD = 1
_STEP = 16


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids; `passage` is where the passage's first token stands.

    `start` and `end` are the positions of the answer's first and last token; 0, the position of
    `<s>`, is the null answer. `span_known` is False where only `answers` is to be learnt.
    """

    ids: tuple[int, ...]
    passage: int
    start: int
    end: int
    answers: bool
    span_known: bool
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one batch; `allowed` marks the positions that a span may take, and `<s>`."""

    ids: torch.Tensor
    mask: torch.Tensor
    allowed: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    answers: torch.Tensor
    span_known: torch.Tensor


class Encoding:
    """Turns examples into token ids with the built-in model's own tokenizer."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def encode(self, examples: Sequence[Example]) -> list[Encoded | None]:
        """In order; None where the answer lies beyond the longest input."""
        questions = self._tokenizer.encode_batch(
            [example.question for example in examples], add_special_tokens=False
        )
        passages = self._tokenizer.encode_batch(
            [example.passage for example in examples], add_special_tokens=False
        )
        return [
            _join(example, list(question.ids), list(passage.ids), list(passage.offsets))
            for example, question, passage in zip(examples, questions, passages, strict=True)
        ]


def _join(
    example: Example, question: list[int], passage: list[int], offsets: list[tuple[int, int]]
) -> Encoded | None:
    question = question[:_LONGEST_QUESTION]
    room = LONGEST - _MARKS - len(question)
    before = len(question) + 3
    ids = (0, *question, 2, 2, *passage[:room], 2)
    start = end = 0
    if example.kind == "span":
        inside = [
            at
            for at, (low, high) in enumerate(offsets)
            if low < example.end and high > example.start and high > low
        ]
        if not inside or inside[-1] >= room:
            return None
        start, end = before + inside[0], before + inside[-1]
    return Encoded(
        ids,
        before,
        start,
        end,
        answers=example.kind in {"span", "relevant"},
        span_known=example.kind in {"span", "null"},
        offsets=tuple(offsets[:room]),
    )


def batches(encoded: Sequence[Encoded], budget: int) -> Iterator[list[int]]:
    """Positions grouped by length, longest first, `budget` tokens a batch with its padding.

    Lengths are rounded up, so that few shapes occur: each new one costs time and memory.
    """
    order = sorted(range(len(encoded)), key=lambda at: -len(encoded[at].ids))
    start = 0
    while start < len(order):
        size = max(1, budget // _rounded(len(encoded[order[start]].ids)))
        yield order[start : start + size]
        start += size


def _rounded(length: int) -> int:
    return -(-length // _STEP) * _STEP


def collate(encoded: Sequence[Encoded]) -> Batch:
    """One batch."""
    width = _rounded(max(len(item.ids) for item in encoded))
    ids = torch.full((len(encoded), width), _PAD, dtype=torch.int64)
    mask = torch.zeros((len(encoded), width))
    allowed = torch.zeros((len(encoded), width), dtype=torch.bool)
    for row, item in enumerate(encoded):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        allowed[row, item.passage : len(item.ids) - 1] = True
    allowed[:, 0] = True
    return Batch(
        ids,
        mask,
        allowed,
        torch.tensor([item.start for item in encoded]),
        torch.tensor([item.end for item in encoded]),
        torch.tensor([float(item.answers) for item in encoded]),
        torch.tensor([float(item.span_known) for item in encoded]),
    )
