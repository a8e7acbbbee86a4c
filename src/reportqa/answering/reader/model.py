"""`ReaderModel`: scores spans of passages as answers to a question."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from reportqa.answering.reader.decoding import (
    PassageReading,
    ScoredSpan,
    TokenScores,
    best_spans,
)
from reportqa.answering.reader.graph import kept_reader
from reportqa.answering.reader.tokens import OffsetTokenizer
from reportqa.answering.reader.verification import verify
from reportqa.embedding import Notify
from reportqa.embedding.batching import padded
from reportqa.embedding.checkpoint import open_embeddings
from reportqa.embedding.tuning import usual_streams
from reportqa.types import Span

SHIPPED = Path(__file__).with_name("shipped")
"""The folder of the weights in this package."""

# Positions counted as in training: <s> question </s></s> context passage </s>.
_BOS, _PAD, _EOS = 0, 1, 2
_MARKS = 4
_LONGEST = 384
_LONGEST_QUESTION = 64
_LONGEST_CONTEXT = 48
_OVERLAP = 128
_MOST_SPANS = 10
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _Window:
    """One input of the graph: a stretch of a passage's tokens behind question and context."""

    passage: int
    ids: tuple[int, ...]
    begin: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What the graph gives for a window: the scores of pairs of its tokens, and the logit."""

    pairs: NDArray[np.float32]
    has: float


class ReaderModel:
    """The trained reader; safe to use from several threads at once."""

    def __init__(
        self, tokenizer: OffsetTokenizer, words: NDArray[np.float16], compiled: Any
    ) -> None:
        """`compiled` has `usual_streams()` streams."""
        self._words = words
        self._compiled = compiled
        self._tokens: Callable[[str], tuple[list[int], list[Span]]] = lru_cache(_REMEMBERED)(
            tokenizer.tokens
        )
        self._idle: SimpleQueue[Any] = SimpleQueue()
        # Windows are read one by one, each by one core: a seventh faster than some at once by all
        # cores, which are padded and wait for one another in every layer.
        self._readers = ThreadPoolExecutor(usual_streams(), "reportqa-reader")
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, notify: Notify | None = None, *, weights: Path = SHIPPED) -> Self:
        """Load the reader; the built-in encoder, whose embeddings it shares, is built if missing.

        Raises:
            ModelError: the encoder cannot be built, the weights are missing or damaged, or the
                reader does not make of known texts what it must.
        """
        from reportqa.embedding.builtin import ensure_builtin
        from reportqa.embedding.graph import EXPORT_FOLDER

        folder = ensure_builtin(notify)
        words, small = open_embeddings(folder)
        # Not in bfloat16, which rounds the score of a good answer to an eighth.
        options = {"NUM_STREAMS": usual_streams(), "INFERENCE_PRECISION_HINT": "f32"}
        compiled = kept_reader(weights, small).compiled(options)
        reader = cls(OffsetTokenizer.from_folder(folder / EXPORT_FOLDER), words, compiled)
        verify(weights, lambda question, passage: reader.score(question, [passage])[0])
        return reader

    def likelihood(self, text: str) -> float:
        """The natural logarithm of how likely a text is, by its tokens alone."""
        return self._tokenizer.likelihood(text)

    def cut(self, text: str) -> list[str]:
        """A text cut into words, as far as its tokenizer's table of pieces has them."""
        return [text[start:end] for start, end in self._tokenizer.tokens(text)[1]]

    def score(
        self, question: str, passages: Sequence[str], contexts: Sequence[str] | None = None
    ) -> list[PassageReading]:
        """Read each passage for the question.

        Args:
            question: as asked.
            passages: slices of reports, of any length; long ones are read in windows.
            contexts: for each passage what stands above it (title, year, headings), which is
                read along and never answered from; none if left out.

        Returns:
            One reading for each passage, in order; spans count characters of the passage.
        """
        asked = self._tokens(question)[0][:_LONGEST_QUESTION]
        windows = [
            window
            for at, passage in enumerate(passages)
            for window in self._windows(at, asked, passage, contexts[at] if contexts else "")
        ]
        readings: list[list[PassageReading]] = [[] for _ in passages]
        for window, read in self._read_all(windows):
            text = passages[window.passage]
            places = self._tokens(text)[1][window.first : window.last]
            inside = slice(window.begin, window.begin + len(places))
            pairs, null = read.pairs[inside, inside], float(read.pairs[0, 0])
            spans = best_spans(text, places, pairs, _MOST_SPANS)
            scores = TokenScores(places, pairs)
            readings[window.passage].append(PassageReading(spans, null, read.has, (scores,)))
        return [_joined(found) for found in readings]

    def _windows(self, at: int, asked: list[int], text: str, context: str) -> Iterator[_Window]:
        above = self._tokens(context)[0][:_LONGEST_CONTEXT] if context else []
        head = (_BOS, *asked, _EOS, _EOS, *above)
        ids = self._tokens(text)[0]
        room = _LONGEST - _MARKS - len(asked) - len(above)
        first = 0
        while True:
            last = min(first + room, len(ids))
            yield _Window(at, (*head, *ids[first:last], _EOS), len(head), first, last)
            if last == len(ids):
                return
            first = last - _OVERLAP

    def _read_all(self, windows: Sequence[_Window]) -> Iterator[tuple[_Window, _Read]]:
        """Each window with what the graph gives for it."""
        # Longest first, so that no core is left with a long one at the end.
        order = sorted(range(len(windows)), key=lambda at: -len(windows[at].ids))
        read = [self._readers.submit(self._read, windows[at].ids) for at in order]
        for at, one in zip(order, read, strict=True):
            yield windows[at], one.result()

    def _read(self, ids: Sequence[int]) -> _Read:
        table, mask = padded([ids], _PAD)
        request = self._borrow()
        try:
            pairs, has = request.infer([self._words[table], mask]).values()
            return _Read(np.array(pairs[0]), float(has[0, 0]))
        finally:
            self._idle.put(request)

    def _borrow(self) -> Any:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._compiled.create_infer_request()


def _joined(found: Sequence[PassageReading]) -> PassageReading:
    """One reading of a passage from those of its windows, on the scale of the best one's null."""
    if len(found) == 1:
        return found[0]
    best = max(found, key=lambda reading: reading.margin)
    spans: dict[Span, float] = {}
    windows: list[TokenScores] = []
    for reading in found:
        shift = best.null - reading.null
        for one in reading.spans:
            spans[one.span] = max(one.score + shift, spans.get(one.span, one.score + shift))
        windows += [
            TokenScores(one.places, one.pairs + np.float32(shift)) for one in reading.windows
        ]
    ranked = sorted(spans.items(), key=lambda item: -item[1])[:_MOST_SPANS]
    return PassageReading(
        tuple(ScoredSpan(*place, score) for place, score in ranked),
        best.null,
        max(reading.answers for reading in found),
        tuple(windows),
    )
