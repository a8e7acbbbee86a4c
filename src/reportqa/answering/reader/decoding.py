"""From logits of tokens to spans of characters, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportqa.types import Span

_LONGEST_TOKENS = 128
_MOST_TRIED = 40
_EDGES = " \t\r\n\u3000\u00a0，。；：、,.;:!！?？…"
_PAIRS = {"”": "“", "’": "‘", "）": "（", ")": "(", "》": "《", "」": "「", "』": "『"}
# A token of two or more characters may drag one of these along: 公司的, 的名称.
_LOOSE_ENDS = "的了"


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Characters `start` to `end` of a passage; a higher `score` (a logit) answers better."""

    start: int
    end: int
    score: float

    @property
    def span(self) -> Span:
        """From where to where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class TokenScores:
    """Where the tokens of a passage, or a window of it, stand, and what each pair of them scores.

    `places` are spans of characters, in order; `pairs` (tokens, tokens) holds the logits of an
    answer from the row's token to the column's.
    """

    places: Sequence[Span]
    pairs: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What the reader makes of one passage.

    `spans` are the best answers, best first, none twice; empty for a passage without words.
    `null` is the score, on the same scale as theirs, of the passage not answering. `answers` is
    a logit of its own: above 0 the passage is held to answer the question. `windows` are what the
    spans were taken from, more than one for a long passage.
    """

    spans: tuple[ScoredSpan, ...]
    null: float
    answers: float
    windows: tuple[TokenScores, ...]

    @property
    def margin(self) -> float:
        """How far the best span stands above no answer; -inf without any span."""
        return self.spans[0].score - self.null if self.spans else float("-inf")

    @property
    def central(self) -> ScoredSpan:
        """The span of which most is expected to be right: minimum Bayes risk (Kumar, Byrne 2004).

        By the share of characters (F1) that each of `spans`, as likely as its score says, has in
        common with it. Where several spans are about as good, not the widest or the narrowest.

        Raises:
            IndexError: There are no spans.
        """
        starts, ends, scores = np.array([(one.start, one.end, one.score) for one in self.spans]).T
        likely = np.exp(scores - scores[0])
        common = np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts)
        sizes = ends - starts
        expected = (2 * np.maximum(common, 0) / (sizes[:, None] + sizes)) @ likely
        return self.spans[int(np.argmax(expected))]

    def score_of(self, start: int, end: int) -> float:
        """The score of characters `start` to `end`, whether among `spans` or not.

        -inf if no token stands there. With this, what a rule finds (every figure of the asked
        unit, say) can be ranked by the reader. In a long passage, by the window that holds most.
        """
        held = []
        for window in self.windows:
            places = window.places
            inside = [at for at, (low, high) in enumerate(places) if low < end and high > start]
            if inside:
                held.append((len(inside), float(window.pairs[inside[0], inside[-1]])))
        return max(held, default=(0, float("-inf")))[1]


def best_spans(
    text: str, places: Sequence[Span], pairs: NDArray[np.float32], most: int
) -> tuple[ScoredSpan, ...]:
    """The best spans of a text.

    Args:
        text: the passage.
        places: where each token stands in it; (tokens,)
        pairs: the logit of an answer from the row's token to the column's, (tokens, tokens).
        most: how many spans to give at most.
    """
    if not len(places):
        return ()
    scores = pairs.copy()
    length = np.arange(len(places))[None, :] - np.arange(len(places))[:, None]
    scores[(length < 0) | (length >= _LONGEST_TOKENS)] = -np.inf
    flat = scores.ravel()
    tried = min(_MOST_TRIED, flat.size)
    order = np.argpartition(-flat, tried - 1)[:tried]
    found: dict[Span, float] = {}
    for at in order[np.argsort(-flat[order], kind="stable")].tolist():
        first, last = divmod(at, len(places))
        if flat[at] == -np.inf:
            break
        span = trimmed(text, places[first], places[last])
        if span is not None and span not in found:
            found[span] = float(flat[at])
        if len(found) == most:
            break
    return tuple(ScoredSpan(*span, score) for span, score in found.items())


def trimmed(text: str, first: Span, last: Span) -> Span | None:
    """From the first token to the last, without what tokens drag along; None if nothing is left."""
    start, end = first[0], last[1]
    if last[1] - last[0] > 1 and text[end - 1 : end] in _LOOSE_ENDS and end - start > 1:
        end -= 1
    if first[1] - first[0] > 1 and text[start : start + 1] in _LOOSE_ENDS and end - start > 1:
        start += 1
    while start < end:
        if text[start] in _EDGES or _is_stray(text, start, end, start):
            start += 1
        elif text[end - 1] in _EDGES or _is_stray(text, start, end, end - 1):
            end -= 1
        else:
            return start, end
    return None


def _is_stray(text: str, start: int, end: int, at: int) -> bool:
    """Whether the mark at an edge lacks its partner within the span."""
    mark = text[at]
    inside = text[start:end]
    if mark in _PAIRS:
        return inside.count(_PAIRS[mark]) < inside.count(mark)
    closing = next((close for close, opening in _PAIRS.items() if opening == mark), None)
    return closing is not None and inside.count(closing) < inside.count(mark)
