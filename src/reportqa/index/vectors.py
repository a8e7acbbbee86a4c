"""The dense leg on disk: FAISS, exact for small segments, in 8 bits and checked for large ones.

A scan of 500,000 float32 vectors takes longer than everything else in a search. In 8 bits a
component their inner products are off by less than what lies between the best hundred and the
next, so that looking twice as deep and ranking by the exact vectors finds what an exact scan
finds (`python -m bench.scale` measures it).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_THREADS = ThreadPoolExecutor(2, "reportqa-vectors")  # started when first used
_DEPTH = 2
"""How many times as many as are wanted are ranked exactly."""


def write_exact(file: Path, vectors: NDArray[np.float32]) -> None:
    """A flat FAISS index over unit vectors, so that the inner product is the cosine."""
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors))
    _write(file, flat)


def write_codes(file: Path, vectors: NDArray[np.float32]) -> None:
    """The same vectors in 8 bits a component."""
    import faiss

    codes = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
    )
    codes.train(vectors)
    codes.add(vectors)
    _write(file, codes)


def _write(file: Path, index: Any) -> None:
    import faiss

    # Written by Python, not by FAISS, so that a full disk is an OSError like any other.
    file.write_bytes(faiss.serialize_index(index).tobytes())


def read_faiss(file: Path) -> Any:
    """Open a FAISS index; its vectors stay on disk."""
    import faiss

    return faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)


class Vectors:
    """The vectors of several segments, one after another.

    `exact` are flat indexes, `codes` the same in 8 bits, None for segments without.
    """

    def __init__(self, exact: Sequence[Any], codes: Sequence[Any]) -> None:
        self._exact = exact
        self._codes = codes
        self._starts = np.cumsum([0, *(part.ntotal for part in exact)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def at(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these rows, shape (rows, dimension)."""
        found = np.empty((len(rows), self._exact[0].d), np.float32)
        part = np.searchsorted(self._starts, rows, side="right") - 1
        for number in np.unique(part):
            inside = part == number
            local = rows[inside] - self._starts[number]
            found[inside] = self._exact[number].reconstruct_batch(local)
        return found

    def nearest(
        self, query: NDArray[np.float32], count: int, admitted: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """The rows of the `count` vectors nearest to a query, best first.

        Args:
            query: shape (dimension,).
            count: how many; fewer are found if fewer are admitted.
            admitted: of each row whether it may be found.
        """
        searches = []
        for exact, codes, start in zip(self._exact, self._codes, self._starts, strict=False):
            part = admitted[start : start + exact.ntotal]
            inside = int(np.count_nonzero(part))
            if not inside:
                continue
            only = None if inside == len(part) else _these(part)
            searched = exact if codes is None else codes
            depth = min(_DEPTH * count, inside)
            searches.append((searched, query[None], depth, only, int(start)))
        if not searches:
            return np.empty(0, np.int64)
        found = _THREADS.map(_search, searches) if len(searches) > 1 else map(_search, searches)
        scores, rows = (np.concatenate(column) for column in zip(*found, strict=True))
        rows = np.sort(rows[np.argsort(-scores, kind="stable")[: _DEPTH * count]])
        exactly = self.at(rows) @ query
        return rows[np.argsort(-exactly, kind="stable")[:count]]


def _search(asked: tuple[Any, NDArray[np.float32], int, Any, int]) -> Any:
    """Scores and rows of the best in one segment."""
    index, query, depth, only, start = asked
    scores, rows = index.search(query, depth, params=only)
    return scores[0], rows[0] + start


def _these(admitted: NDArray[np.bool_]) -> Any:
    """What tells FAISS to look at these vectors alone."""
    import faiss

    bits = np.packbits(admitted, bitorder="little")
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type]
