"""The metrics: small pure functions. In each of them, larger is better, from 0 to 1.

At the end what they are summed up by: shares, means and percentiles.
"""

import math
import re
from collections.abc import Sequence

from reportqa.normalising import normalise

# A mark between digits belongs to the figure, and so do its minus sign and its % or ‰: 15 is not
# 1.5, nor -15, nor 15%.
_NOT_WORDS = re.compile(r"(?!(?<![\da-z])-\d|[%‰])(?:(?<!\d)[\W_]|[\W_](?!\d))")


def hit_at(rank: int | None, k: int) -> float:
    """1 if the rank (from 1, None if never) is among the first k."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None) -> float:
    """1 / rank, 0 if never found; its mean is MRR."""
    return 1 / rank if rank else 0.0


def ndcg(gains: Sequence[int], ideal: int, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k.

    `gains`: for each place, how many new pieces of evidence stand there; `ideal`: how many
    there are. The best order has one piece at each of the first places, or better.
    """
    reached = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:k]))
    best = sum(1 / math.log2(place + 2) for place in range(min(ideal, k)))
    return min(1.0, reached / best) if best else 0.0


def exact_match(answer: str, gold: str) -> float:
    """1 if the two are the same but for punctuation, spacing, width and script."""
    return float(_words(answer) == _words(gold))


def overlap_f1(answer: str, gold: str) -> float:
    """F1 of the longest common run of characters, as CMRC 2018's script counts it.

    Without punctuation, but with % and ‰, each a character like any other. That script takes a
    word in Latin letters or a figure for one; here each of their characters counts.

    Cui et al. 2019, "A Span-Extraction Dataset for Chinese Machine Reading Comprehension".
    """
    ours, theirs = _words(answer), _words(gold)
    common = _longest_common_run(ours, theirs)
    if not common:
        return float(ours == theirs)
    precision, recall = common / len(ours), common / len(theirs)
    return 2 * precision * recall / (precision + recall)


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties half; None if either is empty."""
    if not positive or not negative:
        return None
    wins = sum((one > other) + (one == other) / 2 for one in positive for other in negative)
    return wins / (len(positive) * len(negative))


def ratio(part: int, whole: int) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None


def mean(values: Sequence[float]) -> float | None:
    """The mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The least value that this share (0 to 1) of them does not exceed (nearest rank).

    None of nothing.
    """
    # 0.07 of 100 values are 7, not 7.000000000000001.
    rank = math.ceil(round(share * len(values), 9))
    return sorted(values)[max(0, rank - 1)] if values else None


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", normalise(text).replace("−", "-"))


def _longest_common_run(one: str, other: str) -> int:
    longest = 0
    row = [0] * (len(other) + 1)
    for character in one:
        previous = 0
        for at, match in enumerate(other, 1):
            previous, row[at] = row[at], previous + 1 if character == match else 0
            longest = max(longest, row[at])
    return longest
