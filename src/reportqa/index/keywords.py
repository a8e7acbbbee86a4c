"""The keyword leg: BM25 over Chinese character bigrams and characters, and whole words otherwise.

Bigrams need no word list and no segmenter, which names and official terms defeat; single
characters catch abbreviations. Method: Lucene's BM25 (Kamphuis et al. 2020). What is stored is
how often each term stands in each text, in parts that never change; rarity and average length are
those of all parts together, so that the scores are those of one index however it came about.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from hashlib import blake2b
from operator import add
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.normalising import CJK, normalise

_WORDS = re.compile(rf"(?P<han>[{CJK}]+)|\d+(?:\.\d+)?%?|(?:(?![{CJK}])[^\W\d_])+")
_K1 = 1.2
_B = 0.75
_MOST_COUNTED = 255
_COMMON_SHARE = 8
"""A term of at least an eighth of the texts is stored with a count for every text.

Adding such counts up takes about a tenth of the time per text that listed ones take.
"""


def tokens(text: str) -> list[str]:
    """The terms of a text or a question, after `normalise`."""
    return _terms(normalise(text))


def _terms(normal: str) -> list[str]:
    found: list[str] = []
    for match in _WORDS.finditer(normal):
        run = match[0]
        if match["han"]:
            found += run
            found += map(add, run, run[1:])
        else:
            found.append(run)
    return found


@dataclass(frozen=True)
class Postings:
    """Which terms stand in which texts, and how often; written once and never changed.

    `keys` (terms,) are the terms' 64-bit hashes, ascending; `frequencies` (terms,) in how many
    texts each stands; `docs` the texts of each term in turn, but for common ones; `counts` how
    often it stands in each of them (255 at most), for common ones in every text; `lengths`
    (texts,) the number of terms in each text, 1 at least.
    """

    keys: NDArray[np.uint64]
    frequencies: NDArray[np.int32]
    docs: NDArray[np.unsignedinteger]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]

    @classmethod
    def build(
        cls, texts: Iterable[str], progress: Callable[[int], None] | None = None
    ) -> "Postings":
        """Count the terms of these normalised texts; `progress` is called with 1 after each."""
        numbers: dict[str, int] = {}
        terms: list[int] = []
        counts: list[int] = []
        sizes, lengths = [], []
        for text in texts:
            found = _terms(text)
            counted = Counter(found)
            terms += (numbers.setdefault(term, len(numbers)) for term in counted)
            counts += counted.values()
            sizes.append(len(counted))
            lengths.append(max(1, len(found)))
            if progress:
                progress(1)
        return cls._sorted(
            keys=_keys(numbers),
            terms=np.array(terms, np.int64),
            docs=np.repeat(np.arange(len(sizes)), sizes),
            counts=np.minimum(np.array(counts, np.int64), _MOST_COUNTED).astype(np.uint8),
            lengths=np.array(lengths, np.int32),
        )

    @classmethod
    def _sorted(
        cls,
        keys: NDArray[np.uint64],
        terms: NDArray[np.int64],
        docs: NDArray[np.int64],
        counts: NDArray[np.uint8],
        lengths: NDArray[np.int32],
    ) -> "Postings":
        """From counts in order of the texts to counts in order of the terms' keys."""
        by_key = np.argsort(keys)
        rank = np.empty_like(by_key)
        rank[by_key] = np.arange(len(keys))
        order = np.argsort(rank[terms], kind="stable")
        ranks, docs, counts = rank[terms[order]], docs[order], counts[order]
        frequencies = np.bincount(ranks, minlength=len(keys)).astype(np.int32)
        common = _is_common(frequencies, len(lengths))
        starts = _starts(np.where(common, len(lengths), frequencies))
        listed = np.arange(len(ranks)) - _starts(frequencies)[ranks]
        spread = np.zeros(starts[-1], np.uint8)
        spread[starts[ranks] + np.where(common[ranks], docs, listed)] = counts
        in_listed = docs[~common[ranks]].astype(np.min_scalar_type(len(lengths)))
        return cls(keys[by_key], frequencies, in_listed, spread, lengths)

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Open what `save` wrote; the counts themselves stay on disk."""
        arrays = {
            name: np.asarray(
                np.load(folder / f"{name}.npy", mmap_mode="r" if name in _ON_DISK else None)
            )
            for name in _COLUMNS
        }
        postings = cls(**arrays)
        if len(postings.counts) != postings.ends[-1]:
            raise ValueError(f"{len(postings.counts)} counts, {postings.ends[-1]} expected")
        return postings

    def save(self, folder: Path) -> None:
        """Write one array a file into this folder, which is made."""
        folder.mkdir()
        for name in _COLUMNS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    def is_same_as(self, other: "Postings") -> bool:
        """Whether the other was built from the same texts in the same order."""
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in _COLUMNS)

    @property
    def size(self) -> int:
        """How many texts are indexed."""
        return len(self.lengths)

    @cached_property
    def common(self) -> NDArray[np.bool_]:
        """Of each term, whether it is stored with a count for every text."""
        return _is_common(self.frequencies, self.size)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each term's `docs` begin."""
        return _starts(np.where(self.common, 0, self.frequencies))

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where each term's `counts` begin, and where the last ones end."""
        return _starts(np.where(self.common, self.size, self.frequencies))

    def of(self, term: int) -> tuple[NDArray[np.unsignedinteger] | None, NDArray[np.uint8]]:
        """The texts that the term of this number stands in, None for all, and how often."""
        counts = self.counts[self.ends[term] : self.ends[term + 1]]
        if self.common[term]:
            return None, counts
        return self.docs[self.starts[term] : self.starts[term + 1]], counts


