"""What is on disk and searched: reports, chunks, vectors, keywords, manifest.

`Index.load` opens the live generation read-only; `build` (in `reportqa.index.building`) makes a
new one. index/README.md documents every file. Texts, vectors and keyword counts stay on disk and
are mapped into memory, so that opening takes little time and memory however large the index is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding import Encoder, Notify, load_encoder
from reportqa.errors import IndexDamaged, IndexForeign
from reportqa.index.generations import of_current
from reportqa.index.keywords import Keywords, tokens
from reportqa.index.manifest import REBUILD, UNREADABLE, Manifest
from reportqa.index.segments import Segment, chunk_of
from reportqa.index.stored import StoredReport
from reportqa.index.vectors import Vectors
from reportqa.normalising import normalise
from reportqa.reasons import reason_of
from reportqa.types import Chunk, Report

_LOOKED_AT = 100


@dataclass(frozen=True, eq=False)
class Index:
    """An opened generation.

    `vectors`, `keywords` and `owners` run in step, a row for every chunk that is stored; `owners`
    tells the position in `reports` of each row's report, -1 where that has left the index.
    """

    folder: Path
    manifest: Manifest
    segments: tuple[Segment, ...]
    reports: tuple[StoredReport, ...]
    owners: NDArray[np.int32]
    vectors: Vectors
    keywords: Keywords
    encoder: Encoder

    @classmethod
    def load(
        cls,
        path: Path | str,
        model: str | None = None,
        *,
        encoder: Encoder | None = None,
        notify: Notify | None = None,
        whole: bool = False,
    ) -> "Index":
        """Open and check the live generation below `path`.

        Args:
            path: The index's folder.
            model: The embedding model, where it is not to be found as the manifest names it.
            encoder: A model that is loaded already, instead.
            notify: Told how far the built-in model is, if it has to be built first.
            whole: Check every byte of large files too, which takes a while.

        Raises:
            IndexMissing, IndexDamaged, IndexForeign: See `reportqa.errors`.
            ModelError: The index's embedding model cannot be loaded.
        """
        return of_current(
            Path(path),
            lambda folder: cls.open(folder, model, encoder=encoder, notify=notify, whole=whole),
        )

    @classmethod
    def open(
        cls,
        folder: Path,
        model: str | None = None,
        *,
        encoder: Encoder | None = None,
        notify: Notify | None = None,
        whole: bool = False,
    ) -> "Index":
        """Open and check the generation in this folder, live or not; otherwise as `load`.

        With `whole` every byte of large files is checked too, which takes a while.
        """
        manifest = Manifest.read(folder)
        manifest.check_files(folder, whole=whole)
        encoder = encoder or load_encoder(model or manifest.model, notify=notify)
        if (encoder.identity, encoder.dimension) != (manifest.identity, manifest.dimension):
            raise IndexForeign(
                f"{folder}：索引由模型 {manifest.identity} 建成，现在的模型是 {encoder.identity}。"
                f"请用 --model 指定原来的模型，或运行 reportqa build 重建索引。"
            )
        try:
            return cls._open(folder, manifest, encoder)
        except UNREADABLE as error:
            raise IndexDamaged(f"{folder}：索引打不开（{reason_of(error)}）。{REBUILD}") from error

    @classmethod
    def _open(cls, folder: Path, manifest: Manifest, encoder: Encoder) -> "Index":
        segments = tuple(Segment.open(folder / entry.name) for entry in manifest.segments)
        reports, owners = _in_order(manifest, segments)
        live = [part if (part < 0).any() else None for part in owners]
        in_use = int(sum((part >= 0).sum() for part in owners))
        if in_use != manifest.chunks:
            raise ValueError(f"{in_use} chunks, manifest says {manifest.chunks}")
        return cls(
            folder=folder,
            manifest=manifest,
            segments=segments,
            reports=reports,
            owners=np.concatenate(owners),
            vectors=Vectors(
                [segment.vectors for segment in segments], [segment.codes for segment in segments]
            ),
            keywords=Keywords(
                [segment.postings for segment in segments],
                [None if part is None else part >= 0 for part in live],
            ),
            encoder=encoder,
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The source of every report, in order."""
        return tuple(report.source for report in self.reports)

    def report(self, report_id: str) -> Report:
        """The report of this id.

        Raises:
            KeyError: There is none.
        """
        return self.reports[self._positions[report_id]]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {report.id: at for at, report in enumerate(self.reports)}

    @cached_property
    def chunks(self) -> "Chunks":
        """The chunks of all reports."""
        return Chunks(self, np.flatnonzero(self.owners >= 0))

    def chunk(self, row: int) -> Chunk:
        """The chunk of this row."""
        segment = int(np.searchsorted(self._ends, row, side="right"))
        rows = self.segments[segment].rows
        return chunk_of(rows[row - int(self._ends[segment])], self.reports[self.owners[row]])

    def says(self, words: str, among: NDArray[np.bool_] | None = None) -> bool:
        """Whether some chunk holds these normalised words, one after another as they are.

        Of the chunks that hold all their terms, a hundred of each segment are looked at; with
        `among`, which tells for every chunk, of those alone.
        """
        found = self.keywords.holding(words)
        if among is not None:
            found = (rows[among[rows]] for rows in found)
        if words in tokens(words):  # one term by itself, so that its being there is all
            return any(len(rows) for rows in found)
        return any(
            words in self._normalised(row) for rows in found for row in rows[:_LOOKED_AT].tolist()
        )

    def _normalised(self, row: int) -> str:
        chunk = self.chunk(row)
        return normalise(self.report(chunk.report_id).text[chunk.start : chunk.end])

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """The row after the last of each segment."""
        return np.cumsum([len(segment.rows) for segment in self.segments])


class Chunks(Sequence[Chunk]):
    """Chunks of an index, each made when it is looked at."""

    def __init__(self, index: Index, rows: NDArray[np.int64]) -> None:
        self._index = index
        self._rows = rows

    @overload
    def __getitem__(self, at: int) -> Chunk: ...
    @overload
    def __getitem__(self, at: slice) -> "Chunks": ...
    def __getitem__(self, at: int | slice) -> "Chunk | Chunks":
        if isinstance(at, slice):
            return Chunks(self._index, self._rows[at])
        return self._index.chunk(int(self._rows[at]))

    def __len__(self) -> int:
        return len(self._rows)


def _in_order(
    manifest: Manifest, segments: Sequence[Segment]
) -> tuple[tuple[StoredReport, ...], list[NDArray[np.int32]]]:
    """The reports in the manifest's order, and the owner of each row of each segment."""
    places = {
        (segment.name, report.source): (number, position)
        for number, segment in enumerate(segments)
        for position, report in enumerate(segment.reports)
    }
    owner = [np.full(len(segment.reports), -1, np.int32) for segment in segments]
    reports = []
    for at, entry in enumerate(manifest.sources):
        number, position = places[entry.segment, entry.source]
        owner[number][position] = at
        reports.append(segments[number].reports[position])
    owners = [own[segment.rows[:, 0]] for own, segment in zip(owner, segments, strict=True)]
    return tuple(reports), owners
