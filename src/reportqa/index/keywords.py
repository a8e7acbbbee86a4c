"""The keyword leg: BM25 over Chinese character bigrams and characters, and whole words otherwise.

Bigrams need no word list and no segmenter, which names and official terms defeat; single
characters catch abbreviations. Method: Lucene's BM25 (Kamphuis et al. 2020) in bm25s.
"""

import re
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.normalising import CJK, normalise

_WORDS = re.compile(rf"(?P<han>[{CJK}]+)|\d+(?:\.\d+)?%?|[^\W\d_]+")


def tokens(text: str) -> list[str]:
    """The terms of a text or a question, after `normalise`."""
    found: list[str] = []
    for match in _WORDS.finditer(normalise(text)):
        run = match[0]
        if match["han"]:
            found += run
            found += (run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run)
    return found


class Keywords:
    """A BM25 index over chunks, in the order they were given."""

    def __init__(self, retriever: Any, size: int) -> None:
        self._retriever = retriever
        self._size = size

    @classmethod
    def build(
        cls, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> "Keywords":
        """Index these texts; `progress` is called with 1 after each."""
        import bm25s

        corpus = []
        # Numbered as they come, so that the same texts always make the same files.
        numbers: dict[str, int] = {}
        for text in texts:
            # A text without any term would upset the statistics of an otherwise empty index.
            terms = tokens(text) or [""]
            corpus.append([numbers.setdefault(term, len(numbers)) for term in terms])
            if progress:
                progress(1)
        retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        retriever.index((corpus, numbers), show_progress=False)
        return cls(retriever, len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> "Keywords":
        """Open what `save` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(folder, mmap=True, show_progress=False), size)

    def save(self, folder: Path) -> None:
        """Write the index into this folder."""
        self._retriever.save(folder, show_progress=False)

    @property
    def size(self) -> int:
        """How many texts are indexed."""
        return int(self._retriever.scores["num_docs"])

    def is_same_as(self, other: "Keywords") -> bool:
        """Whether the other was built from the same texts in the same order."""
        if self._retriever.vocab_dict != other._retriever.vocab_dict:
            return False
        mine, its = self._retriever.scores, other._retriever.scores
        return all(np.array_equal(mine[name], its[name]) for name in ("data", "indices", "indptr"))

    def knows(self, word: str) -> bool:
        """Whether some text holds all the terms of this word; True of a word without any."""
        terms = tokens(word)
        # Pairs of characters imply the single ones, which stand in far more texts.
        terms = [term for term in terms if len(term) > 1] or terms
        numbers = [self._retriever.vocab_dict.get(term) for term in terms]
        if not numbers or None in numbers:
            return not numbers
        texts, starts = self._retriever.scores["indices"], self._retriever.scores["indptr"]
        postings = [texts[starts[number] : starts[number + 1]] for number in numbers]
        return bool(len(reduce(np.intersect1d, postings)))

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every text for the question, shape (texts,), 0 and up, higher is better."""
        terms = [term for term in tokens(question) if term in self._retriever.vocab_dict]
        if not terms:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._retriever.get_scores(terms), np.float32)
