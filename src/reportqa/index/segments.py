"""Segments: what an index is made of, each written once and never changed.

A generation holds one segment or several. One that has grown to `SETTLED_CHUNKS` is taken over
by later generations as it is, without copying a byte where the disk has hard links; smaller ones
are written anew together with what is added. So an addition to a large library writes little,
and a small library is one segment, whatever its history. A report that leaves a settled segment
stays in its files; the manifest no longer names it.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.index.keywords import Postings
from reportqa.index.stored import StoredReport, read_reports, write_reports
from reportqa.index.vectors import CODES, Codes, read_codes, read_faiss, write_codes, write_exact
from reportqa.types import Chunk, Report

CHUNKS = "chunks.npy"
VECTORS = "vectors.faiss"
KEYWORDS = "keywords"

SETTLED_CHUNKS = 8192
"""From here on a segment is kept as it is. Rewriting one that is smaller takes a second or two."""

MOST_CHUNKS = 65_536
"""Where a large build begins another segment, so that memory stays bounded."""

_LEAST_IN_USE = 0.5
_PLANNING = (None, False, True)


@dataclass(frozen=True, slots=True)
class Segment:
    """An opened segment: its reports and, in step, a row for each of their chunks.

    `rows` (chunks, 4): the report's position, start, end, planning or not; `vectors` is
    a FAISS index, `codes` None in small segments.
    """

    name: str
    reports: tuple[StoredReport, ...]
    rows: NDArray[np.int64]
    vectors: Any
    codes: Codes | None
    postings: Postings

    @classmethod
    def open(cls, folder: Path) -> "Segment":
        """Open what `write` wrote.

        Raises:
            OSError, ValueError, KeyError, TypeError, RuntimeError: It cannot be read.
        """
        segment = cls(
            name=folder.name,
            reports=read_reports(folder),
            rows=np.load(folder / CHUNKS),
            vectors=read_faiss(folder / VECTORS),
            codes=read_codes(folder) if (folder / CODES).exists() else None,
            postings=Postings.load(folder / KEYWORDS),
        )
        sizes = {len(segment.rows), segment.vectors.ntotal, segment.postings.size}
        if segment.codes is not None:
            sizes.add(segment.codes.ntotal)
        if len(sizes) > 1:
            raise ValueError(f"{sorted(sizes)} chunks, vectors, texts")
        return segment

    def span(self, position: int) -> slice:
        """The rows of the report at this position."""
        first, after = np.searchsorted(self.rows[:, 0], [position, position + 1])
        return slice(int(first), int(after))

    def chunks(self, position: int) -> list[Chunk]:
        """The chunks of the report at this position."""
        return [chunk_of(row, self.reports[position]) for row in self.rows[self.span(position)]]

    def vectors_of(self, position: int) -> NDArray[np.float32]:
        """Their vectors."""
        span = self.span(position)
        found: NDArray[np.float32] = self.vectors.reconstruct_n(span.start, span.stop - span.start)
        return found


def chunk_of(row: NDArray[np.int64], report: Report) -> Chunk:
    """The chunk that a row stands for."""
    _, start, end, planning = row.tolist()
    return Chunk(report.id, start, end, _PLANNING[planning])


def stays(chunks: int, in_use: int) -> bool:
    """Whether a segment of so many chunks, so many of them in use, is taken over as it is."""
    return in_use >= max(SETTLED_CHUNKS, _LEAST_IN_USE * chunks)


def divided(sizes: Sequence[int]) -> Iterator[slice]:
    """How reports of so many chunks each are spread over segments."""
    start, held = 0, 0
    for at, size in enumerate(sizes):
        if held and held + size > MOST_CHUNKS:
            yield slice(start, at)
            start, held = at, 0
        held += size
    if held:
        yield slice(start, len(sizes))


def write(
    folder: Path,
    reports: Sequence[Report],
    chunks: Sequence[Sequence[Chunk]],
    vectors: NDArray[np.float32],
    postings: Postings,
) -> None:
    """Write a segment into this folder, which is made.

    Args:
        folder: its own.
        reports: in the order that they are to have.
        chunks: those of each report.
        vectors: of all chunks, shape (chunks, dimension).
        postings: the terms of what is keyword-indexed of each chunk.
    """
    folder.mkdir()
    write_reports(folder, reports)
    rows = [
        (position, chunk.start, chunk.end, _PLANNING.index(chunk.planning))
        for position, own in enumerate(chunks)
        for chunk in own
    ]
    np.save(folder / CHUNKS, np.array(rows, np.int64).reshape(-1, 4))
    write_exact(folder / VECTORS, vectors)
    if len(rows) >= SETTLED_CHUNKS:
        write_codes(folder, vectors)
    postings.save(folder / KEYWORDS)


def take_over(generation: Path, names: Iterable[str], folder: Path) -> None:
    """Have files of a generation in another folder too, shared where the disk can do that."""
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(generation / name, target)
        except OSError:
            shutil.copyfile(generation / name, target)
