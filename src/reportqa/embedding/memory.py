"""Vectors of texts embedded lately: the next question about a report reads the same sentences."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding.encoder import Kind

# 8,192 vectors of 384 numbers are 13 MB.
_MOST_TEXTS = 8192
_LONGEST_CHARACTERS = 2000


class VectorMemory:
    """Keeps the vectors used last; may be shared by threads."""

    def __init__(self, most: int = _MOST_TEXTS) -> None:
        self._most = most
        self._known: OrderedDict[tuple[Kind, str], NDArray[np.float32]] = OrderedDict()
        self._turn = threading.Lock()

    def fill(
        self,
        texts: Sequence[str],
        kind: Kind,
        vectors: NDArray[np.float32],
        embed: Callable[[list[str]], NDArray[np.float32]],
    ) -> None:
        """Fill the rows of `vectors`, (texts, width): from memory, else from `embed`, once each."""
        unknown: dict[str, list[int]] = {}
        with self._turn:
            for row, text in enumerate(texts):
                vector = self._known.get((kind, text))
                if vector is None:
                    unknown.setdefault(text, []).append(row)
                else:
                    self._known.move_to_end((kind, text))
                    vectors[row] = vector
        if not unknown:
            return
        fresh = embed(list(unknown))
        for vector, rows in zip(fresh, unknown.values(), strict=True):
            vectors[rows] = vector
        with self._turn:
            for text, vector in zip(unknown, fresh, strict=True):
                if len(text) <= _LONGEST_CHARACTERS:
                    self._known[kind, text] = vector.copy()
            while len(self._known) > self._most:
                self._known.popitem(last=False)