class Keywords:
    """BM25 over the texts of several postings, one after another.

    `live` tells, part by part, which texts count; None for all of them.
    """

    def __init__(
        self, parts: Sequence[Postings], live: Sequence[NDArray[np.bool_] | None] | None = None
    ) -> None:
        self._parts = parts
        self._live = live or [None] * len(parts)
        self._texts = 0
        terms = 0
        for part, alive in zip(self._parts, self._live, strict=True):
            lengths = part.lengths if alive is None else part.lengths[alive]
            self._texts += len(lengths)
            terms += int(lengths.sum(dtype=np.int64))
        average = terms / max(1, self._texts)
        self._damping = [
            (_K1 * (1 - _B + _B * part.lengths / average)).astype(np.float32) for part in parts
        ]

    @classmethod
    def build(cls, texts: Sequence[str]) -> "Keywords":
        """Index texts in memory."""
        return cls([Postings.build(map(normalise, texts))])

    @property
    def size(self) -> int:
        """How many texts there are, those that do not count included."""
        return sum(part.size for part in self._parts)

    def knows(self, word: str) -> bool:
        """Whether some text holds all the terms of this word; True of a word without any."""
        return not tokens(word) or any(len(rows) for rows in self.holding(word))

    def holding(self, word: str) -> Iterator[NDArray[np.int64]]:
        """The texts that hold all the terms of this word, in any order, part by part."""
        terms = tokens(word)
        # Pairs of characters imply the single ones, which stand in far more texts.
        keys = _keys([term for term in terms if len(term) > 1] or terms)
        start = 0
        for part, alive in zip(self._parts, self._live, strict=True):
            yield start + _holding(part, _find(part.keys, keys), alive)
            start += part.size

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every text for the question, shape (size,), 0 and up, higher is better."""
        asked = Counter(tokens(question))
        keys, times = _keys(asked), list(asked.values())
        found = [_find(part.keys, keys) for part in self._parts]
        weights = [
            number * self._rarity([terms[at] for terms in found]) for at, number in enumerate(times)
        ]
        scored = [
            self._scored(part, damping, terms, weights)
            for part, damping, terms in zip(self._parts, self._damping, found, strict=True)
        ]
        return np.concatenate(scored)

    def _rarity(self, terms: Sequence[int]) -> float:
        """Lucene's inverse document frequency of a term, by its number in each part (-1: none)."""
        frequency = sum(
            _frequency(part, term, alive)
            for part, term, alive in zip(self._parts, terms, self._live, strict=True)
            if term >= 0
        )
        return float(np.log(1 + (self._texts - frequency + 0.5) / (frequency + 0.5)))

    @staticmethod
    def _scored(
        part: Postings,
        damping: NDArray[np.float32],
        terms: Sequence[int],
        weights: Sequence[float],
    ) -> NDArray[np.float32]:
        scores = np.zeros(part.size, np.float32)
        for term, weight in zip(terms, weights, strict=True):
            if term < 0:
                continue
            docs, counts = part.of(term)
            value = counts.astype(np.float32)
            value /= (damping if docs is None else damping[docs]) + value
            value *= np.float32(weight)
            if docs is None:
                scores += value
            else:
                scores[docs] += value
        return scores


_COLUMNS = ("keys", "frequencies", "docs", "counts", "lengths")
_ON_DISK = frozenset({"docs", "counts"})


def _keys(terms: Iterable[str]) -> NDArray[np.uint64]:
    """A 64-bit hash of each term, the same on every machine."""
    hashes = (blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8) for term in terms)
    joined = b"".join(each.digest() for each in hashes)
    return np.frombuffer(joined, "<u8").astype(np.uint64)


def _find(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> list[int]:
    """Where each wanted key stands, -1 for those that are not there."""
    if not len(keys):
        return [-1] * len(wanted)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: list[int] = np.where(keys[at] == wanted, at, -1).tolist()
    return found


def _frequency(part: Postings, term: int, alive: NDArray[np.bool_] | None) -> int:
    if alive is None:
        return int(part.frequencies[term])
    docs, counts = part.of(term)
    return int(np.count_nonzero(counts[alive] if docs is None else alive[docs]))


def _holding(
    part: Postings, terms: Sequence[int], alive: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """The texts that count and hold all these terms, by their numbers; none for no terms."""
    if min(terms, default=-1) < 0:
        return np.empty(0, np.int64)
    stands = []
    for term in terms:
        docs, counts = part.of(term)
        stands.append(np.flatnonzero(counts) if docs is None else docs)
    texts = reduce(np.intersect1d, stands)
    return (texts if alive is None else texts[alive[texts]]).astype(np.int64)


def _is_common(frequencies: NDArray[np.int32], texts: int) -> NDArray[np.bool_]:
    return frequencies.astype(np.int64) * _COMMON_SHARE >= texts


def _starts(sizes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where stretches of these sizes begin, laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
