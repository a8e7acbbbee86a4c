"""The dense leg on disk: FAISS, exact for small segments, in 8 bits and checked for large ones.

A scan of 500,000 float32 vectors takes longer than everything else in a search. In 8 bits a
component their distances are off by less than what lies between the best hundred and the
next, so that looking twice as deep and ranking by the exact vectors finds what an exact scan
finds (`python -m bench.scale` measures it).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_THREADS = ThreadPoolExecutor(2, "reportqa-vectors")  # started when first used
_DEPTH = 2
"""How many times as many as are wanted are ranked exactly."""

CODES = "codes.faiss"
RANGE = "codes_range.npy"
_HIGHEST_CODE = 255


def write_exact(file: Path, vectors: NDArray[np.float32]) -> None:
    """A flat FAISS index over unit vectors, so that the inner product is the cosine."""
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors))
    _write(file, flat)


@dataclass(frozen=True, slots=True)
class Codes:
    """Unit vectors in 8 bits a component: `low` and so many times `step` more.

    `index` compares whole numbers, in half the time that it takes FAISS to make floats of them.
    """

    index: Any
    low: float
    step: float

    @property
    def ntotal(self) -> int:
        """How many vectors there are."""
        return int(self.index.ntotal)

    def search(
        self, queries: NDArray[np.float32], count: int, params: Any = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows, as FAISS gives them, and about their inner products."""
        squares, rows = self.index.search(self._coded(queries), count, params=params)
        # The inner product of vectors of length 1 follows from the square of their distance.
        return 1 - squares * np.float32(self.step**2 / 2), rows

    def write(self, folder: Path, vectors: NDArray[np.float32]) -> None:
        """Take these vectors in and write all into a folder."""
        self.index.add(self._coded(vectors))
        _write(folder / CODES, self.index)
        np.save(folder / RANGE, np.array([self.low, self.step]))

    def _coded(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        whole = np.rint((vectors - np.float32(self.low)) / np.float32(self.step))
        coded: NDArray[np.float32] = np.clip(whole, 0, _HIGHEST_CODE, out=whole)
        return coded


def write_codes(folder: Path, vectors: NDArray[np.float32]) -> None:
    """The same vectors in 8 bits a component."""
    import faiss

    low, high = float(vectors.min()), float(vectors.max())
    step = (high - low) / _HIGHEST_CODE or 1.0
    kind = faiss.ScalarQuantizer.QT_8bit_direct
    index = faiss.IndexScalarQuantizer(vectors.shape[1], kind, faiss.METRIC_L2)
    Codes(index, low, step).write(folder, vectors)


def read_codes(folder: Path) -> Codes:
    """Open what `write_codes` wrote."""
    low, step = np.load(folder / RANGE).tolist()
    return Codes(read_faiss(folder / CODES), low, step)


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

    def __init__(self, exact: Sequence[Any], codes: Sequence[Codes | None]) -> None:
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
